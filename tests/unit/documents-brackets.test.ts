import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  BRACKET_KINDS,
  bracketsIn,
  bracketsOf,
  inBracket,
  liftBracket,
  negotiatedWords,
  tallyBrackets,
  withBracketsWritten,
  withoutBracketLetters,
} from "~/documents/brackets";
import { preambleFragment, readDocument } from "~/documents/document";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import {
  fromPlainText,
  plainText,
  type RichText,
  readRichText,
  type TextRun,
  writeRichText,
} from "~/documents/rich-text";

const CODES = ["CA", "MX", "US"];

const run = (text: string, id?: string, kind = "text", delegations = ["CA"]): TextRun => ({
  type: "text",
  text,
  ...(id ? { marks: [{ type: "bracket" as const, attrs: { id, kind, delegations } }] } : {}),
});
const textOf = (...paragraphs: TextRun[][]): RichText => ({
  type: "doc",
  content: paragraphs.map((content) => ({ type: "paragraph", content })),
});

/** Texts of some paragraphs, parts of which stand in brackets, also in one that runs on. */
const texts = fc
  .array(
    fc.array(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 6 }),
        id: fc.constantFrom(undefined, "a", "b", "c"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((paragraphs) =>
    textOf(
      ...paragraphs.map((runs) =>
        runs.map(({ text, id }) =>
          run(text, id, id === "c" ? "alternative" : "text", id === "b" ? ["MX", "US"] : ["CA"]),
        ),
      ),
    ),
  );

describe("bracketsOf", () => {
  it("reads each once, with its words, in reading order", () => {
    const text = textOf(
      [run("We "), run("shall", "a"), run(" / "), run("should", "b", "deletion", ["MX"])],
      [run("First", "c", "alternative"), run(" "), run("second", "d", "alternative", ["US"])],
      [run("and on", "d", "alternative", ["US"])],
    );
    expect(bracketsOf(text)).toEqual([
      { id: "a", kind: "text", delegations: ["CA"], text: "shall", number: null },
      { id: "b", kind: "deletion", delegations: ["MX"], text: "should", number: null },
      { id: "c", kind: "alternative", delegations: ["CA"], text: "First", number: 1 },
      { id: "d", kind: "alternative", delegations: ["US"], text: "second\nand on", number: 2 },
    ]);
  });

  it("takes a kind that it does not know for a proposal", () => {
    expect(bracketsOf(textOf([run("x", "a", "strange")]))[0]?.kind).toBe("text");
    expect(BRACKET_KINDS).toContain("text");
  });
});

it("bracketsIn finds those of the preamble too, and says where each stands", () => {
  const doc = new Y.Doc();
  initialise(doc, { title: "Agenda", language: "en" });
  addArea(doc, { id: "a1", title: "Prevention" });
  addItem(doc, "a1", { id: "i1", text: "None." });
  addItem(doc, "a1", { id: "i2", text: textOf([run("must", "b")]) });
  const preamble = preambleFragment(doc);
  if (preamble) writeRichText(preamble, textOf([run("We, "), run("the parties", "a")]));
  expect(bracketsIn(readDocument(doc), null)).toMatchObject([
    { id: "a", text: "the parties", item: null },
    { id: "b", text: "must", item: { id: "i2", ref: "1.2" } },
  ]);
  expect(bracketsIn(readDocument(doc), "CA")[1]?.item?.ref).toBe("CA 1.2");
});

describe("lifting", () => {
  it("leaves the same text in whatever order all are lifted, and none at the end", () => {
    fc.assert(
      fc.property(
        texts.chain((text) =>
          fc.tuple(
            fc.constant(text),
            fc.shuffledSubarray(
              bracketsOf(text).map(({ id }) => id),
              { minLength: bracketsOf(text).length },
            ),
          ),
        ),
        ([text, order]) => {
          const lifted = order.reduce(liftBracket, text);
          expect(bracketsOf(lifted)).toEqual([]);
          expect(plainText(lifted)).toBe(plainText(text));
          expect(lifted).toEqual([...order].sort().reduce(liftBracket, text));
        },
      ),
    );
  });

  it("lifts one and leaves the others", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [first, ...others] = bracketsOf(text).map(({ id }) => id);
        if (!first) return;
        expect(bracketsOf(liftBracket(text, first)).map(({ id }) => id)).toEqual(others);
      }),
    );
  });
});

