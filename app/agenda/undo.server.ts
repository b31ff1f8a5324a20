/** Undoing a step, also long after it was taken, as long as no later one builds on it. */

import type * as Y from "yjs";
import {
  endDispositions,
  findStep,
  listDispositionsOfSteps,
  listStepsSince,
  markStepUndone,
  reviveDispositions,
  type StepRow,
} from "#db/agenda";
import type { OperationContext } from "../context";
import { negotiatedWords } from "../documents/brackets";
import { itemOf, readItem } from "../documents/document";
import { removeItem, setItemText } from "../documents/document-changes";
import { editDocument } from "../documents/log.server";
import { textHash } from "../documents/projection.server";
import type { RichText } from "../documents/rich-text";
import { Refused } from "../refusal";
import { agendaToMerge, allowPlans, recordMergeStep } from "./merge-step.server";
import { undoing } from "./steps";

/** Puts back the words that a step replaced, unless someone has written in them since. */
function restoreWords(doc: Y.Doc, agendaItemId: string, { replaced }: StepRow): void {
  const currentHash = textHash(negotiatedWords(readItem(doc, agendaItemId).text));
  if (!replaced || currentHash !== replaced.writtenHash) throw new Refused("moved-on");
  setItemText(doc, agendaItemId, replaced.text as RichText);
}

/**
 * Undoes one step: what it decided ends, what it ended holds again, and the agenda items it made are
 * marked as removed, with whatever was written into them since; the marks can be lifted in the editor.
 * The words that a step replaced come back.
 * @throws Refused "already-done" if it was undone before, "moved-on" if a later step builds on it or
 * someone has changed the words that it wrote,
 * "not-found", or by the policy.
 */
export async function undoStep(
  context: OperationContext,
  input: { stepId: string },
): Promise<{ stepId: string }> {
  const { agenda, update } = await context.store.transaction(async (tx) => {
    const open = await agendaToMerge(tx, context);
    const step = await findStep(tx, input.stepId);
    if (step?.agendaId !== open.agenda.id) throw new Refused("not-found");
    const since = await listStepsSince(tx, open.agenda.id, step.at);
    const later = since.filter(({ id }) => id !== step.id);
    const rows = await listDispositionsOfSteps(
      tx,
      since.map(({ id }) => id),
    );
    const concerned = rows.filter((row) => row.stepId === step.id || row.endedByStepId === step.id);
    await allowPlans(
      tx,
      open.actor,
      concerned.map((row) => row.planId),
    );
    const plan = undoing(step, later, rows);
    if (plan === "already-done" || plan === "moved-on") throw new Refused(plan);

    // The rows made end before the ended ones hold again: both may be of one item in one place.
    await endDispositions(tx, plan.ends, step.id);
    await reviveDispositions(tx, plan.revives);
    await markStepUndone(tx, step.id, { at: context.now(), personId: open.actor.id });
    const { removesAgendaItems: removed, restoresAgendaItem: restored } = plan;
    const edit =
      removed.length > 0 || restored
        ? await editDocument(context, tx, open.agenda, open.actor.id, (doc) => {
            for (const id of removed) {
              const item = itemOf(doc, id);
              if (item && item.get("removed") !== true) removeItem(doc, id);
            }
            if (restored) restoreWords(doc, restored, step);
          })
        : null;
    edit?.doc.destroy();
    await recordMergeStep(tx, context, "undo", open, { stepId: step.id, kind: step.kind });
    return { agenda: open.agenda, update: edit?.update ?? null };
  });
  if (update) context.live.apply(agenda.id, update);
  context.live.announce(agenda.id, "agenda");
  return input;
}
