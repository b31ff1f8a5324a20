import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import type { AdoptionSteps } from "./useAdoptionSteps";

/** Asks before a silence procedure is called off. */
export function CallOffDialog({
  silenceId,
  steps: { pending, refused, send },
  onClose,
}: {
  silenceId: string;
  steps: AdoptionSteps;
  onClose(): void;
}) {
  return (
    <Dialog title={m.adoption_call_off_title()} isOpen onClose={onClose} role="alertdialog">
      <div className="grid gap-4">
        <p className="text-muted">{m.adoption_call_off_text()}</p>
        {refused !== null && (
          <Notice tone="danger" role="alert">
            {refused}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button
            variant="primary"
            disabled={pending}
            onClick={() => send({ intent: "call-off", silenceId })}
          >
            {pending ? m.agenda_working() : m.adoption_call_off_do()}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
