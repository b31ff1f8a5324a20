import { useFetcher, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";
import { PLAN_TRANSITIONS, type PlanStep } from "../accounts/policy";
import { stateName } from "../documents/StateBadge";
import type { DocumentView, PlanLoad } from "../documents/view";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { ConfirmDialog } from "../ui/Dialog";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import type { HeldBack } from "./LetOutChoice";
import { RoundDialog } from "./RoundDialog";
import { useRoundSteps } from "./useRoundSteps";

const STEPS: Record<PlanStep, { label: () => string; text: () => string }> = {
  open: { label: m.plans_step_open, text: m.plans_step_open_text },
  close: { label: m.plans_step_close, text: m.plans_step_close_text },
  approve: { label: m.plans_step_approve, text: m.plans_step_approve_text },
  submit: { label: m.plans_step_submit, text: m.plans_step_submit_text },
  reopen: { label: m.plans_step_reopen, text: m.plans_step_reopen_text },
};
const IN_ORDER: readonly PlanStep[] = ["open", "approve", "submit", "close", "reopen"];

export type PlanStepAnswer =
  | { ok: true; step: PlanStep }
  // "unreachable" is what the page tells itself when no answer came.
  | { ok: false; code: RefusalCode | "unreachable" };

function refusalText(code: RefusalCode | "unreachable"): string {
  if (code === "moved-on") return m.plans_step_moved_on();
  if (code === "unreachable") return m.plans_step_unreachable();
  return limitText({ code }) ?? m.plans_step_refused();
}

export interface PlanStepChoice {
  id: PlanStep | "set-round";
  label: string;
  disabled: boolean;
  /** Asks first. */
  take(): void;
}

/**
 * The steps of a plan's life that this person may take now, each asked for twice.
 * @param heldBack what was written while the plan was closed, and can go out with an opening.
 * @returns `asked` is to be shown wherever the choices are: the question, and why not.
 */
export function usePlanSteps(
  view: DocumentView,
  heldBack: readonly HeldBack[],
): {
  choices: PlanStepChoice[];
  asked: ReactNode;
} {
  const fetcher = useFetcher<PlanStepAnswer>();
  const announce = useAnnounce();
  const [asking, setAsking] = useState<PlanStepChoice["id"] | null>(null);
  const rounds = useRoundSteps(view.slug, () => setAsking(null));
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (answer?.ok)
      announce(m.plans_step_done({ state: stateName(PLAN_TRANSITIONS[answer.step]) }));
  }, [answer, announce]);

  const choices: PlanStepChoice[] = IN_ORDER.filter((step) => view.may[step]).map((step) => ({
    id: step,
    label: STEPS[step].label(),
    disabled: fetcher.state !== "idle",
    take: () => {
      rounds.dismiss();
      setAsking(step);
    },
  }));
  // Where the plan is open without a date; a round that runs is changed where it is shown.
  if (view.may["set-round"] && !view.may.open && !view.round) {
    choices.push({
      id: "set-round",
      label: m.rounds_set_date(),
      disabled: rounds.pending,
      take: () => {
        rounds.dismiss();
        setAsking("set-round");
      },
    });
  }
  const asked = (
    <>
      {answer?.ok === false && (
        <div className="basis-full">
          <Notice tone="danger" role="alert">
            {refusalText(answer.code)}
          </Notice>
        </div>
      )}
      {(asking === "open" || asking === "set-round") && (
        <RoundDialog
          texts={
            asking === "open"
              ? {
                  title: m.plans_step_open(),
                  text: m.plans_step_open_text(),
                  submit: m.plans_step_open(),
                }
              : { title: m.rounds_set_date(), submit: m.rounds_set_date() }
          }
          round={null}
          steps={rounds}
          onClose={() => setAsking(null)}
          {...(asking === "open"
            ? {
                heldBack,
                onWithoutDate: (letOut: string) => {
                  fetcher.submit({ step: asking, letOut }, { method: "post" });
                  setAsking(null);
                },
              }
            : {})}
        />
      )}
      {asking && asking !== "open" && asking !== "set-round" && (
        <Question
          step={asking}
          onClose={() => setAsking(null)}
          onConfirm={(hash) => fetcher.submit({ step: asking, hash }, { method: "post" })}
        />
      )}
    </>
  );
  return { choices, asked };
}

/**
 * Asks whether to take the step. The text on the page is live, the data it was loaded with is not:
 * what is approved is the text as it stands when the question is asked, and no later one.
 */
function Question({
  step,
  onClose,
  onConfirm,
}: {
  step: PlanStep;
  onClose(): void;
  onConfirm(hash: string): void;
}) {
  // A load of its own: of the page's loads one cannot tell which began after the question.
  const { load, data } = useFetcher<PlanLoad>();
  const { pathname } = useLocation();
  useEffect(() => load(pathname), [load, pathname]);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (data) setAsked((before) => before ?? data.about.hash);
  }, [data]);
  return (
    <ConfirmDialog
      title={STEPS[step].label()}
      isOpen
      onClose={onClose}
      confirmLabel={STEPS[step].label()}
      pending={asked === null}
      onConfirm={() => asked !== null && onConfirm(asked)}
    >
      {STEPS[step].text()}
    </ConfirmDialog>
  );
}
