/** Answering drift: a national item has changed since it was taken into the agenda. */
import { endDispositions, insertDispositions, keepReplaced } from "#db/agenda";
import type { OperationContext } from "../context";
import { negotiatedWords } from "../plans/brackets";
import { itemsOf, readItem } from "../plans/document";
import { setItemText } from "../plans/document-changes";
import { editDocument } from "../plans/log.server";
import { textHash } from "../plans/projection.server";
import { Refused } from "../refusal";
import { carryOver } from "./carry-over";
import { type ItemKey, keyOf } from "./disposition";
import type { DriftAnswer } from "./drift";
import { beginStep, openSelection, recordStep, takeItems } from "./taking.server";

export interface DriftInput extends ItemKey {
  key?: string;
  intent: DriftAnswer;
  agendaItemId: string;
  /** Hash of the national item's words that the person saw. */
  seenHash: string;
}

/**
 * Answers the drift of one source of an agenda item. From then on the national item's words as
 * they are now are the basis. *Take over* writes them into the agenda item in place of those that
 * were taken; *keep* leaves the agenda item as it is. Either can be undone.
 * @throws Refused "already-done" if there is no drift (any more), "moved-on" if the national item
 * has changed since it was seen, or if the words that were taken do not stand in the agenda item
 * as they were, just once; "not-found" if it is no source of the item, or was removed.
 */
export async function answerDrift(
  context: OperationContext,
  input: DriftInput,
): Promise<{ stepId: string; agendaItemId: string }> {
  const { agendaItemId, intent } = input;
  const source: ItemKey = { planId: input.planId, itemId: input.itemId };

  const done = await context.store.transaction(async (tx) => {
    const selection = await openSelection(tx, context, [source]);
    const held = selection.holding.get(keyOf(source)) ?? [];
    const row = held.find((each) => each.agendaItemId === agendaItemId);
    if (!row) throw new Refused("not-found", "agendaItemId");
    const [taken] = await takeItems(tx, [source]);
    if (!taken) throw new Refused("not-found", "items");
    if (taken.hash === row.basisHash) throw new Refused("already-done");
    if (taken.hash !== input.seenHash) throw new Refused("moved-on", "items");

    const step = await beginStep(tx, context, selection, {
      key: input.key,
      kind: intent,
      agendaItemId,
    });
    await endDispositions(tx, [row.id], step.id);
    await insertDispositions(tx, [
      {
        ...row,
        id: context.newId(),
        basisText: taken.words,
        basisHash: taken.hash,
        basisRef: taken.ref,
        stepId: step.id,
        endedByStepId: null,
        at: step.at,
      },
    ]);

    let update: Uint8Array | null = null;
    if (intent === "take-over") {
      const edit = await editDocument(context, tx, selection.agenda, selection.actor.id, (doc) => {
        const item = itemsOf(doc).get(agendaItemId);
        if (!item || item.get("removed") === true) throw new Refused("not-found", "agendaItemId");
        const { text } = readItem(doc, agendaItemId);
        const next = carryOver(text, row.basisText, taken.text);
        if (!next) throw new Refused("moved-on", "agendaItemId");
        setItemText(doc, agendaItemId, next);
        return { text, writtenHash: textHash(negotiatedWords(next)) };
      });
      edit.doc.destroy();
      await keepReplaced(tx, step.id, edit.result);
      update = edit.update;
    }
    await recordStep(tx, context, intent, selection, {
      stepId: step.id,
      agendaItemId,
      items: [{ ...source, ref: taken.ref }],
    });
    return { agenda: selection.agenda, stepId: step.id, update };
  });
  if (done.update) context.live.apply(done.agenda.id, done.update);
  context.live.announce(done.agenda.id, "agenda");
  return { stepId: done.stepId, agendaItemId };
}
