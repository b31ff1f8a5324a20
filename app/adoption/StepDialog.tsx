import { type FormEvent, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import type { AdoptionStep } from "./adoption";
import type { AdoptionSteps } from "./useAdoptionSteps";
import { stepWords } from "./wording";

/**
 * Asks before a step is taken. It is of the text as it stood when the question was asked: should
 * that change meanwhile, the server says so.
 */
export function StepDialog({
  step,
  hash,
  steps,
  onClose,
}: {
  step: Exclude<AdoptionStep, "silence">;
  hash: string;
  steps: AdoptionSteps;
  onClose(): void;
}) {
  const [asked] = useState(hash);
  const { pending, refused, send } = steps;
  const words = stepWords(step);
  const noted = step === "issue-draft" || step === "put-forward";

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = new FormData(event.currentTarget).get("note");
    if (step === "take-back") send({ intent: step });
    else if (step === "adopt") send({ intent: step, hash: asked });
    else send({ intent: step, hash: asked, note: typeof note === "string" ? note : "" });
  }

  return (
    <Dialog title={words.name} isOpen onClose={onClose} role={noted ? "dialog" : "alertdialog"}>
      <form onSubmit={onSubmit} aria-busy={pending} className="grid gap-4">
        <p className="text-muted">{words.text}</p>
        {noted && (
          <TextAreaField
            label={m.adoption_note()}
            name="note"
            hint={m.adoption_note_hint()}
            maxLength={CONTRIBUTION_LIMITS.reasonLetters}
            rows={4}
          />
        )}
        {refused !== null && (
          <Notice tone="danger" role="alert">
            {refused}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? m.agenda_working() : words.do}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
