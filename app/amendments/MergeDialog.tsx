import { type FormEvent, useState } from "react";
import type { Details } from "../documents/document";
import { TextBox } from "../documents/editor/TextBox";
import { fromPlainText, type RichText } from "../documents/rich-text";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { Failure } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { useDraft, writeDraft } from "../ui/useDraft";
import type { AmendedDocument } from "./amended-document";
import { By } from "./By";
import { DetailFields } from "./DetailFields";
import { DiscardButton } from "./DiscardButton";
import { EditConflictNotice } from "./EditConflictNotice";
import { editConflict, mergingNow } from "./edit-conflict";
import { ProblemNotice } from "./ProblemNotice";
import { RedlineView } from "./RedlineView";
import type { DecideProps } from "./RejectDialog";
import { useAmend } from "./useAmend";
import { type AmendmentView, seenAtOf } from "./view";
import { amendmentTitle } from "./wording";

/** What a convener makes of amendments by hand. */
interface Merged {
  /** The item's text when it was begun; null for a new item. */
  seen: RichText | null;
  text: RichText;
  /** The same for details; null where they are of a text. */
  seenDetails: Details | null;
  details: Details | null;
  reason: string;
}

function begin(document: AmendedDocument, amendments: readonly AmendmentView[]): Merged {
  const [first] = amendments;
  const seen = first?.itemId ? document.textOf(first.itemId) : null;
  return {
    seen,
    text: (amendments.length === 1 ? first?.result : null) ?? seen ?? fromPlainText(""),
    seenDetails: first?.details && first.itemId ? document.detailsOf(first.itemId) : null,
    details: first?.details?.result ?? first?.details?.proposed ?? null,
    reason: "",
  };
}

const keyOf = (amendments: readonly AmendmentView[]) =>
  `merge:${amendments.map(({ id }) => id).join()}`;

/**
 * Accepting with changes: one amendment, or several that collide, side by side, merged by hand in
 * the text as it stands. It goes on with those that are left where one is decided meanwhile.
 */
export function MergeDialog({ document, amendments, onClose, onDone }: DecideProps) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [opened] = useState(amendments);
  // As they were when this was opened: what is written further meanwhile has not been read.
  const [seenAt, setSeenAt] = useState(() => seenAtOf(amendments));
  const { present, dropped, rewritten } = mergingNow(opened, amendments, seenAt);
  const [initial] = useState(() => begin(document, amendments));
  const [merged, save, discard] = useDraft(keyOf(opened), initial);
  const change = (part: Partial<Merged>) => save({ ...merged, ...part });
  const { seen, text, seenDetails, details, reason } = merged;
  const [first] = opened;

  // What was written is carried onto the text that stands; where that is not plain, here is what
  // putting it in its place would change.
  const [settled, settle] = useState<Failure | null>(null);
  const failure = problem === settled ? null : problem;
  const itemId = first?.itemId ?? null;
  const found =
    failure?.code === "moved-on" && itemId !== null
      ? editConflict(
          { basis: details ? null : seen, text, basisDetails: seenDetails, details },
          { text: document.textOf(itemId), details: document.detailsOf(itemId) },
        )
      : null;
  // What was refused is said in other words, with what can be done.
  const explained =
    (failure?.code === "already-done" && dropped.length > 0) ||
    (failure?.code === "moved-on" && rewritten);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const done = await send({
      intent: "accept",
      amendmentIds: present.map(({ id }) => id),
      seenAt,
      seenItem: present[0]?.seen ?? null,
      text: details ? null : JSON.stringify(text),
      seen: seen && !details ? JSON.stringify(seen) : null,
      details: details && JSON.stringify(details),
      seenDetails: seenDetails && JSON.stringify(seenDetails),
      reason,
    });
    if (!done) return;
    discard();
    announce(m.amendments_said_modified());
    onDone(done.decisionId ?? "");
    onClose();
  }

  function close() {
    // Where some are left, it is found again with them.
    if (dropped.length > 0 && present.length > 0 && merged !== initial) {
      writeDraft(keyOf(present), merged);
      discard();
    }
    onClose();
  }
  const ref = first?.ref ?? "";
  return (
    <Dialog
      title={
        opened.length > 1
          ? m.amendments_merge_title({ count: opened.length, ref })
          : m.amendments_modify_title()
      }
      isOpen
      wide
      onClose={close}
    >
      <form onSubmit={onSubmit} aria-busy={pending} className="grid gap-4">
        <ul className={`grid gap-3 ${present.length > 1 ? "sm:grid-cols-2" : ""}`}>
          {present.map((amendment) => (
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
        {dropped.length > 0 && (
          <Notice tone="warning" role="alert">
            <p className="text-sm">
              {m.amendments_merge_dropped({
                names: dropped.map(({ proposedBy }) => proposedBy.name).join(", "),
              })}{" "}
              {present.length === 0 && m.amendments_merge_none_left()}
            </p>
          </Notice>
        )}
        {rewritten && (
          <Notice tone="warning" role="alert">
            <p className="text-sm">{m.amendments_merge_rewritten()}</p>
            <Button
              size="sm"
              className="mt-2"
              onClick={() => {
                setSeenAt(seenAtOf(present));
                settle(problem);
              }}
            >
              {m.amendments_merge_read()}
            </Button>
          </Notice>
        )}
        {present[0]?.since && (
          <Notice tone="warning">
            <p className="mb-1.5 text-sm font-semibold">{m.amendments_since()}</p>
            <RedlineView paragraphs={present[0].since} lang={document.language} />
          </Notice>
        )}
        {details ? (
          <DetailFields
            details={details}
            lang={document.language}
            onChange={(next) => change({ details: next })}
          />
        ) : (
          <TextBox
            label={
              first?.kind === "new" ? amendmentTitle(first) : m.amendments_modify_text({ ref })
            }
            lang={document.language}
            initial={text}
            onChange={(next) => change({ text: next })}
          />
        )}
        {found && (
          <EditConflictNotice
            found={found}
            lang={document.language}
            goOn={m.amendments_modify_go_on()}
            onGoOn={() => {
              const { basis: current } = found;
              change(
                "basis" in current
                  ? { seen: current.basis }
                  : { seenDetails: current.basisDetails },
              );
              settle(problem);
            }}
          />
        )}
        <TextAreaField
          maxLength={CONTRIBUTION_LIMITS.reasonLetters}
          label={m.amendments_note()}
          value={reason}
          rows={2}
          onChange={(event) => change({ reason: event.target.value })}
        />
        <ProblemNotice problem={found || explained ? null : failure} />
        <div className="flex flex-wrap justify-end gap-2">
          <DiscardButton discard={discard} onClose={onClose} />
          <Button
            type="submit"
            variant="primary"
            disabled={pending || present.length === 0 || rewritten}
          >
            {m.amendments_modify_do({ count: present.length || opened.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
