import { diffArrays } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commonPairs, MOST_CHANGES, type Row } from "~/documents/row-diff";

const row = (keys: readonly string[]): Row => ({
  keys,
  beginsSection: (index) => keys[index] === "¶",
});
const keys = fc.array(fc.constantFrom("¶", "a", "b", "c"), { maxLength: 40 });

describe("what two rows have in common", () => {
  test("stands in both, in order", () => {
    fc.assert(
      fc.property(keys, keys, fc.boolean(), (before, after, fromEnd) => {
        const pairs = commonPairs(row(before), row(after), fromEnd);
        pairs.forEach(([a, b], i) => {
          expect(before[a]).toBe(after[b]);
          const [lastA, lastB] = pairs[i - 1] ?? [-1, -1];
          expect(a > lastA && b > lastB).toBe(true);
        });
      }),
    );
  });

  test("is as much as can be, whichever end is read first", () => {
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const same = diffArrays(before, after)
          .filter(({ added, removed }) => !added && !removed)
          .reduce((sum, { value }) => sum + value.length, 0);
        expect(commonPairs(row(before), row(after))).toHaveLength(same);
        expect(commonPairs(row(before), row(after), true)).toHaveLength(same);
      }),
      { numRuns: 500 },
    );
  });

  test("where entries repeat, is the first of them or the last", () => {
    const [before, after] = [row(["a", "a", "a"]), row(["a"])];
    expect(commonPairs(before, after)).toEqual([[0, 0]]);
    expect(commonPairs(before, after, true)).toEqual([[2, 0]]);
  });

  test("is looked for in whole sections, where too much is another", () => {
    const many = (letter: string) =>
      Array.from({ length: MOST_CHANGES }, (_, i) => `${letter}${i}`);
    const before = ["¶", "first", "¶", ...many("a"), "¶", "last"];
    const after = ["¶", "first", "¶", ...many("b"), "¶", "last"];
    const kept = commonPairs(row(before), row(after)).map(([a]) => before[a]);
    expect(kept).toEqual(["¶", "first", "¶", "last"]);
  });
});
