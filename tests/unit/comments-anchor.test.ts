import { Schema } from "@tiptap/pm/model";
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  type Anchor,
  anchorBetween,
  anchorOfWords,
  resolveAnchor,
  resolveInFragment,
} from "~/comments/anchor";
import { itemFragment } from "~/documents/document";
import { addArea, addItem, initialise, moveItem, removeItem } from "~/documents/document-changes";
import type { RichText } from "~/documents/rich-text";

const schema = new Schema({
  nodes: {
    doc: { content: "(paragraph | bulletList | orderedList)+" },
    paragraph: { content: "text*" },
    bulletList: { content: "listItem+" },
    orderedList: { content: "listItem+" },
    listItem: { content: "(paragraph | bulletList | orderedList)+" },
    text: {},
  },
  marks: { bold: {}, italic: {} },
});

const p = (text: string): RichText["content"][number] => ({
  type: "paragraph",
  ...(text ? { content: [{ type: "text", text }] } : {}),
});

function documentWith(text: RichText): { doc: Y.Doc; fragment: Y.XmlFragment } {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "Area" });
  addItem(doc, "a", { id: "i", text });
  return { doc, fragment: fragmentOf(doc) };
}

function fragmentOf(doc: Y.Doc): Y.XmlFragment {
  const fragment = itemFragment(doc, "i");
  if (!fragment) throw new Error("no item");
  return fragment;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function sync(a: Y.Doc, b: Y.Doc): void {
  const toB = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
  const toA = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
  Y.applyUpdate(b, toB);
  Y.applyUpdate(a, toA);
}

function textsOf(parent: Y.XmlFragment): Y.XmlText[] {
  return parent
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsOf(child) : [],
    );
}

const wordsOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join("");

function anchorOf(doc: Y.Doc, words: string): { anchor: Anchor; quote: string } {
  const found = anchorOfWords(doc, "i", words);
  if (!found) throw new Error(`"${words}" is not there once`);
  return found;
}

/** Changes the item as an editor would: the new ProseMirror document is compared and written. */
function rewrite(fragment: Y.XmlFragment, text: RichText): void {
  const meta = { mapping: new Map(), isOMark: new Map() };
  updateYFragment(fragment.doc as Y.Doc, fragment, schema.nodeFromJSON(text), meta);
}

const SENTENCE = "Train the people who work at the borders before the end of the year.";

describe("an anchor", () => {
  it("holds the first and the last character, without the white space around them", () => {
    const { fragment } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const anchor = anchorBetween(fragment, 6, 18);
    expect(anchor?.quote).toBe("the people");
    expect(JSON.parse(anchor?.anchor.start ?? "").assoc).toBe(0);
    expect(JSON.parse(anchor?.anchor.end ?? "").assoc).toBe(-1);
  });

  it("is none where no words are selected", () => {
    const { fragment } = documentWith({ type: "doc", content: [p("One  two"), p("")] });
    expect(anchorBetween(fragment, 3, 3)).toBeNull();
    expect(anchorBetween(fragment, 4, 6)).toBeNull();
    expect(anchorBetween(fragment, 9, 12)).toBeNull();
  });

  it("finds a passage at the very start and one that is the whole item", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p("First"), p("Second")] });
    const first = anchorBetween(fragment, 1, 6);
    const all = anchorBetween(fragment, 0, 100);
    expect(first && resolveAnchor(doc, "i", first.anchor)).toMatchObject({ from: 1, to: 6 });
    expect(all && resolveAnchor(doc, "i", all.anchor)).toMatchObject({ text: "First\nSecond" });
  });

  it("does not grow when words are typed at its edges, and grows when they are typed in it", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const { anchor } = anchorOf(doc, "the people");
    const [text] = textsOf(fragment);
    text?.insert(6, "<");
    text?.insert(17, ">");
    expect(resolveAnchor(doc, "i", anchor)).toMatchObject({ text: "the people" });
    text?.insert(10, "*");
    expect(resolveAnchor(doc, "i", anchor)).toMatchObject({ text: "the* people" });
  });

  it("is gone when its words are deleted, its paragraph is, or its item does not exist", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p(SENTENCE), p("More.")] });
    const { anchor } = anchorOf(doc, "the people");
    const { anchor: more } = anchorOf(doc, "More.");
    expect(resolveAnchor(doc, "other", anchor)).toEqual({ found: false });
    textsOf(fragment)[0]?.delete(6, 10);
    fragment.delete(1, 1);
    expect(resolveAnchor(doc, "i", anchor)).toEqual({ found: false });
    expect(resolveAnchor(doc, "i", more)).toEqual({ found: false });
  });

  it("keeps what is left when one of its paragraphs is deleted", () => {
    const { doc, fragment } = documentWith({
      type: "doc",
      content: [p("Alpha one"), p("Beta two"), p("Gamma three")],
    });
    const across = anchorBetween(fragment, 7, 28);
    expect(across?.quote).toBe("one\nBeta two\nGamma");
    if (!across) return;
    fragment.delete(0, 1);
    expect(resolveAnchor(doc, "i", across.anchor)).toMatchObject({ text: "Gamma" });
    fragment.delete(0, 1);
    expect(resolveAnchor(doc, "i", across.anchor)).toMatchObject({ text: "Gamma" });
  });

  it("stays when its item is moved or removed", () => {
    const { doc } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const { anchor } = anchorOf(doc, "the people");
    addArea(doc, { id: "b", title: "Other" });
    moveItem(doc, "i", "b", 0);
    removeItem(doc, "i");
    expect(resolveAnchor(doc, "i", anchor)).toMatchObject({ found: true, text: "the people" });
  });

  it("survives malformed and foreign positions", () => {
    const { doc } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const item = (client: number, clock: number) =>
      JSON.stringify({ item: { client, clock }, assoc: 0 });
    for (const end of ["", "{", "{}", "null", "[]", item(1, 1), item(doc.clientID, 9e15)]) {
      expect(resolveAnchor(doc, "i", { start: end, end })).toEqual({ found: false });
    }
  });
});

