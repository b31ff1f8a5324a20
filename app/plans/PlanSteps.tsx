import { useFetcher, useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { PLAN_TRANSITIONS, type PlanStep } from "../accounts/policy";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { stateName } from "./StateBadge";
import type { DocumentView } from "./view";

const STEPS: Record<PlanStep, { label: () => string; text: () => string }> = {
  open: { label: m.plans_step_open, text: m.plans_step_open_text },
  close: { label: m.plans_step_close, text: m.plans_step_close_text },
  approve: { label: m.plans_step_approve, text: m.plans_step_approve_text },
  submit: { label: m.plans_step_submit, text: m.plans_step_submit_text },
  reopen: { label: m.plans_step_reopen, text: m.plans_step_reopen_text },
};
const IN_ORDER: readonly PlanStep[] = ["open", "approve", "submit", "close", "reopen"];

export type PlanStepAnswer = { ok: true; step: PlanStep } | { ok: false; code: RefusalCode };

/** The steps of a plan's life that this person may take now, each asked for twice. */
export function PlanSteps({ view }: { view: DocumentView }) {
  const fetcher = useFetcher<PlanStepAnswer>();
  const announce = useAnnounce();
  const { revalidate, state: loading } = useRevalidator();
  const [asking, setAsking] = useState<PlanStep | null>(null);
  const steps = IN_ORDER.filter((step) => view.may[step]);
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (answer?.ok)
      announce(m.plans_step_done({ state: stateName(PLAN_TRANSITIONS[answer.step]) }));
  }, [answer, announce]);

  return (
    <>
      {steps.map((step, i) => (
        <Button
          key={step}
          size="sm"
          variant={i === 0 ? "primary" : "secondary"}
          disabled={fetcher.state !== "idle"}
          onClick={() => {
            // The text on the page is live, the data it was loaded with is not: what is approved
            // is the text as it stands when the question is asked.
            revalidate();
            setAsking(step);
          }}
        >
          {STEPS[step].label()}
        </Button>
      ))}
      {answer?.ok === false && (
        <div className="basis-full">
          <Notice tone="danger" role="alert">
            {answer.code === "moved-on" ? m.plans_step_moved_on() : m.plans_step_refused()}
          </Notice>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={STEPS[asking].label()}
          isOpen
          onClose={() => setAsking(null)}
          confirmLabel={STEPS[asking].label()}
          pending={loading !== "idle"}
          onConfirm={() => fetcher.submit({ step: asking, hash: view.hash }, { method: "post" })}
        >
          {STEPS[asking].text()}
        </ConfirmDialog>
      )}
    </>
  );
}
