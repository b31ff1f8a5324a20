import fc from "fast-check";
import { expect, test } from "vitest";
import { reuseUnchanged } from "../../app/ui/reuse-unchanged";

const json = fc.jsonValue({ maxDepth: 5 });
const entry = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), value: json });
const data = fc.oneof(
  json,
  fc.uniqueArray(entry, { selector: ({ id }) => id }),
  fc.dictionary(fc.string(), json),
);
const again = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test("what is shared equals what came, whatever was there before", () => {
  fc.assert(
    fc.property(data, data, (before, after) => {
      const [kept, came] = [again(before), again(after)];
      const result = reuseUnchanged(kept, came);
      expect(JSON.stringify(result)).toBe(JSON.stringify(after));
      expect(again(kept)).toEqual(again(before));
      expect(again(came)).toEqual(again(after));
    }),
  );
});

test("data that comes again is the very object there was", () => {
  fc.assert(
    fc.property(data, (value) => {
      const before = again(value);
      expect(reuseUnchanged(before, again(before))).toBe(before);
    }),
  );
});

test("entries that did not change are the same objects, also after one came before them", () => {
  const before = {
    items: [
      { id: "a", in: ["x"] },
      { id: "b", in: [] },
      { id: "c", in: [] },
    ],
  };
  const after = {
    items: [
      { id: "new", in: [] },
      { id: "a", in: ["x"] },
      { id: "c", in: ["y"] },
    ],
  };
  const result = reuseUnchanged(before, again(after));
  expect(result).toEqual(after);
  expect(result.items[1]).toBe(before.items[0]);
  expect(result.items[2]).not.toBe(before.items[2]);
});

test("names of objects' own are no names: a key such as __proto__ stays a key", () => {
  const after = JSON.parse('{"__proto__":{"a":1},"toString":1}');
  expect(JSON.stringify(reuseUnchanged(JSON.parse("{}"), after))).toBe(JSON.stringify(after));
});
