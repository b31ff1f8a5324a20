/** Amendments in words. */
import { m } from "../i18n/messages";
import type { Failure } from "../refusal";
import { limitText } from "../ui/limit-text";
import type { AmendmentKind, AmendmentState } from "./rules";
import type { AmendmentView, Filter, PlaceView } from "./view";

const STATES: Record<AmendmentState, () => string> = {
  proposed: () => m.amendments_state_proposed(),
  withdrawn: () => m.amendments_state_withdrawn(),
  accepted: () => m.amendments_state_accepted(),
  "accepted-modified": () => m.amendments_state_modified(),
  rejected: () => m.amendments_state_rejected(),
  superseded: () => m.amendments_state_superseded(),
};
export const amendmentStateName = (state: AmendmentState): string => STATES[state]();

const KINDS: Record<AmendmentKind, (ref: string) => string> = {
  text: (ref) => m.amendments_of_text({ ref }),
  details: (ref) => m.amendments_of_details({ ref }),
  new: () => m.amendments_of_new(),
  removal: (ref) => m.amendments_of_removal({ ref }),
  move: (ref) => m.amendments_of_move({ ref }),
};
/** What it is about, with the number of the item. */
export const amendmentTitle = ({
  kind,
  origin,
  ref,
}: Pick<AmendmentView, "kind" | "origin" | "ref">): string =>
  origin === "suggestion" ? m.suggesting_of({ ref }) : KINDS[kind](ref);

const FILTERS: Record<Filter, () => string> = {
  open: () => m.amendments_filter_open(),
  mine: () => m.amendments_filter_mine(),
  decided: () => m.amendments_filter_decided(),
  all: () => m.amendments_filter_all(),
};
export const filterName = (filter: Filter): string => FILTERS[filter]();

/** Where a new or moved item is to stand. */
export function placeText({ area, afterRef, afterGone }: PlaceView): string {
  if (!area) return m.amendments_place_gone();
  const name = `${area.number}. ${area.title}`;
  if (afterGone) return m.amendments_place_end({ area: name });
  return afterRef === null
    ? m.amendments_place_first({ area: name })
    : m.amendments_place_after({ area: name, ref: afterRef });
}

const PROBLEMS: Record<Failure["code"], () => string> = {
  "signed-out": () => m.amendments_problem_signed_out(),
  hidden: () => m.amendments_problem_right(),
  role: () => m.amendments_problem_right(),
  delegation: () => m.amendments_problem_right(),
  state: () => m.amendments_problem_state(),
  "not-found": () => m.amendments_problem_not_found(),
  invalid: () => m.amendments_problem_invalid(),
  "moved-on": () => m.amendments_problem_moved_on(),
  "already-done": () => m.amendments_problem_already_done(),
  "too-many": () => m.limits_too_fast(),
  limit: () => m.limits_form(),
  unavailable: () => m.limits_unavailable(),
  offline: () => m.amendments_problem_offline(),
  failed: () => m.amendments_problem_failed(),
};
/** Why something was not done, and what to do. */
export function problemText({ code, field }: Failure): string {
  if (code === "invalid" && field === "text") return m.amendments_problem_no_change();
  if (code === "already-done" && field === "text") return m.amendments_problem_says_so();
  return limitText({ code, field }) ?? PROBLEMS[code]();
}