describe("the quote", () => {
  it("finds a passage again whose paragraph was split, and one that became a list", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const { anchor, quote } = anchorOf(doc, "at the borders before");
    rewrite(fragment, {
      type: "doc",
      content: [p("Train the people who work at the "), p(SENTENCE.slice(33))],
    });
    expect(resolveAnchor(doc, "i", anchor, quote)).toMatchObject({
      text: "at the \nborders before",
    });
    rewrite(fragment, {
      type: "doc",
      content: [{ type: "bulletList", content: [{ type: "listItem", content: [p(SENTENCE)] }] }],
    });
    expect(resolveAnchor(doc, "i", anchor, quote)).toMatchObject({ from: 29, text: quote });
  });

  it("finds a passage again whose deletion was undone, for everyone alike", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p(SENTENCE)] });
    const { anchor, quote } = anchorOf(doc, "the borders");
    const undo = new Y.UndoManager(fragment);
    textsOf(fragment)[0]?.delete(29, 11);
    expect(resolveAnchor(doc, "i", anchor, quote)).toEqual({ found: false });
    undo.undo();
    for (const each of [doc, copyOf(doc)]) {
      expect(resolveAnchor(each, "i", anchor, quote)).toMatchObject({ from: 30, text: quote });
    }
  });

  it("never attaches to one of several places, nor to words too common", () => {
    const { doc, fragment } = documentWith({
      type: "doc",
      content: [p("the border, the coast, the border crossing, the border")],
    });
    const [border, coast] = [anchorBetween(fragment, 24, 34), anchorBetween(fragment, 13, 22)];
    rewrite(fragment, { type: "doc", content: [p("")] });
    rewrite(fragment, { type: "doc", content: [p("the border, the border. The sea")] });
    expect(border && resolveAnchor(doc, "i", border.anchor, "the border")).toEqual({
      found: false,
    });
    expect(coast && resolveAnchor(doc, "i", coast.anchor, "sea")).toEqual({ found: false });
  });

  it("does not draw a passage away to the same words elsewhere", () => {
    const { doc, fragment } = documentWith({ type: "doc", content: [p("Protect all children.")] });
    const { anchor, quote } = anchorOf(doc, "Protect all");
    const [text] = textsOf(fragment);
    text?.insert(8, "and support ");
    text?.insert(text.length, " Protect all.");
    expect(resolveAnchor(doc, "i", anchor, quote)).toMatchObject({
      from: 1,
      text: "Protect and support all",
    });
  });
});

/** Small letters stand around the passage, capitals in it; each capital is there once. */
const surroundings = fc.string({ unit: fc.constantFrom(..."abc "), maxLength: 6 });
const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const passages = fc.integer({ min: 1, max: 12 }).map((length) => capitals.slice(0, length));
const isCapital = (letter: string) => /[A-Z]/.test(letter);

