import fc from "fast-check";
import { expect, test } from "vitest";
import { unpack } from "../../app/ui/packed";
import { pack, packShared } from "../../app/ui/packed.server";

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

test("what is shared is packed once, another by itself", () => {
  const value = { words: "délégations" };
  expect(packShared(value)).toBe(packShared(value));
  expect(unpack(sent(packShared(value)))).toEqual(value);
  expect(packShared({ ...value })).not.toBe(packShared(value));
});
