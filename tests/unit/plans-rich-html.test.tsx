/** Words drawn as a string are the words that React draws. */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FarItem } from "~/plans/editor/FarItem";
import { ItemFrame } from "~/plans/editor/ItemFrame";
import { RichTextView } from "~/plans/RichTextView";
import { richTextHtml } from "~/plans/rich-html";
import type { Block, Mark, RichText } from "~/plans/rich-text";

const words = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(`<b> & "x" 'y'`, "é’ – ", ""),
);
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constant<Mark>({ type: "bold" }),
  fc.constant<Mark>({ type: "italic" }),
  words.map((path): Mark => ({ type: "link", attrs: { href: `https://example.org/${path}` } })),
  fc.record({ kind: words, delegations: fc.array(words, { maxLength: 2 }) }).map(
    ({ kind, delegations }): Mark => ({
      type: "bracket",
      attrs: { id: "b", kind, delegations },
    }),
  ),
);
const run = fc
  .record({ text: words, marks: fc.array(mark, { maxLength: 3 }) })
  .map(({ text, marks }) => ({ type: "text" as const, text, marks }));
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small" },
    fc.array(run, { maxLength: 3 }).map((content): Block => ({ type: "paragraph", content })),
    fc.constant<Block>({ type: "paragraph" }),
    fc
      .record({
        type: fc.constantFrom("bulletList" as const, "orderedList" as const),
        items: fc.array(fc.array(tie("block"), { maxLength: 2 }), { maxLength: 3 }),
      })
      .map(
        ({ type, items }): Block => ({
          type,
          content: items.map((content) => ({ type: "listItem", content })),
        }),
      ),
  ),
}));
const text: fc.Arbitrary<RichText> = fc
  .array(block, { maxLength: 4 })
  .map((content) => ({ type: "doc", content }));

test("a text as a string is the text as elements", () => {
  fc.assert(
    fc.property(text, fc.constantFrom("en", "fr", "es"), (value, lang) => {
      expect(richTextHtml(value, lang)).toBe(
        renderToStaticMarkup(<RichTextView text={value} lang={lang} />),
      );
    }),
  );
});

test("an item as words alone stands as the item will", () => {
  fc.assert(
    fc.property(text, words, words, (value, itemId, itemRef) => {
      expect(
        renderToStaticMarkup(
          <FarItem itemId={itemId} itemRef={itemRef} text={value} lang="fr" space="min-h-26" />,
        ),
      ).toBe(
        renderToStaticMarkup(
          <ItemFrame itemId={itemId} itemRef={itemRef} below={<div className="min-h-26" />}>
            <RichTextView text={value} lang="fr" />
          </ItemFrame>,
        ),
      );
    }),
  );
});
