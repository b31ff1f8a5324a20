import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { splitIntoItems } from "~/documents/editor/paste";
import {
  type Block,
  fromPlainText,
  insertBlocks,
  isBlank,
  isSafeLink,
  type List,
  type Mark,
  type Paragraph,
  plainText,
  type RichText,
  readRichText,
  writeRichText,
} from "~/documents/rich-text";

const doc = (...content: Block[]): RichText => ({ type: "doc", content });
const p = (text = ""): Paragraph => ({
  type: "paragraph",
  ...(text ? { content: [{ type: "text", text }] } : {}),
});
const list = (type: List["type"], ...entries: Block[][]): List => ({
  type,
  content: entries.map((content) => ({ type: "listItem", content })),
});

function fragment(): Y.XmlFragment {
  return new Y.Doc().getXmlFragment("text");
}

function throughYjs(text: RichText): RichText {
  const from = fragment();
  writeRichText(from, text);
  const copy = new Y.Doc();
  if (from.doc) Y.applyUpdate(copy, Y.encodeStateAsUpdate(from.doc));
  return readRichText(copy.getXmlFragment("text"));
}

/** Marks in one order: it has no meaning. */
function sorted(text: RichText): unknown {
  return JSON.parse(JSON.stringify(text), (key, value) =>
    key === "marks"
      ? [...(value as Mark[])].sort((a, b) => (a.type < b.type ? -1 : 1))
      : (value as unknown),
  );
}

const marks = fc
  .record({
    bold: fc.boolean(),
    italic: fc.boolean(),
    link: fc.option(fc.webUrl(), { nil: undefined }),
    bracket: fc.option(fc.array(fc.constantFrom("CA", "MX", "US"), { maxLength: 2 }), {
      nil: undefined,
    }),
  })
  .map(({ bold, italic, link, bracket }): Mark[] => [
    ...(bold ? [{ type: "bold" } as const] : []),
    ...(italic ? [{ type: "italic" } as const] : []),
    ...(link && link.length <= 2000 ? [{ type: "link", attrs: { href: link } } as const] : []),
    ...(bracket
      ? [{ type: "bracket", attrs: { id: "one", kind: "text", delegations: bracket } } as const]
      : []),
  ]);

const paragraph = fc
  .array(fc.record({ text: fc.string({ minLength: 1, unit: "grapheme" }), marks }), {
    maxLength: 4,
  })
  .map((runs): Paragraph => {
    // As an editor has it: runs with the same marks are one.
    const content: NonNullable<Paragraph["content"]> = [];
    for (const { text, marks } of runs) {
      const last = content.at(-1);
      if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += text;
      else content.push({ type: "text", text, ...(marks.length > 0 ? { marks } : {}) });
    }
    return { type: "paragraph", ...(content.length > 0 ? { content } : {}) };
  });