describe("inBracket", () => {
  it("puts all words in one, in place of those they were in", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const attrs = { id: "new", kind: "alternative", delegations: ["MX"] };
        const bracketed = inBracket(text, attrs);
        expect(plainText(bracketed)).toBe(plainText(text));
        expect(bracketsOf(bracketed).map(({ id }) => id)).toEqual(["new"]);
      }),
    );
  });

  it("is kept in a document as it is", () => {
    const doc = new Y.Doc();
    const fragment = doc.getXmlFragment("text");
    const attrs = { id: "new", kind: "text", delegations: ["CA", "MX"] };
    const bracketed = inBracket(fromPlainText("One\nTwo"), attrs);
    writeRichText(fragment, bracketed);
    expect(readRichText(fragment)).toEqual(bracketed);
  });
});

describe("withBracketsWritten", () => {
  it("sets brackets as letters, with who holds them and the number of an alternative", () => {
    const text = textOf([
      run("We "),
      run("shall", "a", "text", ["CA", "MX"]),
      run(" act "),
      run("now", "b", "alternative"),
    ]);
    const written = withBracketsWritten(text, (number) => `Alt ${number}:`);
    expect(plainText(written)).toBe("We [shall (CA, MX)] act [Alt 1: now (CA)]");
    expect(bracketsOf(written)).toEqual([]);
  });

  it("tells words that someone wants out from words that are proposed", () => {
    const held = (kind: string, delegations: string[]) =>
      textOf([run("We "), run("shall", "a", kind, delegations), run(" act")]);
    const both = ["CA", "MX"];
    expect(negotiatedWords(held("text", both))).toBe("We [shall (CA, MX)] act");
    expect(negotiatedWords(held("deletion", both))).toBe("We [– shall (CA, MX)] act");
    expect(negotiatedWords(held("deletion", []))).toBe("We [– shall] act");
    const inFrench = (kind: string, delegations: string[]) =>
      plainText(
        withBracketsWritten(held(kind, delegations), String, (codes) => `${codes} : supprimer`),
      );
    expect(inFrench("deletion", both)).toBe("We [shall (CA, MX : supprimer)] act");
    expect(inFrench("deletion", [])).toBe("We [– shall] act");
    expect(inFrench("text", both)).toBe("We [shall (CA, MX)] act");
  });

  it("leaves a text without brackets as it is", () => {
    const text = fromPlainText("No brackets.\n\nNone.");
    expect(withBracketsWritten(text, String)).toEqual(text);
  });
});

it("withoutBracketLetters takes away what was written for brackets, and no word", () => {
  const word = fc.constantFrom("We", "act", "(now)", "a – b", "2 MX");
  const kinds = fc.constantFrom(...BRACKET_KINDS);
  const holders = fc.subarray(CODES, { minLength: 1 });
  const runs = fc.array(fc.tuple(word, fc.option(fc.tuple(kinds, holders))), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(runs, { minLength: 1, maxLength: 3 }), (paragraphs) => {
      let ids = 0;
      const text = textOf(
        ...paragraphs.map((parts) =>
          parts.map(([words, held]) =>
            held ? run(words, `b${ids++}`, held[0], held[1]) : run(words),
          ),
        ),
      );
      expect(withoutBracketLetters(negotiatedWords(text))).toBe(plainText(text));
    }),
  );
});

it("the tally counts every bracket, and for each delegation those that it holds", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const brackets = bracketsOf(text);
      const { total, held } = tallyBrackets(brackets, CODES);
      expect(total).toBe(brackets.length);
      for (const { delegation, count } of held) {
        expect(brackets.filter((one) => one.delegations.includes(delegation))).toHaveLength(count);
      }
      expect(held.map(({ count }) => count)).toEqual(
        held.map(({ count }) => count).sort((a, b) => b - a),
      );
    }),
  );
});
