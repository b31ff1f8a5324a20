import { describe, expect, it } from "vitest";
import type { Block, RichText } from "~/documents/rich-text";
import { textProblem, withinLimits } from "~/documents/text-limits";
import { DOCUMENT_LIMITS } from "~/limits";

const paragraph = (letters: number): Block => ({
  type: "paragraph",
  content: [{ type: "text", text: "x".repeat(letters) }],
});
const text = (content: Block[]): RichText => ({ type: "doc", content });
const nested = (depth: number): Block =>
  depth === 0
    ? paragraph(1)
    : { type: "bulletList", content: [{ type: "listItem", content: [nested(depth - 1)] }] };

const { paragraphLetters, itemLetters, listDepth, blocksPerText, bracketsPerText } =
  DOCUMENT_LIMITS;
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

const bracketed = (count: number) =>
  text([
    {
      type: "paragraph",
      content: many(count, (at) => ({
        type: "text" as const,
        text: "a",
        marks: [
          { type: "bracket" as const, attrs: { id: `b${at}`, kind: "text", delegations: [] } },
        ],
      })),
    },
  ]);

describe("a text", () => {
  it("may be as long, as deep and of as many parts as the table says, and no more", () => {
    const full = many(itemLetters / paragraphLetters, () => paragraph(paragraphLetters));
    const cases: [RichText, RichText, string][] = [
      [text([paragraph(paragraphLetters)]), text([paragraph(paragraphLetters + 1)]), "paragraph"],
      [text(full), text([...full, paragraph(1)]), "letters"],
      [text([nested(listDepth)]), text([nested(listDepth + 1)]), "depth"],
      [
        text(many(blocksPerText, () => paragraph(1))),
        text(many(blocksPerText + 1, () => paragraph(1))),
        "blocks",
      ],
      [bracketed(bracketsPerText), bracketed(bracketsPerText + 1), "brackets"],
    ];
    for (const [fits, exceeds, problem] of cases) {
      expect(textProblem(fits), problem).toBeNull();
      expect(withinLimits(fits)).toBe(fits);
      expect(textProblem(exceeds)).toBe(problem);
      expect(() => withinLimits(exceeds)).toThrow(
        expect.objectContaining({ name: "Refused", code: "limit", field: problem }),
      );
    }
  });

  it("is looked at no deeper than it may be", () => {
    let deep = nested(1);
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = { type: "bulletList", content: [{ type: "listItem", content: [deep] }] };
    }
    expect(textProblem(text([deep]))).toBe("depth");
  });
});
