import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formNoteText } from "~/amendments/form-wording";
import { type RedlineParagraph, redline } from "~/amendments/redline";
import { isChanged, linesOf } from "~/amendments/redline-lines";
import { sameText } from "~/amendments/suggestions";
import { type Token, textOf, tokensOf } from "~/amendments/tokens";
import type { Block, Mark, RichText } from "~/documents/rich-text";
import { redlineWords } from "~/exchange/report-redline";
import { anyText } from "./rich-texts";

const doc = (...content: Block[]): RichText => ({ type: "doc", content });
const paragraph = (text: string, marks: Mark[] = []): Block => ({
  type: "paragraph",
  ...(text ? { content: [{ type: "text", text, ...(marks.length > 0 ? { marks } : {}) }] } : {}),
});
const list = (type: "bulletList" | "orderedList", ...entries: Block[][]): Block => ({
  type,
  content: entries.map((content) => ({ type: "listItem", content })),
});
const bullets = (...entries: Block[][]) => list("bulletList", ...entries);
const numbers = (...entries: Block[][]) => list("orderedList", ...entries);

/** What is said of form, line by line. */
const said = (before: RichText, after: RichText) =>
  linesOf(redline(before, after)).map(({ pieces }) =>
    pieces.flatMap((piece) => (piece.kind === "form" ? [formNoteText(piece.note)] : [])),
  );
const written = (before: RichText, after: RichText) =>
  redlineWords(redline(before, after), "en").map(({ pieces }) =>
    pieces.map(({ kind, text }) => (kind === "same" ? text : `<${kind} ${text}>`)).join(""),
  );

describe("a change of form", () => {
  const [one, two] = [[paragraph("One")], [paragraph("Two")]];

  test("bullets become numbers: each mark is drawn, and it is said once", () => {
    expect(written(doc(bullets(one, two)), doc(numbers(one, two)))).toEqual([
      "<removed • ><added 1. ><form [now a numbered list, before a bulleted list] >One",
      "<removed • ><added 2. >Two",
    ]);
  });

  test("a list becomes paragraphs", () => {
    expect(said(doc(bullets(one)), doc(paragraph("One")))).toEqual([
      ["now a plain paragraph, before a bulleted list"],
    ]);
  });

  test("an entry goes a level deeper", () => {
    expect(said(doc(bullets(one, two)), doc(bullets([paragraph("One"), bullets(two)])))).toEqual([
      [],
      ["now level 2 of the list, before level 1"],
    ]);
  });

  test("a paragraph is divided, and joined", () => {
    const [whole, parts] = [doc(paragraph("One two")), doc(paragraph("One"), paragraph("two"))];
    expect(said(whole, parts)).toEqual([[], ["paragraph divided here"]]);
    expect(said(parts, whole)).toEqual([[], ["joined to the paragraph above"]]);
  });

  test("words are set in bold, and no longer in italics", () => {
    expect(
      said(doc(paragraph("One", [{ type: "italic" }])), doc(paragraph("One", [{ type: "bold" }]))),
    ).toEqual([["now bold", "no longer in italics"]]);
  });

  test("a link leads elsewhere", () => {
    const to = (href: string) => doc(paragraph("One", [{ type: "link", attrs: { href } }]));
    expect(written(to("https://example.org/a"), to("https://example.org/b"))).toEqual([
      "<formatted One><form  [link now leads to https://example.org/b, before to https://example.org/a]>",
    ]);
  });

  test("where new words lead is said", () => {
    const link: Mark = { type: "link", attrs: { href: "https://example.org" } };
    expect(said(doc(paragraph("One")), doc(paragraph("One"), paragraph("Two", [link])))).toEqual([
      [],
      ["link to https://example.org"],
    ]);
  });

  test("an empty paragraph comes", () => {
    expect(said(doc(...one), doc(...one, paragraph("")))).toEqual([
      [],
      ["empty paragraph inserted"],
    ]);
  });

  test("an entry that goes leaves the others as they are, with other numbers", () => {
    const three = [paragraph("Three")];
    expect(written(doc(numbers(one, two, three)), doc(numbers(one, three)))).toEqual([
      "1. One",
      "<removed 2. ><removed Two>",
      "2. Three",
    ]);
  });
});

describe("a letter is the same in whichever form Unicode has for it", () => {
  const [whole, parts] = ["L’équipe de Québec", "L’équipe de Québec"].map((text, i) =>
    doc(paragraph(text.normalize(i === 0 ? "NFC" : "NFD"))),
  ) as [RichText, RichText];

  test("nothing has changed", () => {
    expect(whole).not.toEqual(parts);
    expect(isChanged(redline(whole, parts))).toBe(false);
    expect(sameText(whole, parts)).toBe(true);
  });
});

/** Of a redline, the text that it leads to, or the one that it comes from. */
function side(paragraphs: readonly RedlineParagraph[], without: "added" | "removed"): RichText {
  const tokens = paragraphs.flatMap(({ kind, form, was, parts }): Token[] => {
    const old = without === "added";
    const start: Token[] =
      kind === without ? [] : [{ type: "start", ...(old && was ? was : form) }];
    const words = parts
      .filter((part) => part.kind !== without)
      .map(
        ({ text, marks, was: before }): Token => ({
          type: "word",
          text,
          marks: old && before ? before : marks,
        }),
      );
    return [...start, ...words];
  });
  return textOf(tokens);
}

describe("of any two texts, a redline", () => {
  test("holds both, with their form", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const paragraphs = redline(one, other);
        expect(side(paragraphs, "added")).toEqual(textOf(tokensOf(one)));
        expect(side(paragraphs, "removed")).toEqual(textOf(tokensOf(other)));
      }),
      { numRuns: 400 },
    );
  });

  test("has a change where a reader can tell them apart, and none where not", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(isChanged(redline(one, other))).toBe(!sameText(one, other));
        expect(isChanged(redline(one, one))).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test("shows a change of form alone", () => {
    const unformed = (text: RichText): RichText => {
      const blocks = (all: readonly Block[]): Block[] =>
        all.flatMap((block): Block[] =>
          block.type === "paragraph"
            ? [
                {
                  type: "paragraph",
                  ...(block.content
                    ? {
                        content: block.content.map(({ text: words }) => ({
                          type: "text",
                          text: words,
                        })),
                      }
                    : {}),
                },
              ]
            : block.content.flatMap(({ content }) => blocks(content)),
        );
      return doc(...blocks(text.content));
    };
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = unformed(text);
        const words = redlineWords(redline(plain, text), "en").flatMap(({ pieces }) => pieces);
        const isSaid = words.some(({ kind }) => kind !== "same");
        expect(isSaid).toBe(!sameText(plain, text));
      }),
      { numRuns: 400 },
    );
  });
});
