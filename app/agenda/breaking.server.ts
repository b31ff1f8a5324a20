/** Breaking the silence: by saying so, or by an objection to an item. */
import { endSilence, listRunningSilences } from "#db/adoption";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import type { OperationContext } from "../context";
import { silencePhase } from "../documents/silence";

/**
 * Ends the silence procedure that runs on the agenda, if there is one, as broken by a delegation.
 * To be called inside the transaction of what breaks it, after the policy has been asked.
 * @param by.at the moment of that transaction.
 * @returns whether there was one.
 */
export async function breakRunningSilence(
  tx: Queries,
  context: OperationContext,
  by: {
    agendaId: string;
    delegation: string;
    personId: string;
    reason: string;
    at: number;
    /** The item that was objected to; null where the silence itself was broken. */
    itemId: string | null;
  },
): Promise<boolean> {
  const running = (await listRunningSilences(tx)).find(
    (silence) => silence.agendaId === by.agendaId && silencePhase(silence, by.at) === "running",
  );
  if (!running) return false;
  await endSilence(tx, running.id, {
    outcome: "broken",
    endedAt: by.at,
    endedBy: by.personId,
    brokenFor: by.delegation,
    reason: by.reason,
  });
  await addToRecord(tx, {
    at: by.at,
    personId: by.personId,
    action: "agenda.silence-broken",
    documentId: by.agendaId,
    detail: { silenceId: running.id, delegation: by.delegation, itemId: by.itemId },
    requestId: context.requestId,
  });
  return true;
}
