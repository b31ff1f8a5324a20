import { nanoid } from "nanoid";
import { type FormEvent, useState } from "react";
import type { Details } from "../documents/document";
import { TextBox } from "../documents/editor/TextBox";
import { ReadersNote } from "../documents/ReadersNote";
import { fromPlainText, type RichText } from "../documents/rich-text";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import type { Failure } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { useDraft } from "../ui/useDraft";
import { type AmendedDocument, placeIn } from "./amended-document";
import { DetailFields } from "./DetailFields";
import { DiscardButton } from "./DiscardButton";
import { EditConflictNotice } from "./EditConflictNotice";
import { type EditConflict, editConflict } from "./edit-conflict";
import { PlaceFields } from "./PlaceFields";
import { ProblemNotice } from "./ProblemNotice";
import type { AmendmentKind } from "./rules";
import { useAmend } from "./useAmend";
import type { AmendmentView } from "./view";

/** What the form is opened for: an item, a new item in an area, or one's own amendment. */
export type ProposalRequest =
  | { itemId: string; ref: string }
  | { areaId: string }
  | { amendment: AmendmentView };

interface Draft {
  kind: AmendmentKind;
  /** The text that the writing began with; null for a new item. */
  basis: RichText | null;
  text: RichText;
  /** The same for the details of an item; null for a new item. */
  basisDetails: Details | null;
  details: Details | null;
  areaId: string;
  afterItemId: string;
  justification: string;
  /** Sending it twice is one amendment. */
  key: string;
}

function draftFor(document: AmendedDocument, request: ProposalRequest): Draft {
  const empty = fromPlainText("");
  const nothing = { areaId: "", afterItemId: "", basisDetails: null, details: null };
  const draft = { ...nothing, justification: "", key: nanoid() };
  if ("amendment" in request) {
    const { kind, basis, proposed, justification, details: written } = request.amendment;
    const details = { basisDetails: written?.basis ?? null, details: written?.proposed ?? null };
    return { ...draft, ...details, kind, basis, text: proposed ?? empty, justification };
  }
  if ("areaId" in request) {
    const last = document.areas.find(({ id }) => id === request.areaId)?.items.at(-1);
    const place = { areaId: request.areaId, afterItemId: last?.id ?? "" };
    return { ...draft, ...place, kind: "new", basis: null, text: empty };
  }
  const basis = document.textOf(request.itemId) ?? empty;
  const details = document.detailsOf(request.itemId);
  const asTheyStand = { basis, text: basis, basisDetails: details, details };
  return { ...draft, ...placeIn(document, request.itemId), ...asTheyStand, kind: "text" };
}

const nameOf = (request: ProposalRequest) =>
  "amendment" in request
    ? `change:${request.amendment.id}`
    : "areaId" in request
      ? `new:${request.areaId}`
      : `item:${request.itemId}`;

/** What others have put where it was written; null while that is plain. */
function standsInTheWay(
  document: AmendedDocument,
  request: ProposalRequest,
  draft: Draft,
): EditConflict | null {
  const itemId =
    "itemId" in request ? request.itemId : "amendment" in request ? request.amendment.itemId : null;
  if (itemId === null) return null;
  const [ofText, ofDetails] = [draft.kind === "text", draft.kind === "details"];
  const written = {
    basis: ofText ? draft.basis : null,
    text: ofText ? draft.text : null,
    basisDetails: ofDetails ? draft.basisDetails : null,
    details: ofDetails ? draft.details : null,
  };
  return editConflict(written, {
    text: document.textOf(itemId),
    details: document.detailsOf(itemId),
  });
}

