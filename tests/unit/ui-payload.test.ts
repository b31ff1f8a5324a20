import fc from "fast-check";
import { expect, test } from "vitest";
import { decompress, decompressParts } from "../../app/ui/payload";
import { compress, compressParts } from "../../app/ui/payload.server";

/** As the router brings it to the page. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test("what is decompressed is what was compressed", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: "grapheme" }), (value, words) => {
      const data = JSON.parse(JSON.stringify({ value, words }));
      expect(decompress(sent(compress(data)))).toEqual(data);
    }),
  );
});

test("on the server it is the value itself, and nothing of it goes along", () => {
  const value = { words: "délégations – 1" };
  const compressed = compress(value);
  expect(decompress(compressed)).toBe(value);
  expect(Object.keys(sent(compressed))).toEqual(["compressed"]);
  expect(compressed.compressed).toMatch(/^[A-Za-z0-9+/=]*$/);
});

test("what is sent in its place becomes the value again", () => {
  const value = { words: "délégations" };
  const receive = (sent: string[]) => ({ words: sent.join("") });
  const compressed = compress(value, [...value.words]);
  expect(decompress(compressed, receive)).toBe(value);
  expect(decompress(sent(compressed), receive)).toEqual(value);
});

test("parts that came before are compressed once, and read once", () => {
  const [one, other] = [{ words: "délégations" }, { words: "1" }];
  const whole = (parts: { words: string }[]) => ({ parts });
  const known = new Map<string, { words: string }>();
  const first = decompressParts(sent(compressParts(whole([one]), [one])), whole, known);
  const next = decompressParts(
    sent(compressParts(whole([other, one]), [other, one])),
    whole,
    known,
  );
  expect(next).toEqual({ parts: [other, one] });
  expect(next.parts[1]).toBe(first.parts[0]);
  expect(known.size).toBe(2);

  // It is never changed; here it is, so that it shows whether it is compressed again.
  const before = compressParts(whole([one]), [one]).compressed;
  one.words = "changed";
  expect(compressParts(whole([one]), [one]).compressed).toBe(before);

  const value = whole([one]);
  expect(decompressParts(compressParts(value, [one]), whole)).toBe(value);
  expect(decompressParts(sent(compressParts(null, [])), () => null)).toBeNull();
});
