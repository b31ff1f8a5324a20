/** Comment threads and the comments in them. Nothing is deleted: a deleted comment is marked. */
import { and, asc, count, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { prepared } from "./prepared";
import { cachedUntilChange } from "./row-cache";
import { amendments, comments, mentions, people, threads } from "./schema";
import type { Queries } from "./store";

export type ThreadRow = typeof threads.$inferSelect;
export type CommentRow = typeof comments.$inferSelect;
export type AmendmentFacts = Pick<typeof amendments.$inferSelect, "itemId" | "proposedAt">;
export type AuthorRow = Pick<typeof people.$inferSelect, "id" | "name" | "role" | "delegation">;

/** A thread, and of the amendment it is about what rules and pages need. */
export interface ThreadFacts {
  thread: ThreadRow;
  amendment: AmendmentFacts | null;
}

export type MentionRow = typeof mentions.$inferSelect;

export interface StoredComment {
  comment: CommentRow;
  author: AuthorRow;
  /** The people it names, as they are now. */
  mentioned: AuthorRow[];
}

export interface StoredThread extends ThreadFacts {
  resolvedBy: AuthorRow | null;
  reopenedBy: AuthorRow | null;
  comments: StoredComment[];
}

/** Of the people or one of the names that a query gives them. */
const authorOf = <Table extends { id: unknown; name: unknown; role: unknown; delegation: unknown }>(
  table: Table,
): Pick<Table, "id" | "name" | "role" | "delegation"> => ({
  id: table.id,
  name: table.name,
  role: table.role,
  delegation: table.delegation,
});

const amendmentColumns = { itemId: amendments.itemId, proposedAt: amendments.proposedAt };
const itsAmendment = and(eq(threads.about, "amendment"), eq(amendments.id, threads.itemId));

const resolver = alias(people, "resolver");
const reopener = alias(people, "reopener");
const inDocument = eq(threads.documentId, sql.placeholder("document"));

const threadsIn = prepared((q) =>
  q
    .select({
      thread: threads,
      resolvedBy: authorOf(resolver),
      reopenedBy: authorOf(reopener),
      amendment: amendmentColumns,
    })
    .from(threads)
    .leftJoin(resolver, eq(threads.resolvedBy, resolver.id))
    .leftJoin(reopener, eq(threads.reopenedBy, reopener.id))
    .leftJoin(amendments, itsAmendment)
    .where(inDocument)
    .orderBy(asc(threads.createdAt), sql`${threads}.rowid`)
    .prepare(),
);

const commentsIn = prepared((q) =>
  q
    .select({ comment: comments, author: authorOf(people) })
    .from(comments)
    .innerJoin(threads, eq(comments.threadId, threads.id))
    .innerJoin(people, eq(comments.authorId, people.id))
    .where(inDocument)
    .orderBy(asc(comments.createdAt), sql`${comments}.rowid`)
    .prepare(),
);

const namedIn = prepared((q) =>
  q
    .select({ commentId: mentions.commentId, person: authorOf(people) })
    .from(mentions)
    .innerJoin(comments, eq(mentions.commentId, comments.id))
    .innerJoin(threads, eq(comments.threadId, threads.id))
    .innerJoin(people, and(eq(mentions.kind, "person"), eq(mentions.value, people.id)))
    .where(inDocument)
    .prepare(),
);

/** The threads of a document with their comments and authors, oldest first; deleted ones too. */
export async function listThreads(q: Queries, documentId: string): Promise<StoredThread[]> {
  const found = threadsIn(q).all({ document: documentId });
  const written = commentsIn(q).all({ document: documentId });
  const named = namedIn(q).all({ document: documentId });
  const mentioned = new Map<string, AuthorRow[]>();
  for (const { commentId, person } of named) {
    mentioned.set(commentId, [...(mentioned.get(commentId) ?? []), person]);
  }
  const result = new Map<string, StoredThread>(
    found.map((row) => [row.thread.id, { ...row, comments: [] }]),
  );
  for (const row of written) {
    const comment = { ...row, mentioned: mentioned.get(row.comment.id) ?? [] };
    result.get(row.comment.threadId)?.comments.push(comment);
  }
  return [...result.values()];
}

/** The same as they were last read, outside transactions; shared, and not to be changed. */
export const cachedThreads = cachedUntilChange(listThreads);

/** A thread of this document. */
export async function findThread(
  q: Queries,
  documentId: string,
  id: string,
): Promise<ThreadFacts | undefined> {
  return q
    .select({ thread: threads, amendment: amendmentColumns })
    .from(threads)
    .leftJoin(amendments, itsAmendment)
    .where(and(eq(threads.documentId, documentId), eq(threads.id, id)))
    .get();
}

/** A comment in a thread of this document. */
export async function findComment(
  q: Queries,
  documentId: string,
  id: string,
): Promise<CommentRow | undefined> {
  return q
    .select({ comment: comments })
    .from(comments)
    .innerJoin(threads, eq(comments.threadId, threads.id))
    .where(and(eq(threads.documentId, documentId), eq(comments.id, id)))
    .get()?.comment;
}

/** Who has written in a thread, comments since deleted left out. */
export async function listThreadWriters(q: Queries, threadId: string): Promise<string[]> {
  return q
    .selectDistinct({ id: comments.authorId })
    .from(comments)
    .where(and(eq(comments.threadId, threadId), sql`${comments.deletedAt} is null`))
    .all()
    .map(({ id }) => id);
}

/** Whether a thread has a comment that is not deleted. */
export async function hasComments(q: Queries, threadId: string): Promise<boolean> {
  const row = q
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.threadId, threadId), sql`${comments.deletedAt} is null`))
    .limit(1)
    .get();
  return row !== undefined;
}

