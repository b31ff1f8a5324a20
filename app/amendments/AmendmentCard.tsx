import { Check, Pencil, RotateCcw, ThumbsUp, Trash2, X } from "lucide-react";
import { useContext, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { CardHead, cardClass } from "../ui/FoldedCard";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";
import { AmendmentSummary } from "./AmendmentSummary";
import { CardFolding, CardTalk } from "./AroundCard";
import type { AmendedDocument } from "./amended-document";
import { By } from "./By";
import { ProblemNotice } from "./ProblemNotice";
import { RedlineView } from "./RedlineView";
import type { AmendmentKind } from "./rules";
import { useAmend } from "./useAmend";
import { type AmendmentView, seenAtOf } from "./view";
import { amendmentStateName, amendmentTitle, placeText } from "./wording";

/** Kinds that a convener can accept with changes. */
const MODIFIABLE: readonly AmendmentKind[] = ["text", "details", "new"];

export type Decision = "merge" | "reject";

export interface CardProps {
  document: AmendedDocument;
  amendment: AmendmentView;
  /** All of the document, to name those that are in its way. */
  others: readonly AmendmentView[];
  mayDecide: boolean;
  /** For deciding several together; null where it cannot be chosen. */
  selected: boolean | null;
  onSelect(id: string, selected: boolean): void;
  onDecide(decision: Decision, amendment: AmendmentView): void;
  onChange(amendment: AmendmentView): void;
  onDecided(decisionId: string): void;
}

/** One amendment: what it changes, why, who stands behind it, what became of it. */
export function AmendmentCard(props: CardProps) {
  const { document, amendment, selected, onSelect } = props;
  const title = amendmentTitle(amendment);
  const headingId = `amendment-title-${amendment.id}`;
  const folding = useContext(CardFolding)?.(amendment.id);
  const short = folding !== undefined && !folding.open;
  return (
    <article
      id={`amendment-${amendment.id}`}
      tabIndex={-1}
      aria-labelledby={short ? undefined : headingId}
      aria-label={short ? title : undefined}
      aria-current={folding?.open ? true : undefined}
      className={`grid gap-3 ${cardClass(folding?.open ?? false, short)}`}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {selected !== null && (
          <input
            type="checkbox"
            aria-label={m.amendments_select({ title, name: amendment.proposedBy.name })}
            checked={selected}
            onChange={(event) => onSelect(amendment.id, event.target.checked)}
            className="size-5"
          />
        )}
        {folding ? (
          <CardHead
            folding={folding}
            short={<AmendmentSummary amendment={amendment} lang={document.language} />}
          >
            <span id={headingId} className="font-semibold">
              {title}
            </span>
          </CardHead>
        ) : (
          <h3 id={headingId} className="font-semibold">
            {title}
          </h3>
        )}
        {!short && (
          <span className="rounded-full border border-line px-2 text-sm text-muted">
            {amendmentStateName(amendment.state)}
          </span>
        )}
      </header>
      {!short && <Whole {...props} />}
    </article>
  );
}

/** All there is to one: its change, the reasons, what became of it, what can be done and what is said. */
function Whole(props: CardProps) {
  const { document, amendment } = props;
  const talk = useContext(CardTalk);
  return (
    <>
      <By author={amendment.proposedBy} at={amendment.proposedAt} />
      {amendment.place && <p className="text-sm">{placeText(amendment.place)}</p>}
      {amendment.redline.length > 0 && (
        <RedlineView paragraphs={amendment.redline} lang={document.language} />
      )}
      {amendment.justification !== "" && (
        <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <span className="font-semibold">{m.amendments_why()} </span>
          {amendment.justification}
          {amendment.editedAt !== null && (
            <span className="text-sm text-muted"> · {m.amendments_edited()}</span>
          )}
        </p>
      )}
      <Fate {...props} />
      <Support amendment={amendment} documentId={document.id} />
      <Actions {...props} />
      {talk?.show(amendment)}
    </>
  );
}

/** What became of it, or what stands in its way. */
function Fate({ document, amendment, others, mayDecide }: CardProps) {
  const { decided, decisionId, state, outcome, since, collidesWith } = amendment;
  if (decided) {
    return (
      <div className="grid gap-1 text-sm text-muted">
        <p>
          {decided.by
            ? m.amendments_decided_by({ state: amendmentStateName(state), name: decided.by.name })
            : amendmentStateName(state)}{" "}
          <Time at={decided.at} style="relative" />
        </p>
        {decided.reason && (
          <p dir="auto" className="whitespace-pre-wrap text-ink">
            {decided.reason}
          </p>
        )}
        {mayDecide && decisionId && <TakeBack documentId={document.id} decisionId={decisionId} />}
      </div>
    );
  }
  const inTheWay = others.filter(({ id }) => collidesWith.includes(id));
  return (
    <>
      {outcome === "gone" && (
        <Notice tone="warning">
          <p className="text-sm">{m.amendments_gone()}</p>
        </Notice>
      )}
      {outcome === "done" && (
        <Notice>
          <p className="text-sm">{m.amendments_done()}</p>
        </Notice>
      )}
      {outcome === "clean" && since && (
        <Notice tone="warning">
          <p className="mb-1.5 text-sm">{m.amendments_changed_since()}</p>
          <RedlineView paragraphs={since} lang={document.language} />
        </Notice>
      )}
      {outcome === "collides" && (
        <Notice tone="warning">
          <p className="mb-1.5 text-sm">{m.amendments_collides()}</p>
          {since && <RedlineView paragraphs={since} lang={document.language} />}
        </Notice>
      )}
      {inTheWay.length > 0 && (
        <p className="text-sm text-warning">
          {m.amendments_collides_with({
            names: inTheWay.map(({ proposedBy }) => proposedBy.name).join(", "),
          })}
        </p>
      )}
    </>
  );
}

function TakeBack({ documentId, decisionId }: { documentId: string; decisionId: string }) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(documentId);
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        size="sm"
        variant="quiet"
        disabled={pending}
        onClick={async () => {
          if (await send({ intent: "undo", decisionId })) announce(m.amendments_said_undone());
        }}
      >
        <RotateCcw size={16} aria-hidden />
        {m.amendments_take_back()}
      </Button>
      <ProblemNotice problem={problem} />
    </div>
  );
}

