/** What a draft of the agenda is called: as delegations call it, `Rev. 2`. */
import type { AgendaState } from "../accounts/policy";
import type { Locale } from "../context";
import { m } from "../i18n/messages";

/** A draft as far as its name goes; `number` counts those of its kind. */
export interface NamedDraft {
  kind: AgendaState;
  number: number;
}

const NAMES: Record<AgendaState, (inputs: { number: number }, options: object) => string> = {
  "zero-draft": m.drafts_zero_draft,
  "revised-draft": m.drafts_revised_draft,
  "chairs-text": m.drafts_chairs_text,
  adopted: m.drafts_record_title,
};

/** @param locale for an export; left out, the reader's. */
export function draftName({ kind, number }: NamedDraft, locale?: Locale): string {
  return NAMES[kind]({ number }, locale ? { locale } : {});
}
