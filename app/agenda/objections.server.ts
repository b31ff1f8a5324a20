/** Objections of a delegation to what set its items aside. */
import { type DocumentRow, findDocument } from "#db/documents";
import {
  findDisposition,
  findObjection,
  findObjectionTo,
  insertObjection,
  listOpenObjections,
  markObjectionWithdrawn,
} from "#db/objections";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocument } from "../accounts/policy";
import type { OperationContext } from "../context";
import { findAgendaAsOf } from "../documents/as-of.server";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { needsReason } from "./disposition";
import type { ObjectionView } from "./view";

/**
 * Records that the actor's delegation objects to a disposition that set one of its items aside.
 * @throws Refused "invalid" without a reason or with one that is too long, "moved-on" if the
 * disposition does not hold any more, "already-done" if an objection to it stands, "not-found", or
 * by the policy.
 */
export async function objectTo(
  context: OperationContext,
  input: { dispositionId: string; reason: string },
): Promise<{ objectionId: string }> {
  const reason = input.reason.trim();
  if (reason === "" || reason.length > CONTRIBUTION_LIMITS.reasonLetters)
    throw new Refused("invalid", "reason");

  const { agenda, objectionId } = await context.store.transaction(async (tx) => {
    const open = await openDisposition(tx, context, input.dispositionId);
    const { disposition, plan, actor } = open;
    if (!needsReason(disposition.disposition)) throw new Refused("invalid", "dispositionId");
    if (disposition.endedByStepId !== null) throw new Refused("moved-on");
    if (await findObjectionTo(tx, disposition.id)) throw new Refused("already-done");
    const id = context.newId();
    await insertObjection(tx, {
      id,
      dispositionId: disposition.id,
      delegation: plan.delegation ?? "",
      personId: actor.id,
      reason,
      at: context.now(),
      withdrawnAt: null,
      withdrawnBy: null,
    });
    await record(tx, context, "object", open, id);
    return { agenda: open.agenda, objectionId: id };
  });
  context.live.announce(agenda.id, "agenda");
  return { objectionId };
}

/**
 * Withdraws an objection of the actor's delegation; any of its conveners may. It stays in the
 * database with who withdrew it.
 * @throws Refused "already-done" if it is withdrawn, "moved-on" if it ended with its disposition,
 * "not-found", or by the policy.
 */
export async function withdrawObjection(
  context: OperationContext,
  input: { objectionId: string },
): Promise<{ objectionId: string }> {
  const agenda = await context.store.transaction(async (tx) => {
    if (!context.actor) throw new Refused("signed-out");
    const objection = await findObjection(tx, input.objectionId);
    if (!objection) throw new Refused("not-found");
    const open = await openDisposition(tx, context, objection.dispositionId);
    if (objection.withdrawnAt !== null) throw new Refused("already-done");
    if (open.disposition.endedByStepId !== null) throw new Refused("moved-on");
    await markObjectionWithdrawn(tx, objection.id, { at: context.now(), personId: open.actor.id });
    await record(tx, context, "withdraw-objection", open, objection.id);
    return open.agenda;
  });
  context.live.announce(agenda.id, "agenda");
  return input;
}

/** The disposition, if the actor may object to it: now, and on behalf of the plan it concerns. */
async function openDisposition(tx: Queries, context: OperationContext, id: string) {
  const agenda = await findAgendaAsOf(tx, context.now());
  if (!agenda) throw new Refused(context.actor ? "not-found" : "signed-out");
  const actor = allow(context.actor, "object", agenda);
  const disposition = await findDisposition(tx, id);
  if (disposition?.agendaId !== agenda.id) throw new Refused("not-found");
  const plan = await findDocument(tx, disposition.planId);
  if (plan?.kind !== "plan") throw new Refused("not-found");
  allow(actor, "object", plan);
  return { agenda, actor, disposition, plan };
}

async function record(
  tx: Queries,
  context: OperationContext,
  action: "object" | "withdraw-objection",
  open: Awaited<ReturnType<typeof openDisposition>>,
  objectionId: string,
): Promise<void> {
  const { id: dispositionId, planId, itemId, basisRef } = open.disposition;
  await addToRecord(tx, {
    at: context.now(),
    personId: open.actor.id,
    action: `agenda.${action}`,
    documentId: open.agenda.id,
    detail: { objectionId, dispositionId, planId, itemId, ref: basisRef },
    requestId: context.requestId,
  });
}

/** What the reader may know of objections, and may do: asked for each disposition of a plan. */
export interface ObjectionsOf {
  objectionTo(dispositionId: string, plan: DocumentRow): ObjectionView | null;
  mayObject(plan: DocumentRow): boolean;
}

/** The objections that stand, for the reader of the agenda. */
export async function readObjections(
  q: Queries,
  agenda: DocumentRow,
  actor: Actor,
): Promise<ObjectionsOf> {
  const rows = new Map(
    (await listOpenObjections(q, agenda.id)).map((row) => [row.dispositionId, row]),
  );
  const now = mayOnDocument(actor, "object", subjectOf(agenda)).allowed;
  const mayObject = (plan: DocumentRow) =>
    now && mayOnDocument(actor, "object", subjectOf(plan)).allowed;
  return {
    mayObject,
    objectionTo(dispositionId, plan) {
      const row = rows.get(dispositionId);
      if (!row || !mayOnDocument(actor, "read-objections", subjectOf(plan)).allowed) return null;
      const { id, delegation, personName, reason, at } = row;
      return { id, delegation, person: personName, reason, at, mayWithdraw: mayObject(plan) };
    },
  };
}
