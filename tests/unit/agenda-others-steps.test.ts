import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ITEM_STATUSES, keyOf } from "~/agenda/disposition";
import { stepsOfOthers, stillSelected } from "~/agenda/others-steps";
import type { StepView } from "~/agenda/view";

const step = (id: string, at: number, more: Partial<StepView> = {}): StepView => ({
  id,
  kind: "compile",
  at,
  person: "Someone",
  agendaRef: "1.1",
  refs: ["US 1.1"],
  made: 1,
  undone: false,
  undoneBy: null,
  undoneAt: null,
  mine: false,
  undoneMine: false,
  mayUndo: true,
  ...more,
});

describe("the steps of others", () => {
  it("are those that are new and not the reader's, the oldest first", () => {
    const before = [step("a", 1)];
    const after = [step("d", 4), step("c", 3, { mine: true }), step("b", 2), ...before];
    expect(stepsOfOthers(before, after).map((news) => news.step.id)).toEqual(["b", "d"]);
    expect(stepsOfOthers(after, after)).toEqual([]);
  });

  it("do not count what only comes into the list again", () => {
    expect(stepsOfOthers([step("b", 2)], [step("b", 2), step("a", 1)])).toEqual([]);
  });

  it("count what others have undone, whoever took it", () => {
    const undone = { undone: true, undoneBy: "Someone", undoneAt: 9 };
    const before = [step("b", 2, { mine: true }), step("a", 1)];
    const after = [
      step("b", 2, { mine: true, ...undone }),
      step("a", 1, { ...undone, undoneMine: true }),
    ];
    expect(stepsOfOthers(before, after).map(({ step: { id }, what }) => [id, what])).toEqual([
      ["b", "undone"],
    ]);
  });
});

const items = fc.uniqueArray(
  fc.record({
    planId: fc.constantFrom("ca", "mx"),
    itemId: fc.constantFrom("1", "2", "3"),
    status: fc.constantFrom(...ITEM_STATUSES),
  }),
  { selector: keyOf, maxLength: 6 },
);

describe("what stays selected", () => {
  it("is just what is where it was", () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const kept = stillSelected(new Set(before.map(keyOf)), before, after);
        for (const { status, ...key } of before) {
          const now = after.find((item) => keyOf(item) === keyOf(key));
          expect(kept.has(keyOf(key))).toBe(now?.status === status);
        }
      }),
    );
  });

  it("is the same selection where nothing of it has changed", () => {
    const before = [{ planId: "ca", itemId: "1", status: "unplaced" as const }];
    const selection = new Set(before.map(keyOf));
    expect(stillSelected(selection, before, before)).toBe(selection);
  });
});
