/** Opening a plan for comment until a date, changing that, ending it; and its end by the clock. */
import {
  endCurrentRound,
  findCurrentRound,
  insertRound,
  listRounds,
  listRoundsToClose,
  type RoundRow,
} from "#db/consultations";
import { type DocumentRow, findAgenda, updateDocument } from "#db/documents";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocument, PLAN_TRANSITIONS } from "../accounts/policy";
import type { OperationContext } from "../context";
import { findDocumentAsOf } from "../documents/as-of.server";
import { loadDocument, saveVersion } from "../documents/log.server";
import { documentHash } from "../documents/projection.server";
import { roundPhase } from "../documents/round-phase";
import { isTimeZone, momentOf } from "../i18n/time-zones";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { checkedLetOut } from "./letting-out.server";
import { closingProblem, type RoundForm } from "./rounds";

type Given<Intent extends RoundForm["intent"]> = Omit<
  Extract<RoundForm, { intent: Intent }>,
  "intent"
> & { documentId: string };

/**
 * Opens a plan for comment until a moment, or changes until when, to whom or what is asked. A round
 * that is over is not changed: another begins.
 * @throws Refused "invalid" for a time zone or a time that does not exist, for a moment that is past
 * (field `past`) or too far off (`too-far`); "moved-on" if the round that was seen does not run any
 * more, or another has begun; or by the policy.
 */
export async function setRound(
  context: OperationContext,
  input: Omit<Given<"set">, "letOut"> & { letOut?: readonly string[] },
): Promise<void> {
  await onPlan(context, input.documentId, async (tx, { document, actor, at }) => {
    if (!isTimeZone(input.timeZone)) throw new Refused("invalid", "timeZone");
    const closesAt = momentOf(input.closes, input.timeZone);
    if (closesAt === null) throw new Refused("invalid", "closes");
    const problem = closingProblem(closesAt, at);
    if (problem) throw new Refused("invalid", problem);
    const running = await findRunning(tx, document.id, at);
    if (running?.id !== input.roundId) throw new Refused("moved-on", "roundId");
    const set = await listRounds(tx, document.id);
    if (set.length >= WORKSPACE_LIMITS.roundSettingsPerPlan) throw new Refused("limit", "rounds");
    const { audience, note, timeZone } = input;
    const number = running?.number ?? (await lastNumber(tx, document.id)) + 1;
    if (mayOnDocument(actor, "open", subjectOf(document)).allowed) {
      await open(tx, context, document, at, input.letOut ?? []);
    }
    await begin(tx, context, document, { number, audience, closesAt, timeZone, note, at });
  });
}

/** Ends a round that runs: it is over from now on, as if its moment had come. */
export async function endRound(context: OperationContext, input: Given<"end">): Promise<void> {
  await onPlan(context, input.documentId, async (tx, { document, at }) => {
    const running = await findRunning(tx, document.id, at);
    if (running?.id !== input.roundId) throw new Refused("moved-on", "roundId");
    const { number, audience, timeZone, note } = running;
    await begin(tx, context, document, { number, audience, closesAt: at, timeZone, note, at });
  });
}

/**
 * Writes that rounds are over whose moment has come, and tells who has their plans open. It only
 * makes that known; what may be done from that moment on, every operation sees for itself.
 * @returns how many there were.
 */
export async function closeRoundsOver(context: OperationContext): Promise<number> {
  const { store, live, now } = context;
  // For the common case, without waiting in the line of writers.
  if ((await listRoundsToClose(store.read, now())).length === 0) return 0;
  const closed = await store.transaction(async (tx) => {
    const rounds = await listRoundsToClose(tx, now());
    for (const { id, documentId, number, closesAt } of rounds) {
      await updateDocument(tx, documentId, { roundOver: true });
      await addToRecord(tx, {
        at: closesAt,
        personId: null,
        action: "plan.round-over",
        documentId,
        detail: { roundId: id, number },
        requestId: null,
      });
    }
    return rounds;
  });
  for (const { documentId } of closed) {
    live.recheck({ documentId });
    live.announce(documentId, "document");
  }
  return closed.length;
}

/** One transaction on the rounds of a plan; once committed, the pages that show it are told. */
async function onPlan(
  context: OperationContext,
  documentId: string,
  work: (tx: Queries, facts: { document: DocumentRow; actor: Actor; at: number }) => Promise<void>,
): Promise<void> {
  const agenda = await context.store.transaction(async (tx) => {
    const at = context.now();
    const document = await findDocumentAsOf(tx, documentId, at);
    if (!document) throw new Refused("not-found");
    const actor = allow(context.actor, "set-round", document);
    await work(tx, { document, actor, at });
    return findAgenda(tx);
  });
  context.live.recheck({ documentId });
  context.live.announce(documentId, "document");
  // Who may read the plan shows on the pages of the agenda.
  if (agenda) context.live.announce(agenda.id, "agenda");
}

async function findRunning(
  tx: Queries,
  documentId: string,
  at: number,
): Promise<RoundRow | undefined> {
  const round = await findCurrentRound(tx, documentId);
  return round && roundPhase(round, at) === "running" ? round : undefined;
}

async function lastNumber(tx: Queries, documentId: string): Promise<number> {
  return Math.max(0, ...(await listRounds(tx, documentId)).map(({ number }) => number));
}

/** A draft is opened, as by the step of that name: since when it has been open, the record says. */
async function open(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  at: number,
  letOut: readonly string[],
): Promise<void> {
  const doc = await loadDocument(tx, document.id);
  const hash = documentHash(doc);
  doc.destroy();
  await saveVersion(context, tx, document.id, {
    reason: "step",
    by: context.actor?.id ?? null,
  });
  await updateDocument(tx, document.id, { state: PLAN_TRANSITIONS.open });
  await addToRecord(tx, {
    at,
    personId: context.actor?.id ?? null,
    action: "plan.open",
    documentId: document.id,
    detail: {
      ...{ from: document.state, to: PLAN_TRANSITIONS.open, hash },
      letOut: await checkedLetOut(tx, document.id, letOut),
    },
    requestId: context.requestId,
  });
}

/** Writes a setting of a round in the place of the one that counted. */
async function begin(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  set: Pick<RoundRow, "number" | "audience" | "closesAt" | "timeZone" | "note"> & { at: number },
): Promise<void> {
  const { at, ...setting } = set;
  const by = context.actor?.id ?? "";
  const id = context.newId();
  await endCurrentRound(tx, document.id, { endedAt: at, endedBy: by });
  await insertRound(tx, {
    id,
    documentId: document.id,
    ...setting,
    startedBy: by,
    startedAt: at,
    endedAt: null,
    endedBy: null,
  });
  const over = roundPhase({ closesAt: setting.closesAt, endedAt: null }, at) !== "running";
  await updateDocument(tx, document.id, {
    roundAudience: setting.audience,
    roundOver: over,
  });
  await addToRecord(tx, {
    at,
    personId: by,
    action: over ? "plan.end-round" : "plan.set-round",
    documentId: document.id,
    detail: {
      roundId: id,
      number: setting.number,
      audience: setting.audience,
      closesAt: setting.closesAt,
    },
    requestId: context.requestId,
  });
}
