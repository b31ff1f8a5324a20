import fc from "fast-check";
import { expect, test } from "vitest";
import { restOf, restProblem } from "~/agenda/agree-rest";

const CODES = ["CA", "MX", "US"] as const;
const HASHES = ["h1", "h2", "h3"] as const;
const anItem = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e"),
  hash: fc.constantFrom(...HASHES),
  held: fc.uniqueArray(
    fc.record({ delegation: fc.constantFrom(...CODES), textHash: fc.constantFrom(...HASHES) }),
    { selector: ({ delegation }) => delegation },
  ),
});
const agenda = fc.uniqueArray(anItem, { selector: ({ id }) => id });
const reading = fc.uniqueArray(
  fc.record({
    itemId: fc.constantFrom("a", "b", "c", "d", "e"),
    textHash: fc.constantFrom(...HASHES),
  }),
  { selector: ({ itemId }) => itemId },
);

test("every item is without a position, to be confirmed, or spoken on as it stands", () => {
  fc.assert(
    fc.property(agenda, fc.constantFrom(...CODES), (items, code) => {
      const { missing, toConfirm } = restOf(items, code);
      for (const item of items) {
        const said = item.held.find(({ delegation }) => delegation === code);
        expect(missing.includes(item)).toBe(said === undefined);
        expect(toConfirm.includes(item)).toBe(said !== undefined && said.textHash !== item.hash);
      }
    }),
  );
});

test("nothing is agreed to but what is open, on the words that were read", () => {
  fc.assert(
    fc.property(agenda, reading, fc.constantFrom(...CODES), (items, read, code) => {
      const { missing, toConfirm } = restOf(items, code);
      const open = [...missing, ...toConfirm];
      const good = read.filter(({ itemId, textHash }) =>
        open.some(({ id, hash }) => id === itemId && hash === textHash),
      );
      const problem = restProblem(items, code, read);
      expect(problem === null).toBe(good.length === read.length);
      // What is named is what is wrong.
      for (const id of problem?.itemIds ?? []) {
        expect(good.map(({ itemId }) => itemId)).not.toContain(id);
      }
      expect(restProblem(items, code, good)).toBeNull();
    }),
  );
});

test("what is gone comes before other words, and these before a position that stands", () => {
  const held = [{ delegation: "CA", textHash: "h1" }];
  const items = [
    { id: "a", hash: "h1", held },
    { id: "b", hash: "h2", held: [] },
  ];
  const a = { itemId: "a", textHash: "h1" };
  const b = { itemId: "b", textHash: "h1" };
  const c = { itemId: "c", textHash: "h1" };
  expect(restProblem(items, "CA", [a, b, c])).toEqual({ code: "not-found", itemIds: ["c"] });
  expect(restProblem(items, "CA", [a, b])).toEqual({ code: "moved-on", itemIds: ["b"] });
  expect(restProblem(items, "CA", [a])).toEqual({ code: "already-done", itemIds: ["a"] });
});
