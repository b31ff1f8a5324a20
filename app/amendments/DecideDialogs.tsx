import { type FormEvent, useState } from "react";
import { m } from "../i18n/messages";
import type { Details } from "../plans/document";
import { TextBox } from "../plans/editor/TextBox";
import { fromPlainText, type RichText } from "../plans/rich-text";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { useKept } from "../ui/useKept";
import { By } from "./By";
import { DetailFields } from "./DetailFields";
import { detailsRedline } from "./details";
import { ProblemNotice } from "./ProblemNotice";
import { RedlineView } from "./RedlineView";
import { redline } from "./redline";
import type { AmendedDocument } from "./source";
import { useAmend } from "./useAmend";
import { type AmendmentView, seenAtOf } from "./view";
import { amendmentTitle } from "./wording";

interface DecideProps {
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
  const [reason, keep, forget] = useKept(`reject:${ids.join()}`, "");
  const [missing, setMissing] = useState(false);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    const done = await send({ intent: "reject", amendmentIds: ids, seenAt, reason });
    if (!done) return;
    forget();
    announce(m.amendments_said_rejected({ count: ids.length }));
    onDone(done.decisionId ?? "");
    onClose();
  }
  return (
    <Dialog title={m.amendments_reject_title({ count: ids.length })} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        <TextAreaField
          label={m.amendments_reason()}
          hint={m.amendments_reason_hint()}
          value={reason}
          error={missing ? m.amendments_reason_missing() : undefined}
          onChange={(event) => keep(event.target.value)}
        />
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1 text-sm text-muted">{m.suggesting_reasons()}</legend>
          {REASONS.map((words) => (
            <Button key={words()} size="sm" onClick={() => keep(words())}>
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

/**
 * Accepting with changes: one amendment, or several that collide, side by side, merged by hand in
 * the text as it stands.
 */
export function MergeDialog({ document, amendments, onClose, onDone }: DecideProps) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [first] = amendments;
  const [seen, setSeen] = useState<RichText | null>(
    () => (first?.itemId ? document.textOf(first.itemId) : null) ?? null,
  );
  const [text, setText] = useState<RichText>(
    () => (amendments.length === 1 ? first?.result : null) ?? seen ?? fromPlainText(""),
  );
  const [seenDetails, setSeenDetails] = useState<Details | null>(
    () => (first?.details && first.itemId ? document.detailsOf(first.itemId) : null) ?? null,
  );
  const [details, setDetails] = useState<Details | null>(
    () => first?.details?.result ?? first?.details?.proposed ?? null,
  );
  const [reason, setReason] = useState("");
  const now = first?.itemId ? document.textOf(first.itemId) : null;
  // What was written is carried onto the text that stands; where that is not plain, here is what
  // putting it in its place would change.
  const nowDetails = first?.itemId ? document.detailsOf(first.itemId) : null;
  const movedOn = problem?.code === "moved-on";
  const inTheWay = movedOn && !details && now !== null && seen !== now;
  const detailsInTheWay = movedOn && details !== null && nowDetails && nowDetails !== seenDetails;

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const done = await send({
      intent: "accept",
      amendmentIds: amendments.map(({ id }) => id),
      seenAt: seenAtOf(amendments),
      text: details ? null : JSON.stringify(text),
      seen: seen && !details ? JSON.stringify(seen) : null,
      details: details && JSON.stringify(details),
      seenDetails: seenDetails && JSON.stringify(seenDetails),
      reason,
    });
    if (!done) return;
    announce(m.amendments_said_modified());
    onDone(done.decisionId ?? "");
    onClose();
  }
  const ref = first?.ref ?? "";
  return (
    <Dialog
      title={
        amendments.length > 1
          ? m.amendments_merge_title({ count: amendments.length, ref })
          : m.amendments_modify_title()
      }
      isOpen
      wide
      onClose={onClose}
    >
      <form onSubmit={onSubmit} aria-busy={pending} className="grid gap-4">
        <ul className={`grid gap-3 ${amendments.length > 1 ? "sm:grid-cols-2" : ""}`}>
          {amendments.map((amendment) => (
            <li
              key={amendment.id}
              className="grid content-start gap-2 rounded-md border border-line p-3"
            >
              <By author={amendment.proposedBy} at={amendment.proposedAt} />
              <RedlineView paragraphs={amendment.redline} lang={document.language} />
              <p className="text-sm whitespace-pre-wrap text-muted">{amendment.justification}</p>
            </li>
          ))}
        </ul>
        {first?.since && (
          <Notice tone="warning">
            <p className="mb-1.5 text-sm font-semibold">{m.amendments_since()}</p>
            <RedlineView paragraphs={first.since} lang={document.language} />
          </Notice>
        )}
        {details ? (
          <DetailFields details={details} lang={document.language} onChange={setDetails} />
        ) : (
          <TextBox
            label={
              first?.kind === "new" ? amendmentTitle(first) : m.amendments_modify_text({ ref })
            }
            lang={document.language}
            initial={text}
            onChange={setText}
          />
        )}
        {inTheWay && (
          <Notice tone="warning">
            <p className="mb-1.5 text-sm">{m.amendments_modify_moved()}</p>
            <RedlineView paragraphs={redline(now, text)} lang={document.language} />
            <Button size="sm" className="mt-2" onClick={() => setSeen(now)}>
              {m.amendments_modify_go_on()}
            </Button>
          </Notice>
        )}
        {detailsInTheWay && (
          <Notice tone="warning">
            <p className="mb-1.5 text-sm">{m.amendments_modify_moved()}</p>
            <RedlineView
              paragraphs={detailsRedline(nowDetails, details)}
              lang={document.language}
            />
            <Button size="sm" className="mt-2" onClick={() => setSeenDetails(nowDetails)}>
              {m.amendments_modify_go_on()}
            </Button>
          </Notice>
        )}
        <TextAreaField
          label={m.amendments_note()}
          value={reason}
          rows={2}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemNotice problem={problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {m.amendments_modify_do({ count: amendments.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
