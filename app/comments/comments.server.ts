/** Reading and writing comment threads. */
import { createHash } from "node:crypto";
import type * as Y from "yjs";
import type { z } from "zod";
import {
  type CommentRow,
  findComment,
  findThread,
  hasComments,
  insertComment,
  insertThread,
  listThreads,
  type StoredThread,
  type ThreadRow,
  updateComment,
  updateThread,
} from "#db/comments";
import { type DocumentRow, findDocument } from "#db/documents";
import { addToRecord, firstOpenedAt } from "#db/record";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, type Decision, mayOnDocument, type Subject } from "../accounts/policy";
import type { AppContext, OperationContext } from "../context";
import { itemsOf } from "../plans/document";
import { loadDocument } from "../plans/log.server";
import { Refused } from "../refusal";
import { type Anchor, resolveAnchor } from "./anchor";
import {
  checked,
  deleteInput,
  editInput,
  openInput,
  QUOTE_LIMIT,
  replyInput,
  resolveInput,
} from "./input";
import { mayChangeComment, mayReadThread, mayResolve } from "./rules";
import type { Threads, ThreadView } from "./threads";

/**
 * The threads of a document as this person may see them, with what they may do to each: for its
 * page, so none for someone who may read the document and not what is said of it.
 * Throws `Refused`: `not-found`, or the policy's reason if they may not read the document.
 */
export async function readThreads(
  context: Pick<AppContext, "store">,
  actor: Actor | null,
  documentId: string,
): Promise<Threads> {
  return threadsFor(context.store.read, actor, documentId, "read");
}

/** The same for someone who asks for the comments alone: refused if these are not theirs to read. */
export async function readThreadsAlone(
  context: Pick<AppContext, "store">,
  actor: Actor | null,
  documentId: string,
): Promise<Threads> {
  return threadsFor(context.store.read, actor, documentId, "read-comments");
}

async function threadsFor(
  q: Queries,
  person: Actor | null,
  documentId: string,
  needed: "read" | "read-comments",
): Promise<Threads> {
  if (!person) throw new Refused("signed-out");
  const document = await documentOf(q, documentId);
  const actor = allow(person, needed, document);
  const subject = subjectOf(document);
  const opened = await firstOpenedAt(q, documentId);
  const stored = await listThreads(q, documentId);
  return {
    threads: stored
      .filter(isAlive)
      .filter(({ thread }) => mayReadThread(actor, subject, thread, opened).allowed)
      .map((thread) => viewOf(actor, subject, thread)),
    permissions: {
      comment: mayOnDocument(actor, "comment", subject).allowed,
      resolve: mayOnDocument(actor, "resolve", subject).allowed,
    },
  };
}

/** A thread whose comments were all deleted is over. */
const isAlive = ({ comments }: StoredThread) =>
  comments.some(({ comment }) => comment.deletedAt === null);

function viewOf(actor: Actor | null, subject: Subject, stored: StoredThread): ThreadView {
  const { thread, resolvedBy, comments } = stored;
  return {
    id: thread.id,
    itemId: thread.itemId,
    anchor: anchorOf(thread),
    quote: thread.quote,
    createdAt: thread.createdAt,
    resolved: thread.resolvedAt === null ? null : { at: thread.resolvedAt, by: resolvedBy },
    comments: comments.map(({ comment, author }) => ({
      id: comment.id,
      author,
      body: comment.deletedAt === null ? comment.body : "",
      createdAt: comment.createdAt,
      editedAt: comment.editedAt,
      deleted: comment.deletedAt !== null,
      may: {
        change: comment.deletedAt === null && mayChangeComment(actor, subject, comment).allowed,
      },
    })),
    may: {
      resolve: mayResolve(actor, subject, thread).allowed,
      reply: mayOnDocument(actor, "comment", subject).allowed,
    },
  };
}

