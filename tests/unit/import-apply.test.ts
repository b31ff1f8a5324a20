import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readDocument } from "~/documents/document";
import { initialise, setDetail } from "~/documents/document-changes";
import {
  type Block,
  fromPlainText,
  type Mark,
  plainText,
  type TextRun,
} from "~/documents/rich-text";
import { bringTo } from "~/exchange/import-apply";
import type { PlanText } from "~/exchange/report";

const plan = (areas: [string, ...string[]][], title = "Plan"): PlanText => ({
  delegation: "CA",
  title,
  language: "en",
  preamble: fromPlainText("Intro"),
  areas: areas.map(([heading, ...items]) => ({ title: heading, items: items.map(fromPlainText) })),
});

function made(areas: [string, ...string[]][]) {
  const doc = new Y.Doc();
  let id = 0;
  const newId = () => `id${++id}`;
  initialise(doc, { title: "Plan", language: "en" });
  bringTo(doc, plan(areas), newId);
  return { doc, newId };
}

const shape = (doc: Y.Doc) =>
  readDocument(doc).areas.map(({ title, items }) => [
    title,
    ...items.map((i) => plainText(i.text)),
  ]);

const idsOf = (doc: Y.Doc) =>
  Object.fromEntries(
    readDocument(doc).areas.flatMap(({ items }) => items.map((i) => [plainText(i.text), i.id])),
  );

describe("bringing a document to an imported text", () => {
  it("keeps the items at their positions, with their details, and changes only their words", () => {
    const { doc, newId } = made([["A", "one", "two"]]);
    const before = idsOf(doc);
    setDetail(doc, before.two ?? "", "lead", "Ministry");
    bringTo(doc, plan([["B", "one", "two, changed"]]), newId);
    expect(idsOf(doc)).toEqual({ one: before.one, "two, changed": before.two });
    expect(readDocument(doc).areas[0]?.items[1]?.details.lead).toBe("Ministry");
    expect(shape(doc)).toEqual([["B", "one", "two, changed"]]);
  });

  it("lets an item keep its identity where others come before it", () => {
    const { doc, newId } = made([["A", "one", "two", "three"]]);
    const before = idsOf(doc);
    bringTo(doc, plan([["A", "zero", "two", "one", "three", "four"]]), newId);
    expect(idsOf(doc)).toMatchObject(before);
    expect(shape(doc)).toEqual([["A", "zero", "two", "one", "three", "four"]]);
  });

  it("marks what is over as removed, with its words", () => {
    const { doc, newId } = made([
      ["A", "one", "two"],
      ["B", "three"],
    ]);
    bringTo(doc, plan([["A", "two"]]), newId);
    expect(shape(doc)).toEqual([["A", "two"]]);
    expect(
      readDocument(doc)
        .removed.map((item) => plainText(item.text))
        .sort(),
    ).toEqual(["one", "three"]);
  });

  it("changes nothing where the words are the same", () => {
    const { doc, newId } = made([["A", "one", "two"]]);
    const before = Y.encodeStateVector(doc);
    bringTo(doc, plan([["A", "one", "two"]]), newId);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  describe("where the words stay and their form changes", () => {
    const run = (text: string, ...marks: Mark[]): TextRun =>
      marks.length > 0 ? { type: "text", text, marks } : { type: "text", text };
    const paragraph = (...content: TextRun[]): Block => ({ type: "paragraph", content });
    const list = (...texts: string[]): Block => ({
      type: "bulletList",
      content: texts.map((text) => ({ type: "listItem", content: [paragraph(run(text))] })),
    });
    const link = (href: string): Mark => ({ type: "link", attrs: { href } });
    const of = (blocks: Block[]): PlanText => ({
      ...plan([["A"]]),
      preamble: { type: "doc", content: blocks },
      areas: [{ title: "A", items: [{ type: "doc", content: blocks }] }],
    });
    function start(blocks: Block[]) {
      const { doc, newId } = made([["A"]]);
      bringTo(doc, of(blocks), newId);
      const id = readDocument(doc).areas[0]?.items[0]?.id;
      const state = Y.encodeStateVector(doc);
      return { doc, newId, id, state };
    }

    /** A text may be cut into more runs than it needs. */
    const inFewRuns = (blocks: readonly Block[]): Block[] =>
      blocks.map((block) => {
        if (block.type !== "paragraph") return block;
        const runs: TextRun[] = [];
        for (const { ...next } of block.content ?? []) {
          const last = runs.at(-1);
          if (last && JSON.stringify(last.marks) === JSON.stringify(next.marks)) {
            last.text += next.text;
          } else runs.push(next);
        }
        return { type: "paragraph", content: runs };
      });

    it.each<[string, Block[], Block[]]>([
      [
        "paragraphs made a list",
        [paragraph(run("Open:")), paragraph(run("one")), paragraph(run("two"))],
        [paragraph(run("Open:")), list("one", "two")],
      ],
      [
        "another address of a link",
        [paragraph(run("See "), run("the law", link("https://example.org/old")))],
        [paragraph(run("See "), run("the law", link("https://example.org/new")))],
      ],
      [
        "words made bold",
        [paragraph(run("one two"))],
        [paragraph(run("one "), run("two", { type: "bold" }))],
      ],
      [
        "a paragraph in two",
        [paragraph(run("One. Two."))],
        [paragraph(run("One.")), paragraph(run("Two."))],
      ],
    ])("brings %s, and back", (_, from, to) => {
      const { doc, newId, id } = start(from);
      for (const blocks of [to, from]) {
        bringTo(doc, of(blocks), newId);
        const { preamble, areas } = readDocument(doc);
        expect(inFewRuns(preamble.content)).toEqual(blocks);
        const items = areas.flatMap((area) => area.items);
        expect(items.map((item) => [item.id, inFewRuns(item.text.content)])).toEqual([
          [id, blocks],
        ]);
      }
    });

    it.each<[string, Block[], Block[]]>([
      ["runs cut otherwise", [paragraph(run("one two"))], [paragraph(run("one"), run(" two"))]],
      [
        "an empty paragraph",
        [paragraph(run("one")), { type: "paragraph" }],
        [paragraph(run("one"))],
      ],
      [
        "brackets",
        [
          paragraph(
            run("one "),
            run("two", { type: "bracket", attrs: { id: "b", kind: "text", delegations: [] } }),
          ),
        ],
        [paragraph(run("one two"))],
      ],
      [
        "marks in another order",
        [paragraph(run("one", { type: "bold" }, link("https://example.org")))],
        [paragraph(run("one", link("https://example.org"), { type: "bold" }))],
      ],
    ])("touches nothing for %s", (_, from, to) => {
      const { doc, newId, state } = start(from);
      bringTo(doc, of(to), newId);
      expect(Y.encodeStateVector(doc)).toEqual(state);
    });
  });

  it("makes one update, from any text to any other", () => {
    const words = fc.constantFrom("one", "two", "three", "four", "five", "six");
    const area = fc.tuple(fc.constantFrom("A", "B", "C"), fc.array(words, { maxLength: 6 }));
    const areas = fc
      .array(area, { maxLength: 4 })
      .map((all) => all.map(([title, items]): [string, ...string[]] => [title, ...items]));
    fc.assert(
      fc.property(areas, areas, (from, to) => {
        const { doc, newId } = made(from);
        let updates = 0;
        doc.on("update", () => updates++);
        bringTo(doc, plan(to, "New title"), newId);
        expect(shape(doc)).toEqual(to);
        expect(updates).toBe(1);
      }),
    );
  });
});
