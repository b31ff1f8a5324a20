import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonBytes } from "../../app/ui/json-bytes.server";

test("the bytes are those of JSON.stringify", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, words) => {
      const many = Array.from({ length: 25 }, (_, at) => ({ at, words, value: at === 7 && value }));
      const named = Object.fromEntries(many.map((each, at) => [`${words}${at}`, each]));
      for (const data of [value, many, { list: [{ many }], named, [words]: { many } }]) {
        expect(jsonBytes(data).toString()).toBe(Buffer.from(JSON.stringify(data)).toString());
      }
    }),
  );
});

test("what JSON leaves out is left out", () => {
  const data = { a: undefined, b: [undefined, 1, null], c: { d: undefined }, e: [] };
  const long = Array.from({ length: 30 }, (_, at) => [at % 3 === 0 ? undefined : data]);
  for (const each of [data, long, { long, none: undefined }, long.flat()]) {
    expect(jsonBytes(each).toString()).toBe(JSON.stringify(each));
  }
  const nothing = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`a${at}`, undefined]));
  expect(jsonBytes(nothing).toString()).toBe("{}");
});

test("long data is whole", () => {
  const data = {
    items: Array.from({ length: 5_000 }, (_, at) => ({ at, words: "l’été – ".repeat(20) })),
  };
  expect(jsonBytes(data).toString()).toBe(JSON.stringify(data));
});
