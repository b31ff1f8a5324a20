import { type FormEvent, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { useDraft } from "../ui/useDraft";
import type { AmendedDocument } from "./amended-document";
import { ProblemNotice } from "./ProblemNotice";
import { useAmend } from "./useAmend";
import { type AmendmentView, seenAtOf } from "./view";

export interface DecideProps {
  document: AmendedDocument;
  amendments: readonly AmendmentView[];
  onClose(): void;
  /** With the name of the step, for taking it back. */
  onDone(decisionId: string): void;
}

/** Reasons that are often given, to begin with. */
const REASONS = [
  m.suggesting_reason_covered,
  m.suggesting_reason_scope,
  m.suggesting_reason_later,
] as const;

/** Rejecting one or several, with a reason that their proposers read. */
export function RejectDialog({ document, amendments, onClose, onDone }: DecideProps) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const ids = amendments.map(({ id }) => id);
  // As they were when this was opened: what is written further meanwhile has not been read.
  const [seenAt] = useState(() => seenAtOf(amendments));
  const [reason, save, discard] = useDraft(`reject:${ids.join()}`, "");
  const [missing, setMissing] = useState(false);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    const done = await send({ intent: "reject", amendmentIds: ids, seenAt, reason });
    if (!done) return;
    discard();
    announce(m.amendments_said_rejected({ count: ids.length }));
    onDone(done.decisionId ?? "");
    onClose();
  }
  return (
    <Dialog title={m.amendments_reject_title({ count: ids.length })} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        <TextAreaField
          maxLength={CONTRIBUTION_LIMITS.reasonLetters}
          label={m.amendments_reason()}
          hint={m.amendments_reason_hint()}
          value={reason}
          error={missing ? m.amendments_reason_missing() : undefined}
          onChange={(event) => save(event.target.value)}
        />
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1 text-sm text-muted">{m.suggesting_reasons()}</legend>
          {REASONS.map((words) => (
            <Button key={words()} size="sm" onClick={() => save(words())}>
              {words()}
            </Button>
          ))}
        </fieldset>
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="danger" disabled={pending}>
            {m.amendments_reject_do({ count: ids.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
