/**
 * The measure of a text: how long, how deep and of how many parts it may be, so that whoever shows,
 * compares or typesets it can. Forms, imports and editors ask here; the real-time server measures
 * texts in Yjs by the same table (document-measures.ts).
 */
import { DOCUMENT_LIMITS } from "../limits";
import { Refused } from "../refusal";
import type { Block, RichText } from "./rich-text";

/** What a text can have too much of, in the order in which it is said. */
export const TEXT_MEASURES = ["depth", "letters", "paragraph", "blocks", "brackets"] as const;
export type TextMeasureName = (typeof TEXT_MEASURES)[number];

/** What a text has, or may have: letters in all and in its longest paragraph, and so on. */
export type TextLimits = Record<TextMeasureName, number>;

export const ITEM_TEXT_LIMITS: TextLimits = {
  letters: DOCUMENT_LIMITS.itemLetters,
  paragraph: DOCUMENT_LIMITS.paragraphLetters,
  blocks: DOCUMENT_LIMITS.blocksPerText,
  depth: DOCUMENT_LIMITS.listDepth,
  brackets: DOCUMENT_LIMITS.bracketsPerText,
};

export const PREAMBLE_LIMITS: TextLimits = {
  ...ITEM_TEXT_LIMITS,
  letters: DOCUMENT_LIMITS.preambleLetters,
};

export const TITLE_LIMITS: TextLimits = {
  ...ITEM_TEXT_LIMITS,
  letters: DOCUMENT_LIMITS.titleLetters,
  paragraph: DOCUMENT_LIMITS.titleLetters,
};

/** How much there is in a text. It goes through any depth without calling itself. */
export function measureRichText(text: RichText): TextLimits {
  const measure: TextLimits = { letters: 0, paragraph: 0, blocks: 0, depth: 0, brackets: 0 };
  const brackets = new Set<string>();
  const waiting: { block: Block; depth: number }[] = [];
  const add = (blocks: readonly Block[], depth: number) => {
    for (const block of blocks) waiting.push({ block, depth });
  };
  add(text.content, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { block, depth } = next;
    measure.blocks += 1;
    if (block.type === "paragraph") {
      let letters = 0;
      for (const { text: words, marks = [] } of block.content ?? []) {
        letters += words.length;
        for (const mark of marks) if (mark.type === "bracket") brackets.add(mark.attrs.id);
      }
      measure.letters += letters;
      measure.paragraph = Math.max(measure.paragraph, letters);
    } else {
      measure.depth = Math.max(measure.depth, depth + 1);
      measure.blocks += block.content.length;
      for (const entry of block.content) add(entry.content, depth + 1);
    }
  }
  return { ...measure, brackets: brackets.size };
}

/** What a text has too much of, if anything. */
export function textProblem(
  text: RichText,
  limits: TextLimits = ITEM_TEXT_LIMITS,
): TextMeasureName | null {
  const measure = measureRichText(text);
  return TEXT_MEASURES.find((name) => measure[name] > limits[name]) ?? null;
}

/** The same text. @throws Refused "limit" with what it has too much of. */
export function withinLimits(text: RichText): RichText {
  const problem = textProblem(text);
  if (problem) throw new Refused("limit", problem);
  return text;
}
