import type { AgendaState, PlanState } from "../accounts/policy";
import { m } from "../i18n/messages";

const NAMES: Record<PlanState | AgendaState, () => string> = {
  draft: m.plans_state_draft,
  open: m.plans_state_open,
  approved: m.plans_state_approved,
  submitted: m.plans_state_submitted,
  "zero-draft": m.plans_state_zero_draft,
  "revised-draft": m.plans_state_revised_draft,
  "chairs-text": m.plans_state_chairs_text,
  adopted: m.plans_state_adopted,
};

const LOOKS: Record<PlanState | AgendaState, string> = {
  draft: "border-line-strong/60 text-muted",
  open: "border-accent/50 bg-accent-soft text-accent",
  approved: "border-success/50 bg-success-soft text-success",
  submitted: "border-success/50 bg-success-soft text-success",
  "zero-draft": "border-line-strong/60 text-muted",
  "revised-draft": "border-accent/50 bg-accent-soft text-accent",
  "chairs-text": "border-warning/50 bg-warning-soft text-warning",
  adopted: "border-success/50 bg-success-soft text-success",
};

export function stateName(state: PlanState | AgendaState): string {
  return NAMES[state]();
}

/** @param over whether the plan's consultation round is over: it is open, but not for comment. */
export function StateBadge({
  state,
  over = false,
}: {
  state: PlanState | AgendaState;
  over?: boolean;
}) {
  const look = over ? LOOKS.draft : LOOKS[state];
  return (
    <span className={`inline-block rounded-full border px-2.5 py-0.5 text-sm ${look}`}>
      {over ? m.rounds_closed() : stateName(state)}
    </span>
  );
}
