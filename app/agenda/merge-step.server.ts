/** What every step of merging shares: its selection, the permission, and its entry in the record. */
import {
  type DispositionRow,
  endDispositions,
  findStep,
  insertDispositions,
  insertStep,
  lastStepAt,
  listDispositionsOfPlans,
  type StepRow,
} from "#db/agenda";
import { type DocumentRow, findAgenda, findDocument, listItems } from "#db/documents";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { OperationContext } from "../context";
import { readItem, readOutline } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { itemRef } from "../documents/numbering";
import { textHash } from "../documents/projection.server";
import { plainText, type RichText } from "../documents/rich-text";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import {
  byItem,
  type Disposition,
  type ItemKey,
  type ItemStatus,
  keyOf,
  statusOf,
} from "./disposition";
import type { Row, StepKind } from "./steps";

export interface SelectedItem extends ItemKey {
  /** The status the person acted upon. */
  seen?: ItemStatus;
}

/** What is found of a step's selection inside its transaction. */
export interface StepSelection {
  agenda: DocumentRow;
  actor: Actor;
  items: ItemKey[];
  /** The dispositions that hold, by national item. */
  holding: Map<string, DispositionRow[]>;
}

/** A national item with its words as they are at this moment. */
export interface CurrentItem extends ItemKey {
  ref: string;
  /** Code of the delegation whose plan it is in. */
  delegation: string;
  text: RichText;
  words: string;
  hash: string;
}

/** The agenda, if the actor may merge into it. */
export async function agendaToMerge(
  tx: Queries,
  context: OperationContext,
): Promise<{ agenda: DocumentRow; actor: Actor }> {
  const agenda = await findAgenda(tx);
  if (!agenda) {
    if (!context.actor) throw new Refused("signed-out");
    throw new Refused("not-found");
  }
  return { agenda, actor: allow(context.actor, "merge", agenda) };
}

/** Throws unless the actor may take items of every one of these plans. */
export async function allowPlans(
  tx: Queries,
  actor: Actor,
  planIds: Iterable<string>,
): Promise<void> {
  for (const planId of new Set(planIds)) {
    const plan = await findDocument(tx, planId);
    if (plan?.kind !== "plan") throw new Refused("not-found", "items");
    allow(actor, "merge", plan);
  }
}

/**
 * Loads and checks a selection.
 * @param limit how many items it may be at most.
 * @throws Refused "invalid" for an empty, doubled or too long selection, "moved-on" if an item is
 * no longer where the person saw it, and whatever the policy says.
 */
export async function openSelection(
  tx: Queries,
  context: OperationContext,
  selected: readonly SelectedItem[],
  limit: number = WORKSPACE_LIMITS.itemsPerStep,
): Promise<StepSelection> {
  const { agenda, actor } = await agendaToMerge(tx, context);
  const distinct = new Set(selected.map(keyOf));
  if (selected.length === 0 || selected.length > limit) {
    throw new Refused("invalid", "items");
  }
  if (distinct.size !== selected.length) throw new Refused("invalid", "items");
  const planIds = [...new Set(selected.map((item) => item.planId))];
  await allowPlans(tx, actor, planIds);

  const holding = byItem(await listDispositionsOfPlans(tx, agenda.id, planIds));
  const currentItemIds = new Set((await listItems(tx, [agenda.id])).map(({ id }) => id));
  for (const item of selected) {
    const status = statusOf(holding.get(keyOf(item)) ?? [], currentItemIds);
    if (item.seen && item.seen !== status) throw new Refused("moved-on", "items");
  }
  const items = selected.map(({ planId, itemId }) => ({ planId, itemId }));
  return { agenda, actor, items, holding };
}

/**
 * Reads the words of national items from their plans' own documents, not from the projection: the
 * basis text is what stands in the plan at the moment of the step.
 * @throws Refused "not-found" if one of them does not exist or was removed.
 */
