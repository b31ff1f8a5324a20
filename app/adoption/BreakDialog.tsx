import { type FormEvent, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import type { AdoptionSteps } from "./useAdoptionSteps";

/** Breaks the silence for the reader's delegation, with a reason. */
export function BreakDialog({
  silenceId,
  running,
  steps,
  onClose,
}: {
  silenceId: string;
  /** Id of the silence that runs now, which another may have ended meanwhile. */
  running: string | null;
  steps: AdoptionSteps;
  onClose(): void;
}) {
  const [asked] = useState(silenceId);
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState(false);
  const { pending, refused, send } = steps;
  // What is being sent ends it too, and is heard of by its answer.
  const ended = running !== asked && refused === null && !sent;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setMissing(reason.trim() === "");
    if (reason.trim() === "") {
      event.currentTarget.querySelector("textarea")?.focus();
      return;
    }
    setSent(true);
    send({ intent: "break-silence", silenceId: asked, reason });
  }

  return (
    <Dialog title={m.adoption_break_title()} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        <p className="text-muted">{m.adoption_break_text()}</p>
        <TextAreaField
          label={m.adoption_break_reason()}
          name="reason"
          error={
            missing
              ? m.adoption_break_reason_missing({ limit: CONTRIBUTION_LIMITS.reasonLetters })
              : undefined
          }
          aria-required
          maxLength={CONTRIBUTION_LIMITS.reasonLetters}
          rows={4}
        />
        {(ended || refused !== null) && (
          <Notice tone="danger" role="alert">
            {refused ?? m.adoption_ended_meanwhile()}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="danger" disabled={pending || ended}>
            {pending ? m.agenda_working() : m.adoption_break_do()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
