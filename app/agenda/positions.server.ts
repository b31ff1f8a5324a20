/** What a delegation says of an item of the agenda: given by its convener, on exact words. */
import type { DocumentRow } from "#db/documents";
import { endPosition, insertPosition, listPositionsOnItem } from "#db/positions";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { readItem, readOutline } from "../plans/document";
import { loadDocument } from "../plans/log.server";
import { itemWords, textHash } from "../plans/projection.server";
import { findAgendaAsOf } from "../plans/standing.server";
import { Refused } from "../refusal";
import { breakRunningSilence } from "./breaking.server";
import {
  endedByGiving,
  endedByWithdrawing,
  NOTE_LIMIT,
  needsNote,
  type Position,
} from "./positions";

/**
 * Gives the position of the actor's own delegation on an agenda item; an earlier one ends with it.
 * To confirm a position after the words have changed is to give it anew. An objection breaks a
 * silence procedure that runs, with its reason.
 * @param input.textHash of the words the person has read.
 * @param input.note text of a reservation, reason of an objection; for the others it is left out.
 * @throws Refused "moved-on" if other words stand by now, "invalid" without a note that is needed or
 * with one that is too long, "already-done" if just this is the position, "not-found" for an item
 * that does not stand, or by the policy.
 */
export async function givePosition(
  context: OperationContext,
  input: { itemId: string; position: Position; note?: string; textHash: string },
): Promise<{ positionId: string }> {
  const { itemId, position } = input;
  const note = needsNote(position) ? (input.note ?? "").trim() : "";

  const { agenda, positionId } = await context.store.transaction(async (tx) => {
    const own = await openPositions(tx, context);
    // Only now: whoever may not give one learns nothing of what a good one is.
    if (needsNote(position) && note === "") throw new Refused("invalid", "note");
    if (note.length > NOTE_LIMIT) throw new Refused("invalid", "note");
    const words = await standingWords(tx, own.agenda.id, itemId);
    if (words === undefined) throw new Refused("not-found", "itemId");
    const hash = textHash(words);
    if (hash !== input.textHash) throw new Refused("moved-on", "textHash");

    const held = await listPositionsOnItem(tx, own.agenda.id, itemId);
    const said = { delegation: own.delegation, position, note, textHash: hash };
    const ended = endedByGiving(held, said);
    if (ended === "already-done") throw new Refused("already-done");
    const { at } = own;
    for (const id of ended) await endPosition(tx, id, { at, by: own.personId });
    const row = {
      id: context.newId(),
      agendaId: own.agenda.id,
      itemId,
      ...said,
      text: words,
      personId: own.personId,
      at,
      endedAt: null,
      endedBy: null,
    };
    await insertPosition(tx, row);
    await record(tx, context, own, "position", {
      positionId: row.id,
      itemId,
      position,
      textHash: hash,
      replaces: ended,
    });
    if (position === "objection") {
      await breakRunningSilence(tx, context, {
        agendaId: own.agenda.id,
        delegation: own.delegation,
        personId: own.personId,
        reason: note,
        at,
        itemId,
      });
    }
    return { agenda: own.agenda, positionId: row.id };
  });
  context.live.announce(agenda.id, "agenda");
  return { positionId };
}

/**
 * Withdraws the position of the actor's own delegation on an agenda item. It stays in the history.
 * @throws Refused "already-done" if there is none, or by the policy.
 */
export async function withdrawPosition(
  context: OperationContext,
  input: { itemId: string },
): Promise<void> {
  const agenda = await context.store.transaction(async (tx) => {
    const own = await openPositions(tx, context);
    const held = await listPositionsOnItem(tx, own.agenda.id, input.itemId);
    const ended = endedByWithdrawing(held, own.delegation);
    if (ended === "already-done") throw new Refused("already-done");
    for (const id of ended) await endPosition(tx, id, { at: own.at, by: own.personId });
    await record(tx, context, own, "withdraw-position", { itemId: input.itemId, positions: ended });
    return own.agenda;
  });
  context.live.announce(agenda.id, "agenda");
}

/** Whose position it is about: the delegation is the actor's, whatever was sent. */
interface OwnPositions {
  agenda: DocumentRow;
  personId: string;
  delegation: string;
  /** One moment for all that the transaction decides and writes. */
  at: number;
}

async function openPositions(tx: Queries, context: OperationContext): Promise<OwnPositions> {
  const at = context.now();
  const agenda = await findAgendaAsOf(tx, at);
  if (!agenda) throw new Refused(context.actor ? "not-found" : "signed-out");
  const actor = allow(context.actor, "take-position", agenda);
  if (actor.delegation === null) throw new Refused("delegation");
  return { agenda, personId: actor.id, delegation: actor.delegation, at };
}

/**
 * The words of an agenda item from the document's own log, not from the projection, which is a
 * little behind; undefined if it does not exist or was removed.
 */
async function standingWords(
  tx: Queries,
  agendaId: string,
  itemId: string,
): Promise<string | undefined> {
  const doc = await loadDocument(tx, agendaId);
  const stands = readOutline(doc).areas.some((area) => area.items.some(({ id }) => id === itemId));
  const words = stands ? itemWords(null, readItem(doc, itemId).text) : undefined;
  doc.destroy();
  return words;
}

/** Writes into the record: ids and which position, never the words or the note. */
async function record(
  tx: Queries,
  context: OperationContext,
  { agenda, personId, delegation, at }: OwnPositions,
  action: "position" | "withdraw-position",
  detail: Record<string, unknown>,
): Promise<void> {
  await addToRecord(tx, {
    at,
    personId,
    action: `agenda.${action}`,
    documentId: agenda.id,
    detail: { delegation, ...detail },
    requestId: context.requestId,
  });
}
