/**
 * Deciding amendments: accepting one or several together, as proposed or with changes of the
 * convener's own, and rejecting them. The text is changed in the same transaction, word by word,
 * while others are typing in it.
 */
import type * as Y from "yjs";
import type { z } from "zod";
import { type AmendmentRow, listOpenAmendmentsOf, updateAmendments } from "#db/amendments";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { allow, granted, subjectOf } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { type Details, itemOf, placeOf, readDetails, readOutline } from "../documents/document";
import {
  addItem,
  moveItem,
  removeItem,
  setDetails,
  setItemText,
} from "../documents/document-changes";
import { editDocument, saveVersion } from "../documents/log.server";
import { onDocument } from "../documents/operation.server";
import type { RichText } from "../documents/rich-text";
import { withinLimits } from "../documents/text-limits";
import { checked } from "../forms";
import { Refused } from "../refusal";
import { afterAcceptance } from "./after-acceptance.server";
import { carry, collisionsOf, withAll } from "./carry";
import { carryDetails } from "./details";
import { acceptInput, rejectInput } from "./input";
import { notifyOfDecision } from "./notify.server";
import { mayDecide, writtenAt } from "./rules";
import { checkSeen } from "./seen.server";
import {
  amendmentsOf,
  currentItem,
  detailsProposalOf,
  type Group,
  groupedByItem,
  indexAfter,
  type MovedTo,
  type ProposedPlace,
  parsed,
  proposalOf,
} from "./writing.server";

export interface Decided {
  decisionId: string;
  /** The item it is about; null where a new one was refused. */
  itemId: string | null;
}

/** What an acceptance does to the document, and what is noted of it. */
interface Effect {
  itemId: string;
  /** JSON of the text or the details, of a move the place, before and after; null where there was or is none. */
  from: string | null;
  to: string | null;
}

/** The amendments of a form, all of them the actor's to decide. */
async function pending(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  { amendmentIds, seenAt }: { amendmentIds: readonly string[]; seenAt?: number },
): Promise<{ rows: AmendmentRow[]; actorId: string }> {
  allow(context.actor, "decide", document);
  const rows = await amendmentsOf(tx, document, context.actor, amendmentIds);
  const subject = subjectOf(document);
  for (const row of rows) {
    const decision = mayDecide(context.actor, subject, row);
    // Someone else decided first, or it was withdrawn: that is not a matter of the plan's state.
    if (row.state !== "proposed") throw new Refused("already-done", "amendmentIds");
    granted(context.actor, decision);
    if (seenAt !== undefined && writtenAt(row) > seenAt) {
      throw new Refused("moved-on", "amendmentIds");
    }
  }
  return { rows, actorId: context.actor?.id ?? "" };
}

/**
 * Accepts amendments. Several of texts, of one item or many, are taken together if they do not
 * collide; with `text`, that is what the one item is to say, merged by hand.
 * @throws Refused "moved-on" if they cannot be made in the text as it stands, or if it or they are no
 * longer what the convener saw; "already-done" if one was decided or withdrawn meanwhile.
 */
export async function acceptAmendments(
  context: OperationContext,
  input: z.input<typeof acceptInput>,
): Promise<Decided> {
  const given = checked(acceptInput, input);
  const { documentId } = given;
  return onDocument(context, documentId, async (tx, document) => {
    const { rows, actorId } = await pending(tx, context, document, given);
    const byItem = groupedByItem(rows);
    const several = rows.length > 1 && rows.some(({ kind }) => kind !== "text");
    if (several || (byItem.length > 1 && given.text)) throw new Refused("invalid", "amendmentIds");
    for (const { kind } of rows) {
      // What is written by hand is of the kind that is decided; it would be left out of any other.
      if (given.text && kind !== "text" && kind !== "new") throw new Refused("invalid", "text");
      if (given.details && kind !== "details") throw new Refused("invalid", "details");
    }
    if (rows.length > 1) {
      await saveVersion(context, tx, document.id, { reason: "accept-several", by: actorId });
    }
    const newId = context.newId();
    const { update, result: effects } = await editDocument(context, tx, document, actorId, (doc) =>
      byItem.map((group) => accept(doc, document.delegation, group, given, newId)),
    );
    const decisionId = context.newId();
    const decided = {
      decidedBy: actorId,
      decidedAt: context.now(),
      decisionId,
      reason: given.reason,
    };
    for (const [i, group] of byItem.entries()) {
      const effect = effects[i] as Effect;
      await updateAmendments(
        tx,
        group.map(({ id }) => id),
        {
          ...decided,
          state: given.text || given.details ? "accepted-modified" : "accepted",
          itemId: effect.itemId,
          decidedFrom: effect.from,
          decidedTo: effect.to,
        },
      );
      const rest = await listOpenAmendmentsOf(tx, documentId, effect.itemId);
      await afterAcceptance(tx, group[0].kind, rest, effect, decided);
    }
    const itemId = effects[0]?.itemId ?? null;
    await notifyOfDecision(tx, context, document, decisionId);
    const detail = { decisionId, amendmentIds: given.amendmentIds, itemId };
    const entry = { action: "amendments.accept", detail };
    return { result: { decisionId, itemId }, entry, update };
  });
}

