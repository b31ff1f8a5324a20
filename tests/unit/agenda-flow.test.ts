import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NationalRow } from "~/agenda/concordance";
import { coverageOf } from "~/agenda/coverage";
import { type Flow, flowsOf, layFlow } from "~/agenda/flow";

const CODES = ["CA", "MX", "US"];
const SIZE = { unit: 4, gap: 18 };

const anyFlows = fc.uniqueArray(
  fc.record({
    delegation: fc.constantFrom(...CODES, "XX"),
    area: fc.integer({ min: 1, max: 5 }),
    target: fc.constantFrom<Flow["target"]>(1, 2, 3, 10, "set-aside", "unplaced"),
    count: fc.integer({ min: 1, max: 300 }),
  }),
  { selector: ({ delegation, area, target }) => `${delegation} ${area} ${target}` },
);

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

describe("the layout of the flow", () => {
  it("loses no band and no item, and heights sum up on both sides", () => {
    fc.assert(
      fc.property(anyFlows, (flows) => {
        const { bands, sources, targets } = layFlow(flows, CODES, SIZE);
        expect(bands).toHaveLength(flows.length);
        const items = sum(flows.map(({ count }) => count));
        for (const side of [sources, targets]) {
          expect(sum(side.map(({ count }) => count))).toBe(items);
          expect(sum(side.map(({ height }) => height))).toBe(items * SIZE.unit);
        }
        expect(sum(bands.map(({ height }) => height))).toBe(items * SIZE.unit);
      }),
    );
  });

  it("lays places and bands one below the other, none over another", () => {
    fc.assert(
      fc.property(anyFlows, (flows) => {
        const { bands, sources, targets, height } = layFlow(flows, CODES, SIZE);
        for (const side of [sources, targets]) {
          side.forEach((node, index) => {
            const before = side[index - 1];
            expect(node.y).toBe(before ? before.y + before.height + SIZE.gap : 0);
            expect(node.y + node.height).toBeLessThanOrEqual(height);
          });
        }
        for (const { place, y, height: whole } of targets) {
          const own = bands.filter(({ target }) => target === place).sort((a, b) => a.toY - b.toY);
          own.forEach((band, index) => {
            const before = own[index - 1];
            expect(band.toY).toBe(before ? before.toY + before.height : y);
          });
          expect(sum(own.map((band) => band.height))).toBe(whole);
        }
      }),
    );
  });

  it("has set aside and unplaced last, and nothing for nothing", () => {
    const flow = (target: Flow["target"]): Flow => ({
      delegation: "CA",
      area: 1,
      target,
      count: 1,
    });
    const mixed = [flow("unplaced"), flow(10), flow("set-aside"), flow(2)];
    expect(layFlow(mixed, CODES, SIZE).targets.map(({ place }) => place)).toEqual([
      2,
      10,
      "set-aside",
      "unplaced",
    ]);
    expect(layFlow([], CODES, SIZE)).toEqual({ sources: [], targets: [], bands: [], height: 0 });
  });
});

describe("the flows", () => {
  const row = (change: Partial<NationalRow>): NationalRow => ({
    planId: "p",
    itemId: "i",
    planSlug: "",
    delegation: "CA",
    ref: "CA 1.1",
    areaNumber: 1,
    number: 1,
    text: "",
    lead: "",
    visibility: "listed",
    status: "unplaced",
    carried: [],
    aside: null,
    ...change,
  });
  const to = (areaNumber: number) => ({
    agendaItemId: `r${areaNumber}`,
    ref: `${areaNumber}.1`,
    areaNumber,
    disposition: "consolidated" as const,
    drifted: false,
  });

  it("count an item once for each area it is carried to, and internal plans by the coverage", () => {
    const coverage = coverageOf(
      [
        { delegation: "CA", areaNumber: 1, status: "placed" },
        { delegation: "CA", areaNumber: 1, status: "unplaced" },
        { delegation: "MX", areaNumber: 2, status: "unplaced" },
        { delegation: "MX", areaNumber: 2, status: "set-aside" },
      ],
      ["CA", "MX"],
    );
    const national = [
      row({ status: "placed", carried: [to(1), to(2), to(2)] }),
      row({}),
      row({ visibility: "removed", status: "placed", carried: [to(1)] }),
    ];
    expect(flowsOf({ national }, coverage, new Set(["CA"]))).toEqual([
      { delegation: "CA", area: 1, target: 1, count: 1 },
      { delegation: "CA", area: 1, target: 2, count: 1 },
      { delegation: "CA", area: 1, target: "unplaced", count: 1 },
      { delegation: "MX", area: 2, target: "set-aside", count: 1 },
      { delegation: "MX", area: 2, target: "unplaced", count: 1 },
    ]);
  });
});