const anchorOf = ({ anchorStart, anchorEnd }: ThreadRow): Anchor | null =>
  anchorStart === null || anchorEnd === null ? null : { start: anchorStart, end: anchorEnd };

async function documentOf(q: Queries, documentId: string): Promise<DocumentRow> {
  const document = await findDocument(q, documentId);
  if (!document) throw new Refused("not-found");
  return document;
}

function granted(actor: Actor | null, decision: Decision): Actor {
  if (!decision.allowed) throw new Refused(decision.reason);
  if (!actor) throw new Refused("signed-out");
  return actor;
}

/** What every operation here answers. */
export interface Written {
  threadId: string;
  commentId: string | null;
}

/**
 * Opens a thread with its first comment, on a passage or, with `anchor: null`, on a whole item.
 * The words quoted are the document's own, not the sender's. Refused with `not-found` if the item
 * is not in the document or was removed, and with `moved-on` if the passage is no longer there.
 */
export async function openThread(
  context: OperationContext,
  input: z.input<typeof openInput>,
): Promise<Written> {
  const { documentId, itemId, anchor, quote, body, requestKey } = checked(openInput, input);
  return write(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    const commentId = idFor(context, actor, requestKey);
    const earlier = await findComment(tx, documentId, commentId);
    if (earlier) return unchanged({ threadId: earlier.threadId, commentId });

    const words = wordsOf(await loadDocument(tx, documentId), itemId, anchor, quote);
    const threadId = context.newId();
    const at = context.now();
    await insertThread(tx, {
      id: threadId,
      documentId,
      itemId,
      anchorStart: anchor?.start ?? null,
      anchorEnd: anchor?.end ?? null,
      quote: words,
      createdBy: actor.id,
      createdAt: at,
      resolvedBy: null,
      resolvedAt: null,
    });
    await insertComment(tx, newComment({ id: commentId, threadId, authorId: actor.id, body, at }));
    return changed("comments.open", { threadId, commentId }, { itemId });
  });
}

/** The words of the passage that a new thread is about; none for a whole item. */
function wordsOf(doc: Y.Doc, itemId: string, anchor: Anchor | null, quote: string): string {
  const item = itemsOf(doc).get(itemId);
  if (!item || item.get("removed") === true) throw new Refused("not-found", "itemId");
  if (!anchor) return "";
  const passage = resolveAnchor(doc, itemId, anchor, quote);
  if (!passage.found) throw new Refused("moved-on", "anchor");
  return passage.text.slice(0, QUOTE_LIMIT);
}

/** Adds a reply, also to a resolved thread (which stays so) and where the item was removed. */
export async function reply(
  context: OperationContext,
  input: z.input<typeof replyInput>,
): Promise<Written> {
  const { documentId, threadId, body, requestKey } = checked(replyInput, input);
  return write(context, documentId, async (tx, document) => {
    const actor = allow(context.actor, "comment", document);
    const commentId = idFor(context, actor, requestKey);
    const earlier = await findComment(tx, documentId, commentId);
    if (earlier) return unchanged({ threadId: earlier.threadId, commentId });

    await threadOf(tx, document, actor, threadId);
    const at = context.now();
    await insertComment(tx, newComment({ id: commentId, threadId, authorId: actor.id, body, at }));
    return changed("comments.reply", { threadId, commentId });
  });
}

/** Replaces the text of one's own comment. */
export async function editComment(
  context: OperationContext,
  input: z.input<typeof editInput>,
): Promise<Written> {
  const { documentId, commentId, body } = checked(editInput, input);
  return write(context, documentId, async (tx, document) => {
    allow(context.actor, "comment", document);
    const comment = await commentOf(tx, documentId, commentId);
    if (comment.deletedAt !== null) throw new Refused("not-found", "commentId");
    granted(context.actor, mayChangeComment(context.actor, subjectOf(document), comment));
    const written = { threadId: comment.threadId, commentId };
    if (comment.body === body) return unchanged(written);

    await updateComment(tx, commentId, { body, editedAt: context.now() });
    return changed("comments.edit", written);
  });
}

