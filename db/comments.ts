/** Comment threads and the comments in them. Nothing is deleted: a deleted comment is marked. */
import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { comments, people, threads } from "./schema";
import type { Queries } from "./store";

export type ThreadRow = typeof threads.$inferSelect;
export type CommentRow = typeof comments.$inferSelect;
export type AuthorRow = Pick<typeof people.$inferSelect, "id" | "name" | "role" | "delegation">;

export interface StoredThread {
  thread: ThreadRow;
  resolvedBy: AuthorRow | null;
  comments: { comment: CommentRow; author: AuthorRow }[];
}

const authorColumns = {
  id: people.id,
  name: people.name,
  role: people.role,
  delegation: people.delegation,
};

/** The threads of a document with their comments and authors, oldest first; deleted ones too. */
export async function listThreads(q: Queries, documentId: string): Promise<StoredThread[]> {
  const resolver = alias(people, "resolver");
  const found = q
    .select({
      thread: threads,
      resolvedBy: {
        id: resolver.id,
        name: resolver.name,
        role: resolver.role,
        delegation: resolver.delegation,
      },
    })
    .from(threads)
    .leftJoin(resolver, eq(threads.resolvedBy, resolver.id))
    .where(eq(threads.documentId, documentId))
    .orderBy(asc(threads.createdAt), sql`${threads}.rowid`)
    .all();
  const written = q
    .select({ comment: comments, author: authorColumns })
    .from(comments)
    .innerJoin(threads, eq(comments.threadId, threads.id))
    .innerJoin(people, eq(comments.authorId, people.id))
    .where(eq(threads.documentId, documentId))
    .orderBy(asc(comments.createdAt), sql`${comments}.rowid`)
    .all();
  const result = new Map<string, StoredThread>(
    found.map((row) => [row.thread.id, { ...row, comments: [] }]),
  );
  for (const row of written) result.get(row.comment.threadId)?.comments.push(row);
  return [...result.values()];
}

/** A thread of this document. */
export async function findThread(
  q: Queries,
  documentId: string,
  id: string,
): Promise<ThreadRow | undefined> {
  return q
    .select()
    .from(threads)
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

export async function insertThread(q: Queries, row: typeof threads.$inferInsert): Promise<void> {
  q.insert(threads).values(row).run();
}

export async function insertComment(q: Queries, row: CommentRow): Promise<void> {
  q.insert(comments).values(row).run();
}

export async function updateThread(
  q: Queries,
  id: string,
  change: Pick<ThreadRow, "resolvedBy" | "resolvedAt">,
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
