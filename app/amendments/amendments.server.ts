/** What people do with amendments before they are decided: propose, change, withdraw, support. */
import { createHash } from "node:crypto";
import type * as Y from "yjs";
import type { z } from "zod";
import {
  addSupport,
  endSupport,
  findAmendments,
  insertAmendment,
  removeSupport,
  updateAmendments,
} from "#db/amendments";
import { allow, granted, subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { OperationContext } from "../context";
import { loadDocument } from "../documents/log.server";
import { onDocument } from "../documents/operation.server";
import type { RichText } from "../documents/rich-text";
import { withinLimits } from "../documents/text-limits";
import { checked } from "../forms";
import { Refused } from "../refusal";
import { changeInput, oneInput, proposeInput, supportInput } from "./input";
import { refuseTooMuchProposed } from "./limits.server";
import { notifyOfProposal } from "./notify.server";
import { detailsOnto, onto, rewritten } from "./rewriting.server";
import { mayChangeAmendment, maySupport, writtenAt } from "./rules";
import { amendmentsOf, currentItem, indexAfter, parsed } from "./writing.server";

/** What the operations on one amendment answer. */
export interface AmendmentWritten {
  amendmentId: string;
}

/**
 * Proposes a change of an item's text, a new item, an item's removal or its move. What was written
 * on a text that has changed since is carried onto the one that stands.
 * @throws Refused "not-found" if the item, or the area it is to stand in, is not there; "moved-on"
 * if the words that it would change have changed meanwhile; "invalid" if it changes nothing; "limit" if
 * it is longer, or more, than one person may propose.
 */
export async function proposeAmendment(
  context: OperationContext,
  input: z.input<typeof proposeInput>,
): Promise<AmendmentWritten> {
  const given = checked(proposeInput, input);
  const { documentId, kind, justification } = given;
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "propose", document);
    const id = idFor(context, actor, given.requestKey);
    const [earlier] = await findAmendments(tx, documentId, [id]);
    if (earlier) return { result: { amendmentId: id }, entry: null };

    const doc = await loadDocument(tx, documentId);
    const about = contentOf(doc, document.delegation, given);
    doc.destroy();
    const proposedAt = context.now();
    await insertAmendment(tx, {
      id,
      documentId,
      kind,
      ...about,
      justification,
      proposedBy: actor.id,
      proposedAt,
    });
    await refuseTooMuchProposed(tx, { documentId, personId: actor.id });
    await notifyOfProposal(tx, context, document, { id, proposedAt, editedAt: null });
    const detail = { amendmentId: id, kind, itemId: about.itemId };
    return { result: { amendmentId: id }, entry: { action: "amendments.propose", detail } };
  });
}

/** The part of a row that says what is proposed, checked against the document as it stands. */
function contentOf(
  doc: Y.Doc,
  delegation: string | null,
  given: z.output<typeof proposeInput>,
): {
  itemId: string | null;
  areaId: string | null;
  afterItemId: string | null;
  basisText: string | null;
  proposedText: string | null;
  basisRef: string;
} {
  const { kind, itemId = null, areaId = null, afterItemId = null } = given;
  const nowhere = { areaId: null, afterItemId: null };
  if (kind === "new") {
    indexAfter(doc, areaId ?? "", afterItemId);
    const proposedText = JSON.stringify(given.text && withinLimits(given.text));
    return { itemId: null, areaId, afterItemId, basisText: null, proposedText, basisRef: "" };
  }
  const item = currentItem(doc, delegation, itemId ?? "");
  const basis = { itemId, basisText: JSON.stringify(item.text), basisRef: item.ref };
  if (kind === "removal") return { ...basis, ...nowhere, proposedText: null };
  if (kind === "move") {
    indexAfter(doc, areaId ?? "", afterItemId, itemId ?? "");
    const stays = item.areaId === areaId && item.afterItemId === afterItemId;
    if (stays || afterItemId === itemId) throw new Refused("invalid", "areaId");
    return { ...basis, areaId, afterItemId, proposedText: null };
  }
  if (kind === "details") {
    const proposed = detailsOnto(item.details, given.basisDetails, given.details);
    const basisText = JSON.stringify(item.details);
    return { ...basis, ...nowhere, basisText, proposedText: JSON.stringify(proposed) };
  }
  const written = given.text && withinLimits(given.text);
  const proposed = onto(item.text, given.basis ?? item.text, written ?? item.text);
  return { ...basis, ...nowhere, proposedText: JSON.stringify(proposed) };
}

