/** Whether imported plans are within the measure of what people write; the first thing that is not. */

import { plainText, type RichText } from "../documents/rich-text";
import {
  measureRichText,
  PREAMBLE_LIMITS,
  type TextMeasureName,
  textProblem,
} from "../documents/text-limits";
import { DOCUMENT_LIMITS } from "../limits";
import type { PlanText } from "./report";

const { titleLetters, areas: mostAreas, items: mostItems, preambleLetters } = DOCUMENT_LIMITS;

const TOO_MUCH: Record<TextMeasureName, string> = {
  paragraph: `a paragraph of more than ${DOCUMENT_LIMITS.paragraphLetters} characters`,
  letters: `more than ${DOCUMENT_LIMITS.itemLetters} characters`,
  depth: `lists nested more than ${DOCUMENT_LIMITS.listDepth} deep`,
  blocks: `more than ${DOCUMENT_LIMITS.blocksPerText} paragraphs and list entries`,
  brackets: `more than ${DOCUMENT_LIMITS.bracketsPerText} brackets`,
};

/** What is too much in a plan, as the end of a sentence about it; null if nothing is. */
export function importProblem(plan: PlanText): string | null {
  const items = countItems(plan);
  if (items > mostItems) {
    return `it has ${items} items; ${mostItems} is the most a plan can hold`;
  }
  if (plan.areas.length > mostAreas) {
    return `it has ${plan.areas.length} areas; ${mostAreas} is the most a plan can hold`;
  }
  if (plan.title.length > titleLetters) {
    return `its title has more than ${titleLetters} characters`;
  }
  const preamble = textProblem(plan.preamble, PREAMBLE_LIMITS);
  if (preamble === "letters") return `its preamble has more than ${preambleLetters} characters`;
  if (preamble) return `its preamble has ${TOO_MUCH[preamble]}`;
  let letters = 0;
  let blocks = 0;
  for (const [a, area] of plan.areas.entries()) {
    if (area.title.length > titleLetters) {
      return `the title of its area ${a + 1} has more than ${titleLetters} characters`;
    }
    for (const [i, text] of area.items.entries()) {
      const problem = textProblem(text);
      if (problem) return `its item ${a + 1}.${i + 1} has ${TOO_MUCH[problem]}: ${beginning(text)}`;
      letters += plainText(text).length;
      blocks += measureRichText(text).blocks;
    }
  }
  if (blocks > DOCUMENT_LIMITS.documentBlocks) {
    return `it has ${blocks} paragraphs and list entries; ${DOCUMENT_LIMITS.documentBlocks} is the most a plan can hold`;
  }
  return letters > DOCUMENT_LIMITS.documentLetters
    ? `it has ${letters} characters; ${DOCUMENT_LIMITS.documentLetters} is the most a plan can hold`
    : null;
}

export const countItems = (plan: PlanText): number =>
  plan.areas.reduce((sum, area) => sum + area.items.length, 0);

const SHOWN = 40;
const beginning = (text: RichText) => `"${plainText(text).slice(0, SHOWN).replace(/\s+/gu, " ")}…"`;
