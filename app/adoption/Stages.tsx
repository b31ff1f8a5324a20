import { Check } from "lucide-react";
import { AGENDA_STATES, isFinal } from "../accounts/policy";
import { stateName } from "../documents/StateBadge";
import { m } from "../i18n/messages";
import type { AdoptionView } from "./view";
import { draftName } from "./wording";

/** The four stages on the way, with the one the agenda stands at. */
export function Stages({ view }: { view: AdoptionView }) {
  const current = AGENDA_STATES.indexOf(view.agenda.state);
  return (
    <ol aria-label={m.adoption_stages()} className="grid gap-2 sm:grid-cols-4">
      {AGENDA_STATES.map((state, index) => {
        const isCurrent = index === current;
        const latest = view.drafts.find(({ kind }) => kind === state);
        // An agenda can go to the chair's text without a revision: that stage was not passed.
        const passed = index < current && (latest !== undefined || index === 0);
        // The last stage is reached and done at once.
        const isDone = passed || (isCurrent && isFinal(state));
        const numbered = latest && latest.number > 0 && index <= current;
        return (
          <li
            key={state}
            aria-current={isCurrent ? "step" : undefined}
            className={`rounded-md border px-3 py-2 ${
              isCurrent ? "border-2 border-accent bg-accent-soft" : "border-line"
            }`}
          >
            <p className={isCurrent ? "font-semibold" : index < current ? "" : "text-muted"}>
              {stateName(state)}
            </p>
            <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
              {isDone && <Check size={15} aria-hidden />}
              {isCurrent && !isDone && m.adoption_stage_now()}
              {isDone && m.adoption_stage_done()}
              {numbered && <span>({draftName(latest)})</span>}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
