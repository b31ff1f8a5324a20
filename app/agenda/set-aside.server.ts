/** Steps that set national items aside, or take back what was decided about them. */
import { endDispositions } from "#db/agenda";
import type { OperationContext } from "../context";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { keyOf, needsReason, type SettingAside } from "./disposition";
import {
  beginMergeStep,
  dispose,
  openSelection,
  readCurrentItems,
  recordMergeStep,
  type SelectedItem,
} from "./merge-step.server";
import { endedByClearing, endedBySettingAside } from "./steps";

/**
 * Sets national items aside, with a reason; where they were carried until now ends.
 * @throws Refused "invalid" without a reason or with one that is too long, "already-done" if all
 * of them are set aside in just this way, with the words they have now, and as `compileItems`.
 */
export async function setAside(
  context: OperationContext,
  input: {
    key?: string;
    items: readonly SelectedItem[];
    disposition: SettingAside;
    reason: string;
  },
): Promise<{ stepId: string }> {
  const { disposition } = input;
  const reason = input.reason.trim();
  if (!needsReason(disposition)) throw new Refused("invalid", "disposition");
  if (reason === "" || reason.length > CONTRIBUTION_LIMITS.reasonLetters)
    throw new Refused("invalid", "reason");

  const { agenda, stepId } = await context.store.transaction(async (tx) => {
    const selection = await openSelection(tx, context, input.items);
    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: "set-aside",
      agendaItemId: null,
    });
    const taken = await readCurrentItems(tx, selection.items);
    const items = await dispose(tx, context, step, {
      taken,
      holding: selection.holding,
      outcome: { disposition, agendaItemId: null, reason },
      endedBy: (held, { hash }) => endedBySettingAside(held, disposition, reason, hash),
    });
    await recordMergeStep(tx, context, "set-aside", selection, {
      stepId: step.id,
      disposition,
      items,
    });
    return { agenda: selection.agenda, stepId: step.id };
  });
  context.live.announce(agenda.id, "agenda");
  return { stepId };
}

/**
 * Takes back what was decided about national items, all of it, or only that they are carried to
 * one agenda item. The agenda's own words stay as they are.
 * @throws Refused "already-done" if nothing holds about any of them, and as `compileItems`.
 */
export async function clearDisposition(
  context: OperationContext,
  input: { key?: string; items: readonly SelectedItem[]; agendaItemId?: string | null },
): Promise<{ stepId: string }> {
  const { agenda, stepId } = await context.store.transaction(async (tx) => {
    const selection = await openSelection(tx, context, input.items);
    const agendaItemId = input.agendaItemId ?? null;
    const ended = selection.items.flatMap((item) =>
      endedByClearing(selection.holding.get(keyOf(item)) ?? [], agendaItemId),
    );
    if (ended.length === 0) throw new Refused("already-done");
    const step = await beginMergeStep(tx, context, selection, {
      key: input.key,
      kind: "clear",
      agendaItemId,
    });
    const ids = ended.map((row) => row.id);
    await endDispositions(tx, ids, step.id);
    await recordMergeStep(tx, context, "clear", selection, {
      stepId: step.id,
      agendaItemId,
      dispositions: ids,
    });
    return { agenda: selection.agenda, stepId: step.id };
  });
  context.live.announce(agenda.id, "agenda");
  return { stepId };
}
