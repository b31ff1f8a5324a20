/** Texts of items for laws that hold for any: paragraphs and lists of a few words, some formatted. */
import fc from "fast-check";
import type { Block, Mark, Paragraph, RichText } from "~/documents/rich-text";

export const aWord = fc.constantFrom(
  "report",
  "train",
  "share",
  "each",
  "year",
  "data",
  "all",
  "police",
);
const marks: fc.Arbitrary<Mark[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Mark[]>([]) },
  fc.constantFrom<Mark[]>(
    [{ type: "bold" }],
    [{ type: "italic" }],
    [{ type: "link", attrs: { href: "https://example.org" } }],
  ),
);
const paragraph: fc.Arbitrary<Paragraph> = fc
  .array(fc.tuple(fc.array(aWord, { minLength: 1, maxLength: 4 }), marks), { maxLength: 3 })
  .map((runs) => ({
    type: "paragraph",
    ...(runs.length > 0
      ? {
          content: runs.map(([words, set]) => ({
            type: "text" as const,
            text: `${words.join(" ")} `,
            ...(set.length > 0 ? { marks: set } : {}),
          })),
        }
      : {}),
  }));

const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    paragraph,
    fc
      .tuple(
        fc.constantFrom("bulletList" as const, "orderedList" as const),
        fc.array(fc.tuple(paragraph, fc.array(tie("block"), { maxLength: 1 })), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([type, items]) => ({
        type,
        content: items.map(([first, rest]) => ({
          type: "listItem" as const,
          content: [first, ...rest],
        })),
      })),
  ),
})).block;

export const anyText: fc.Arbitrary<RichText> = fc
  .array(blocks, { minLength: 1, maxLength: 4 })
  .map((content) => ({ type: "doc", content }));
