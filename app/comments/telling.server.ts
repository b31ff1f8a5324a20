/** Who is told of comments: in the transaction that writes them. */
import { findThread, listThreadWriters } from "#db/comments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { OperationContext } from "../context";
import { type Event, tell } from "../notifications/tell.server";
import { mayReadThread } from "./rules";
import { readableOf, type Written } from "./writing.server";

type Comment = Written & { commentId: string };

async function eventOf(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  { threadId, commentId }: Comment,
): Promise<Omit<Event, "news"> | null> {
  const thread = await findThread(tx, document.id, threadId);
  if (!thread) return null;
  const opened = await openingsOf(tx, document.id);
  const subject = subjectOf(document);
  return {
    document,
    subject: "comment",
    subjectId: commentId,
    by: context.actor?.id ?? null,
    mayRead: (person: Actor) => mayReadThread(person, subject, readableOf(thread), opened).allowed,
  };
}

/** Of a new thread, by its first comment: the conveners of the plan. */
export async function tellOfThread(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
): Promise<void> {
  const event = await eventOf(tx, context, document, comment);
  if (event) await tell(tx, context, { ...event, news: { kind: "thread" } });
}

/** Of a reply: those who have written in the thread. */
export async function tellOfReply(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
): Promise<void> {
  const event = await eventOf(tx, context, document, comment);
  if (!event) return;
  const { threadId } = comment;
  const writers = await listThreadWriters(tx, threadId);
  await tell(tx, context, { ...event, threadId, news: { kind: "reply", writers } });
}

/**
 * Of a comment that names them: these people, instead of what else they would be told of it. Those
 * whom it has named before are not told again, and those who may not read the thread never.
 */
export async function tellMentioned(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
  mentioned: readonly string[],
): Promise<void> {
  const event = await eventOf(tx, context, document, comment);
  if (event) await tell(tx, context, { ...event, news: { kind: "mention", mentioned } });
}