/** How many threads someone has begun on a document. */
export async function countThreadsOf(
  q: Queries,
  { documentId, personId }: { documentId: string; personId: string },
): Promise<number> {
  return (
    q
      .select({ n: count() })
      .from(threads)
      .where(and(eq(threads.documentId, documentId), eq(threads.createdBy, personId)))
      .get()?.n ?? 0
  );
}

/** How many comments a thread has, deleted ones included. */
export async function countComments(q: Queries, threadId: string): Promise<number> {
  return (
    q.select({ n: count() }).from(comments).where(eq(comments.threadId, threadId)).get()?.n ?? 0
  );
}

export async function insertThread(q: Queries, row: typeof threads.$inferInsert): Promise<void> {
  q.insert(threads).values(row).run();
}

export async function insertComment(q: Queries, row: CommentRow): Promise<void> {
  q.insert(comments).values(row).run();
}

export async function updateThread(
  q: Queries,
  id: string,
  change: Partial<Pick<ThreadRow, "resolvedBy" | "resolvedAt" | "reopenedBy" | "reopenedAt">>,
): Promise<void> {
  q.update(threads).set(change).where(eq(threads.id, id)).run();
}

export async function updateComment(
  q: Queries,
  id: string,
  change: Partial<Pick<CommentRow, "body" | "editedAt" | "deletedAt">>,
): Promise<void> {
  q.update(comments).set(change).where(eq(comments.id, id)).run();
}

/** Whom a comment names. */
export async function listMentions(q: Queries, commentId: string): Promise<MentionRow[]> {
  return q.select().from(mentions).where(eq(mentions.commentId, commentId)).all();
}

/** Keeps whom a comment names, in place of those whom it named before. */
export async function setMentions(
  q: Queries,
  commentId: string,
  named: readonly Omit<MentionRow, "commentId">[],
): Promise<void> {
  q.delete(mentions).where(eq(mentions.commentId, commentId)).run();
  for (const mention of named)
    q.insert(mentions)
      .values({ ...mention, commentId })
      .run();
}
