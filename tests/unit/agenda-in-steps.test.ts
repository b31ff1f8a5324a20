/** Comparing many items: in steps, however many, and with the same outcome as at once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedTogether, proposedGroups, proposedGroupsInSteps } from "~/agenda/groups";
import { inSlices } from "~/agenda/in-slices.server";
import { atOnce } from "~/agenda/in-steps";
import { type ComparedItem, relatedIndex } from "~/agenda/related";

const WORDS = ["border", "school", "payment", "training", "report", "victim", "funding", "court"];

const items = (count: number): ComparedItem[] =>
  Array.from({ length: count }, (_, n) => ({
    planId: `plan-${n % 3}`,
    itemId: `item-${n}`,
    delegation: ["CA", "MX", "US"][n % 3] ?? "",
    text: [n, n * 7, n * 13].map((seed) => WORDS[seed % WORDS.length]).join(" "),
    language: "en",
  }));

describe("groups among many items", () => {
  it("are the same in steps as at once, and no step is more than a row or a pair", async () => {
    const all = items(120);
    const index = relatedIndex(all, []);
    const options = { language: "en" } as const;
    let steps = 0;
    const counted = (function* () {
      const work = proposedGroupsInSteps(index, all, options);
      for (;;) {
        const step = work.next();
        if (step.done) return step.value;
        steps += 1;
        yield;
      }
    })();
    const groups = atOnce(counted);
    expect(groups).toEqual(proposedGroups(index, all, options));
    // A row of likenesses and a nearest one for each item, and a step for each join.
    expect(steps).toBeGreaterThan(2 * all.length);
    // Others have their turn between slices.
    let turns = 0;
    let isDone = false;
    const watch = () => {
      turns += 1;
      if (!isDone) setImmediate(watch);
    };
    setImmediate(watch);
    expect(await inSlices(proposedGroupsInSteps(index, all, options), 0)).toEqual(groups);
    isDone = true;
    expect(turns).toBeGreaterThan(all.length);
  });
});

describe("candidates", () => {
  it("are all compared, each once, in lots that are not too large", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (areas, most) => {
          const all = areas.map((areaNumber, n) => ({
            planId: "p",
            itemId: `i-${n}`,
            areaNumber,
          }));
          const lots = comparedTogether(all, most);
          expect(
            lots
              .flat()
              .map(({ itemId }) => itemId)
              .sort(),
          ).toEqual(all.map(({ itemId }) => itemId).sort());
          for (const lot of lots) expect(lot.length).toBeLessThanOrEqual(most);
          if (all.length <= most) expect(lots).toEqual([all]);
          else {
            for (const lot of lots) {
              expect(new Set(lot.map(({ areaNumber }) => areaNumber)).size).toBe(1);
            }
          }
        },
      ),
    );
  });
});
