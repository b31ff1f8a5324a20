/** What came of a change to the glossary, as a sentence in the reader's language. */
import { LOCALES } from "../context";
import { m } from "../i18n/messages";
import { type GlossaryResult, TERM_LIMIT, TERMS_LIMIT } from "./glossary";

type Failure = Extract<GlossaryResult, { ok: false }>;

/** Whether the sentence belongs to the field of one language. */
export const isOfField = ({ code, field }: Failure): boolean =>
  (code === "invalid" || code === "already-done") && LOCALES.some((each) => each === field);

/** @param isEmpty whether no term was given at all. */
export function glossaryResultText({ code }: Failure, isEmpty = false): string {
  switch (code) {
    case "invalid":
      return isEmpty
        ? m.glossary_problem_none()
        : m.glossary_problem_form({ count: TERMS_LIMIT, limit: TERM_LIMIT });
    case "already-done":
      return m.glossary_problem_taken();
    case "moved-on":
      return m.glossary_moved_on();
    case "not-found":
      return m.glossary_gone();
    case "unreachable":
      return m.glossary_unreachable();
    default:
      return m.glossary_not_allowed();
  }
}
