/**
 * The keys by which areas and items are ordered: fractional indices, compared as strings.
 *
 * A key between two others is a little longer than they are, and a gap that is used again and
 * again makes keys that grow for ever. So there is a longest key. Where a place would need a
 * longer one, or the neighbours' keys tie, those around it get new, short ones: as few of them as
 * will do, between the keys of those further away, which stay as they are.
 */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** Room for some hundred and twenty places in one and the same gap. */
export const LONGEST_KEY = 24;
/** New keys are no longer than this, so that it takes some time until they are needed again. */
const ROOMY_KEY = 12;

export interface Ordered {
  id: string;
  order: string;
}

export const byOrder = (a: Ordered, b: Ordered) =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * An order key for the place `index` among those of `standing` who count; all are in their order.
 * @param counts says who does: not the one that is moved, nor those who are removed. They too get
 *   new keys, so that they can go back to where they stood.
 * @param rekey is called with the new keys, if there is need.
 */
export function orderAt(
  ordered: readonly Ordered[],
  index: number,
  counts: (id: string) => boolean,
  rekey: (id: string, order: string) => void,
): string {
  const others = ordered.filter(({ id }) => counts(id));
  const next = others[index];
  const between = keyBetween(others[index - 1]?.order ?? null, next?.order ?? null);
  if (between !== null) return between;
  const at = next ? ordered.indexOf(next) : ordered.length;
  for (let reach = 1; ; reach *= 2) {
    const from = Math.max(0, at - reach);
    const to = Math.min(ordered.length, at + reach);
    const keys = roomyKeys(ordered[from - 1]?.order, ordered[to]?.order, to - from + 1);
    const all = from === 0 && to === ordered.length;
    if (!keys && !all) continue;
    const given = keys ?? generateNKeysBetween(null, null, to - from + 1);
    ordered.slice(from, to).forEach(({ id }, i) => {
      rekey(id, given[from + i < at ? i : i + 1] ?? "");
    });
    return given[at - from] ?? "";
  }
}

/** Short keys between two others; null where there are none. */
function roomyKeys(
  before: string | undefined,
  after: string | undefined,
  count: number,
): string[] | null {
  try {
    const keys = generateNKeysBetween(before ?? null, after ?? null, count);
    const all = [before ?? "", ...keys, ...(after === undefined ? [] : [after])];
    const inOrder = all.every((key, i) => i === 0 || (all[i - 1] ?? "") < key);
    return inOrder && keys.every((key) => key.length <= ROOMY_KEY) ? keys : null;
  } catch {
    return null;
  }
}

/** A key between two others; null where there is none, or only too long a one. */
function keyBetween(before: string | null, after: string | null): string | null {
  try {
    const key = generateKeyBetween(before, after);
    // Of keys that are none, not all are refused: some give one that sorts elsewhere.
    const between = (before === null || before < key) && (after === null || key < after);
    return between && key.length <= LONGEST_KEY ? key : null;
  } catch {
    return null;
  }
}
