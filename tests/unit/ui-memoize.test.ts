import fc from "fast-check";
import { expect, test } from "vitest";
import { memoizeByIdentity, memoizeData } from "../../app/ui/memoize";

test("says what the plain function says, whatever it was asked before", () => {
  const plain = (subject: { n: number }, text: string, list: readonly object[]) =>
    [subject.n, text, list.length].join();
  const subjects = [{ n: 1 }, { n: 2 }];
  const entries = [{}, {}, {}];
  const asked = fc.record({
    subject: fc.constantFrom(...subjects),
    text: fc.constantFrom("a", "b"),
    list: fc.subarray(entries),
  });
  fc.assert(
    fc.property(fc.array(asked), (questions) => {
      const known = memoizeByIdentity(plain);
      for (const { subject, text, list } of questions) {
        expect(known(subject, text, list)).toBe(plain(subject, text, list));
      }
    }),
  );
});

test("gives the same object for the same, and for lists of the same", () => {
  const known = memoizeByIdentity((subject: object, list: readonly object[]) => ({
    subject,
    list,
  }));
  const [subject, one, other] = [{}, {}, {}];
  const made = known(subject, [one, other]);
  expect(known(subject, [one, other])).toBe(made);
  expect(known(subject, [other, one])).not.toBe(made);
  expect(known({}, [one, other])).not.toBe(made);
  // Others who asked in between have not made it forget.
  expect(known(subject, [one, other])).toBe(made);
});

test("of data made anew, what is equal is the same object", () => {
  const known = memoizeData((_: object, text: string) => ({ text, rest: { of: ["all"] } }));
  const subject = {};
  const made = known(subject, "a");
  const anew = known(subject, "b");
  expect(anew).toEqual({ text: "b", rest: { of: ["all"] } });
  expect(anew.rest).toBe(made.rest);
});
