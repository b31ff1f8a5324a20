import { type FormEvent, useMemo, useState } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, SelectField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { zoneOptions } from "../ui/zones";
import type { AdoptionSteps } from "./useAdoptionSteps";
import { deadlineError, stepWords } from "./wording";

/** Sets a silence procedure: a date and a time of day, and the zone in which they are meant. */
export function SilenceDialog({
  hash,
  steps,
  onClose,
}: {
  hash: string;
  steps: AdoptionSteps;
  onClose(): void;
}) {
  const [asked] = useState(hash);
  const [missing, setMissing] = useState(false);
  const { pending, refused, field, send } = steps;
  // It is opened by a press: there is a browser, with a zone of its own.
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = useMemo(() => zoneOptions([own]), [own]);
  const words = stepWords("silence");

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const deadline = String(form.get("deadline") ?? "").slice(0, "2026-12-01T18:00".length);
    setMissing(deadline === "");
    if (deadline === "") {
      event.currentTarget.querySelector<HTMLElement>("[name=deadline]")?.focus();
      return;
    }
    const timeZone = String(form.get("timeZone") ?? "");
    send({ intent: "silence", hash: asked, deadline, timeZone });
  }

  const wrong = missing ? m.adoption_error_time() : refused !== null ? deadlineError(field) : null;
  return (
    <Dialog title={words.name} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        <p className="text-muted">{words.text}</p>
        <Field
          label={m.adoption_field_deadline()}
          name="deadline"
          type="datetime-local"
          hint={m.adoption_field_deadline_hint()}
          error={wrong ?? undefined}
          aria-required
        />
        <SelectField
          label={m.adoption_field_zone()}
          name="timeZone"
          defaultValue={own}
          options={zones}
          error={field === "timeZone" ? m.adoption_error_zone() : undefined}
        />
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
