/** A page is sent what it does not have, and puts together what it would have been sent whole. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decompressParts } from "../../app/ui/payload";
import { compressParts } from "../../app/ui/payload.server";
import { lettersOf, type PartsDelta, withDelta } from "../../app/ui/payload-delta";
import { deltaSince, stampOf } from "../../app/ui/payload-delta.server";

interface Part {
  words: string;
}
const partsOf = (texts: readonly string[]): Part[] => texts.map((words) => ({ words }));
const compressed = (texts: readonly string[]) => compressParts(texts, partsOf(texts));
/** As it arrives: what the server draws with does not travel. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const read = (value: ReturnType<typeof compressed>) =>
  decompressParts(value, (parts: Part[]) => parts.map(({ words }) => words));

test("whatever changed, what arrives is what there is", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", "d".repeat(400)), { maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, texts, texts, (view, content, nextView, nextContent) => {
      const known = sent([compressed(view), compressed(content)]);
      const since = stampOf([compressed(view), compressed(content)]);
      const delta = sent(
        [compressed(nextView), compressed(nextContent)].map((value) => deltaSince(since, value)),
      );
      const letters = lettersOf(known);
      const values = delta.map((each: PartsDelta) =>
        withDelta<ReturnType<typeof compressed>>(each, letters),
      );
      expect(values.map(read)).toEqual([nextView, nextContent]);
    }),
  );
});

test("what the page has is not sent again; to a stamp that is not known all is sent", () => {
  const before = ["first", "second", "third"];
  const after = ["first", "another", "third"];
  const since = stampOf([compressed(before)]);
  const delta = deltaSince(since, compressed(after));
  expect(delta.map((part) => typeof part)).toEqual(["number", "string", "number"]);
  expect(deltaSince("made up", compressed(after)).every((part) => typeof part === "string")).toBe(
    true,
  );
  expect(stampOf([compressed(after)])).not.toBe(since);
});

test("a delta of parts that the page does not have is an error, not a wrong page", () => {
  expect(() => withDelta([0, 7], ["a"])).toThrow();
});
