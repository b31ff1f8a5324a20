/** What an editor does not let happen, so that the socket is never closed on whoever writes in it. */
import { getSchema } from "@tiptap/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addArea, addItem, initialise, setItemText } from "~/documents/document-changes";
import { DocumentLaw } from "~/documents/document-law";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import { measureNode, overLimit, overWhenJoined } from "~/documents/editor/text-limits";
import { type Block, fromPlainText, type RichText } from "~/documents/rich-text";
import { ITEM_TEXT_LIMITS, measureRichText } from "~/documents/text-limits";
import { cleanLetters, letterRepairs } from "~/letters";
import { anyText } from "./rich-texts";

const schema = getSchema(ITEM_SCHEMA);

function nested(depth: number): RichText {
  let block: Block = { type: "paragraph", content: [{ type: "text", text: "Inner." }] };
  for (let i = 0; i < depth; i += 1) {
    const entry: Block[] = i === 0 ? [block] : [{ type: "paragraph" }, block];
    block = { type: "bulletList", content: [{ type: "listItem", content: entry }] };
  }
  return { type: "doc", content: [block] };
}

/** What the server says to an item's text being made this. */
function lawOn(text: RichText): string | null {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "Area" });
  addItem(doc, "a", { id: "i", text: "Words." });
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const law = new DocumentLaw(copy);
  setItemText(doc, "i", text);
  try {
    law.apply(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(copy)));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const over = (text: RichText) =>
  overLimit(measureRichText(text), () => measureRichText(fromPlainText("")), ITEM_TEXT_LIMITS)
    ?.what ?? null;

describe("the measure of a text", () => {
  it("is the same in an editor and outside", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(measureNode(schema.nodeFromJSON(text))).toEqual(measureRichText(text));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["letters", fromPlainText(Array.from({ length: 4 }, () => "x".repeat(9_000)).join("\n"))],
    ["paragraph", fromPlainText("x".repeat(10_001))],
    ["blocks", fromPlainText("\n".repeat(1_000))],
    ["depth", nested(7)],
  ] as const)("is known to be over: %s", (what, text) => {
    expect(over(text)).toBe(what);
  });

  it.each([
    ["a long item", fromPlainText(Array.from({ length: 3 }, () => "x".repeat(10_000)).join("\n"))],
    ["many paragraphs", fromPlainText("x\n".repeat(999))],
    ["deep lists", nested(6)],
  ])("lets through what the server takes: %s", (_what, text) => {
    expect(over(text)).toBeNull();
    expect(lawOn(text)).toBeNull();
  });

  it("is one for the whole document too, also of what has no letters", () => {
    const doc = new Y.Doc();
    initialise(doc, { title: "Plan", language: "en" });
    addArea(doc, { id: "a", title: "Area" });
    const law = new DocumentLaw(doc);
    const addItems = (from: number, count: number) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      for (let i = from; i < from + count; i += 1) {
        addItem(copy, "a", { id: `i${i}`, text: fromPlainText("\n".repeat(999)) });
      }
      law.apply(Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)));
    };
    addItems(0, 49);
    expect(() => addItems(49, 2)).toThrow("blocks of the document");
  });

  it("is far below what the server refuses", () => {
    expect(lawOn(nested(9))).toContain("lists within lists");
    expect(lawOn(fromPlainText("x".repeat(12_501)))).toContain("longest of a text");
    expect(lawOn(fromPlainText("x\n".repeat(1_300)))).toContain("blocks of a text");
  });

  it("keeps two items apart that would be too long as one", () => {
    const long = fromPlainText("x".repeat(9_000));
    expect(overWhenJoined(long, long)?.what).toBe("paragraph");
    expect(overWhenJoined(long, nested(2))).toBeNull();
  });

  it("does not keep a text from becoming shorter that is too long already", () => {
    const [longer, long] = [30, 20].map((k) =>
      measureRichText(fromPlainText("x".repeat(k * 1_000))),
    );
    if (!longer || !long) throw new Error("there are two");
    expect(overLimit(long, () => longer, ITEM_TEXT_LIMITS)).toBeNull();
    expect(overLimit(longer, () => long, ITEM_TEXT_LIMITS)?.what).toBe("paragraph");
  });
});

describe("letters", () => {
  it("that can be shown stay as they are, names of First Nations too", () => {
    for (const text of ["Nisg̱a’a, Kwakwa̱ka̱ʼwakw, hən̓q̓əmin̓əm̓", "a\tb\nc", "👩‍👩‍👧", "\ue000"]) {
      expect(cleanLetters(text)).toBe(text);
    }
    expect(cleanLetters("one\u000btwo\u0001\ufffe\ud800 three")).toBe("one two three");
  });

  it("are put right the same way one by one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const repaired = letterRepairs(text).reduce(
          (now, { at, length, instead }) => now.slice(0, at) + instead + now.slice(at + length),
          text,
        );
        expect(repaired).toBe(cleanLetters(text));
        expect(letterRepairs(repaired)).toEqual([]);
      }),
    );
  });
});