/**
 * Changes one's own amendment, its justification or its text, while it is not decided. Where it
 * proposes something else than before, nobody supports it any more: they have not seen that.
 */
export async function changeAmendment(
  context: OperationContext,
  input: z.input<typeof changeInput>,
): Promise<AmendmentWritten> {
  const given = checked(changeInput, input);
  const { documentId, amendmentId, justification } = given;
  return onDocument(context, documentId, async (tx, document) => {
    const [row] = await amendmentsOf(tx, document, context.actor, [amendmentId]);
    if (!row) throw new Refused("not-found", "amendmentId");
    granted(context.actor, mayChangeAmendment(context.actor, subjectOf(document), row));
    if (justification === "" && row.origin === "proposal") {
      throw new Refused("invalid", "justification");
    }
    if (given.text) withinLimits(given.text);
    const { content, proposesOther } = await rewritten(row, given, async (itemId) => {
      const doc = await loadDocument(tx, documentId);
      const item = currentItem(doc, document.delegation, itemId);
      doc.destroy();
      return item;
    });
    await updateAmendments(tx, [amendmentId], {
      ...content,
      justification,
      editedAt: context.now(),
    });
    await refuseTooMuchProposed(tx, { documentId, personId: row.proposedBy });
    const unsupported = proposesOther ? await endSupport(tx, [amendmentId]) : [];
    const ended = unsupported.length > 0 ? { unsupported } : {};
    const entry = { action: "amendments.change", detail: { amendmentId, ...ended } };
    return { result: { amendmentId }, entry };
  });
}

/** Withdraws one's own amendment, while it is not decided. It stays to be read. */
export async function withdrawAmendment(
  context: OperationContext,
  input: z.input<typeof oneInput>,
): Promise<AmendmentWritten> {
  const { documentId, amendmentId } = checked(oneInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const [row] = await amendmentsOf(tx, document, context.actor, [amendmentId]);
    if (!row) throw new Refused("not-found", "amendmentId");
    const subject = subjectOf(document);
    if (row.state === "withdrawn" && row.proposedBy === context.actor?.id) {
      return { result: { amendmentId }, entry: null };
    }
    const actor = granted(context.actor, mayChangeAmendment(context.actor, subject, row));
    await updateAmendments(tx, [amendmentId], {
      state: "withdrawn",
      decidedBy: actor.id,
      decidedAt: context.now(),
    });
    const entry = { action: "amendments.withdraw", detail: { amendmentId } };
    return { result: { amendmentId }, entry };
  });
}

/**
 * Says that one supports what someone else proposed, or, with `on` false, no longer does.
 * @throws Refused "moved-on" if it was written further since it was seen.
 */
export async function supportAmendment(
  context: OperationContext,
  input: z.input<typeof supportInput>,
  on: boolean,
): Promise<AmendmentWritten> {
  const { documentId, amendmentId, seenAt } = checked(supportInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const [row] = await amendmentsOf(tx, document, context.actor, [amendmentId]);
    if (!row) throw new Refused("not-found", "amendmentId");
    const actor = granted(context.actor, maySupport(context.actor, subjectOf(document), row));
    if (on && seenAt !== undefined && writtenAt(row) > seenAt) {
      throw new Refused("moved-on", "amendmentId");
    }
    const support = { amendmentId, personId: actor.id, at: context.now() };
    const isNew = on ? await addSupport(tx, support) : await removeSupport(tx, support);
    const action = on ? "amendments.support" : "amendments.unsupport";
    return { result: { amendmentId }, entry: isNew ? { action, detail: { amendmentId } } : null };
  });
}

/** The text that an amendment proposes, as it was written. */
export const proposedTextOf = (row: { proposedText: string | null }): RichText =>
  parsed(row.proposedText);

/**
 * The id of a new amendment. With a key it follows from who sends it and the key, so that the same
 * form sent twice finds what it wrote.
 */
function idFor(context: OperationContext, actor: Actor, requestKey: string | undefined): string {
  if (requestKey === undefined) return context.newId();
  const key = `${actor.id} ${requestKey}`;
  return createHash("sha256").update(key).digest("base64url").slice(0, 24);
}
