/** The names of drafts, steps and requirements, and what came of a step, in the reader's language. */

import type { LapseReason } from "../documents/silence";
import { m } from "../i18n/messages";
import { limitText } from "../ui/limit-text";
import type { AdoptionStep, IssuedDraft, RequirementId } from "./adoption";
import type { AdoptionIntent, AdoptionResult } from "./requests";

/** What a draft is called: Zero draft, Rev. 1, Chair's text 2. */
export function draftName({ kind, number }: Pick<IssuedDraft, "kind" | "number">): string {
  switch (kind) {
    case "zero-draft":
      return m.adoption_draft_zero();
    case "revised-draft":
      return m.adoption_draft_rev({ number });
    case "chairs-text":
      return m.adoption_draft_chairs({ number });
    case "adopted":
      return m.adoption_draft_adopted();
  }
}

const STEPS = {
  "issue-draft": { name: m.adoption_issue, text: m.adoption_issue_text, do: m.adoption_issue_do },
  "put-forward": {
    name: m.adoption_forward,
    text: m.adoption_forward_text,
    do: m.adoption_forward_do,
  },
  silence: {
    name: m.adoption_set_silence,
    text: m.adoption_set_silence_text,
    do: m.adoption_set_silence_do,
  },
  adopt: { name: m.adoption_adopt, text: m.adoption_adopt_text, do: m.adoption_adopt_do },
  "take-back": {
    name: m.adoption_take_back,
    text: m.adoption_take_back_text,
    do: m.adoption_take_back_do,
  },
} as const satisfies Record<AdoptionStep, unknown>;

/** The name of a step, what it does, and the words on the button that takes it. */
export function stepWords(step: AdoptionStep): { name: string; text: string; do: string } {
  const words = STEPS[step];
  return { name: words.name(), text: words.text(), do: words.do() };
}

const NEEDS = {
  changed: m.adoption_need_changed,
  items: m.adoption_need_items,
  submitted: m.adoption_need_submitted,
  placed: m.adoption_need_placed,
  "no-brackets": m.adoption_need_brackets,
  "as-put-forward": m.adoption_need_as_put_forward,
  "no-objections": m.adoption_need_objections,
  "all-positions": m.adoption_need_positions,
  "no-silence": m.adoption_need_no_silence,
} as const satisfies Record<RequirementId, unknown>;

export const needText = (id: RequirementId): string => NEEDS[id]();

/** Why a silence procedure ended by itself, and what to do. */
export const lapseText = (lapse: LapseReason): string => LAPSED[lapse]();

const LAPSED = {
  text: m.adoption_lapsed_text,
  plans: m.adoption_lapsed_plans,
  restored: m.adoption_lapsed_restored,
} as const satisfies Record<LapseReason, unknown>;

const DONE = {
  "issue-draft": m.adoption_done_issue,
  "put-forward": m.adoption_done_forward,
  "take-back": m.adoption_done_take_back,
  silence: m.adoption_done_silence,
  "break-silence": m.adoption_done_break,
  "call-off": m.adoption_done_call_off,
  adopt: m.adoption_done_adopt,
} as const satisfies Record<AdoptionIntent, unknown>;

export const doneText = (intent: AdoptionIntent): string => DONE[intent]();

/** What is wrong with the deadline of a refused silence procedure; null if it is something else. */
export function deadlineError(field: string | null): string | null {
  if (field === "past") return m.adoption_error_past();
  if (field === "too-far") return m.adoption_error_too_far();
  return field === "deadline" ? m.adoption_error_time() : null;
}

/** Why a step was not taken. */
export function refusedText({ intent, code, field }: AdoptionResult & { ok: false }): string {
  const ofSilence = intent === "break-silence" || intent === "call-off";
  switch (code) {
    case "moved-on":
      return ofSilence ? m.adoption_refused_ended() : m.adoption_refused_moved_on();
    case "already-done":
      return m.adoption_refused_already_done();
    case "state":
      if (field === "requirements") return m.adoption_refused_requirements();
      return ofSilence ? m.adoption_refused_too_late() : m.adoption_refused_state();
    case "invalid":
      return deadlineError(field) ?? m.adoption_refused_invalid();
    case "unreachable":
      return m.plans_step_unreachable();
    case "too-many":
    case "limit":
    case "unavailable":
      return limitText({ code, field }) ?? m.adoption_refused_invalid();
    default:
      return m.adoption_refused_not_allowed();
  }
}
