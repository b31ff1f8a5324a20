import { Check, Trash2, X } from "lucide-react";
import type { FormEvent } from "react";
import { Dialog, Popover } from "react-aria-components";
import { m } from "../../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../../limits";
import { useAnnounce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/Button";
import { TextAreaField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { useDraft } from "../../ui/useDraft";
import type { AmendedDocument } from "../amended-document";
import { By } from "../By";
import { ProblemNotice } from "../ProblemNotice";
import { RedlineView } from "../RedlineView";
import { useAmend } from "../useAmend";
import { seenAtOf } from "../view";
import { amendmentTitle } from "../wording";
import type { ShownSuggestion } from "./shown";

/** A suggestion, opened where it stands in the text: whose, what it changes, and what may be done. */
export function SuggestionPopover(props: {
  document: AmendedDocument;
  view: ShownSuggestion;
  /** What stands for it in the text. */
  element: HTMLElement;
  onClose(): void;
  onReject(view: ShownSuggestion): void;
  onDecided(decisionId: string): void;
}) {
  const { document, view, element, onClose } = props;
  return (
    <Popover
      isOpen
      triggerRef={{ current: element }}
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      className="z-40 w-[min(26rem,calc(100vw-1.5rem))] overflow-auto rounded-md border border-line bg-raised shadow-lg"
    >
      <Dialog
        aria-label={amendmentTitle(view)}
        data-suggestion-dialog={view.id}
        className="grid gap-3 p-4 outline-none"
      >
        <header className="flex items-start justify-between gap-3">
          <By author={view.proposedBy} at={view.editedAt ?? view.proposedAt} />
          <IconButton label={m.ui_close()} icon={<X size={18} />} onClick={onClose} />
        </header>
        <RedlineView paragraphs={view.redline} lang={document.language} />
        {view.outcome === "collides" && (
          <Notice tone="warning">
            <p className="mb-1.5 text-sm">{m.amendments_collides()}</p>
            {view.since && <RedlineView paragraphs={view.since} lang={document.language} />}
          </Notice>
        )}
        {view.may.change ? (
          <Why key={view.id} {...props} />
        ) : (
          view.justification !== "" && (
            <p dir="auto" className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
              <span className="font-semibold">{m.amendments_why()} </span>
              {view.justification}
            </p>
          )
        )}
        <Choices {...props} />
      </Dialog>
    </Popover>
  );
}

/** One's own: why, for whoever wants to say so. */
function Why({ document, view }: { document: AmendedDocument; view: ShownSuggestion }) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [why, save, discard] = useDraft(`why:${view.id}`, view.justification);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!(await send({ intent: "change", amendmentId: view.id, justification: why }))) return;
    discard();
    announce(m.amendments_said_changed());
  }
  return (
    <form onSubmit={onSubmit} aria-busy={pending} className="grid gap-2">
      <TextAreaField
        maxLength={CONTRIBUTION_LIMITS.justificationLetters}
        label={m.suggesting_why()}
        value={why}
        rows={2}
        onChange={(event) => save(event.target.value)}
      />
      {why.trim() !== view.justification && (
        <Button type="submit" size="sm" disabled={pending} className="justify-self-start">
          {m.suggesting_why_save()}
        </Button>
      )}
      <ProblemNotice problem={problem} />
    </form>
  );
}

function Choices({
  document,
  view,
  onClose,
  onReject,
  onDecided,
}: Parameters<typeof SuggestionPopover>[0]) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const { may, id, outcome } = view;
  if (!may.decide && !may.change) return null;
  async function accept() {
    const done = await send({ intent: "accept", amendmentIds: [id], seenAt: seenAtOf([view]) });
    if (!done) return;
    announce(m.amendments_said_accepted({ count: 1 }));
    onDecided(done.decisionId ?? "");
    onClose();
  }
  async function withdraw() {
    if (!(await send({ intent: "withdraw", amendmentId: id }))) return;
    announce(m.amendments_said_withdrawn());
    onClose();
  }
  return (
    <footer className="grid gap-2">
      <ProblemNotice problem={problem} />
      <div className="flex flex-wrap gap-2">
        {may.decide && outcome === "clean" && (
          <Button size="sm" variant="primary" disabled={pending} onClick={accept}>
            <Check size={16} aria-hidden />
            {m.amendments_accept()}
          </Button>
        )}
        {may.decide && (
          <Button size="sm" variant="danger" onClick={() => onReject(view)}>
            <X size={16} aria-hidden />
            {m.amendments_reject()}
          </Button>
        )}
        {may.change && (
          <Button size="sm" variant="quiet" disabled={pending} onClick={withdraw}>
            <Trash2 size={16} aria-hidden />
            {m.amendments_withdraw()}
          </Button>
        )}
      </div>
    </footer>
  );
}