function Support({ documentId, amendment }: { documentId: string; amendment: AmendmentView }) {
  const { send, pending, problem } = useAmend(documentId);
  const { supporters, supported, may, id } = amendment;
  if (supporters.length === 0 && !may.support) return null;
  const names = supporters.map(({ name, delegation }) =>
    delegation ? `${name} (${delegation})` : name,
  );
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        {may.support && (
          <Button
            size="sm"
            variant={supported ? "secondary" : "quiet"}
            aria-pressed={supported}
            disabled={pending}
            onClick={() =>
              send({
                intent: supported ? "unsupport" : "support",
                amendmentId: id,
                seenAt: seenAtOf([amendment]),
              })
            }
          >
            <ThumbsUp size={16} aria-hidden />
            {m.amendments_support()}
          </Button>
        )}
        {names.length > 0 && (
          <span className="text-muted">
            {m.amendments_supported_by({ count: names.length, names: names.join(", ") })}
          </span>
        )}
      </div>
      <ProblemNotice problem={problem} />
    </div>
  );
}

/** What the reader may do with it. */
function Actions({ document, amendment, onDecide, onChange, onDecided }: CardProps) {
  const announce = useAnnounce();
  const { send, pending, problem } = useAmend(document.id);
  const [withdrawing, setWithdrawing] = useState(false);
  const { may, id, outcome, kind } = amendment;
  if (!may.decide && !may.change) return null;
  const plain = outcome === "clean";

  async function accept() {
    const done = await send({
      intent: "accept",
      amendmentIds: [id],
      seenAt: seenAtOf([amendment]),
      seenItem: amendment.seen,
    });
    if (!done) return;
    announce(m.amendments_said_accepted({ count: 1 }));
    onDecided(done.decisionId ?? "");
  }
  return (
    <footer className="grid gap-2">
      <ProblemNotice problem={problem} />
      <div className="flex flex-wrap gap-2">
        {may.decide && plain && (
          <Button size="sm" variant="primary" disabled={pending} onClick={accept}>
            <Check size={16} aria-hidden />
            {m.amendments_accept()}
          </Button>
        )}
        {may.decide && outcome !== "gone" && MODIFIABLE.includes(kind) && (
          <Button size="sm" onClick={() => onDecide("merge", amendment)}>
            <Pencil size={16} aria-hidden />
            {m.amendments_modify()}
          </Button>
        )}
        {may.decide && (
          <Button size="sm" variant="danger" onClick={() => onDecide("reject", amendment)}>
            <X size={16} aria-hidden />
            {m.amendments_reject()}
          </Button>
        )}
        {may.change && (
          <>
            <Button size="sm" variant="quiet" onClick={() => onChange(amendment)}>
              <Pencil size={16} aria-hidden />
              {m.amendments_change()}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setWithdrawing(true)}>
              <Trash2 size={16} aria-hidden />
              {m.amendments_withdraw()}
            </Button>
          </>
        )}
      </div>
      <ConfirmDialog
        title={m.amendments_withdraw_title()}
        isOpen={withdrawing}
        onClose={() => setWithdrawing(false)}
        onConfirm={async () => {
          if (await send({ intent: "withdraw", amendmentId: id })) {
            announce(m.amendments_said_withdrawn());
          }
        }}
        confirmLabel={m.amendments_withdraw()}
        danger
      >
        {m.amendments_withdraw_text()}
      </ConfirmDialog>
    </footer>
  );
}
