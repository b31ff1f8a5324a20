/** Taking a decision on amendments back. */
import type * as Y from "yjs";
import type { z } from "zod";
import { type AmendmentRow, listDecision, updateAmendments } from "#db/amendments";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import {
  areaOf,
  givenDetails,
  itemOf,
  placeOf,
  readDetails,
  readItem,
} from "../documents/document";
import {
  moveItem,
  removeItem,
  restoreItem,
  setDetails,
  setItemText,
} from "../documents/document-changes";
import { editDocument } from "../documents/log.server";
import { onDocument } from "../documents/operation.server";
import { checked } from "../forms";
import { Refused } from "../refusal";
import { carry, sameText } from "./carry";
import type { Decided } from "./deciding.server";
import { carryDetails } from "./details";
import { undoInput } from "./input";
import { isAccepted } from "./rules";
import {
  currentItem,
  groupedByItem,
  indexAfter,
  type MovedTo,
  type ProposedPlace,
  parsed,
  parsedDetails,
} from "./writing.server";

/**
 * Takes a decision back: the amendments wait again, and what an acceptance changed in the text is
 * undone in it, whatever was written around it since.
 * @throws Refused "moved-on" if others have worked on the same since, so that their work would go with
 * it: other words in its place, words or details in an item that it added, another move of the item.
 */
export async function undoDecision(
  context: OperationContext,
  input: z.input<typeof undoInput>,
): Promise<Decided> {
  const { documentId, decisionId } = checked(undoInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "decide", document);
    const rows = await listDecision(tx, documentId, decisionId);
    const [first] = rows;
    if (!first) throw new Refused("already-done", "decisionId");
    const accepted = groupedByItem(rows.filter(isAccepted));
    let update: Uint8Array | undefined;
    if (accepted.length > 0) {
      const edit = await editDocument(context, tx, document, actor.id, (doc) => {
        // All of one item were made in its text together, and know what it was.
        for (const [row] of accepted) takeBack(doc, row);
      });
      update = edit.update;
    }
    await updateAmendments(
      tx,
      rows.map(({ id }) => id),
      {
        state: "proposed",
        reason: "",
        decidedBy: null,
        decidedAt: null,
        decisionId: null,
        decidedFrom: null,
        decidedTo: null,
      },
    );
    const made = rows.filter(({ kind }) => kind === "new").map(({ id }) => id);
    if (accepted.length > 0) await updateAmendments(tx, made, { itemId: null });
    const entry = { action: "amendments.undo", detail: { decisionId } };
    return { result: { decisionId, itemId: first.itemId }, entry, update };
  });
}

/** Takes back what one changed; refused where others have worked on just that since. */
function takeBack(doc: Y.Doc, row: AmendmentRow): void {
  const itemId = row.itemId ?? "";
  const item = itemOf(doc, itemId);
  if (!item) throw new Refused("not-found", "itemId");
  const isGone = item.get("removed") === true;
  if (row.kind === "removal") {
    // Brought back by hand, it stands as it is to stand; nothing is left to do in the text.
    if (!isGone) return;
    // It would bring the area back with it, which was there when the item was removed.
    const area = areaOf(doc, placeOf(item).area);
    if (area?.get("removed") === true) throw new Refused("moved-on", "areaId");
    restoreItem(doc, itemId);
  } else if (isGone) throw new Refused("moved-on", "itemId");
  else if (row.kind === "new") {
    const { text, details } = readItem(doc, itemId);
    if (!sameText(text, parsed(row.decidedTo)) || givenDetails(details).length > 0) {
      throw new Refused("moved-on", "text");
    }
    removeItem(doc, itemId);
  } else if (row.kind === "move") {
    if (!standsWhereMoved(doc, item, row)) throw new Refused("moved-on", "itemId");
    const { areaId, afterItemId } = JSON.parse(row.decidedFrom ?? "{}") as ProposedPlace;
    moveItem(doc, itemId, areaId, indexAfter(doc, areaId, afterItemId, itemId));
  } else if (row.kind === "details") {
    const back = carryDetails(
      { basis: parsedDetails(row.decidedTo), proposed: parsedDetails(row.decidedFrom) },
      readDetails(doc, itemId),
    );
    if (back.outcome === "collides") throw new Refused("moved-on", "text");
    if (back.outcome === "clean") setDetails(doc, itemId, back.changes);
  } else {
    const { text } = readItem(doc, itemId);
    const back = carry({ basis: parsed(row.decidedTo), proposed: parsed(row.decidedFrom) }, text);
    if (back.outcome === "collides") throw new Refused("moved-on", "text");
    if (back.outcome === "clean") setItemText(doc, itemId, back.text);
  }
}

/** Whether a moved item has not been moved again; others may have come to stand before it. */
function standsWhereMoved(doc: Y.Doc, item: Y.Map<unknown>, row: AmendmentRow): boolean {
  const { areaId, afterItemId, order } = JSON.parse(row.decidedTo ?? "{}") as MovedTo;
  const now = placeOf(item);
  if (now.area !== areaId) return false;
  if (order !== undefined) return now.order === order;
  // Of a decision that did not note the key: by what it stands after.
  return currentItem(doc, null, row.itemId ?? "").afterItemId === afterItemId;
}
