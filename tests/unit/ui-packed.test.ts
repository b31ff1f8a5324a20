import fc from "fast-check";
import { expect, test } from "vitest";
import { unpack, unpackParts } from "../../app/ui/packed";
import { pack, packParts } from "../../app/ui/packed.server";

/** As the router brings it to the page. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test("what is unpacked is what was packed", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: "grapheme" }), (value, words) => {
      const data = JSON.parse(JSON.stringify({ value, words }));
      expect(unpack(sent(pack(data)))).toEqual(data);
    }),
  );
});

test("on the server it is the value itself, and nothing of it goes along", () => {
  const value = { words: "délégations – 1" };
  const packed = pack(value);
  expect(unpack(packed)).toBe(value);
  expect(Object.keys(sent(packed))).toEqual(["packed"]);
  expect(packed.packed).toMatch(/^[A-Za-z0-9+/=]*$/);
});

test("what is sent in its place becomes the value again", () => {
  const value = { words: "délégations" };
  const receive = (sent: string[]) => ({ words: sent.join("") });
  const packed = pack(value, [...value.words]);
  expect(unpack(packed, receive)).toBe(value);
  expect(unpack(sent(packed), receive)).toEqual(value);
});

test("parts that came before are packed once, and read once", () => {
  const [one, other] = [{ words: "délégations" }, { words: "1" }];
  const whole = (parts: { words: string }[]) => ({ parts });
  const known = new Map<string, { words: string }>();
  const first = unpackParts(sent(packParts(whole([one]), [one])), whole, known);
  const next = unpackParts(sent(packParts(whole([other, one]), [other, one])), whole, known);
  expect(next).toEqual({ parts: [other, one] });
  expect(next.parts[1]).toBe(first.parts[0]);
  expect(known.size).toBe(2);

  // It is never changed; here it is, so that it shows whether it is packed again.
  const before = packParts(whole([one]), [one]).packed;
  one.words = "changed";
  expect(packParts(whole([one]), [one]).packed).toBe(before);

  const value = whole([one]);
  expect(unpackParts(packParts(value, [one]), whole)).toBe(value);
  expect(unpackParts(sent(packParts(null, [])), () => null)).toBeNull();
});