/** Deletes one's own comment; replies to it stay. Deleting again changes nothing. */
export async function deleteComment(
  context: OperationContext,
  input: z.input<typeof deleteInput>,
): Promise<Written> {
  const { documentId, commentId } = checked(deleteInput, input);
  return write(context, documentId, async (tx, document) => {
    allow(context.actor, "comment", document);
    const comment = await commentOf(tx, documentId, commentId);
    granted(context.actor, mayChangeComment(context.actor, subjectOf(document), comment));
    const written = { threadId: comment.threadId, commentId };
    if (comment.deletedAt !== null) return unchanged(written);

    await updateComment(tx, commentId, { deletedAt: context.now() });
    return changed("comments.delete", written);
  });
}

/** Marks a thread as resolved. Who did so first, and when, stays. */
export async function resolveThread(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
): Promise<Written> {
  return settle(context, input, true);
}

/** Takes a resolution back. */
export async function reopenThread(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
): Promise<Written> {
  return settle(context, input, false);
}

async function settle(
  context: OperationContext,
  input: z.input<typeof resolveInput>,
  resolved: boolean,
): Promise<Written> {
  const { documentId, threadId } = checked(resolveInput, input);
  return write(context, documentId, async (tx, document) => {
    const subject = subjectOf(document);
    const reader = allow(context.actor, "read-comments", document);
    const thread = await threadOf(tx, document, reader, threadId);
    const actor = granted(reader, mayResolve(reader, subject, thread));
    const written = { threadId, commentId: null };
    if ((thread.resolvedAt !== null) === resolved) return unchanged(written);

    await updateThread(tx, threadId, {
      resolvedBy: resolved ? actor.id : null,
      resolvedAt: resolved ? context.now() : null,
    });
    return changed(resolved ? "comments.resolve" : "comments.reopen", written);
  });
}

interface Outcome {
  written: Written;
  /** For the record; null when nothing was changed. */
  entry: { action: string; detail: Record<string, unknown> } | null;
}

const unchanged = (written: Written): Outcome => ({ written, entry: null });
const changed = (action: string, written: Written, detail = {}): Outcome => ({
  written,
  entry: { action, detail: { ...written, ...detail } },
});

/** One transaction on a document's threads; once committed, the pages that show them are told. */
async function write(
  context: OperationContext,
  documentId: string,
  work: (tx: Queries, document: DocumentRow) => Promise<Outcome>,
): Promise<Written> {
  if (!context.actor) throw new Refused("signed-out");
  const { written, entry } = await context.store.transaction(async (tx) => {
    const outcome = await work(tx, await documentOf(tx, documentId));
    if (outcome.entry) {
      await addToRecord(tx, {
        at: context.now(),
        personId: context.actor?.id ?? null,
        documentId,
        requestId: context.requestId,
        ...outcome.entry,
      });
    }
    return outcome;
  });
  if (entry) context.live.announce(documentId, "comments");
  return written;
}

/** A thread that the actor may read; to anyone else it is as if there were none. */
async function threadOf(
  tx: Queries,
  document: DocumentRow,
  actor: Actor,
  threadId: string,
): Promise<ThreadRow> {
  const thread = await findThread(tx, document.id, threadId);
  if (!thread || !(await hasComments(tx, threadId))) throw new Refused("not-found", "threadId");
  const opened = await firstOpenedAt(tx, document.id);
  if (!mayReadThread(actor, subjectOf(document), thread, opened).allowed) {
    throw new Refused("not-found", "threadId");
  }
  return thread;
}

async function commentOf(tx: Queries, documentId: string, id: string): Promise<CommentRow> {
  const comment = await findComment(tx, documentId, id);
  if (!comment) throw new Refused("not-found", "commentId");
  return comment;
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
