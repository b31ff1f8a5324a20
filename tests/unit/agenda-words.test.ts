/** The words a position is on: with their brackets, without their formatting. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCurrent } from "~/agenda/positions";
import { liftBracket } from "~/documents/brackets";
import { itemWords, textHash } from "~/documents/projection.server";
import { fromPlainText, type Mark, type RichText, type TextRun } from "~/documents/rich-text";

const hashOf = (text: RichText) => textHash(itemWords(null, text));
const bracket = (id: string, delegations: string[], kind = "text"): Mark => ({
  type: "bracket",
  attrs: { id, kind, delegations },
});
const paragraph = (...content: TextRun[]): RichText => ({
  type: "doc",
  content: [{ type: "paragraph", content }],
});
const run = (text: string, ...marks: Mark[]): TextRun => ({
  type: "text",
  text,
  ...(marks.length > 0 ? { marks } : {}),
});

describe("a position on an item of the agenda", () => {
  const agreed = { textHash: hashOf(fromPlainText("Train staff in schools.")) };
  const current = (text: RichText) => isCurrent(agreed, hashOf(text));
  const bracketed = paragraph(
    run("Train "),
    run("staff", bracket("b", ["MX"])),
    run(" in schools."),
  );

  test("is to be confirmed while words are in brackets, and current when these are lifted", () => {
    expect(current(bracketed)).toBe(false);
    expect(current(liftBracket(bracketed, "b"))).toBe(true);
  });

  test("stays through bold type, italics and links", () => {
    const link: Mark = { type: "link", attrs: { href: "https://law.example" } };
    expect(
      current(
        paragraph(
          run("Train ", { type: "bold" }),
          run("staff in ", { type: "italic" }),
          run("schools.", link),
        ),
      ),
    ).toBe(true);
  });

  test("on bracketed words is on those brackets: others hold them, or it is another way to say it", () => {
    const on = { textHash: hashOf(bracketed) };
    const other = (mark: Mark) =>
      hashOf(paragraph(run("Train "), run("staff", mark), run(" in schools.")));
    // The id names it, and says nothing.
    expect(isCurrent(on, other(bracket("c", ["MX"])))).toBe(true);
    expect(isCurrent(on, other(bracket("b", ["MX", "US"])))).toBe(false);
    expect(isCurrent(on, other(bracket("b", ["MX"], "alternative")))).toBe(false);
  });
});

/** A text letter by letter, as people change it. */
interface Letter {
  letter: string;
  bold: boolean;
  bracket: { id: string; holder: string } | null;
}

const toText = (letters: readonly Letter[]): RichText => {
  const runs: TextRun[] = [];
  for (const { letter, bold, bracket: held } of letters) {
    const marks: Mark[] = [
      ...(bold ? [{ type: "bold" } as const] : []),
      ...(held ? [bracket(held.id, [held.holder])] : []),
    ];
    const last = runs.at(-1);
    if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += letter;
    else runs.push(run(letter, ...marks));
  }
  return paragraph(...runs);
};

/** What a reader sees, written in another way than the program does. */
const seen = (letters: readonly Letter[]): string =>
  letters
    .map(({ letter, bracket: held }, i) => {
      const before = letters[i - 1]?.bracket?.id;
      const after = letters[i + 1]?.bracket?.id;
      const opens = held && before !== held.id ? "[" : "";
      const closes = held && after !== held.id ? ` (${held.holder})]` : "";
      return `${opens}${letter}${closes}`;
    })
    .join("")
    .replace(/\s+/g, " ")
    .trim();

type Edit = (letters: readonly Letter[]) => Letter[];

const at = fc.nat(11);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, fc.constantFrom("a", "b", " ")).map(
    ([where, letter]): Edit =>
      (letters) =>
        letters.toSpliced(where, 0, { letter, bold: false, bracket: null }),
  ),
  at.map(
    (where): Edit =>
      (letters) =>
        letters.toSpliced(where, 1),
  ),
  fc.tuple(at, at).map(
    ([from, to]): Edit =>
      (letters) =>
        letters.map((each, i) => (i >= from && i <= to ? { ...each, bold: !each.bold } : each)),
  ),
  fc.tuple(at, at, fc.constantFrom("x", "y"), fc.constantFrom("CA", "MX")).map(
    ([from, to, id, holder]): Edit =>
      (letters) =>
        letters.map((each, i) =>
          i >= from && i <= to
            ? { ...each, bracket: { id, holder } }
            : // One bracket is in one place, held by the same.
              each.bracket?.id === id
              ? { ...each, bracket: null }
              : each,
        ),
  ),
  fc.constantFrom("x", "y").map(
    (id): Edit =>
      (letters) =>
        letters.map((each) => (each.bracket?.id === id ? { ...each, bracket: null } : each)),
  ),
);

test("no sequence of edits leaves a current position on other words, or takes one off the same", () => {
  const start: Letter[] = [..."ab ab"].map((letter) => ({ letter, bold: false, bracket: null }));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), fc.nat(12), (edits, given) => {
      const states = [start];
      for (const change of edits) states.push(change(states.at(-1) ?? start));
      const on = states[given % states.length] ?? start;
      const position = { textHash: hashOf(toText(on)) };
      for (const state of states) {
        expect(isCurrent(position, hashOf(toText(state)))).toBe(seen(state) === seen(on));
      }
    }),
  );
});
