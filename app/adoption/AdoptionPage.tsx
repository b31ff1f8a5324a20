import { Link } from "@remix-run/react";
import { useRef, useState } from "react";
import { m } from "../i18n/messages";
import { ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";
import type { AdoptionStep } from "./adoption";
import { BreakDialog } from "./BreakDialog";
import { CallOffDialog } from "./CallOffDialog";
import { ConsentRecord } from "./ConsentRecord";
import { DraftsIssued } from "./DraftsIssued";
import { Events } from "./Events";
import { SilenceBox } from "./SilenceBox";
import { SilenceDialog } from "./SilenceDialog";
import { Stages } from "./Stages";
import { StepCards } from "./StepCards";
import { StepDialog } from "./StepDialog";
import { useAdoptionSteps } from "./useAdoptionSteps";
import type { AdoptionView } from "./view";

/** After the dialog has given the focus back to a button that is gone. */
const AFTER_DIALOG_MS = 50;

const LINK = "font-semibold text-accent underline underline-offset-2";

/** What is asked for, in a dialog. */
type Asking =
  | { kind: "step"; step: AdoptionStep }
  | { kind: "break" | "call-off"; silenceId: string };

/** Where the agenda stands, what it still needs, and who agreed to what. */
export function AdoptionPage({ view }: { view: AdoptionView }) {
  const stages = useRef<HTMLHeadingElement>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const steps = useAdoptionSteps(() => {
    setAsking(null);
    setTimeout(() => stages.current?.focus(), AFTER_DIALOG_MS);
  });
  const ask = (next: Asking) => {
    steps.dismiss();
    setAsking(next);
  };
  const onClose = () => setAsking(null);
  const { silence, adoption } = view;
  return (
    <Page
      title={m.adoption_title()}
      lead={m.adoption_lead()}
      actions={
        <ButtonLink to="/agenda" size="sm">
          {m.adoption_to_agenda()}
        </ButtonLink>
      }
    >
      <div className="grid gap-9">
        <section aria-labelledby="adoption-stages">
          <h2
            id="adoption-stages"
            ref={stages}
            tabIndex={-1}
            className="mb-2 text-xl font-semibold"
          >
            {m.adoption_stages()}
          </h2>
          <Stages view={view} />
          {adoption && <Adopted adoption={adoption} />}
        </section>
        {silence && (
          <SilenceBox
            view={view}
            silence={silence}
            onBreak={() => ask({ kind: "break", silenceId: silence.id })}
            onCallOff={() => ask({ kind: "call-off", silenceId: silence.id })}
          />
        )}
        {!silence && view.steps.length > 0 && (
          <StepCards view={view} onAsk={(step) => ask({ kind: "step", step })} />
        )}
        <DraftsIssued drafts={view.drafts} />
        <ConsentRecord view={view} />
        <Events events={view.events} />
      </div>
      {asking?.kind === "break" && (
        <BreakDialog
          silenceId={asking.silenceId}
          running={silence?.id ?? null}
          steps={steps}
          onClose={onClose}
        />
      )}
      {asking?.kind === "call-off" && (
        <CallOffDialog silenceId={asking.silenceId} steps={steps} onClose={onClose} />
      )}
      {asking?.kind === "step" &&
        (asking.step === "silence" ? (
          <SilenceDialog hash={view.hash} steps={steps} onClose={onClose} />
        ) : (
          <StepDialog step={asking.step} hash={view.hash} steps={steps} onClose={onClose} />
        ))}
    </Page>
  );
}

function Adopted({ adoption }: { adoption: NonNullable<AdoptionView["adoption"]> }) {
  return (
    <div className="mt-4 rounded-md border border-success/50 bg-success-soft px-4 py-3">
      <p>
        <span className="font-semibold">{m.adoption_adopted_on()}</span> <Time at={adoption.at} />,{" "}
        {adoption.by === null
          ? m.adoption_by_deadline()
          : m.adoption_adopted_session({ name: adoption.by })}
        .
      </p>
      <p className="mt-1 text-sm">
        {m.adoption_fingerprint()}
        <code className="block break-all">{adoption.fingerprint}</code>
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 print:hidden">
        <a href="/agenda/adopted.txt" target="_blank" rel="noopener" className={LINK}>
          {m.exchange_export_record()}
        </a>
        <Link to="/check" className={LINK}>
          {m.check_title()}
        </Link>
      </p>
    </div>
  );
}
