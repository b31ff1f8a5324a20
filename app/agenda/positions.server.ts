/** What a delegation says of an item of the agenda: given by its convener, on exact words. */
import { endPosition, listPositionsOnItem } from "#db/positions";
import type { Queries } from "#db/store";
import type { OperationContext } from "../context";
import { readItem, readOutline } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { itemWords, textHash } from "../documents/projection.server";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { breakRunningSilence } from "./breaking.server";
import { openPositions, putPosition, recordPosition } from "./own-positions.server";
import { endedByWithdrawing, needsNote, type Position } from "./positions";

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
    if (note.length > CONTRIBUTION_LIMITS.reasonLetters) throw new Refused("invalid", "note");
    const words = await currentWords(tx, own.agenda.id, itemId);
    if (words === undefined) throw new Refused("not-found", "itemId");
    const hash = textHash(words);
    if (hash !== input.textHash) throw new Refused("moved-on", "textHash");

    const held = await listPositionsOnItem(tx, own.agenda.id, itemId);
    const given = { itemId, position, note, text: words, textHash: hash };
    const { positionId } = await putPosition(tx, context, own, given, held);
    if (position === "objection") {
      await breakRunningSilence(tx, context, {
        agendaId: own.agenda.id,
        delegation: own.delegation,
        personId: own.personId,
        reason: note,
        at: own.at,
        itemId,
      });
    }
    return { agenda: own.agenda, positionId };
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
    await recordPosition(tx, context, own, "withdraw-position", {
      itemId: input.itemId,
      positions: ended,
    });
    return own.agenda;
  });
  context.live.announce(agenda.id, "agenda");
}

/**
 * The words of an agenda item from the document's own log, not from the projection, which is a
 * little behind; undefined if it does not exist or was removed.
 */
async function currentWords(
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
