/** Steps that carry national items into the agenda. */
import type { OperationContext } from "../context";
import { readOutline } from "../documents/document";
import { addItem } from "../documents/document-changes";
import { editDocument, loadDocument } from "../documents/log.server";
import { withinLimits } from "../documents/text-limits";
import { Refused } from "../refusal";
import { type Carrying, carriesText, usualDisposition } from "./disposition";
import { type FirstForm, formedText } from "./first-text";
import {
  beginMergeStep,
  dispose,
  openSelection,
  readCurrentItems,
  recordMergeStep,
  type SelectedItem,
} from "./merge-step.server";
import { endedByPlacing } from "./steps";

/**
 * Makes a new agenda item at the end of an area from one or several national items: its first text
 * is theirs, and every one of them is noted as its source, with the words taken.
 * @param input.areaId an area of the agenda.
 * @param input.disposition by default verbatim for one item, consolidated for several.
 * @param input.form by default one text after the other.
 * @throws Refused "already-done" if the form was received before, "moved-on" if an item is not
 * where it was seen, "not-found" for an unknown area or item, or by the policy.
 */
export async function compileItems(
  context: OperationContext,
  input: {
    key?: string;
    items: readonly SelectedItem[];
    areaId: string;
    disposition?: Carrying;
    form?: FirstForm;
  },
): Promise<{ stepId: string; agendaItemId: string }> {
  const disposition = input.disposition ?? usualDisposition(input.items.length);
  if (!carriesText(disposition)) throw new Refused("invalid", "disposition");

  const { agenda, update, stepId, agendaItemId } = await context.store.transaction(async (tx) => {
    const selection = await openSelection(tx, context, input.items);
    const newItemId = context.newId();
    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: "compile",
      agendaItemId: newItemId,
    });
    const taken = await readCurrentItems(tx, selection.items);
    const edit = await editDocument(context, tx, selection.agenda, selection.actor.id, (doc) => {
      if (!readOutline(doc).areas.some((area) => area.id === input.areaId)) {
        throw new Refused("not-found", "areaId");
      }
      addItem(doc, input.areaId, {
        id: newItemId,
        text: withinLimits(formedText(taken, input.form, context.newId)),
      });
    });
    edit.doc.destroy();

    const items = await dispose(tx, context, step, {
      taken,
      holding: selection.holding,
      outcome: { disposition, agendaItemId: newItemId, reason: "" },
      endedBy: (held) => endedByPlacing(held, newItemId, disposition),
    });
    await recordMergeStep(tx, context, "compile", selection, {
      stepId: step.id,
      agendaItemId: newItemId,
      disposition,
      items,
    });
    return {
      agenda: selection.agenda,
      update: edit.update,
      stepId: step.id,
      agendaItemId: newItemId,
    };
  });
  context.live.apply(agenda.id, update);
  context.live.announce(agenda.id, "agenda");
  return { stepId, agendaItemId };
}

/**
 * Notes national items as sources of an agenda item that exists; its words stay as they are. For
 * an item that is there already in another way, the new disposition replaces the old one.
 * @throws Refused "already-done" if all of them are there in this way, "not-found" for an agenda
 * item that does not stand, and as `compileItems`.
 */
export async function addToItem(
  context: OperationContext,
  input: {
    key?: string;
    items: readonly SelectedItem[];
    agendaItemId: string;
    disposition: Carrying;
  },
): Promise<{ stepId: string; agendaItemId: string }> {
  const { agendaItemId, disposition } = input;
  if (!carriesText(disposition)) throw new Refused("invalid", "disposition");

  const { agenda, stepId } = await context.store.transaction(async (tx) => {
    const selection = await openSelection(tx, context, input.items);
    const doc = await loadDocument(tx, selection.agenda.id);
    const stands = readOutline(doc).areas.some((area) =>
      area.items.some(({ id }) => id === agendaItemId),
    );
    doc.destroy();
    if (!stands) throw new Refused("not-found", "agendaItemId");
    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: "add",
      agendaItemId,
    });
    const taken = await readCurrentItems(tx, selection.items);
    const items = await dispose(tx, context, step, {
      taken,
      holding: selection.holding,
      outcome: { disposition, agendaItemId, reason: "" },
      endedBy: (held) => endedByPlacing(held, agendaItemId, disposition),
    });
    await recordMergeStep(tx, context, "add", selection, {
      stepId: step.id,
      agendaItemId,
      disposition,
      items,
    });
    return { agenda: selection.agenda, stepId: step.id };
  });
  context.live.announce(agenda.id, "agenda");
  return { stepId, agendaItemId };
}