const step = fc.record({
  who: fc.constantFrom(0, 1),
  what: fc.constantFrom("insert", "insert", "delete", "format", "sync"),
  where: fc.nat(),
  length: fc.integer({ min: 1, max: 4 }),
});

/** Puts a passage into a list in a text of several paragraphs, and lets two people edit at once. */
function edited(
  parts: { before: string; passage: string; split: number; after: string },
  steps: { who: number; what: string; where: number; length: number }[],
  mayDelete: (words: string) => boolean,
) {
  const { before, passage, after } = parts;
  const split = parts.split % passage.length;
  const { doc, fragment } = documentWith({
    type: "doc",
    content: [
      p(before),
      {
        type: "bulletList",
        content: [
          { type: "listItem", content: [p(before + passage.slice(0, split))] },
          { type: "listItem", content: [p(passage.slice(split) + after)] },
        ],
      },
      p(after),
    ],
  });
  const [head = 0, tail = 0] = [passage[0], passage.at(-1)].map((letter) => {
    const place = letter === undefined ? null : anchorOf(doc, letter);
    const found = place && resolveAnchor(doc, "i", place.anchor);
    return found?.found ? found.from : 0;
  });
  const made = anchorBetween(fragment, head, tail + 1);
  if (!made) throw new Error("no anchor");
  const docs = [doc, copyOf(doc)] as const;
  for (const { who, what, where, length } of steps) {
    if (what === "sync") sync(...docs);
    const own = docs[who === 0 ? 0 : 1];
    const texts = textsOf(fragmentOf(own));
    const text = texts[where % Math.max(1, texts.length)];
    if (!text) continue;
    const words = wordsOf(text);
    const at = where % (words.length + 1);
    const chosen = words.slice(at, at + length);
    if (what === "insert") text.insert(at, "xyz ".slice(0, length));
    if (what === "delete" && mayDelete(chosen)) text.delete(at, chosen.length);
    if (what === "format") text.format(at, chosen.length, { bold: where % 2 === 0 ? {} : null });
  }
  sync(...docs);
  return { docs, anchor: made.anchor };
}

const parts = fc.record({
  before: surroundings,
  passage: passages,
  split: fc.nat(),
  after: surroundings,
});

describe("while two people edit around it, an anchor", () => {
  it("stays on its text exactly, in every copy", () => {
    fc.assert(
      fc.property(parts, fc.array(step, { maxLength: 30 }), (given, steps) => {
        const harmless = (words: string) => !Array.from(words).some(isCapital);
        const { docs, anchor } = edited(given, steps, harmless);
        for (const doc of docs) {
          const found = resolveAnchor(doc, "i", anchor);
          if (!found.found) throw new Error("gone");
          expect(found.text.charAt(0)).toBe(given.passage.charAt(0));
          expect(found.text.at(-1)).toBe(given.passage.at(-1));
          expect(Array.from(found.text).filter(isCapital).join("")).toBe(given.passage);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every letter of it that is left, at the editor's positions", () => {
    fc.assert(
      fc.property(parts, fc.array(step, { maxLength: 30 }), (given, steps) => {
        const { docs, anchor } = edited(given, steps, () => true);
        const [first, second] = docs.map((doc) => resolveAnchor(doc, "i", anchor));
        expect(first).toEqual(second);
        const fragment = fragmentOf(docs[0]);
        const left = textsOf(fragment).flatMap((text) => Array.from(wordsOf(text)));
        const capitalsLeft = left.filter(isCapital).join("");
        if (!first?.found) {
          expect(capitalsLeft).toBe("");
          return;
        }
        expect(Array.from(first.text).filter(isCapital).join("")).toBe(capitalsLeft);
        const node = yXmlFragmentToProseMirrorRootNode(fragment, schema);
        const shown: string[] = [];
        node.nodesBetween(first.from, first.to, (child, position) => {
          if (!child.isTextblock) return;
          const inside = (at: number) =>
            Math.min(Math.max(at - position - 1, 0), child.content.size);
          const words = child.textBetween(inside(first.from), inside(first.to));
          if (words !== "") shown.push(words);
        });
        expect(shown.join("\n")).toBe(first.text);
        expect(resolveInFragment(fragment, anchor)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
