import { Undo2 } from "lucide-react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Time } from "../ui/Time";
import type { StepView } from "./view";
import { stepText } from "./wording";

/** As many are in sight; the others are folded away. */
const IN_SIGHT = 3;

interface RecentStepsProps {
  steps: readonly StepView[];
  pending: boolean;
  onUndo(stepId: string): void;
}

/** The newest steps of the merging, and a way back from each that no later one builds on. */
export function RecentSteps({ steps, pending, onUndo }: RecentStepsProps) {
  const older = steps.slice(IN_SIGHT);
  return (
    <section aria-labelledby="recent-steps" className="min-w-0">
      <h3 id="recent-steps" tabIndex={-1} className="mb-1 text-sm font-semibold">
        {m.agenda_steps()}
      </h3>
      {steps.length === 0 && <p className="text-sm text-muted">{m.agenda_steps_none()}</p>}
      <Steps steps={steps.slice(0, IN_SIGHT)} pending={pending} onUndo={onUndo} />
      {older.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="w-fit text-accent hover:underline">
            {m.agenda_steps_older({ count: older.length })}
          </summary>
          <Steps steps={older} pending={pending} onUndo={onUndo} />
        </details>
      )}
    </section>
  );
}

function Steps({ steps, pending, onUndo }: RecentStepsProps) {
  return (
    <ol className="grid gap-1 text-sm">
      {steps.map((step) => (
        <li key={step.id} className="flex items-start justify-between gap-2">
          <p className={`min-w-0 py-1 ${step.undone ? "text-muted" : ""}`}>
            <span className={step.undone ? "line-through" : ""}>{stepText(step)}</span>
            {step.undone && (
              <span className="ml-1.5">
                (
                {step.undoneBy
                  ? m.drafting_undone_by({ person: step.undoneBy })
                  : m.agenda_step_undone()}
                )
              </span>
            )}
            <span className="block text-muted">
              {step.person}, <Time at={step.at} style="relative" />
            </span>
          </p>
          {step.mayUndo && (
            <Button
              size="sm"
              variant="quiet"
              disabled={pending}
              aria-label={m.agenda_undo_of({ step: stepText(step) })}
              onClick={() => onUndo(step.id)}
            >
              <Undo2 size={15} aria-hidden />
              {m.agenda_undo()}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
