import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, editsOf } from "~/amendments/edits";
import { redline } from "~/amendments/redline";
import { textOf, tokensOf } from "~/amendments/tokens";
import { type Block, fromPlainText, type RichText, type TextRun } from "~/documents/rich-text";
import { anyText } from "./rich-texts";

/** Runs that look alike as one, as an editor keeps them. */
function tidy(text: RichText): RichText {
  const runs = (all: readonly TextRun[]) =>
    all.reduce<TextRun[]>((out, run) => {
      const last = out.at(-1);
      if (last && JSON.stringify(last.marks) === JSON.stringify(run.marks)) last.text += run.text;
      else out.push({ ...run });
      return out;
    }, []);
  const blocks = (all: readonly Block[]): Block[] =>
    all.map((block) =>
      block.type === "paragraph"
        ? { ...block, ...(block.content ? { content: runs(block.content) } : {}) }
        : {
            ...block,
            content: block.content.map((item) => ({ ...item, content: blocks(item.content) })),
          },
    );
  return { type: "doc", content: blocks(text.content) };
}

describe("a text as a row of words", () => {
  test("is the same text again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textOf(tokensOf(text))).toEqual(tidy(text));
      }),
      { numRuns: 500 },
    );
  });

  test("edits lead from one to the other", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const [before, after] = [tokensOf(one), tokensOf(other)];
        expect(textOf(applyEdits(before, editsOf(before, after)))).toEqual(tidy(other));
      }),
      { numRuns: 500 },
    );
  });

  test("words taken out from between others put nothing in", () => {
    const [before, after] = [
      "in policy and teaching too, since any of them can",
      "in policy and them can",
    ]
      .map(fromPlainText)
      .map(tokensOf);
    expect(editsOf(before ?? [], after ?? [])).toMatchObject([{ insert: [] }]);
  });

  test("any row of words reads as a text, also one cut out of another", () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), fc.nat(20), (text, from, length) => {
        const cut = tokensOf(text).slice(from, from + length);
        const read = textOf(cut);
        expect(read.content.length).toBeGreaterThan(0);
        const words = cut.flatMap((token) => (token.type === "word" ? [token.text] : [])).join("");
        const again = tokensOf(read).flatMap((token) =>
          token.type === "word" ? [token.text] : [],
        );
        expect(again.join("")).toBe(words);
      }),
    );
  });
});

describe("a redline", () => {
  const words = (text: RichText) =>
    tokensOf(text)
      .flatMap((token) => (token.type === "word" ? [token.text] : []))
      .join("");

  test("has the words of both texts, each in its order", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const parts = redline(one, other).flatMap((paragraph) => paragraph.parts);
        const of = (gone: string) =>
          parts.flatMap((part) => (part.kind === gone ? [] : [part.text])).join("");
        expect(of("added")).toBe(words(one));
        expect(of("removed")).toBe(words(other));
      }),
    );
  });

  test("tells new formatting from new words", () => {
    const run = (marks: TextRun["marks"]): RichText => ({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [{ type: "text", text: "each year", ...(marks ? { marks } : {}) }],
        },
      ],
    });
    expect(
      redline(run(undefined), run([{ type: "bold" }]))[0]?.parts.map(({ kind }) => kind),
    ).toEqual(["formatted"]);
  });
});
