/** Answering drift: a national item has changed since it was taken into the agenda. */
import { endDispositions, insertDispositions, keepReplaced } from "#db/agenda";
import type { Queries } from "#db/store";
import type { OperationContext } from "../context";
import { negotiatedWords } from "../documents/brackets";
import { itemOf, readItem } from "../documents/document";
import { setItemText } from "../documents/document-changes";
import { editDocument } from "../documents/log.server";
import { textHash } from "../documents/projection.server";
import { withinLimits } from "../documents/text-limits";
import { Refused } from "../refusal";
import { carryOver } from "./carry-over";
import { type ItemKey, keyOf } from "./disposition";
import { type DriftAnswer, driftOf, keptDespiteDrift, SEEN_REMOVED } from "./drift";
import {
  beginMergeStep,
  type CurrentItem,
  openSelection,
  readCurrentItems,
  recordMergeStep,
} from "./merge-step.server";

export interface DriftInput extends ItemKey {
  key?: string;
  intent: DriftAnswer;
  agendaItemId: string;
  /** Hash of the national item's words that the person saw; `SEEN_REMOVED` if it was removed. */
  seenHash: string;
}

/** The national item as it stands; null if it was removed. */
async function takenNow(tx: Queries, source: ItemKey): Promise<CurrentItem | null> {
  try {
    const [taken] = await readCurrentItems(tx, [source]);
    return taken ?? null;
  } catch (error) {
    if (error instanceof Refused && error.code === "not-found") return null;
    throw error;
  }
}

/**
 * Answers the drift of one source of an agenda item. From then on the national item's words as
 * they are now are the basis. *Take over* writes them into the agenda item in place of those that
 * were taken; *keep* leaves the agenda item as it is. Where the national item was removed, *keep*
 * notes that, and the words that were taken stay the basis. Every answer can be undone.
 * @throws Refused "already-done" if there is no drift (any more), "moved-on" if the national item
 * has changed since it was seen, or if the words that were taken do not stand in the agenda item
 * as they were, just once; "not-found" if it is no source of the item, or if words of a removed item
 * are to be taken over.
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
    const taken = await takenNow(tx, source);
    const drift = driftOf(row.basisHash, { hash: taken?.hash ?? "", removed: taken === null });
    if (drift === "none") throw new Refused("already-done");
    if ((taken?.hash ?? SEEN_REMOVED) !== input.seenHash) throw new Refused("moved-on", "items");
    if (taken === null && intent === "take-over") throw new Refused("not-found", "items");
    const basis = taken
      ? { basisText: taken.words, basisHash: taken.hash, basisRef: taken.ref }
      : { basisHash: keptDespiteDrift(row.basisHash) };

    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: intent,
      agendaItemId,
    });
    await endDispositions(tx, [row.id], step.id);
    await insertDispositions(tx, [
      {
        ...row,
        id: context.newId(),
        ...basis,
        stepId: step.id,
        endedByStepId: null,
        at: step.at,
      },
    ]);

    let update: Uint8Array | null = null;
    if (intent === "take-over" && taken) {
      const edit = await editDocument(context, tx, selection.agenda, selection.actor.id, (doc) => {
        const item = itemOf(doc, agendaItemId);
        if (!item || item.get("removed") === true) throw new Refused("not-found", "agendaItemId");
        const { text } = readItem(doc, agendaItemId);
        const next = carryOver(text, row.basisText, taken.text);
        if (!next) throw new Refused("moved-on", "agendaItemId");
        setItemText(doc, agendaItemId, withinLimits(next));
        return { text, writtenHash: textHash(negotiatedWords(next)) };
      });
      edit.doc.destroy();
      await keepReplaced(tx, step.id, edit.result);
      update = edit.update;
    }
    await recordMergeStep(tx, context, intent, selection, {
      stepId: step.id,
      agendaItemId,
      items: [{ ...source, ref: taken?.ref ?? row.basisRef }],
    });
    return { agenda: selection.agenda, stepId: step.id, update };
  });
  if (done.update) context.live.apply(done.agenda.id, done.update);
  context.live.announce(done.agenda.id, "agenda");
  return { stepId: done.stepId, agendaItemId };
}