const { blocks } = fc.letrec<{ blocks: Block[]; block: Block; list: List }>((tie) => ({
  blocks: fc.array(tie("block"), { minLength: 1, maxLength: 3, depthIdentifier: "rich" }),
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: "rich", withCrossShrink: true },
    paragraph,
    tie("list"),
  ),
  list: fc
    .record({
      type: fc.constantFrom("bulletList" as const, "orderedList" as const),
      entries: fc.array(fc.tuple(paragraph, fc.oneof(fc.constant([]), tie("blocks"))), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map(({ type, entries }) => list(type, ...entries.map(([first, rest]) => [first, ...rest]))),
}));
const richText = blocks.map((content) => doc(...content));

describe("a text in Yjs", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(richText, (text) => {
        expect(sorted(throughYjs(text))).toEqual(sorted(text));
      }),
    );
  });

  it("is never without a paragraph", () => {
    expect(readRichText(fragment())).toEqual(doc(p()));
  });

  it("is read without what the schema does not know", () => {
    const from = fragment();
    const known = new Y.XmlElement("paragraph");
    known.insert(0, [new Y.XmlText("kept"), new Y.XmlElement("image")]);
    const strange = new Y.XmlElement("table");
    strange.insert(0, [new Y.XmlText("left out")]);
    from.insert(0, [strange, known, new Y.XmlElement("bulletList"), new Y.XmlText("loose")]);
    expect(readRichText(from)).toEqual(doc(p("kept")));
  });

  it("is read without marks that mean nothing, and without links that are not safe", () => {
    const from = fragment();
    const element = new Y.XmlElement("paragraph");
    const run = new Y.XmlText();
    from.insert(0, [element]);
    element.insert(0, [run]);
    run.applyDelta([
      { insert: "a", attributes: { link: { href: "javascript:alert(1)" }, bold: {} } },
      { insert: "b", attributes: { blink: {}, "bracket--x": { kind: 3, delegations: ["CA", 4] } } },
      { insert: "c", attributes: { link: { href: 7 }, bracket: { delegations: "CA" } } },
    ]);
    expect(readRichText(from).content).toEqual([
      {
        type: "paragraph",
        content: [
          { type: "text", text: "a", marks: [{ type: "bold" }] },
          {
            type: "text",
            text: "b",
            marks: [{ type: "bracket", attrs: { id: "", kind: "text", delegations: ["CA"] } }],
          },
          {
            type: "text",
            text: "c",
            marks: [{ type: "bracket", attrs: { id: "", kind: "text", delegations: [] } }],
          },
        ],
      },
    ]);
  });

  it("grows at its end", () => {
    fc.assert(
      fc.property(richText, richText, (first, second) => {
        const from = fragment();
        writeRichText(from, first);
        insertBlocks(from, second.content);
        expect(sorted(readRichText(from))).toEqual(
          sorted(doc(...first.content, ...second.content)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("the words alone", () => {
  it("have a line for each paragraph and entry", () => {
    const text = doc(
      p("One"),
      list("bulletList", [p("a"), p("b")], [list("orderedList", [p("c")])]),
    );
    expect(plainText(text)).toBe("One\na\nb\nc");
  });

  it("are without marks, and without blank lines at the ends", () => {
    const bold: Mark[] = [{ type: "bold" }];
    const text = doc(
      p(),
      {
        type: "paragraph",
        content: [
          { type: "text", text: "One " },
          { type: "text", text: "two", marks: bold },
        ],
      },
      p(),
    );
    expect(plainText(text)).toBe("One two");
  });

  it("become a text of plain paragraphs, and are read from it again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (words) => {
        const text = fromPlainText(words);
        expect(text.content).toHaveLength(words.split("\n").length);
        expect(plainText(text)).toBe(words.trim());
        expect(isBlank(text)).toBe(words.trim() === "");
      }),
    );
    expect(fromPlainText("a\n\nb")).toEqual(doc(p("a"), p(), p("b")));
    expect(fromPlainText("")).toEqual(doc(p()));
  });
});

describe("a safe link", () => {
  it.each([
    "https://example.org",
    "http://example.org/a?b#c",
    "HTTPS://example.org",
    "mailto:office@example.org",
    " https://example.org ",
  ])("may lead to %j", (href) => expect(isSafeLink(href)).toBe(true));

  it.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0000javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "javascript://https://example.org",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//example.org",
    "/plans",
    "example.org",
    "",
    `https://example.org/${"a".repeat(2000)}`,
    null,
    undefined,
    7,
    ["https://example.org"],
    { toString: () => "https://example.org" },
  ])("may not be %j", (href) => expect(isSafeLink(href)).toBe(false));

  it("is one in the eyes of a browser too", () => {
    const scheme = fc.constantFrom("javascript", "data", "vbscript", "file", "https", "mailto");
    const noise = fc.string({
      maxLength: 3,
      unit: fc.constantFrom(" ", "\t", "\n", "\u0000", "a"),
    });
    fc.assert(
      fc.property(noise, scheme, noise, fc.boolean(), (before, name, within, upper) => {
        const word = `${name.slice(0, 4)}${within}${name.slice(4)}:x`;
        const href = before + (upper ? word.toUpperCase() : word);
        if (!isSafeLink(href)) return;
        expect(["https:", "http:", "mailto:"]).toContain(
          new URL(href, "https://a.example").protocol,
        );
      }),
    );
  });
});

describe("text pasted into an empty item", () => {
  it("is an item for each paragraph and each entry of a list", () => {
    const nested = list("orderedList", [p("2a")]);
    const text = doc(p("1"), list("bulletList", [p("2"), nested], [p("3")]), p("4"));
    expect(splitIntoItems(text)).toEqual([
      doc(p("1")),
      doc(p("2"), nested),
      doc(p("3")),
      doc(p("4")),
    ]);
  });

  it("leaves out what is blank", () => {
    expect(splitIntoItems(doc(p(), p(" \u00a0"), list("bulletList", [p("")])))).toEqual([]);
  });

  it("loses no words", () => {
    fc.assert(
      fc.property(richText, (text) => {
        const words = (each: RichText) => plainText(each).replace(/\s+/g, "");
        expect(splitIntoItems(text).map(words).join("")).toBe(words(text));
        expect(splitIntoItems(text).every((item) => !isBlank(item))).toBe(true);
      }),
    );
  });
});

describe("a text formatted in steps, or by two people", () => {
  const words = (...marks: Mark[]) =>
    doc({
      type: "paragraph",
      content: [{ type: "text", text: "report each", ...(marks.length > 0 ? { marks } : {}) }],
    });
  function formatted(text: RichText, change: (text: Y.XmlText) => void): RichText {
    const from = fragment();
    writeRichText(from, text);
    change((from.get(0) as Y.XmlElement).get(0) as Y.XmlText);
    return readRichText(from);
  }

  it("reads as one that never was, when the format is taken away", () => {
    const read = formatted(words({ type: "bold" }), (text) => {
      text.applyDelta([6, 5].map((retain) => ({ retain, attributes: { bold: null } })));
    });
    expect(read).toEqual(words());
  });

  it("reads as one run, when both formatted parts of it", () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const textIn = (each: Y.Doc) =>
      (each.getXmlFragment("text").get(0) as Y.XmlElement).get(0) as Y.XmlText;
    writeRichText(mine.getXmlFragment("text"), words());
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    textIn(mine).format(0, 8, { bold: {} });
    textIn(theirs).format(4, 7, { bold: {} });
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    const [paragraph] = readRichText(mine.getXmlFragment("text")).content as Paragraph[];
    const lengths = paragraph?.content?.map(({ text }) => text.length) ?? [];
    const looks = paragraph?.content?.map((run) => JSON.stringify(run.marks ?? [])) ?? [];
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(11);
    expect(looks.filter((look, i) => look === looks[i - 1])).toEqual([]);
  });

  it("reads the same in whichever order its marks were set", () => {
    const [one, other] = (["bold", "italic"] as const).map((first) =>
      formatted(words(), (text) => {
        text.format(0, 6, { [first]: {} });
        text.format(0, 6, { [first === "bold" ? "italic" : "bold"]: {} });
      }),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });
});
