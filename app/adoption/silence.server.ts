/** Setting, breaking and calling off a silence procedure. */
import { endSilence, insertSilence } from "#db/adoption";
import { breakRunningSilence } from "../agenda/breaking.server";
import type { OperationContext } from "../context";
import { isTimeZone, momentOf } from "../i18n/time-zones";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { areMet, chairsTextOf, deadlineProblem, requirementsFor } from "./adoption";
import { closeOverdue } from "./closing.server";
import { openAgenda, readFacts } from "./facts.server";
import { recordStep, tell } from "./frozen.server";

/**
 * Begins a silence procedure on the chair's text.
 * @param input.deadline date and time of day in `timeZone`, `2026-12-01T18:00`.
 * @param input.hash of the chair's text that the person has read.
 * @throws Refused "invalid" for a time zone or a time that does not exist, a deadline that is past
 * (field `past`) or too far (field `too-far`); "state" with the field `requirements` while an
 * objection stands or another silence runs; "moved-on" for another text; or by the policy.
 */
export async function startSilence(
  context: OperationContext,
  input: { deadline: string; timeZone: string; hash: string },
): Promise<{ silenceId: string }> {
  await closeOverdue(context);
  const { agenda, silenceId } = await context.store.transaction(async (tx) => {
    const { agenda, actor, at } = await openAgenda(tx, context, "silence");
    if (!isTimeZone(input.timeZone)) throw new Refused("invalid", "timeZone");
    const deadline = momentOf(input.deadline, input.timeZone);
    if (deadline === null) throw new Refused("invalid", "deadline");
    const problem = deadlineProblem(deadline, at);
    if (problem) throw new Refused("invalid", problem);
    const known = await readFacts(tx, agenda, at);
    known.doc.destroy();
    const draft = chairsTextOf(known.drafts);
    if (!draft || draft.textHash !== input.hash) throw new Refused("moved-on", "hash");
    if (!areMet(requirementsFor("silence", known))) throw new Refused("state", "requirements");

    const silenceId = context.newId();
    await insertSilence(tx, {
      id: silenceId,
      agendaId: agenda.id,
      draftId: draft.id,
      startedBy: actor.id,
      startedAt: at,
      deadline,
      timeZone: input.timeZone,
      outcome: null,
      endedAt: null,
      endedBy: null,
      brokenFor: null,
      reason: "",
    });
    await recordStep(tx, context, "silence", { agenda, at }, { silenceId, deadline });
    return { agenda, silenceId };
  });
  tell(context, agenda.id);
  return { silenceId };
}

/**
 * Breaks the silence that runs, for the actor's own delegation.
 * @throws Refused "state" from the deadline on: the agenda is adopted by then; "moved-on" if none
 * runs (any more), "invalid" without a reason or with one that is too long, or by the policy.
 */
export async function breakSilence(
  context: OperationContext,
  input: { silenceId: string; reason: string },
): Promise<void> {
  await closeOverdue(context);
  const reason = input.reason.trim();
  const agenda = await context.store.transaction(async (tx) => {
    const { agenda, actor, at } = await openAgenda(tx, context, "break-silence");
    if (actor.delegation === null) throw new Refused("delegation");
    if (reason === "" || reason.length > CONTRIBUTION_LIMITS.reasonLetters)
      throw new Refused("invalid", "reason");
    const known = await readFacts(tx, agenda, at);
    known.doc.destroy();
    if (known.silence?.id !== input.silenceId) throw new Refused("moved-on", "silenceId");
    await breakRunningSilence(tx, context, {
      agendaId: agenda.id,
      delegation: actor.delegation,
      personId: actor.id,
      reason,
      at,
      itemId: null,
    });
    return agenda;
  });
  tell(context, agenda.id);
}

/**
 * Calls the silence that runs off.
 * @throws Refused "state" from the deadline on, "moved-on" if none runs (any more), or by the policy.
 */
export async function callOffSilence(
  context: OperationContext,
  input: { silenceId: string },
): Promise<void> {
  await closeOverdue(context);
  const agenda = await context.store.transaction(async (tx) => {
    const { agenda, actor, at } = await openAgenda(tx, context, "silence");
    const known = await readFacts(tx, agenda, at);
    known.doc.destroy();
    if (known.silence?.id !== input.silenceId) throw new Refused("moved-on", "silenceId");
    await endSilence(tx, input.silenceId, {
      outcome: "called-off",
      endedAt: at,
      endedBy: actor.id,
      brokenFor: null,
      reason: "",
    });
    await recordStep(tx, context, "call-off", { agenda, at }, { silenceId: input.silenceId });
    return agenda;
  });
  tell(context, agenda.id);
}
