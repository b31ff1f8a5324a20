/** Taking a decision on amendments back. */
import type * as Y from "yjs";
import type { z } from "zod";
import { type AmendmentRow, listDecision, updateAmendments } from "#db/amendments";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { checked } from "../forms";
import { itemsOf, readDetails, readItem } from "../plans/document";
import {
  moveItem,
  removeItem,
  restoreItem,
  setDetails,
  setItemText,
} from "../plans/document-changes";
import { editDocument } from "../plans/log.server";
import { onDocument } from "../plans/operation.server";
import { Refused } from "../refusal";
import { carry } from "./carry";
import type { Decided } from "./deciding.server";
import { carryDetails } from "./details";
import { undoInput } from "./input";
import { isAccepted } from "./rules";
import { groupedByItem, indexAfter, type Place, parsed, parsedDetails } from "./writing.server";

/**
 * Takes a decision back: the amendments wait again, and what an acceptance changed in the text is
 * undone in it, whatever was written around it since.
 * @throws Refused "moved-on" if its words have changed meanwhile, so that they cannot be taken back.
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

function takeBack(doc: Y.Doc, row: AmendmentRow): void {
  const itemId = row.itemId ?? "";
  const item = itemsOf(doc).get(itemId);
  if (!item) throw new Refused("not-found", "itemId");
  const isGone = item.get("removed") === true;
  if (row.kind === "removal") restoreItem(doc, itemId);
  else if (isGone) throw new Refused("moved-on", "itemId");
  else if (row.kind === "new") removeItem(doc, itemId);
  else if (row.kind === "move") {
    const { areaId, afterItemId } = JSON.parse(row.decidedFrom ?? "{}") as Place;
    moveItem(doc, itemId, areaId, indexAfter(doc, areaId, afterItemId, itemId));
  } else if (row.kind === "details") {
    const back = carryDetails(
      { basis: parsedDetails(row.decidedTo), proposed: parsedDetails(row.decidedFrom) },
      readDetails(doc, itemId),
    );
    if (back.fate === "collides") throw new Refused("moved-on", "text");
    if (back.fate === "clean") setDetails(doc, itemId, back.changes);
  } else {
    const { text } = readItem(doc, itemId);
    const back = carry({ basis: parsed(row.decidedTo), proposed: parsed(row.decidedFrom) }, text);
    if (back.fate === "collides") throw new Refused("moved-on", "text");
    if (back.fate === "clean") setItemText(doc, itemId, back.text);
  }
}
