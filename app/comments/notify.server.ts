/** Notifies people of comments, in the transaction that writes them. */
import { findThread, listThreadWriters } from "#db/comments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import { type Actor, ifOpenedAgain } from "../accounts/policy";
import type { OperationContext } from "../context";
import { type NotifiableEvent, notify } from "../notifications/notify.server";
import { homeOf, mentionedPeople, mentionsIn } from "./mentions";
import { readersOf } from "./mentions.server";
import { mayReadThread, type Readable } from "./rules";
import { readableOf } from "./writing.server";

/** A comment as it was written just now. */
interface Comment {
  id: string;
  threadId: string;
  body: string;
}

type Found = Omit<NotifiableEvent, "news"> & { thread: Readable };

async function found(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  { id, threadId }: Comment,
): Promise<Found | null> {
  const facts = await findThread(tx, document.id, threadId);
  if (!facts) return null;
  const thread = readableOf(facts);
  const opened = await openingsOf(tx, document.id);
  const subject = subjectOf(document);
  // Who cannot read it while the plan is closed again finds the notice when it is let out.
  const later = ifOpenedAgain(subject, opened);
  return {
    document,
    subject: "comment",
    subjectId: id,
    by: context.actor?.id ?? null,
    mayRead: (person: Actor) =>
      mayReadThread(person, subject, thread, opened).allowed ||
      (later !== null && mayReadThread(person, later.subject, thread, later.opened).allowed),
    thread,
  };
}

/** Of a new thread, by its first comment: the conveners of the plan, and whom it names. */
export async function notifyOfThread(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
): Promise<void> {
  const event = await found(tx, context, document, comment);
  if (!event) return;
  await notify(tx, context, { ...event, news: { kind: "thread" } });
  await tellMentioned(tx, context, event, comment.body);
}

/** Of a reply: those who have written in the thread, and whom it names. */
export async function notifyOfReply(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
): Promise<void> {
  const event = await found(tx, context, document, comment);
  if (!event) return;
  const writers = await listThreadWriters(tx, comment.threadId);
  await notify(tx, context, { ...event, news: { kind: "reply", writers } });
  await tellMentioned(tx, context, event, comment.body);
}

/** Of a comment that was written anew: whom it names now and has not named before. */
export async function notifyOfEdit(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  comment: Comment,
): Promise<void> {
  const event = await found(tx, context, document, comment);
  if (event) await tellMentioned(tx, context, event, comment.body);
}

/** Whom a comment names is told that, instead of what else they would be told of it. */
async function tellMentioned(
  tx: Queries,
  context: OperationContext,
  event: Found,
  body: string,
): Promise<void> {
  const named = mentionsIn(body);
  if (named.length === 0) return;
  const { document, thread } = event;
  const readers = await readersOf(tx, document, thread);
  const people = mentionedPeople(named, readers, homeOf(thread, document.delegation));
  const mentioned = people.map(({ id }) => id);
  await notify(tx, context, { ...event, news: { kind: "mention", mentioned } });
}
