/** Writing positions of the actor's own delegation. */
import type { DocumentRow } from "#db/documents";
import { endPosition, insertPosition, type PositionRow } from "#db/positions";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { findAgendaAsOf } from "../documents/as-of.server";
import { Refused } from "../refusal";
import { endedByGiving, type Position } from "./positions";

/** Whose position it is about: the delegation is the actor's, whatever was sent. */
export interface OwnPositions {
  agenda: DocumentRow;
  personId: string;
  delegation: string;
  /** One moment for all that the transaction decides and writes. */
  at: number;
}

export async function openPositions(tx: Queries, context: OperationContext): Promise<OwnPositions> {
  const at = context.now();
  const agenda = await findAgendaAsOf(tx, at);
  if (!agenda) throw new Refused(context.actor ? "not-found" : "signed-out");
  const actor = allow(context.actor, "take-position", agenda);
  if (actor.delegation === null) throw new Refused("delegation");
  return { agenda, personId: actor.id, delegation: actor.delegation, at };
}

/**
 * Writes a position on the words that stand; an earlier one of the delegation ends with it.
 * @param held positions on the item that hold, of all delegations.
 * @throws Refused "already-done" if just this is its position.
 */
export async function putPosition(
  tx: Queries,
  context: OperationContext,
  own: OwnPositions,
  given: { itemId: string; position: Position; note: string; text: string; textHash: string },
  held: readonly PositionRow[],
): Promise<{ positionId: string }> {
  const { agenda, delegation, personId, at } = own;
  const ended = endedByGiving(held, { delegation, ...given });
  if (ended === "already-done") throw new Refused("already-done");
  for (const id of ended) await endPosition(tx, id, { at, by: personId });
  const positionId = context.newId();
  await insertPosition(tx, {
    id: positionId,
    agendaId: agenda.id,
    delegation,
    ...given,
    personId,
    at,
    endedAt: null,
    endedBy: null,
  });
  const { itemId, position, textHash } = given;
  await recordPosition(tx, context, own, "position", {
    positionId,
    itemId,
    position,
    textHash,
    replaces: ended,
  });
  return { positionId };
}

/** Writes into the record: ids and which position, never the words or the note. */
export async function recordPosition(
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