function accept(
  doc: Y.Doc,
  delegation: string | null,
  rows: Group,
  given: z.output<typeof acceptInput>,
  newId: string,
): Effect {
  const [row] = rows;
  if (row.kind === "new") {
    const areaId = row.areaId ?? "";
    const text = withinLimits(given.text ?? parsed(row.proposedText));
    checkSeen(row, null, placesIn(doc), given.seenItem);
    addItem(doc, areaId, { id: newId, text }, indexAfter(doc, areaId, row.afterItemId));
    return { itemId: newId, from: null, to: JSON.stringify(text) };
  }
  const itemId = row.itemId ?? "";
  const item = currentItem(doc, delegation, itemId);
  checkSeen(row, item, placesIn(doc), given.seenItem);
  if (row.kind === "removal") {
    removeItem(doc, itemId);
    return { itemId, from: JSON.stringify(item.text), to: null };
  }
  if (row.kind === "move") {
    const areaId = row.areaId ?? "";
    moveItem(doc, itemId, areaId, indexAfter(doc, areaId, row.afterItemId, itemId));
    const before: ProposedPlace = { areaId: item.areaId, afterItemId: item.afterItemId };
    const order = placeOf(itemOf(doc, itemId) as Y.Map<unknown>).order;
    const after: MovedTo = { areaId, afterItemId: row.afterItemId, order };
    return { itemId, from: JSON.stringify(before), to: JSON.stringify(after) };
  }
  if (row.kind === "details") {
    if (given.details && !given.seenDetails) throw new Refused("invalid", "seenDetails");
    const proposal =
      given.details && given.seenDetails
        ? { basis: given.seenDetails, proposed: given.details }
        : detailsProposalOf(row);
    const details = detailsOnto(doc, itemId, proposal);
    return { itemId, from: JSON.stringify(item.details), to: JSON.stringify(details) };
  }
  const text = withinLimits(
    given.text ? byHand(item.text, given.text, given.seen) : together(item.text, rows),
  );
  setItemText(doc, itemId, text);
  return { itemId, from: JSON.stringify(item.text), to: JSON.stringify(text) };
}

/** In which area each item stands. */
const placesIn = (doc: Y.Doc) =>
  new Map(
    readOutline(doc).areas.flatMap(({ id: areaId, items }) =>
      items.map(({ id }) => [id, { areaId }] as const),
    ),
  );

/** Puts details into the item; what it says then. Refused where that is not plain, or changes nothing. */
function detailsOnto(
  doc: Y.Doc,
  itemId: string,
  proposal: { basis: Details; proposed: Details },
): Details {
  const carried = carryDetails(proposal, readDetails(doc, itemId));
  if (carried.outcome === "collides") throw new Refused("moved-on", "text");
  if (carried.outcome === "done") throw new Refused("invalid", "text");
  setDetails(doc, itemId, carried.changes);
  return carried.details;
}

/** What a convener wrote, carried onto the text that stands if it was written on another. */
function byHand(now: RichText, text: RichText, seen: RichText | undefined): RichText {
  if (!seen) throw new Refused("invalid", "seen");
  const carried = carry({ basis: seen, proposed: text }, now);
  if (carried.outcome === "collides") throw new Refused("moved-on", "text");
  // To leave the text as it is would be to reject them, which needs a reason.
  if (carried.outcome === "done") throw new Refused("invalid", "text");
  return carried.text;
}

function together(now: RichText, rows: readonly AmendmentRow[]): RichText {
  const carried = rows.map((row) => carry(proposalOf(row), now));
  if (carried.some(({ outcome }) => outcome === "collides"))
    throw new Refused("moved-on", "amendmentIds");
  const changes = carried.flatMap((each) => (each.outcome === "clean" ? [each.edits] : []));
  if (collisionsOf(changes).some((others) => others.length > 0)) {
    throw new Refused("moved-on", "amendmentIds");
  }
  return withAll(now, changes);
}

/** Rejects amendments, with a reason that the proposers read. The text stays as it is. */
export async function rejectAmendments(
  context: OperationContext,
  input: z.input<typeof rejectInput>,
): Promise<Decided> {
  const given = checked(rejectInput, input);
  const { documentId, amendmentIds, reason } = given;
  return onDocument(context, documentId, async (tx, document) => {
    const { rows, actorId } = await pending(tx, context, document, given);
    const decisionId = context.newId();
    await updateAmendments(tx, amendmentIds, {
      state: "rejected",
      reason,
      decidedBy: actorId,
      decidedAt: context.now(),
      decisionId,
    });
    await notifyOfDecision(tx, context, document, decisionId);
    const entry = { action: "amendments.reject", detail: { decisionId, amendmentIds } };
    return { result: { decisionId, itemId: rows[0]?.itemId ?? null }, entry };
  });
}
