/** What came of a change to the glossary, as a sentence in the reader's language. */
import { LOCALES } from "../context";
import { m } from "../i18n/messages";
import { WORKSPACE_LIMITS } from "../limits";
import { limitText } from "../ui/limit-text";
import type { GlossaryResult } from "./glossary";

type Failure = Extract<GlossaryResult, { ok: false }>;

/** Whether the sentence belongs to the field of one language. */
export const isOfField = ({ code, field }: Failure): boolean =>
  (code === "invalid" || code === "already-done") && LOCALES.some((each) => each === field);

/** @param isEmpty whether no term was given at all. */
export function glossaryResultText({ code, field }: Failure, isEmpty = false): string {
  switch (code) {
    case "invalid":
      return isEmpty
        ? m.glossary_problem_none()
        : m.glossary_problem_form({
            count: WORKSPACE_LIMITS.termsPerConcept,
            limit: WORKSPACE_LIMITS.termLetters,
          });
    case "already-done":
      return m.glossary_problem_taken();
    case "moved-on":
      return m.glossary_moved_on();
    case "not-found":
      return m.glossary_gone();
    case "unreachable":
      return m.glossary_unreachable();
    case "too-many":
    case "limit":
    case "unavailable":
      return limitText({ code, field }) ?? m.glossary_not_allowed();
    default:
      return m.glossary_not_allowed();
  }
}
