/** Words drawn as a string are the words that React draws. */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ItemFrame } from "~/documents/editor/ItemFrame";
import { ItemPlaceholder, ItemPlaceholders } from "~/documents/editor/ItemPlaceholder";
import { itemRef } from "~/documents/numbering";
import { RichTextView } from "~/documents/RichTextView";
import { richTextHtml } from "~/documents/rich-html";
import type { Block, Mark, RichText } from "~/documents/rich-text";

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

const item = fc
  .record({ text, id: words, areaNumber: fc.nat(), number: fc.nat() })
  .map((given) => ({ ...given, details: { lead: "", partners: "", due: "", indicator: "" } }));
const asTheyWill = (items: (typeof item extends fc.Arbitrary<infer One> ? One : never)[]) => (
  <ol>
    {" "}
    {items.map(({ id, text, areaNumber, number }, at) => (
      <ItemFrame
        key={String(at)}
        itemId={id}
        itemRef={itemRef("CA", areaNumber, number)}
        below={<div className="min-h-26" />}
      >
        <RichTextView text={text} lang="fr" />
      </ItemFrame>
    ))}
  </ol>
);

test("items as words alone stand as they will, one by one and all in one", () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 3 }), (items) => {
      const will = renderToStaticMarkup(asTheyWill(items));
      const props = { code: "CA", lang: "fr", space: "min-h-26" };
      expect(renderToStaticMarkup(<ItemPlaceholders items={items} {...props} />)).toBe(will);
      const list = (
        <ol>
          {" "}
          {items.map((one, at) => (
            <ItemPlaceholder key={String(at)} item={one} {...props} />
          ))}
        </ol>
      );
      expect(renderToStaticMarkup(list)).toBe(will);
    }),
  );
});
