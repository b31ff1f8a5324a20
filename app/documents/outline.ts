/** Questions about an outline: who stands before whom, and where a step would lead. */
import type { Outline, OutlineArea, OutlineItem } from "./document";

/** All items in reading order. */
export function itemsInOrder(outline: Outline): OutlineItem[] {
  return outline.areas.flatMap((area) => area.items);
}

/** The item `step` places further on in reading order (negative: before). */
export function neighbour(outline: Outline, itemId: string, step: 1 | -1): OutlineItem | undefined {
  const all = itemsInOrder(outline);
  const index = all.findIndex(({ id }) => id === itemId);
  return index < 0 ? undefined : all[index + step];
}

export interface Spot {
  areaId: string;
  /** Place among the other items of the area, from 0. */
  index: number;
}

export function spotOf(outline: Outline, itemId: string): Spot | undefined {
  for (const area of outline.areas) {
    const index = area.items.findIndex(({ id }) => id === itemId);
    if (index >= 0) return { areaId: area.id, index };
  }
  return undefined;
}

/**
 * Where an item lands one step up or down: past its neighbour, or, at the edge of its area, at
 * the near end of the next one. Nothing at either end of the document.
 */
export function stepItem(outline: Outline, itemId: string, step: 1 | -1): Spot | undefined {
  const spot = spotOf(outline, itemId);
  if (!spot) return undefined;
  const a = outline.areas.findIndex(({ id }) => id === spot.areaId);
  const area = outline.areas[a];
  const index = spot.index + step;
  if (area && index >= 0 && index < area.items.length) return { areaId: spot.areaId, index };
  const next = outline.areas[a + step];
  return next && { areaId: next.id, index: step === 1 ? 0 : next.items.length };
}

/** Where an area lands one step up or down, as an index among the others. */
export function stepArea(outline: Outline, areaId: string, step: 1 | -1): number | undefined {
  const index = outline.areas.findIndex(({ id }) => id === areaId) + step;
  return index >= 0 && index < outline.areas.length ? index : undefined;
}

export function findArea(outline: Outline, areaId: string): OutlineArea | undefined {
  return outline.areas.find(({ id }) => id === areaId);
}
