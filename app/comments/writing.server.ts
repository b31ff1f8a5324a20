/** The common ground of the operations on comments: what they find in the document, what they answer. */
import {
  type CommentRow,
  findComment,
  findThread,
  hasComments,
  type ThreadFacts,
} from "#db/comments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { OperationResult } from "../documents/operation.server";
import { Refused } from "../refusal";
import { mayReadThread, type Readable } from "./rules";

/** What every operation on comments answers. */
export interface CommentWritten {
  threadId: string;
  commentId: string | null;
}

/** For a form that was received before, or asks for what is so already. */
export const unchanged = (result: CommentWritten): OperationResult<CommentWritten> => ({
  result,
  entry: null,
});
/** @param thread of an internal one the pages of others are not even told that something was said */
export const changed = (
  action: string,
  result: CommentWritten,
  thread: { internalTo: string | null },
  detail = {},
): OperationResult<CommentWritten> => ({
  result,
  entry: { action, detail: { ...result, ...detail } },
  hearers: thread.internalTo,
});

/** What the rules ask of a stored thread. */
export const readableOf = ({ thread, amendment }: ThreadFacts): Readable => ({
  id: thread.id,
  createdAt: thread.createdAt,
  internalTo: thread.internalTo,
  proposedAt: amendment?.proposedAt ?? null,
  amendmentId: amendment ? thread.itemId : undefined,
});

async function readable(
  q: Queries,
  document: DocumentRow,
  actor: Actor,
  threadId: string,
): Promise<ThreadFacts | null> {
  const found = await findThread(q, document.id, threadId);
  if (!found) return null;
  const opened = await openingsOf(q, document.id);
  const decision = mayReadThread(actor, subjectOf(document), readableOf(found), opened);
  return decision.allowed ? found : null;
}

/** A thread that the actor may read; to anyone else it is as if there were none. */
export async function factsOf(
  q: Queries,
  document: DocumentRow,
  actor: Actor,
  threadId: string,
): Promise<ThreadFacts> {
  const facts = await readable(q, document, actor, threadId);
  if (!facts || !(await hasComments(q, threadId))) throw new Refused("not-found", "threadId");
  return facts;
}

/** A comment in a thread that the actor may read; to anyone else it is as if there were none. */
export async function commentOf(
  tx: Queries,
  document: DocumentRow,
  actor: Actor,
  id: string,
): Promise<{ comment: CommentRow; facts: ThreadFacts }> {
  const comment = await findComment(tx, document.id, id);
  const facts = comment && (await readable(tx, document, actor, comment.threadId));
  if (!comment || !facts) throw new Refused("not-found", "commentId");
  return { comment, facts };
}
