/** What people do with comments: begin a thread, reply, edit, delete, resolve. */
import { createHash } from "node:crypto";
import type * as Y from "yjs";
import type { z } from "zod";
import {
  type CommentRow,
  countComments,
  countThreadsOf,
  findComment,
  insertComment,
  insertThread,
  setMentions,
  updateComment,
  updateThread,
} from "#db/comments";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { allow, granted, subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { OperationContext } from "../context";
import { itemOf, readOutline } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { onDocument } from "../documents/operation.server";
import { findArea } from "../documents/outline";
import { checked } from "../forms";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { type Anchor, resolveAnchor } from "./anchor";
import { deleteInput, editInput, openInput, replyInput, resolveInput } from "./input";
import { keepMentions, proposedAt } from "./mentions.server";
import { notifyOfEdit, notifyOfReply, notifyOfThread } from "./notify.server";
import { mayChangeComment, mayResolve } from "./rules";
import {
  type CommentWritten,
  changed,
  commentOf,
  factsOf,
  readableOf,
  unchanged,
} from "./writing.server";

/**
 * Opens a thread with its first comment: on a passage, a whole item, an area, the document or an
 * amendment. The words quoted are the document's own, not the sender's. With `internal` only the
 * people of the actor's delegation ever receive it, and nothing makes it public later. Refused with
 * `not-found` if what it is about is not in the document, was removed or is not the actor's to
 * read, and with `moved-on` if the passage is no longer there.
 */
export async function openThread(
  context: OperationContext,
  input: z.input<typeof openInput>,
): Promise<CommentWritten> {
  const { documentId, internal, body, requestKey, ...target } = checked(openInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    if (internal) allow(actor, "make-internal", document);
    const commentId = idFor(context, actor, requestKey);
    const earlier = await findComment(tx, documentId, commentId);
    if (earlier) return unchanged({ threadId: earlier.threadId, commentId });

    const begun = await countThreadsOf(tx, { documentId, personId: actor.id });
    if (begun >= CONTRIBUTION_LIMITS.threadsPerPerson) throw new Refused("limit", "threads");
    const found = await foundFor(tx, document, actor, target);
    const { about, itemId, anchor } = target;
    const threadId = context.newId();
    const createdAt = context.now();
    const internalTo = internal ? actor.delegation : null;
    await insertThread(tx, {
      id: threadId,
      documentId,
      about,
      itemId,
      anchorStart: anchor?.start ?? null,
      anchorEnd: anchor?.end ?? null,
      quote: found.quote,
      createdBy: actor.id,
      createdAt,
      internalTo,
    });
    const comment = { id: commentId, threadId, authorId: actor.id, body };
    await insertComment(tx, newComment({ ...comment, at: createdAt }));
    await keepMentions(
      tx,
      document,
      { createdAt, internalTo, proposedAt: found.proposedAt, amendmentId: itemId },
      comment,
    );
    await notifyOfThread(tx, context, document, comment);
    const detail = { about, itemId, internal };
    return changed("comments.open", { threadId, commentId }, { internalTo }, detail);
  });
}

type Target = Pick<z.output<typeof openInput>, "about" | "itemId" | "anchor" | "quote">;

/** The words and the amendment that a new thread is about; refused if there is no such thing. */
async function foundFor(
  tx: Queries,
  document: DocumentRow,
  actor: Actor,
  { about, itemId, anchor, quote }: Target,
): Promise<{ quote: string; proposedAt: number | null }> {
  if (anchor && about !== "item") throw new Refused("invalid", "anchor");
  switch (about) {
    case "item": {
      const doc = await loadDocument(tx, document.id);
      return { quote: wordsIn(doc, itemId, anchor, quote), proposedAt: null };
    }
    case "area": {
      const outline = readOutline(await loadDocument(tx, document.id));
      if (!findArea(outline, itemId)) throw new Refused("not-found", "itemId");
      return { quote: "", proposedAt: null };
    }
    case "document":
      if (itemId !== "") throw new Refused("invalid", "itemId");
      return { quote: "", proposedAt: null };
    case "amendment":
      return { quote: "", proposedAt: await proposedAt(tx, document, actor, itemId) };
  }
}

/** The words of a passage of an item; none for a whole item. */
function wordsIn(doc: Y.Doc, itemId: string, anchor: Anchor | null, quote: string): string {
  const item = itemOf(doc, itemId);
  if (!item || item.get("removed") === true) throw new Refused("not-found", "itemId");
  if (!anchor) return "";
  const passage = resolveAnchor(doc, itemId, anchor, quote);
  if (!passage.found) throw new Refused("moved-on", "anchor");
  return passage.text.slice(0, CONTRIBUTION_LIMITS.quoteLetters);
}

