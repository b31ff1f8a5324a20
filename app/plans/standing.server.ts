/**
 * The row of a document in the state it has at this moment. At the deadline of a silence procedure
 * the agenda is adopted, by the clock; the row says so a moment later, when that has been written.
 */
import { listRunningSilences } from "#db/adoption";
import { type DocumentRow, findAgenda, findDocument } from "#db/documents";
import type { Queries } from "#db/store";
import { type AgendaState, isOpenTo } from "../accounts/policy";
import { silencePhase } from "./silence";

/** @param now in milliseconds since the epoch. */
export async function findDocumentAsOf(
  q: Queries,
  id: string,
  now: number,
): Promise<DocumentRow | undefined> {
  return asOf(q, await findDocument(q, id), now);
}

/** The same for the agenda. */
export async function findAgendaAsOf(q: Queries, now: number): Promise<DocumentRow | undefined> {
  return asOf(q, await findAgenda(q), now);
}

async function asOf(
  q: Queries,
  row: DocumentRow | undefined,
  now: number,
): Promise<DocumentRow | undefined> {
  if (row?.kind !== "agenda" || !isOpenTo("break-silence", row.state as AgendaState)) return row;
  const silences = await listRunningSilences(q);
  const over = silences.some(
    (silence) => silence.agendaId === row.id && silencePhase(silence, now) === "over",
  );
  return over ? { ...row, state: "adopted" } : row;
}
