/** What is known of the agenda when a step to its adoption is asked for. */
import type * as Y from "yjs";
import { type DraftRow, listDrafts, listRunningSilences, type SilenceRow } from "#db/adoption";
import { listDispositions } from "#db/agenda";
import { type DocumentRow, listDelegations, listDocuments, listItems } from "#db/documents";
import type { PositionRow } from "#db/positions";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { Actor, DocumentAction } from "../accounts/policy";
import { byItem, keyOf, statusOf } from "../agenda/disposition";
import { positionsByItem } from "../agenda/read-positions.server";
import type { OperationContext } from "../context";
import { findAgendaAsOf, listAwaited } from "../documents/as-of.server";
import { bracketsOf } from "../documents/brackets";
import { type DocumentContent, readDocument } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { itemRef } from "../documents/numbering";
import { documentHash, itemWords, textHash } from "../documents/projection.server";
import { silencePhase } from "../documents/silence";
import { Refused } from "../refusal";
import { type AdoptionFacts, chairsTextOf } from "./adoption";

/** The agenda, if the actor may do this to it at this moment. */
export async function openAgenda(
  tx: Queries,
  context: OperationContext,
  action: DocumentAction,
): Promise<{ agenda: DocumentRow; actor: Actor; at: number }> {
  const at = context.now();
  const agenda = await findAgendaAsOf(tx, at);
  if (!agenda) throw new Refused(context.actor ? "not-found" : "signed-out");
  return { agenda, actor: allow(context.actor, action, agenda), at };
}

/** An item of the agenda with its words and what is said of it. */
export interface KnownItem {
  id: string;
  ref: string;
  /** With brackets written. */
  words: string;
  hash: string;
  brackets: number;
  held: readonly (PositionRow & { personName: string })[];
}

export interface Known extends AdoptionFacts {
  items: KnownItem[];
  /** The text as it stands on disk. */
  doc: Y.Doc;
  content: DocumentContent;
  hash: string;
  drafts: DraftRow[];
  /** The one that runs. */
  silence: SilenceRow | null;
  /** Where the unplaced items are. */
  unplacedOf: { plan: DocumentRow; count: number }[];
}

/** The items of a text of the agenda, with the positions that hold on them. */
export async function knownItems(
  q: Queries,
  agendaId: string,
  content: DocumentContent,
): Promise<KnownItem[]> {
  const held = await positionsByItem(q, agendaId);
  return content.areas
    .flatMap((area) => area.items)
    .map((item) => {
      const words = itemWords(null, item.text);
      return {
        id: item.id,
        ref: itemRef(null, item.areaNumber, item.number),
        words,
        hash: textHash(words),
        brackets: bracketsOf(item.text).length,
        held: held.get(item.id) ?? [],
      };
    });
}

/**
 * How many national items are neither placed nor set aside, plan by plan: also of those that are
 * internal, which are counted and no more.
 */
async function countUnplaced(
  q: Queries,
  agendaId: string,
  currentItemIds: ReadonlySet<string>,
): Promise<Known["unplacedOf"]> {
  const plans = (await listDocuments(q)).filter(({ kind }) => kind === "plan");
  const items = await listItems(
    q,
    plans.map(({ id }) => id),
  );
  const holding = byItem(await listDispositions(q, agendaId));
  const unplaced = items.filter((item) => {
    const key = keyOf({ planId: item.documentId, itemId: item.id });
    return statusOf(holding.get(key) ?? [], currentItemIds) === "unplaced";
  });
  return plans.map((plan) => ({
    plan,
    count: unplaced.filter(({ documentId }) => documentId === plan.id).length,
  }));
}

/** All that is known of the agenda, from its own log. */
export async function readFacts(q: Queries, agenda: DocumentRow, now: number): Promise<Known> {
  const doc = await loadDocument(q, agenda.id);
  const content = readDocument(doc);
  const hash = documentHash(doc);
  const items = await knownItems(q, agenda.id, content);
  const drafts = await listDrafts(q, agenda.id);
  const silence = (await listRunningSilences(q)).find(
    (row) => row.agendaId === agenda.id && silencePhase(row, now) === "running",
  );
  const unplacedOf = await countUnplaced(q, agenda.id, new Set(items.map(({ id }) => id)));
  return {
    doc,
    content,
    hash,
    drafts,
    silence: silence ?? null,
    items,
    delegations: (await listDelegations(q)).map(({ code }) => code),
    bracketsInPreamble: bracketsOf(content.preamble).length,
    unplacedOf,
    unplaced: unplacedOf.reduce((sum, { count }) => sum + count, 0),
    awaited: await listAwaited(q),
    asPutForward: chairsTextOf(drafts)?.textHash === hash,
    silenceRuns: silence !== undefined,
    changed: drafts.at(-1)?.textHash !== hash,
  };
}
