import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordDiff } from "~/documents/word-diff";

const SIGNS = { same: "", removed: "-", added: "+" } as const;
const short = (before: string, after: string) =>
  wordDiff(before, after).map(({ kind, text }) => `${SIGNS[kind]}${text}`);

const folded = (text: string) => text.replace(/\s+/g, " ").trim();
const side = (before: string, after: string, left: "removed" | "added") =>
  wordDiff(before, after)
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join("");

describe("the difference of two texts", () => {
  it("names words, not letters", () => {
    expect(short("States should train staff.", "States shall train all staff.")).toEqual([
      "States ",
      "-should",
      "+shall",
      " train ",
      "+all ",
      "staff.",
    ]);
  });

  it("shows a phrase that replaces another as one change", () => {
    expect(short("Fund the first shelters now", "Fund two more shelters now")).toEqual([
      "Fund ",
      "-the first",
      "+two more",
      " shelters now",
    ]);
  });

  it("keeps words with apostrophes, hyphens and accents whole", () => {
    expect(short("l’État co-finance l’aide", "l’État co-gère l’aide")).toEqual([
      "l’État ",
      "-co-finance",
      "+co-gère",
      " l’aide",
    ]);
  });

  it("is none between texts that differ in white space alone", () => {
    expect(short("Train staff.\nEvery year.", "Train  staff. Every year. ")).toEqual([
      "Train  staff. Every year.",
    ]);
    expect(short("", "")).toEqual([]);
  });

  it("is the whole of a text that was empty", () => {
    expect(short("", "Report.")).toEqual(["+Report."]);
    expect(short("Report.", "")).toEqual(["-Report."]);
  });

  it("sets a text that was rewritten beside the other, and does not mix the two", () => {
    const before =
      "Adopt rules for the registers of shelters, and make them known to all who run the shelters.";
    const after = "Register each shelter; all staff run through the training.";
    expect(short(before, after)).toEqual([`-${before}\n`, `+${after}`]);
  });

  it("still names what was added to a short text, or taken from a long one", () => {
    const long =
      "Train staff. Publish a guide for schools, clinics and courts, and keep it current.";
    expect(short("Train staff.", long)).toEqual(["Train staff.", `+${long.slice(12)}`]);
    expect(short(long, "Train staff.")).toEqual(["Train staff.", `-${long.slice(12)}`]);
  });

  it("does not take long over texts that have nothing in common", () => {
    const long = (word: string) =>
      Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join("\n");
    const parts = wordDiff(long("a"), long("b"));
    expect(parts.map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});

describe("laws", () => {
  const text = fc
    .array(fc.constantFrom("a", "bee", "l’or", " ", "\n", ",", "é", "😀", "(", "b-c"), {
      maxLength: 30,
    })
    .map((parts) => parts.join(""));

  it("what is not removed is the later text, what is not added the earlier", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, "removed")).toBe(after.trim());
        expect(folded(side(before, after, "added"))).toBe(folded(before));
      }),
    );
  });

  it("there is a difference exactly where the words differ, white space folded", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const differs = wordDiff(before, after).some(({ kind }) => kind !== "same");
        expect(differs).toBe(folded(before) !== folded(after));
      }),
    );
  });
});