/** Proposing an amendment, or changing one's own: what it is to say, and why. */
export function ProposeDialog({
  document,
  request,
  me,
  onClose,
}: {
  document: AmendedDocument;
  request: ProposalRequest;
  me: string;
  onClose(): void;
}) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [first] = useState(() => draftFor(document, request));
  const [draft, save, discard] = useDraft(`amendment:${me}:${nameOf(request)}`, first);
  const [missing, setMissing] = useState(false);
  const change = (part: Partial<Draft>) => save({ ...draft, ...part });
  const changing = "amendment" in request;
  const needsReason = !changing || request.amendment.origin === "proposal";
  const itemId = "itemId" in request ? request.itemId : null;
  const written = draft.kind === "text" || draft.kind === "new";
  const ofDetails = draft.kind === "details" && draft.details !== null;

  const lookUp = () => standsInTheWay(document, request, draft);
  // Of one that is opened again it is known at once; else when it has been sent in vain.
  const [late, setLate] = useState(() => lookUp() !== null);
  const [gone, setGone] = useState<Failure | null>(null);
  const movedOn = problem?.code === "moved-on" && problem !== gone;
  const found = late || movedOn ? lookUp() : null;
  function goOn({ basis }: EditConflict) {
    change(basis);
    setLate(false);
    setGone(problem);
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const bare = needsReason && draft.justification.trim() === "";
    setMissing(bare);
    if (bare) return;
    const place = draft.kind === "new" || draft.kind === "move";
    const done = await send({
      intent: changing ? "change" : "propose",
      amendmentId: changing ? request.amendment.id : null,
      kind: changing ? null : draft.kind,
      itemId,
      areaId: place && !changing ? draft.areaId : null,
      afterItemId: place && !changing ? draft.afterItemId : null,
      basis: draft.kind === "text" && draft.basis ? JSON.stringify(draft.basis) : null,
      text: written ? JSON.stringify(draft.text) : null,
      basisDetails: ofDetails ? JSON.stringify(draft.basisDetails) : null,
      details: ofDetails ? JSON.stringify(draft.details) : null,
      justification: draft.justification,
      requestKey: changing ? null : draft.key,
    });
    if (!done) return;
    discard();
    announce(changing ? m.amendments_said_changed() : m.amendments_said_proposed());
    onClose();
  }

  const title = changing
    ? m.amendments_change_title()
    : "itemId" in request
      ? m.amendments_propose_title({ ref: request.ref })
      : m.amendments_propose_new();
  return (
    <Dialog title={title} isOpen wide onClose={onClose}>
      <form onSubmit={onSubmit} aria-busy={pending} noValidate className="grid gap-4">
        {itemId && <KindChoice kind={draft.kind} onKind={(kind) => change({ kind })} />}
        {written && (
          <TextBox
            label={m.amendments_text()}
            lang={document.language}
            initial={draft.text}
            onChange={(text) => change({ text })}
          />
        )}
        {draft.kind === "details" && draft.details && (
          <DetailFields
            details={draft.details}
            lang={document.language}
            onChange={(details) => change({ details })}
          />
        )}
        {(draft.kind === "new" || draft.kind === "move") && !changing && (
          <PlaceFields
            areas={document.areas}
            moved={itemId}
            areaId={draft.areaId}
            afterItemId={draft.afterItemId}
            onChange={change}
          />
        )}
        {changing && request.amendment.supporters.length > 0 && (
          <p className="text-sm text-muted">
            {m.amendments_change_ends_support({ count: request.amendment.supporters.length })}
          </p>
        )}
        <TextAreaField
          maxLength={CONTRIBUTION_LIMITS.justificationLetters}
          label={m.amendments_justification()}
          hint={m.amendments_justification_hint()}
          value={draft.justification}
          rows={3}
          error={missing ? m.amendments_justification_missing() : undefined}
          onChange={(event) => change({ justification: event.target.value })}
        />
        <ReadersNote />
        {found && (
          <EditConflictNotice
            found={found}
            lang={document.language}
            goOn={m.amendments_propose_go_on()}
            onGoOn={() => goOn(found)}
          />
        )}
        <ProblemNotice problem={found || problem === gone ? null : problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <DiscardButton discard={discard} onClose={onClose} />
          <Button type="submit" variant="primary" disabled={pending}>
            {pending
              ? m.amendments_sending()
              : changing
                ? m.amendments_change_do()
                : m.amendments_propose_do()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const CHOICES = [
  ["text", () => m.amendments_kind_text()],
  ["details", () => m.amendments_kind_details()],
  ["removal", () => m.amendments_kind_removal()],
  ["move", () => m.amendments_kind_move()],
] as const;

function KindChoice({ kind, onKind }: { kind: AmendmentKind; onKind(kind: AmendmentKind): void }) {
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
      <legend className="mb-1 text-sm font-semibold">{m.amendments_kind()}</legend>
      {CHOICES.map(([each, name]) => (
        <label key={each} className="inline-flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name="kind"
            value={each}
            checked={kind === each}
            onChange={() => onKind(each)}
          />
          {name()}
        </label>
      ))}
    </fieldset>
  );
}
