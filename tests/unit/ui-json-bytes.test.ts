import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonBytes } from "../../app/ui/json-bytes.server";

test("the bytes are those of JSON.stringify", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, words) => {
      for (const data of [value, { value, [words]: [words, { words }] }, [[[[value, words]]]]]) {
        expect(jsonBytes(data).toString()).toBe(Buffer.from(JSON.stringify(data)).toString());
      }
    }),
  );
});

test("what JSON leaves out is left out", () => {
  const data = { a: undefined, b: [undefined, 1, null], c: { d: undefined }, e: [] };
  expect(jsonBytes(data).toString()).toBe(JSON.stringify(data));
});

test("long data is whole", () => {
  const data = {
    items: Array.from({ length: 5_000 }, (_, at) => ({ at, words: "l’été – ".repeat(20) })),
  };
  expect(jsonBytes(data).toString()).toBe(JSON.stringify(data));
});
