/** Suggesting while drafting: what someone writes in their copy of an item becomes amendments. */
import type { z } from "zod";
import {
  type AmendmentRow,
  endSupport,
  insertAmendment,
  listOpenAmendmentsOf,
  updateAmendments,
} from "#db/amendments";
import type { DocumentRow } from "#db/documents";
import { listTold } from "#db/notifications";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { loadDocument } from "../documents/log.server";
import { onDocument } from "../documents/operation.server";
import type { RichText } from "../documents/rich-text";
import { withinLimits } from "../documents/text-limits";
import { checked } from "../forms";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { carry } from "./carry";
import { suggestInput } from "./input";
import { refuseTooMuchProposed } from "./limits.server";
import { notifyOfProposal } from "./notify.server";
import {
  applicableSuggestions,
  type Change,
  compareSuggestions,
  type OwnSuggestion,
  separateChanges,
  withChange,
} from "./suggestions";
import type { Suggested } from "./view";
import { currentItem, proposalOf } from "./writing.server";

/**
 * Takes a copy of an item's text as its writer has it now. Each change in it is a suggestion of
 * theirs: what they suggested before stays, is written further, or is withdrawn if it is no longer in
 * the copy. Sent twice it does the same once.
 * @throws Refused "already-done" if one that was in the copy has been decided or withdrawn; "moved-on"
 * if words that it changes have been changed in the text; "too-many" at more changes than one can
 * decide on; "not-found" if the item is not there.
 */
export async function suggest(
  context: OperationContext,
  input: z.input<typeof suggestInput>,
): Promise<Suggested> {
  const { documentId, itemId, basis, text, known } = checked(suggestInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "propose", document);
    const doc = await loadDocument(tx, documentId);
    const item = currentItem(doc, document.delegation, itemId);
    doc.destroy();
    const own = await ownSuggestions(tx, documentId, itemId, actor.id);
    if (known.some((id) => !own.some((row) => row.id === id))) {
      throw new Refused("already-done", "known");
    }
    const wanted = changesWanted(basis, withinLimits(text), item.text);
    if (wanted.length > CONTRIBUTION_LIMITS.suggestionsPerItem)
      throw new Refused("too-many", "text");
    const applicable = applicableSuggestions(item.text, own.map(suggestionOf));
    const { changed, added, gone } = compareSuggestions(applicable, wanted);
    // What another window of theirs has suggested was not in this copy, and stays.
    const withdrawn = gone.filter((id) => known.includes(id));

    const at = context.now();
    const basisText = JSON.stringify(item.text);
    const proposedWith = (change: Change) => JSON.stringify(withChange(item.text, change));
    for (const { id, change } of changed) {
      await updateAmendments(tx, [id], {
        basisText,
        proposedText: proposedWith(change),
        carriedBasis: null,
        carriedText: null,
        editedAt: at,
      });
    }
    // Who supported the words before has not seen these.
    await endSupport(
      tx,
      changed.map(({ id }) => id),
    );
    await updateAmendments(tx, withdrawn, {
      state: "withdrawn",
      decidedBy: actor.id,
      decidedAt: at,
    });
    const ids = added.map(() => context.newId());
    for (const [i, change] of added.entries()) {
      await insertAmendment(tx, {
        id: ids[i] as string,
        documentId,
        kind: "text",
        origin: "suggestion",
        itemId,
        areaId: null,
        afterItemId: null,
        basisText,
        proposedText: proposedWith(change),
        basisRef: item.ref,
        justification: "",
        proposedBy: actor.id,
        proposedAt: at,
      });
    }
    if (added.length + changed.length > 0) {
      await refuseTooMuchProposed(tx, { documentId, personId: actor.id });
    }
    const left = await ownSuggestions(tx, documentId, itemId, actor.id);
    const result = { suggestions: left.map(suggestionOf) };
    const nothing = changed.length + added.length + withdrawn.length === 0;
    if (!nothing) await tellOfFirst(tx, context, document, left);
    const detail = { itemId, added: ids, changed: changed.map(({ id }) => id), withdrawn };
    return { result, entry: nothing ? null : { action: "amendments.suggest", detail } };
  });
}

/**
 * One notice for what someone writes in an item, not one for each word: of the first that waits, as
 * long as nobody was told of any of them. The one that was told of may have been withdrawn.
 */
async function tellOfFirst(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  waiting: readonly AmendmentRow[],
): Promise<void> {
  for (const { id } of waiting) {
    if ((await listTold(tx, "amendment", id)).length > 0) return;
  }
  const [first] = waiting;
  if (first) await notifyOfProposal(tx, context, document, first);
}

/** What was written on the text as it was known, on the one that stands. */
function changesWanted(basis: RichText, text: RichText, now: RichText): Change[] {
  const carried = carry({ basis, proposed: text }, now);
  if (carried.outcome === "collides") throw new Refused("moved-on", "text");
  return carried.outcome === "done" ? [] : separateChanges(now, carried.text);
}

/** Those of a person in an item that wait, oldest first. */
async function ownSuggestions(
  tx: Queries,
  documentId: string,
  itemId: string,
  personId: string,
): Promise<AmendmentRow[]> {
  return (await listOpenAmendmentsOf(tx, documentId, itemId)).filter(
    ({ origin, kind, proposedBy }) =>
      origin === "suggestion" && kind === "text" && proposedBy === personId,
  );
}

const suggestionOf = (row: AmendmentRow): OwnSuggestion => ({ id: row.id, ...proposalOf(row) });