/** Adds a reply, also to a resolved thread (which stays so) and where the item was removed. */
export async function reply(
  context: OperationContext,
  input: z.input<typeof replyInput>,
): Promise<CommentWritten> {
  const { documentId, threadId, body, requestKey } = checked(replyInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    const commentId = idFor(context, actor, requestKey);
    const earlier = await findComment(tx, documentId, commentId);
    if (earlier) return unchanged({ threadId: earlier.threadId, commentId });

    const facts = await factsOf(tx, document, actor, threadId);
    if ((await countComments(tx, threadId)) >= CONTRIBUTION_LIMITS.commentsPerThread) {
      throw new Refused("limit", "comments");
    }
    const comment = { id: commentId, threadId, authorId: actor.id, body };
    await insertComment(tx, newComment({ ...comment, at: context.now() }));
    await keepMentions(tx, document, readableOf(facts), comment);
    await notifyOfReply(tx, context, document, comment);
    return changed("comments.reply", { threadId, commentId }, facts.thread);
  });
}

/** Replaces the text of one's own comment. */
export async function editComment(
  context: OperationContext,
  input: z.input<typeof editInput>,
): Promise<CommentWritten> {
  const { documentId, commentId, body } = checked(editInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    const { comment, facts } = await commentOf(tx, document, actor, commentId);
    if (comment.deletedAt !== null) throw new Refused("not-found", "commentId");
    granted(actor, mayChangeComment(actor, subjectOf(document), comment));
    const written = { threadId: comment.threadId, commentId };
    if (comment.body === body) return unchanged(written);

    await updateComment(tx, commentId, { body, editedAt: context.now() });
    const now = { id: commentId, body };
    await keepMentions(tx, document, readableOf(facts), now, comment.body);
    await notifyOfEdit(tx, context, document, { ...comment, body });
    return changed("comments.edit", written, facts.thread);
  });
}

/** Deletes one's own comment; replies to it stay, and whom it named is forgotten. Deleting again changes nothing. */
export async function deleteComment(
  context: OperationContext,
  input: z.input<typeof deleteInput>,
): Promise<CommentWritten> {
  const { documentId, commentId } = checked(deleteInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    const { comment, facts } = await commentOf(tx, document, actor, commentId);
    granted(actor, mayChangeComment(actor, subjectOf(document), comment));
    const written = { threadId: comment.threadId, commentId };
    if (comment.deletedAt !== null) return unchanged(written);

    await updateComment(tx, commentId, { deletedAt: context.now() });
    await setMentions(tx, commentId, []);
    return changed("comments.delete", written, facts.thread);
  });
}

/** Marks a thread as resolved. Who did so first, and when, stays. */
export async function resolveThread(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
): Promise<CommentWritten> {
  return settle(context, input, true);
}

/** Takes a resolution back. Who did so last, and when, stays, also when it is resolved once more. */
export async function reopenThread(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
): Promise<CommentWritten> {
  return settle(context, input, false);
}

async function settle(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
  resolved: boolean,
): Promise<CommentWritten> {
  const { documentId, threadId } = checked(resolveInput, input);
  return onDocument(context, documentId, async (tx, document) => {
    const subject = subjectOf(document);
    const reader = allow(context.actor, "read-comments", document);
    const { thread } = await factsOf(tx, document, reader, threadId);
    const actor = granted(reader, mayResolve(reader, subject, thread));
    const written = { threadId, commentId: null };
    if ((thread.resolvedAt !== null) === resolved) return unchanged(written);

    const at = context.now();
    await updateThread(
      tx,
      threadId,
      resolved
        ? { resolvedBy: actor.id, resolvedAt: at }
        : { resolvedBy: null, resolvedAt: null, reopenedBy: actor.id, reopenedAt: at },
    );
    return changed(resolved ? "comments.resolve" : "comments.reopen", written, thread);
  });
}

function newComment({
  at,
  ...comment
}: Pick<CommentRow, "id" | "threadId" | "authorId" | "body"> & { at: number }): CommentRow {
  return { ...comment, createdAt: at, editedAt: null, deletedAt: null };
}

/**
 * The id of a new comment. With a key it follows from who sends it and the key, so that the same
 * form sent twice finds what it wrote, and nobody can name a comment of someone else.
 */
function idFor(context: OperationContext, actor: Actor, requestKey: string | undefined): string {
  if (requestKey === undefined) return context.newId();
  return createHash("sha256").update(`${actor.id} ${requestKey}`).digest("base64url").slice(0, 24);
}