export async function readCurrentItems(
  tx: Queries,
  items: readonly ItemKey[],
): Promise<CurrentItem[]> {
  const taken = new Map<string, CurrentItem>();
  for (const planId of new Set(items.map((item) => item.planId))) {
    const plan = await findDocument(tx, planId);
    if (!plan) throw new Refused("not-found", "items");
    const doc = await loadDocument(tx, planId);
    const places = new Map(
      readOutline(doc).areas.flatMap((area) => area.items.map((item) => [item.id, item] as const)),
    );
    for (const { itemId } of items.filter((item) => item.planId === planId)) {
      const place = places.get(itemId);
      if (!place) throw new Refused("not-found", "items");
      const { text } = readItem(doc, itemId);
      const words = plainText(text);
      taken.set(keyOf({ planId, itemId }), {
        planId,
        itemId,
        ref: itemRef(plan.delegation, place.areaNumber, place.number),
        delegation: plan.delegation ?? "",
        text,
        words,
        hash: textHash(words),
      });
    }
    doc.destroy();
  }
  return items.map((item) => {
    const found = taken.get(keyOf(item));
    if (!found) throw new Refused("not-found", "items");
    return found;
  });
}

/**
 * Notes a new step. Its time is later than that of every step before, so that steps have an order
 * even when two fall into one millisecond.
 * @param key the page's key for the form, which becomes the step's id.
 * @throws Refused "already-done" if that form was received before.
 */
export async function beginMergeStep(
  tx: Queries,
  context: OperationContext,
  { agenda, actor }: Pick<StepSelection, "agenda" | "actor">,
  step: { key?: string; kind: StepKind; agendaItemId: string | null },
): Promise<StepRow> {
  const id = step.key ?? context.newId();
  if (await findStep(tx, id)) throw new Refused("already-done");
  const row: StepRow = {
    id,
    agendaId: agenda.id,
    kind: step.kind,
    agendaItemId: step.agendaItemId,
    personId: actor.id,
    at: Math.max(context.now(), (await lastStepAt(tx, agenda.id)) + 1),
    undoneAt: null,
    undoneBy: null,
    replaced: null,
  };
  await insertStep(tx, row);
  return row;
}

/**
 * Says from this step on what becomes of national items: ends the rows that do not hold any more
 * and writes new ones, with the words as they are now.
 * @param input.endedBy of the rows that hold of one item, those that end; "already-done" for an item of
 * which just this was said before, which then stays as it is.
 * @returns what the record notes of the items concerned.
 * @throws Refused "already-done" if there are none.
 */
export async function dispose(
  tx: Queries,
  context: OperationContext,
  step: StepRow,
  {
    taken,
    holding,
    outcome,
    endedBy,
  }: {
    taken: readonly CurrentItem[];
    holding: StepSelection["holding"];
    outcome: { disposition: Disposition; agendaItemId: string | null; reason: string };
    endedBy(held: readonly DispositionRow[], item: CurrentItem): readonly Row[] | "already-done";
  },
): Promise<{ planId: string; itemId: string; ref: string }[]> {
  const rows: DispositionRow[] = [];
  for (const item of taken) {
    const ended = endedBy(holding.get(keyOf(item)) ?? [], item);
    if (ended === "already-done") continue;
    await endDispositions(
      tx,
      ended.map((row) => row.id),
      step.id,
    );
    rows.push({
      id: context.newId(),
      agendaId: step.agendaId,
      planId: item.planId,
      itemId: item.itemId,
      ...outcome,
      basisText: item.words,
      basisHash: item.hash,
      basisRef: item.ref,
      stepId: step.id,
      endedByStepId: null,
      at: step.at,
    });
  }
  if (rows.length === 0) throw new Refused("already-done");
  await insertDispositions(tx, rows);
  return rows.map(({ planId, itemId, basisRef }) => ({ planId, itemId, ref: basisRef }));
}

/** Writes a step into the record: ids and numbers, never the words. */
export async function recordMergeStep(
  tx: Queries,
  context: OperationContext,
  action: StepKind | "undo",
  { agenda, actor }: Pick<StepSelection, "agenda" | "actor">,
  detail: Record<string, unknown>,
): Promise<void> {
  await addToRecord(tx, {
    at: context.now(),
    personId: actor.id,
    action: `agenda.${action}`,
    documentId: agenda.id,
    detail,
    requestId: context.requestId,
  });
}
