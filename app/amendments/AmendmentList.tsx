import { useEffect, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { useProgressiveCount } from "../ui/useProgressiveCount";
import { AmendmentCard, type Decision } from "./AmendmentCard";
import type { AmendedDocument } from "./amended-document";
import { LastDecision } from "./LastDecision";
import { MergeDialog } from "./MergeDialog";
import { ProblemNotice } from "./ProblemNotice";
import { ProposeDialog } from "./ProposeDialog";
import { RejectDialog } from "./RejectDialog";
import { isPending } from "./rules";
import { useAmend } from "./useAmend";
import { type AmendmentView, seenAtOf } from "./view";

/** More than fit on a screen. */
const FIRST = 8;

/** Amendments one below the other, to be read, supported and decided. */
export function AmendmentList({
  document,
  shown,
  all,
  atLeast = 0,
  me,
  mayDecide,
}: {
  document: AmendedDocument;
  shown: readonly AmendmentView[];
  all: readonly AmendmentView[];
  /** How many of a long list are to be drawn at once, and not in their turn. */
  atLeast?: number;
  me: string;
  mayDecide: boolean;
}) {
  const announce = useAnnounce();
  const together = useAmend(document.id);
  const drawn = useProgressiveCount(shown.length, FIRST);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<{ decision: Decision; ids: string[] } | null>(null);
  const [changing, setChanging] = useState<AmendmentView | null>(null);
  const [last, setLast] = useState<string | null>(null);

  // Several are decided together where they are of one item's text and still wait.
  const pending = all.filter((each) => isPending(each) && each.kind === "text");
  const selection = pending.filter(({ id }) => chosen.has(id));
  const itemId = selection[0]?.itemId ?? null;
  const severalOn = (id: string | null) => pending.filter((each) => each.itemId === id).length > 1;
  const selectable = (each: AmendmentView) =>
    mayDecide &&
    isPending(each) &&
    each.kind === "text" &&
    severalOn(each.itemId) &&
    (itemId === null || each.itemId === itemId);
  const colliding = selection.some(
    (each) =>
      each.outcome !== "clean" || selection.some((other) => each.collidesWith.includes(other.id)),
  );
  const { line, leave } = useNextInPlace(shown);
  const done = (decisionId: string, ids: readonly string[]) => {
    leave(ids);
    setLast(decisionId);
    setChosen(new Set());
  };
  const subject = (deciding?.ids ?? []).flatMap((id) => all.find((each) => each.id === id) ?? []);

  async function acceptTogether() {
    const amendmentIds = selection.map(({ id }) => id);
    const answer = await together.send({
      intent: "accept",
      amendmentIds,
      seenAt: seenAtOf(selection),
    });
    if (!answer) return;
    announce(m.amendments_said_accepted({ count: amendmentIds.length }));
    done(answer.decisionId ?? "", amendmentIds);
  }

  return (
    <div className="grid gap-3">
      {last && (
        <div ref={line} tabIndex={-1}>
          <LastDecision documentId={document.id} decisionId={last} onGone={() => setLast(null)} />
        </div>
      )}
      {selection.length > 1 && (
        <section
          aria-label={m.amendments_together()}
          className="sticky top-2 z-10 grid gap-2 rounded-md border border-accent bg-raised p-3 shadow-sm"
        >
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">
              {m.amendments_selected({ count: selection.length })}
            </span>
            {colliding ? (
              <Button
                size="sm"
                variant="primary"
                onClick={() =>
                  setDeciding({ decision: "merge", ids: selection.map(({ id }) => id) })
                }
              >
                {m.amendments_merge()}
              </Button>
            ) : (
              <Button
                size="sm"
                variant="primary"
                disabled={together.pending}
                onClick={acceptTogether}
              >
                {m.amendments_accept_together()}
              </Button>
            )}
            <Button
              size="sm"
              variant="danger"
              onClick={() =>
                setDeciding({ decision: "reject", ids: selection.map(({ id }) => id) })
              }
            >
              {m.amendments_reject_together()}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setChosen(new Set())}>
              {m.amendments_unselect()}
            </Button>
          </div>
          {colliding && <p className="text-sm text-muted">{m.amendments_merge_hint()}</p>}
          <ProblemNotice problem={together.problem} />
        </section>
      )}
      <ul className="grid gap-3 empty:hidden">
        {shown.slice(0, Math.max(drawn, atLeast)).map((amendment) => (
          <li key={amendment.id}>
            <AmendmentCard
              document={document}
              amendment={amendment}
              others={all}
              mayDecide={mayDecide}
              selected={selectable(amendment) ? chosen.has(amendment.id) : null}
              onSelect={(id, on) => {
                const next = new Set(chosen);
                if (on) next.add(id);
                else next.delete(id);
                setChosen(next);
              }}
              onDecide={(decision, { id }) => setDeciding({ decision, ids: [id] })}
              onChange={setChanging}
              onDecided={(decisionId) => done(decisionId, [amendment.id])}
            />
          </li>
        ))}
      </ul>
      {deciding?.decision === "reject" && (
        <RejectDialog
          document={document}
          amendments={subject}
          onClose={() => setDeciding(null)}
          onDone={(decisionId) => done(decisionId, deciding.ids)}
        />
      )}
      {deciding?.decision === "merge" && (
        <MergeDialog
          document={document}
          amendments={subject}
          onClose={() => setDeciding(null)}
          onDone={(decisionId) => done(decisionId, deciding.ids)}
        />
      )}
      {changing && (
        <ProposeDialog
          document={document}
          request={{ amendment: changing }}
          me={me}
          onClose={() => setChanging(null)}
        />
      )}
    </div>
  );
}

/**
 * Where the focus goes when a card loses what had it with a decision: to the card, if it stays; to
 * the one that comes to stand in its place; or, after the last one, to the line of the decision.
 */
function useNextInPlace(shown: readonly AmendmentView[]) {
  const line = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<{ ids: readonly string[]; next: string | null } | null>(null);
  useEffect(() => {
    // Until the page has been told of the decision nothing has changed in it.
    const decided = left && shown.filter(({ id }) => left.ids.includes(id));
    if (decided === null || decided.some(isPending)) return;
    setLeft(null);
    // Someone has gone on to something else by now.
    const { activeElement, body } = window.document;
    if (activeElement !== null && activeElement !== body) return;
    const next = decided[0]?.id ?? left?.next;
    const card = next && window.document.getElementById(`amendment-${next}`);
    (card || line.current)?.focus();
  }, [left, shown]);
  function leave(ids: readonly string[]) {
    const at = shown.findIndex(({ id }) => ids.includes(id));
    const after = shown.slice(Math.max(at, 0)).find(({ id }) => !ids.includes(id));
    setLeft({ ids, next: after?.id ?? null });
  }
  return { line, leave };
}
