/** The names of states and outcomes, in the reader's language. */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { RefusalCode } from "../refusal";
import { limitText } from "../ui/limit-text";
import type { OutcomeFilter } from "./concordance-filter";
import type { Tally } from "./coverage";
import type { Disposition, ItemStatus } from "./disposition";
import type { FirstForm } from "./first-text";
import type { ObjectionResult } from "./objection-requests";
import type { OthersNews } from "./others-steps";
import type { StepIntent, StepResult } from "./requests";
import type { StepView } from "./view";

const DISPOSITIONS = {
  "carried-verbatim": m.agenda_carried_verbatim,
  consolidated: m.agenda_consolidated,
  "carried-in-part": m.agenda_carried_in_part,
  deferred: m.agenda_deferred,
  "not-carried": m.agenda_not_carried,
} as const satisfies Record<Disposition, unknown>;

/** @param locale for an export; left out, the reader's. */
export const dispositionName = (disposition: Disposition, locale?: Locale): string =>
  DISPOSITIONS[disposition]({}, locale ? { locale } : {});

const STATUSES = {
  all: m.agenda_status_all,
  unplaced: m.agenda_status_unplaced,
  placed: m.agenda_status_placed,
  "set-aside": m.agenda_status_set_aside,
} as const satisfies Record<ItemStatus | "all", unknown>;

/** The name of a filter: a status of several items. */
export const statusName = (status: ItemStatus | "all"): string => STATUSES[status]();

/** The name of what became of an item, coarse or fine, as a filter. */
export function outcomeName(outcome: OutcomeFilter): string {
  if (outcome === "objected") return m.agenda_objected();
  return outcome in STATUSES
    ? statusName(outcome as ItemStatus)
    : dispositionName(outcome as Disposition);
}

const FORMS = {
  text: m.brackets_form_text,
  alternatives: m.brackets_form_alternatives,
} as const satisfies Record<FirstForm, unknown>;

/** How the text of a new agenda item begins. */
export const formName = (form: FirstForm): string => FORMS[form]();

const DONE = {
  compile: m.agenda_done_compile,
  add: m.agenda_done_add,
  "set-aside": m.agenda_done_set_aside,
  clear: m.agenda_done_clear,
  "take-over": () => m.drift_done_take_over(),
  keep: () => m.drift_done_keep(),
  "compile-many": m.drafting_done_zero_draft,
  undo: () => m.agenda_done_undo(),
} as const satisfies Record<StepIntent, unknown>;

const REFUSALS = {
  "moved-on": m.agenda_refused_moved_on,
  "already-done": m.agenda_refused_already_done,
  "not-found": m.agenda_refused_not_found,
  invalid: m.agenda_refused_invalid,
  "too-many": m.agenda_refused_invalid,
  limit: m.agenda_refused_invalid,
  unavailable: m.limits_unavailable,
  "signed-out": m.agenda_refused_not_allowed,
  hidden: m.agenda_refused_not_allowed,
  role: m.agenda_refused_not_allowed,
  delegation: m.agenda_refused_not_allowed,
  state: m.agenda_refused_not_allowed,
  unreachable: m.agenda_unreachable,
} as const satisfies Record<RefusalCode | "unreachable", unknown>;

/** What came of a step, as a sentence. */
export function resultText(result: StepResult): string {
  return result.ok ? DONE[result.intent]({ count: result.count }) : refusalText(result);
}

/** What came of an objection or its withdrawal. */
export function objectionResultText(result: ObjectionResult): string {
  if (!result.ok) return refusalText(result);
  return result.intent === "object" ? m.agenda_done_object() : m.agenda_done_withdraw();
}

function refusalText({ code, field }: Extract<StepResult, { ok: false }>): string {
  if (field === "reason")
    return m.agenda_reason_missing({ limit: CONTRIBUTION_LIMITS.reasonLetters });
  return limitText({ code, field }) ?? REFUSALS[code]();
}

/** A step in one line: `CA 1.3, US 1.1 → new item 1.2`. */
export function stepText(step: StepView): string {
  const refs = step.refs.length > 0 ? step.refs.join(", ") : m.agenda_other_items();
  const ref = step.agendaRef;
  switch (step.kind) {
    case "compile":
      return ref ? m.agenda_step_compile_at({ refs, ref }) : m.agenda_step_compile({ refs });
    case "add":
      return ref ? m.agenda_step_add_at({ refs, ref }) : m.agenda_step_add({ refs });
    case "set-aside":
      return m.agenda_step_set_aside({ refs });
    case "clear":
      return m.agenda_step_clear({ refs });
    case "take-over":
      return m.drift_step_take_over({ refs, ref: ref ?? "–" });
    case "compile-many":
      return m.drafting_step_zero_draft({ count: step.refs.length, made: step.made });
    case "keep":
      return m.drift_step_keep({ refs, ref: ref ?? "–" });
  }
}

/** What someone else has done, as a sentence, and what it took out of the reader's selection. */
export function newsText({ step, what, deselected }: OthersNews): string {
  const { kind, refs, agendaRef, person } = step;
  const did =
    what === "undone"
      ? m.drafting_other_undid({ person: step.undoneBy ?? person, step: stepText(step) })
      : (kind === "compile" || kind === "add") && agendaRef && refs.length > 0
        ? m.drafting_other_placed({ person, refs: refs.join(", "), ref: agendaRef })
        : m.drafting_other_did({ person, step: stepText(step) });
  if (deselected.length === 0) return did;
  return `${did} ${m.drafting_deselected({ refs: deselected.join(", ") })}`;
}

/** How much is placed: `9 of 17 placed`; where there is nothing to place, that. */
export function placedText({ placed, total }: Tally): string {
  if (total === 0) return m.agenda_coverage_nothing();
  return `${m.agenda_coverage_placed({ placed, total })} ${m.agenda_coverage_placed_word()}`;
}

/** What was not placed, as far as there is any: `1 set aside`, `7 unplaced`. */
export function restText({ setAside, unplaced }: Tally): string[] {
  return [
    ...(setAside > 0 ? [m.agenda_coverage_aside({ count: setAside })] : []),
    ...(unplaced > 0 ? [m.agenda_coverage_unplaced({ count: unplaced })] : []),
  ];
}
