/**
 * The row of a document in the state it has at this moment. At the deadline of a silence procedure
 * the agenda is adopted, and at its moment a consultation round is over, by the clock; the row says
 * so a moment later, when that has been written.
 */
import { findDraft, listRunningSilences, type SilenceRow } from "#db/adoption";
import { findCurrentRound } from "#db/consultations";
import {
  type DocumentRow,
  findAgenda,
  findDocument,
  listDelegations,
  listDocuments,
} from "#db/documents";
import { lastSequenceOf } from "#db/log";
import type { Queries } from "#db/store";
import { versionSequence } from "#db/versions";
import { allow } from "../accounts/allow.server";
import { type Actor, type AgendaState, isOpenTo, type PlanState } from "../accounts/policy";
import { Refused } from "../refusal";
import { loadDocument } from "./log.server";
import { documentHash } from "./projection.server";
import { roundPhase } from "./round-phase";
import { type LapseReason, lapseReason, silencePhase } from "./silence";
import { awaitedOf } from "./submitted";

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
  if (row?.kind === "plan") return planAsOf(q, row, now);
  if (!row || !isOpenTo("break-silence", row.state as AgendaState)) return row;
  const over = (await listRunningSilences(q)).find(
    (silence) => silence.agendaId === row.id && silencePhase(silence, now) === "over",
  );
  return over && (await lapseReasonNow(q, over)) === null ? { ...row, state: "adopted" } : row;
}

/** The same for the row of a plan that was just read. */
export async function planAsOf(q: Queries, row: DocumentRow, now: number): Promise<DocumentRow> {
  if (row.roundAudience === null || row.roundOver) return row;
  const round = await findCurrentRound(q, row.id);
  const over = round !== undefined && roundPhase(round, now) === "over";
  return over ? { ...row, roundOver: true } : row;
}

/** The delegations whose plan is not submitted. */
export async function listAwaited(q: Queries): Promise<string[]> {
  const plans = (await listDocuments(q)).filter(({ kind }) => kind === "plan");
  return awaitedOf(
    (await listDelegations(q)).map(({ code }) => code),
    plans.map(({ delegation, state }) => ({ delegation, state: state as PlanState })),
  );
}

/** Whether what a silence procedure is about is no longer what it began with; reads all of it. */
export async function lapseReasonNow(
  q: Queries,
  { agendaId, draftId }: Pick<SilenceRow, "agendaId" | "draftId">,
): Promise<LapseReason | null> {
  const doc = await loadDocument(q, agendaId);
  const currentHash = documentHash(doc);
  doc.destroy();
  const putForward = (await findDraft(q, draftId))?.textHash;
  return lapseReason({ putForward, currentHash, awaited: await listAwaited(q) });
}

/**
 * Whether anything at all was written since the text was frozen on which a silence procedure is. To
 * be asked every few seconds, where `lapseNow` would be too much.
 */
export async function isChangedSinceFrozen(
  q: Queries,
  { agendaId, draftId }: Pick<SilenceRow, "agendaId" | "draftId">,
): Promise<boolean> {
  const draft = await findDraft(q, draftId);
  const seq = draft && (await versionSequence(q, draft.versionId));
  return seq !== (await lastSequenceOf(q, agendaId)) || (await listAwaited(q)).length > 0;
}

async function isSilenceRunning(q: Queries, agendaId: string, now: number): Promise<boolean> {
  return (await listRunningSilences(q)).some(
    (silence) => silence.agendaId === agendaId && silencePhase(silence, now) === "running",
  );
}

/**
 * Refuses to reopen a plan on which the agenda rests: while a silence procedure runs, and for good
 * once the agenda is adopted. Whether the actor may reopen this plan at all is asked of the plan.
 */
export async function allowReopening(q: Queries, actor: Actor | null, now: number): Promise<void> {
  const agenda = await findAgendaAsOf(q, now);
  if (!agenda) return;
  allow(actor, "reopen-plans", agenda);
  if (await isSilenceRunning(q, agenda.id, now)) throw new Refused("state", "silence");
}
