/** The zero draft of an area or of the whole agenda: proposed first, then placed in one step. */
import { listItems } from "#db/documents";
import { allow } from "../accounts/allow.server";
import type { Locale, OperationContext } from "../context";
import { readOutline } from "../documents/document";
import { addItem } from "../documents/document-changes";
import { editDocument } from "../documents/log.server";
import { withinLimits } from "../documents/text-limits";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { keyOf, usualDisposition } from "./disposition";
import { formedText } from "./first-text";
import { groupsAmong } from "./groups.server";
import {
  beginMergeStep,
  dispose,
  openSelection,
  readCurrentItems,
  recordMergeStep,
} from "./merge-step.server";
import { readAgenda } from "./read.server";
import { type RelatedContext, readIndex } from "./related.server";
import { endedByPlacing } from "./steps";
import {
  type AcceptedDraft,
  draftsOf,
  homesOf,
  type ProposedDraft,
  type ZeroDraftProposal,
} from "./zero-draft";

/**
 * What a zero draft would make of the unplaced items that are the actor's to place.
 * @param input.areaId an area of the agenda; null for all of them.
 * @param input.everything for one area: also the items of other areas of the plans.
 * @param input.language in which shared concepts are named.
 * @throws Refused "not-found" for an unknown area, or by the policy.
 */
export async function proposeZeroDraft(
  context: RelatedContext,
  input: { areaId: string | null; everything: boolean; language: Locale },
): Promise<ZeroDraftProposal> {
  const { index, agenda } = await readIndex(context);
  allow(context.actor, "merge", agenda);
  const view = await readAgenda(context);
  if (!view) return { drafts: [], homeless: 0 };
  const plans = new Map(
    view.plans.filter(({ mayMerge }) => mayMerge).map((plan) => [plan.id, plan]),
  );
  const hashes = new Map(
    (await listItems(context.store.read, [...plans.keys()])).map((row) => [
      keyOf({ planId: row.documentId, itemId: row.id }),
      row.hash,
    ]),
  );
  const unplaced = view.items.flatMap(({ planId, itemId, areaNumber, status }) => {
    const plan = plans.get(planId);
    if (!plan || status !== "unplaced") return [];
    const areaTitle = plan.areas.find(({ number }) => number === areaNumber)?.title ?? "";
    return [{ planId, itemId, areaNumber, areaTitle }];
  });

  const { homes, homeless } = homesOf(unplaced, view.areas);
  const chosen = view.areas.filter(({ id }) => input.areaId === null || id === input.areaId);
  if (input.areaId !== null && chosen.length === 0) throw new Refused("not-found", "areaId");
  const everything = input.everything && input.areaId !== null;
  const drafts: ProposedDraft[] = [];
  for (const { id } of chosen) {
    const candidates = everything ? unplaced : (homes.get(id) ?? []);
    const groups = await groupsAmong(context, index, candidates, input);
    drafts.push(...draftsOf(id, candidates, groups));
  }
  return {
    drafts: drafts.map((draft) => ({
      ...draft,
      items: draft.items.map((key) => ({ ...key, hash: hashes.get(keyOf(key)) ?? "" })),
    })),
    homeless: everything ? 0 : homeless.length,
  };
}

/**
 * Makes all accepted agenda items, in the order given, each at the end of its area: all of them in
 * one step, or none. One national item is carried verbatim, several are consolidated.
 * @throws Refused "moved-on" if an item has been placed, changed or removed since it was seen, or
 * an area was removed; "already-done" if the form was received before; or by the policy.
 */
export async function placeZeroDraft(
  context: OperationContext,
  input: { key?: string; drafts: readonly AcceptedDraft[] },
): Promise<{ stepId: string; made: number }> {
  const seen = input.drafts.flatMap(({ items }) => items);
  const done = await context.store.transaction(async (tx) => {
    const selected = seen.map(({ planId, itemId }) => ({
      planId,
      itemId,
      seen: "unplaced" as const,
    }));
    const selection = await openSelection(
      tx,
      context,
      selected,
      WORKSPACE_LIMITS.itemsPerZeroDraft,
    );
    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: "compile-many",
      agendaItemId: null,
    });
    const taken = await readCurrentItems(tx, selection.items).catch((error: unknown) => {
      // It stood when it was seen.
      if (error instanceof Refused && error.code === "not-found") {
        throw new Refused("moved-on", "items");
      }
      throw error;
    });
    if (taken.some(({ hash }, at) => hash !== seen[at]?.hash)) {
      throw new Refused("moved-on", "items");
    }
    const takenOf = new Map(taken.map((item) => [keyOf(item), item]));
    const drafts = input.drafts.map((draft) => ({
      ...draft,
      agendaItemId: context.newId(),
      taken: draft.items.flatMap((key) => takenOf.get(keyOf(key)) ?? []),
    }));

    const edit = await editDocument(context, tx, selection.agenda, selection.actor.id, (doc) => {
      const areaIds = new Set(readOutline(doc).areas.map(({ id }) => id));
      if (!drafts.every(({ areaId }) => areaIds.has(areaId))) {
        throw new Refused("moved-on", "areaId");
      }
      for (const { agendaItemId, areaId, taken, form } of drafts) {
        addItem(doc, areaId, {
          id: agendaItemId,
          text: withinLimits(formedText(taken, form, context.newId)),
        });
      }
    });
    edit.doc.destroy();

    const recorded: { agendaItemId: string; items: { ref: string }[] }[] = [];
    for (const { agendaItemId, taken } of drafts) {
      const disposition = usualDisposition(taken.length);
      const items = await dispose(tx, context, step, {
        taken,
        holding: selection.holding,
        outcome: { disposition, agendaItemId, reason: "" },
        endedBy: (held) => endedByPlacing(held, agendaItemId, disposition),
      });
      recorded.push({ agendaItemId, items });
    }
    await recordMergeStep(tx, context, "compile-many", selection, {
      stepId: step.id,
      made: recorded,
    });
    return { agenda: selection.agenda, stepId: step.id, update: edit.update };
  });
  context.live.apply(done.agenda.id, done.update);
  context.live.announce(done.agenda.id, "agenda");
  return { stepId: done.stepId, made: input.drafts.length };
}
