/** What someone has not read: whole for the inbox, and what it takes to count it for every page. */
import { and, eq, isNull, sql } from "drizzle-orm";
import {
  ITS_AMENDMENT,
  ITS_COMMENT,
  ITS_ROUND,
  ITS_SILENCE,
  NEWEST_FIRST,
  type NoticeRow,
  noticesWithSubjects,
  type StoredNotice,
  THREAD_FACTS,
} from "./notifications";
import { prepared } from "./prepared";
import { cachedUntilChange } from "./row-cache";
import {
  amendments,
  comments,
  consultationRounds,
  notifications,
  silences,
  threads,
} from "./schema";
import type { Queries, Store } from "./store";

/** What decides whether a notice is shown, and with which others as one. */
export interface NoticeFacts {
  notice: Pick<NoticeRow, "id" | "documentId" | "kind" | "at" | "readAt">;
  comment: Pick<typeof comments.$inferSelect, "createdAt" | "editedAt" | "deletedAt"> | null;
  thread: StoredNotice["thread"];
  amendment: Pick<
    typeof amendments.$inferSelect,
    "id" | "state" | "proposedAt" | "editedAt"
  > | null;
  round: Pick<typeof consultationRounds.$inferSelect, "closesAt" | "endedAt"> | null;
  silence: Pick<typeof silences.$inferSelect, "deadline" | "outcome"> | null;
}

const UNREAD = and(
  eq(notifications.personId, sql.placeholder("person")),
  isNull(notifications.readAt),
);

const unread = prepared((q) =>
  noticesWithSubjects(q)
    .where(UNREAD)
    .orderBy(...NEWEST_FIRST)
    .limit(sql.placeholder("limit"))
    .offset(sql.placeholder("offset"))
    .prepare(),
);

/** Those that a person has not read, newest first. */
export async function listUnread(
  q: Queries,
  personId: string,
  limit: number,
  offset = 0,
): Promise<StoredNotice[]> {
  return unread(q).all({ person: personId, limit, offset });
}

const unreadFacts = prepared((q) =>
  q
    .select({
      notice: {
        id: notifications.id,
        documentId: notifications.documentId,
        kind: notifications.kind,
        at: notifications.at,
        readAt: notifications.readAt,
      },
      comment: {
        createdAt: comments.createdAt,
        editedAt: comments.editedAt,
        deletedAt: comments.deletedAt,
      },
      thread: THREAD_FACTS,
      amendment: {
        id: amendments.id,
        state: amendments.state,
        proposedAt: amendments.proposedAt,
        editedAt: amendments.editedAt,
      },
      // With what is never null: of columns that all are, nothing would be seen to be joined.
      round: { closesAt: consultationRounds.closesAt, endedAt: consultationRounds.endedAt },
      silence: { deadline: silences.deadline, outcome: silences.outcome },
    })
    .from(notifications)
    .leftJoin(comments, ITS_COMMENT)
    .leftJoin(threads, eq(comments.threadId, threads.id))
    .leftJoin(amendments, ITS_AMENDMENT)
    .leftJoin(consultationRounds, ITS_ROUND)
    .leftJoin(silences, ITS_SILENCE)
    .where(UNREAD)
    .orderBy(...NEWEST_FIRST)
    .limit(sql.placeholder("limit"))
    .offset(sql.placeholder("offset"))
    .prepare(),
);

/**
 * Of the same what it takes to count them: asked for with every page. As it was last read, outside
 * transactions; shared, and not to be changed.
 */
export async function listUnreadFacts(
  store: Store,
  personId: string,
  limit: number,
  offset = 0,
): Promise<NoticeFacts[]> {
  return cachedUnread(store, JSON.stringify([personId, limit, offset]));
}

const cachedUnread = cachedUntilChange(async (q, key) => {
  const [person, limit, offset] = JSON.parse(key) as [string, number, number];
  return unreadFacts(q).all({ person, limit, offset });
});
