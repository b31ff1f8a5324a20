import { useState } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { ConfirmDialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";
import { BreakDialog } from "./BreakDialog";
import { Deadline } from "./Deadline";
import { useAdoptionSteps } from "./useAdoptionSteps";
import type { AdoptionView, SilenceView } from "./view";

/** The silence procedure that runs: until when, who is silent, and the ways to end it. */
export function SilenceBox({
  view,
  silence,
  onDone,
}: {
  view: AdoptionView;
  silence: SilenceView;
  onDone(): void;
}) {
  const [dialog, setDialog] = useState<"break" | "call-off" | null>(null);
  const done = () => {
    setDialog(null);
    onDone();
  };
  const { pending, refused, send } = useAdoptionSteps(done);
  return (
    <section
      aria-labelledby="adoption-silence"
      data-silence
      className="grid gap-3 rounded-md border-2 border-warning/60 bg-raised px-4 py-3.5"
    >
      <div>
        <h2 id="adoption-silence" className="text-xl font-semibold">
          {m.adoption_silence()}
        </h2>
        <p className="max-w-prose text-muted">{m.adoption_silence_text()}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <div>
          <h3 className="text-sm font-semibold">{m.adoption_deadline()}</h3>
          <Deadline at={silence.deadline} timeZone={silence.timeZone} />
          <p className="mt-1 text-sm text-muted">
            {m.adoption_silence_begun({ name: silence.by })}, <Time at={silence.at} />
          </p>
        </div>
        <div>
          <h3 className="mb-1 text-sm font-semibold">{m.adoption_silence_who()}</h3>
          <ul className="grid gap-1">
            {view.record.map(({ delegation, rows }) => {
              const silent = rows.filter(({ said, current }) => said === null || !current).length;
              return (
                <li key={delegation} className="flex flex-wrap items-baseline gap-x-2">
                  <DelegationTag code={delegation} />
                  <span className="text-sm">
                    {silent > 0 ? m.adoption_silent_on({ count: silent }) : m.adoption_spoken_all()}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      {refused !== null && (
        <Notice tone="danger" role="alert">
          {refused}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2 print:hidden">
        {view.may["break-silence"] && (
          <Button variant="danger" onClick={() => setDialog("break")}>
            {m.adoption_break()}
          </Button>
        )}
        {view.may.silence && (
          <Button disabled={pending} onClick={() => setDialog("call-off")}>
            {m.adoption_call_off()}
          </Button>
        )}
      </div>
      {dialog === "break" && (
        <BreakDialog silenceId={silence.id} onDone={done} onClose={() => setDialog(null)} />
      )}
      <ConfirmDialog
        title={m.adoption_call_off_title()}
        confirmLabel={m.adoption_call_off_do()}
        isOpen={dialog === "call-off"}
        onConfirm={() => send({ intent: "call-off", silenceId: silence.id })}
        onClose={() => setDialog(null)}
      >
        {m.adoption_call_off_text()}
      </ConfirmDialog>
    </section>
  );
}
