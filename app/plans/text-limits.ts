/**
 * The measure of a text, as forms and imports bring it: how long, how deep and of how many parts it
 * may be, so that whoever shows, compares or typesets it can.
 */
import { DOCUMENT_LIMITS, type LimitName } from "../limits";
import { Refused } from "../refusal";
import type { Block, RichText } from "./rich-text";

/** What a text has too much of. */
export type TextProblem = Extract<
  LimitName,
  "paragraph" | "text" | "depth" | "blocks" | "brackets"
>;

/**
 * What a text has too much of, if anything. It looks no deeper and no further than that.
 * @param mostLetters of the whole text; those of an item if left out.
 */
export function textProblem(
  text: RichText,
  mostLetters: number = DOCUMENT_LIMITS.itemLetters,
): TextProblem | null {
  let letters = 0;
  let blocks = 0;
  const brackets = new Set<string>();

  function problemIn(content: readonly Block[], depth: number): TextProblem | null {
    for (const block of content) {
      if (block.type === "paragraph") {
        blocks += 1;
        const problem = paragraphProblem(block);
        if (problem) return problem;
      } else {
        if (depth >= DOCUMENT_LIMITS.listDepth) return "depth";
        for (const entry of block.content) {
          const problem = problemIn(entry.content, depth + 1);
          if (problem) return problem;
        }
      }
      if (blocks > DOCUMENT_LIMITS.blocksPerText) return "blocks";
    }
    return null;
  }

  function paragraphProblem({ content = [] }: Extract<Block, { type: "paragraph" }>) {
    let own = 0;
    for (const { text: words, marks = [] } of content) {
      own += words.length;
      for (const mark of marks) if (mark.type === "bracket") brackets.add(mark.attrs.id);
    }
    letters += own;
    if (own > DOCUMENT_LIMITS.paragraphLetters) return "paragraph";
    if (letters > mostLetters) return "text";
    return brackets.size > DOCUMENT_LIMITS.bracketsPerText ? "brackets" : null;
  }

  return problemIn(text.content, 0);
}

/** The same text. @throws Refused "limit" with what it has too much of. */
export function withinLimits(text: RichText): RichText {
  const problem = textProblem(text);
  if (problem) throw new Refused("limit", problem);
  return text;
}
