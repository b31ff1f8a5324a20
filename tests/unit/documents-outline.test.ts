import { describe, expect, it } from "vitest";
import type { Outline } from "~/documents/document";
import {
  findArea,
  itemsInOrder,
  neighbour,
  type Spot,
  spotOf,
  stepArea,
  stepItem,
} from "~/documents/outline";

/** Areas `a`, `b`, `c`, … with these items. */
function outline(...areas: string[][]): Outline {
  return {
    areas: areas.map((items, a) => {
      const id = String.fromCharCode(97 + a);
      return {
        id,
        number: a + 1,
        order: `a${a}`,
        items: items.map((item, i) => ({
          id: item,
          areaId: id,
          order: `a${i}`,
          areaNumber: a + 1,
          number: i + 1,
        })),
      };
    }),
    removed: [],
  };
}

const PLAN = outline(["1", "2"], [], ["3"]);

describe("the items of an outline", () => {
  it("are read area by area", () => {
    expect(itemsInOrder(PLAN).map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });

  it("have neighbours across areas, and none at the ends", () => {
    expect(neighbour(PLAN, "2", 1)?.id).toBe("3");
    expect(neighbour(PLAN, "3", -1)?.id).toBe("2");
    expect(neighbour(PLAN, "1", -1)).toBeUndefined();
    expect(neighbour(PLAN, "3", 1)).toBeUndefined();
    expect(neighbour(PLAN, "none", 1)).toBeUndefined();
  });

  it("stand at a place in an area", () => {
    expect(spotOf(PLAN, "2")).toEqual({ areaId: "a", index: 1 });
    expect(spotOf(PLAN, "none")).toBeUndefined();
    expect(findArea(PLAN, "c")?.items).toHaveLength(1);
    expect(findArea(PLAN, "none")).toBeUndefined();
  });
});

describe("a step up or down", () => {
  it.each<[item: string, step: 1 | -1, Spot | undefined]>([
    ["1", 1, { areaId: "a", index: 1 }],
    ["2", -1, { areaId: "a", index: 0 }],
    ["2", 1, { areaId: "b", index: 0 }],
    ["3", -1, { areaId: "b", index: 0 }],
    ["1", -1, undefined],
    ["3", 1, undefined],
    ["none", 1, undefined],
  ])("takes item %s by %i to %o", (item, step, spot) => {
    expect(stepItem(PLAN, item, step)).toEqual(spot);
  });

  it("up into an area leads to its end", () => {
    expect(stepItem(outline(["1", "2"], ["3"]), "3", -1)).toEqual({ areaId: "a", index: 2 });
  });

  it("takes an area past its neighbour, and stops at the ends", () => {
    expect(stepArea(PLAN, "b", 1)).toBe(2);
    expect(stepArea(PLAN, "b", -1)).toBe(0);
    expect(stepArea(PLAN, "a", -1)).toBeUndefined();
    expect(stepArea(PLAN, "c", 1)).toBeUndefined();
  });
});
