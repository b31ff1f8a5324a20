/** A page is sent what it does not have, and puts together what it would have been sent whole. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { unpackParts } from "../../app/ui/packed";
import { packParts } from "../../app/ui/packed.server";
import { lettersOf, type PartsDelta, withDelta } from "../../app/ui/packed-delta";
import { deltaSince, stampOf } from "../../app/ui/packed-delta.server";

interface Part {
  words: string;
}
const partsOf = (texts: readonly string[]): Part[] => texts.map((words) => ({ words }));
const packed = (texts: readonly string[]) => packParts(texts, partsOf(texts));
/** As it arrives: what the server draws with does not travel. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const read = (value: ReturnType<typeof packed>) =>
  unpackParts(value, (parts: Part[]) => parts.map(({ words }) => words));

test("whatever changed, what arrives is what there is", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", "d".repeat(400)), { maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, texts, texts, (view, content, nextView, nextContent) => {
      const known = sent([packed(view), packed(content)]);
      const since = stampOf([packed(view), packed(content)]);
      const delta = sent(
        [packed(nextView), packed(nextContent)].map((value) => deltaSince(since, value)),
      );
      const letters = lettersOf(known);
      const values = delta.map((each: PartsDelta) =>
        withDelta<ReturnType<typeof packed>>(each, letters),
      );
      expect(values.map(read)).toEqual([nextView, nextContent]);
    }),
  );
});

test("what the page has is not sent again; to a stamp that is not known all is sent", () => {
  const before = ["first", "second", "third"];
  const after = ["first", "another", "third"];
  const since = stampOf([packed(before)]);
  const delta = deltaSince(since, packed(after));
  expect(delta.map((part) => typeof part)).toEqual(["number", "string", "number"]);
  expect(deltaSince("made up", packed(after)).every((part) => typeof part === "string")).toBe(true);
  expect(stampOf([packed(after)])).not.toBe(since);
});

test("a delta of parts that the page does not have is an error, not a wrong page", () => {
  expect(() => withDelta([0, 7], ["a"])).toThrow();
});
