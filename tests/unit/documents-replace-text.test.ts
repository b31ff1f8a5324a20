/** Bringing an item to another text, as an import does, while someone types into it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { textOf, tokensOf } from "~/amendments/tokens";
import { anchorBetween, resolveInFragment } from "~/comments/anchor";
import { replaceRichText } from "~/documents/rewriting";
import {
  fromPlainText,
  plainText,
  type RichText,
  readRichText,
  writeRichText,
} from "~/documents/rich-text";
import { anyText } from "./rich-texts";

const words = fc.string({ unit: fc.constantFrom(..."abcde ñé"), maxLength: 30 });
const paragraphs = fc.array(words, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n"));

function documentWith(text: RichText): { doc: Y.Doc; fragment: Y.XmlFragment } {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("text");
  doc.transact(() => writeRichText(fragment, text));
  return { doc, fragment };
}

test("any text becomes any other", () => {
  fc.assert(
    fc.property(paragraphs, paragraphs, (before, after) => {
      const { doc, fragment } = documentWith(fromPlainText(before));
      doc.transact(() => replaceRichText(fragment, fromPlainText(after)));
      expect(readRichText(fragment)).toEqual(fromPlainText(after));
    }),
  );
});

test("characters of two units are never cut in half", () => {
  // They share their first units, or their last ones, with one another.
  const pictures = fc.string({
    unit: fc.constantFrom("😀", "😁", "🜀", "\u{1f400}", "a"),
    maxLength: 6,
  });
  fc.assert(
    fc.property(pictures, pictures, (before, after) => {
      const { doc, fragment } = documentWith(fromPlainText(before));
      doc.transact(() => replaceRichText(fragment, fromPlainText(after)));
      expect(readRichText(fragment)).toEqual(fromPlainText(after));
    }),
    {
      examples: [
        ["😀", "😁"],
        ["😀", "\u{1f400}"],
        ["😀😀", "😀"],
      ],
    },
  );
});

test("marks and lists become what they are to be", () => {
  const marked: RichText = {
    type: "doc",
    content: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "one " },
          { type: "text", text: "two", marks: [{ type: "bold" }] },
        ],
      },
      {
        type: "bulletList",
        content: [
          {
            type: "listItem",
            content: [{ type: "paragraph", content: [{ type: "text", text: "three" }] }],
          },
        ],
      },
    ],
  };
  const { doc, fragment } = documentWith(fromPlainText("one two\nthree"));
  doc.transact(() => replaceRichText(fragment, marked));
  expect(readRichText(fragment)).toEqual(marked);
  doc.transact(() => replaceRichText(fragment, fromPlainText("plain again")));
  expect(readRichText(fragment)).toEqual(fromPlainText("plain again"));
});

test("words typed into a paragraph meanwhile stay in it", () => {
  fc.assert(
    fc.property(words, words, fc.nat(), (before, after, at) => {
      const { doc, fragment } = documentWith(fromPlainText(before || "x"));
      const typist = new Y.Doc();
      Y.applyUpdate(typist, Y.encodeStateAsUpdate(doc));
      const paragraph = typist.getXmlFragment("text").get(0) as Y.XmlElement;
      const text = paragraph.get(0) as Y.XmlText;
      text.insert(at % (text.length + 1), "TYPED");

      doc.transact(() => replaceRichText(fragment, fromPlainText(after)));
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(typist));
      expect(plainText(readRichText(fragment))).toContain("TYPED");
    }),
  );
});

test("any formatted text with lists becomes any other", () => {
  const tidy = (text: RichText) => textOf(tokensOf(text));
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const { doc, fragment } = documentWith(before);
      doc.transact(() => replaceRichText(fragment, after));
      expect(tidy(readRichText(fragment))).toEqual(tidy(after));
    }),
    { numRuns: 300 },
  );
});

test("a comment stays on words that are not changed, between some that are", () => {
  const { doc, fragment } = documentWith(fromPlainText("Train police officers every year."));
  const anchor = anchorBetween(fragment, 7, 22);
  expect(anchor?.quote).toBe("police officers");
  if (!anchor) return;
  doc.transact(() =>
    replaceRichText(fragment, fromPlainText("First.\nEquip police officers each year.")),
  );
  const found = resolveInFragment(fragment, anchor.anchor);
  expect(found).toMatchObject({ found: true, text: "police officers" });
});
