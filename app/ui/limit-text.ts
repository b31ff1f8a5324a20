/** What is said where a measure is reached, the same wherever that happens. */
import { formatNumber } from "../i18n/format";
import { currentLocale } from "../i18n/locale";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS, DOCUMENT_LIMITS, type LimitName, WORKSPACE_LIMITS } from "../limits";

type Sentence = (inputs: { count: string }) => string;

const SENTENCES: Record<LimitName, [sentence: Sentence, most: number]> = {
  paragraph: [m.limits_paragraph, DOCUMENT_LIMITS.paragraphLetters],
  letters: [m.limits_text, DOCUMENT_LIMITS.itemLetters],
  depth: [m.limits_depth, DOCUMENT_LIMITS.listDepth],
  blocks: [m.limits_blocks, DOCUMENT_LIMITS.blocksPerText],
  brackets: [m.limits_brackets, DOCUMENT_LIMITS.bracketsPerText],
  document: [m.limits_document, DOCUMENT_LIMITS.documentLetters],
  "document-blocks": [m.limits_document_blocks, DOCUMENT_LIMITS.documentBlocks],
  "document-marks": [m.limits_document_marks, DOCUMENT_LIMITS.documentMarks],
  areas: [m.limits_areas, DOCUMENT_LIMITS.areas],
  items: [m.limits_items, DOCUMENT_LIMITS.items],
  amendments: [m.limits_amendments, CONTRIBUTION_LIMITS.amendmentsPerPerson],
  "amendment-letters": [m.limits_amendment_letters, CONTRIBUTION_LIMITS.amendmentLettersPerPerson],
  "amendments-withdrawn": [() => m.limits_amendments_withdrawn(), 0],
  threads: [m.limits_threads, CONTRIBUTION_LIMITS.threadsPerPerson],
  comments: [m.limits_comments, CONTRIBUTION_LIMITS.commentsPerThread],
  invitations: [m.limits_invitations, WORKSPACE_LIMITS.openInvitationsPerPerson],
  concepts: [m.limits_concepts, WORKSPACE_LIMITS.concepts],
  rounds: [m.limits_rounds, WORKSPACE_LIMITS.roundSettingsPerPlan],
  form: [() => m.limits_form(), 0],
};

const isLimit = (name: string): name is LimitName => Object.hasOwn(SENTENCES, name);

/**
 * Why something was too much, and what to do: of a refusal for its measure or its rate; or that
 * nothing can be saved at the moment.
 * @returns null for a refusal for any other reason.
 */
export function limitText(refused: { code: string; field?: string | null }): string | null {
  if (refused.code === "unavailable") return m.limits_unavailable();
  if (refused.code === "too-many") return m.limits_too_fast();
  if (refused.code !== "limit") return null;
  const name = refused.field ?? "form";
  const [sentence, most] = SENTENCES[isLimit(name) ? name : "form"];
  return sentence({ count: formatNumber(currentLocale(), most) });
}
