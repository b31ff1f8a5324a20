/** Notices, and what became of them. */
import { aliasedTable, and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import {
  amendments,
  comments,
  consultationRounds,
  items,
  notifications,
  people,
  silences,
  threads,
} from "./schema";
import type { Queries } from "./store";

export type NoticeRow = typeof notifications.$inferSelect;

/** A notice with what it is about, as that is now; what is null does not belong to its subject. */
export interface StoredNotice {
  notice: NoticeRow;
  actor: Pick<typeof people.$inferSelect, "id" | "name" | "role" | "delegation"> | null;
  comment: Pick<
    typeof comments.$inferSelect,
    "body" | "createdAt" | "editedAt" | "deletedAt"
  > | null;
  thread: Pick<
    typeof threads.$inferSelect,
    "id" | "createdAt" | "internalTo" | "about" | "itemId"
  > | null;
  /** The one it is about, or the one that its thread is about. */
  amendment: Pick<
    typeof amendments.$inferSelect,
    "id" | "state" | "proposedBy" | "proposedAt" | "editedAt" | "basisRef"
  > | null;
  round: Pick<typeof consultationRounds.$inferSelect, "closesAt" | "timeZone" | "endedAt"> | null;
  silence: Pick<typeof silences.$inferSelect, "deadline" | "timeZone" | "outcome"> | null;
  /** Number of the item it is about, as shown; null or empty where there is none any more. */
  ref: string | null;
}

const about = (subject: NoticeRow["subject"]) => eq(notifications.subject, subject);
export const ITS_COMMENT = and(about("comment"), eq(notifications.subjectId, comments.id));
export const ITS_AMENDMENT = or(
  and(about("amendment"), eq(notifications.subjectId, amendments.id)),
  and(eq(threads.about, "amendment"), eq(threads.itemId, amendments.id)),
);
export const ITS_ROUND = and(about("round"), eq(notifications.subjectId, consultationRounds.id));
export const ITS_SILENCE = and(about("round"), eq(notifications.subjectId, silences.id));
export const THREAD_FACTS = {
  id: threads.id,
  createdAt: threads.createdAt,
  internalTo: threads.internalTo,
  about: threads.about,
  itemId: threads.itemId,
};

/** Notices with what each is about, to be narrowed. */
export function noticesWithSubjects(q: Queries) {
  const actor = aliasedTable(people, "actor");
  return q
    .select({
      notice: notifications,
      actor: { id: actor.id, name: actor.name, role: actor.role, delegation: actor.delegation },
      comment: {
        body: comments.body,
        createdAt: comments.createdAt,
        editedAt: comments.editedAt,
        deletedAt: comments.deletedAt,
      },
      thread: THREAD_FACTS,
      amendment: {
        id: amendments.id,
        state: amendments.state,
        proposedBy: amendments.proposedBy,
        proposedAt: amendments.proposedAt,
        editedAt: amendments.editedAt,
        basisRef: amendments.basisRef,
      },
      round: {
        closesAt: consultationRounds.closesAt,
        timeZone: consultationRounds.timeZone,
        endedAt: consultationRounds.endedAt,
      },
      silence: {
        deadline: silences.deadline,
        timeZone: silences.timeZone,
        outcome: silences.outcome,
      },
      ref: items.ref,
    })
    .from(notifications)
    .leftJoin(actor, eq(notifications.actorId, actor.id))
    .leftJoin(comments, ITS_COMMENT)
    .leftJoin(threads, eq(comments.threadId, threads.id))
    .leftJoin(amendments, ITS_AMENDMENT)
    .leftJoin(consultationRounds, ITS_ROUND)
    .leftJoin(silences, ITS_SILENCE)
    .leftJoin(
      items,
      and(
        eq(items.documentId, notifications.documentId),
        sql`${items.id} = coalesce(${amendments.itemId}, ${threads.itemId})`,
      ),
    )
    .$dynamic();
}

export const NEWEST_FIRST = [desc(notifications.at), desc(notifications.id)];

/** A person's notices, newest first, read or not. */
export async function listNotices(
  q: Queries,
  personId: string,
  limit: number,
  offset = 0,
): Promise<StoredNotice[]> {
  return noticesWithSubjects(q)
    .where(eq(notifications.personId, personId))
    .orderBy(...NEWEST_FIRST)
    .limit(limit)
    .offset(offset)
    .all();
}

/** The people who have something unread that no mail has told them yet. */
export async function listToBeMailed(q: Queries): Promise<string[]> {
  return q
    .selectDistinct({ id: notifications.personId })
    .from(notifications)
    .innerJoin(people, eq(notifications.personId, people.id))
    .where(
      and(
        isNull(notifications.readAt),
        isNull(notifications.mailedAt),
        isNull(people.withdrawnAt),
        eq(people.demo, false),
      ),
    )
    .all()
    .map(({ id }) => id);
}

/** What of a person's was written before a moment and not mailed, read or not; oldest first. */
export async function listUnmailed(
  q: Queries,
  personId: string,
  before: number,
): Promise<StoredNotice[]> {
  return noticesWithSubjects(q)
    .where(
      and(
        eq(notifications.personId, personId),
        isNull(notifications.mailedAt),
        lt(notifications.at, before),
      ),
    )
    .orderBy(asc(notifications.at), asc(notifications.id))
    .all();
}

/**
 * Writes notices. Where one of the same person, kind and subject is there, it stays as it is, or
 * with `again` becomes new once more.
 */
export async function insertNotices(
  q: Queries,
  rows: readonly NoticeRow[],
  { again = false } = {},
): Promise<void> {
  for (const row of rows) {
    const insert = q.insert(notifications).values(row);
    const { at, actorId } = row;
    if (again) {
      insert
        .onConflictDoUpdate({
          target: [notifications.personId, notifications.kind, notifications.subjectId],
          set: { at, actorId, readAt: null, mailedAt: null },
        })
        .run();
    } else insert.onConflictDoNothing().run();
  }
}

/** Takes back what a person was told of one thing in these ways, where they have not read it yet. */
export async function dropUnread(
  q: Queries,
  personIds: readonly string[],
  kinds: readonly NoticeRow["kind"][],
  subjectId: string,
): Promise<void> {
  q.delete(notifications)
    .where(
      and(
        inArray(notifications.personId, [...personIds]),
        inArray(notifications.kind, [...kinds]),
        eq(notifications.subjectId, subjectId),
        isNull(notifications.readAt),
      ),
    )
    .run();
}

/** Who has been told of something in this way. */
export async function listTold(
  q: Queries,
  kind: NoticeRow["kind"],
  subjectId: string,
): Promise<string[]> {
  return q
    .select({ id: notifications.personId })
    .from(notifications)
    .where(and(eq(notifications.kind, kind), eq(notifications.subjectId, subjectId)))
    .all()
    .map(({ id }) => id);
}

/**
 * Of these notices the ones that were read at one moment with them, or that are unread with them,
 * and tell of replies in the same thread: those that are shown as one.
 */
function shownWith(q: Queries, personId: string, ids: readonly string[]) {
  const given = aliasedTable(notifications, "given");
  const other = aliasedTable(notifications, "other");
  const ofGiven = aliasedTable(comments, "of_given");
  const ofOther = aliasedTable(comments, "of_other");
  return q
    .select({ id: other.id })
    .from(given)
    .innerJoin(ofGiven, eq(given.subjectId, ofGiven.id))
    .innerJoin(ofOther, eq(ofOther.threadId, ofGiven.threadId))
    .innerJoin(
      other,
      and(
        eq(other.subjectId, ofOther.id),
        eq(other.personId, given.personId),
        eq(other.kind, given.kind),
        sql`${other.readAt} is ${given.readAt}`,
      ),
    )
    .where(
      and(
        eq(given.personId, personId),
        inArray(given.id, [...ids]),
        eq(given.kind, "reply"),
        eq(given.subject, "comment"),
      ),
    );
}

/**
 * Marks notices of one person as read, or with `at` null as unread; of a reply, all that are shown
 * as one with it.
 * @returns the given ones that were not so before
 */
export async function setRead(
  q: Queries,
  personId: string,
  ids: readonly string[],
  at: number | null,
): Promise<string[]> {
  const all = shownWith(q, personId, ids)
    .all()
    .map(({ id }) => id);
  const changed = q
    .update(notifications)
    .set({ readAt: at })
    .where(
      and(
        eq(notifications.personId, personId),
        inArray(notifications.id, [...new Set([...ids, ...all])]),
        at === null ? sql`${notifications.readAt} is not null` : isNull(notifications.readAt),
      ),
    )
    .returning({ id: notifications.id })
    .all();
  const given = new Set(ids);
  return changed.map(({ id }) => id).filter((id) => given.has(id));
}

/** A person's unread notices of one thing; of a comment, those of its whole thread. */
export async function listUnreadOf(
  q: Queries,
  personId: string,
  { subject, subjectId }: Pick<NoticeRow, "subject" | "subjectId">,
): Promise<string[]> {
  const ofThread = q
    .select({ threadId: comments.threadId })
    .from(comments)
    .where(eq(comments.id, subjectId));
  const besides = q
    .select({ id: comments.id })
    .from(comments)
    .where(inArray(comments.threadId, ofThread));
  return q
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.personId, personId),
        eq(notifications.subject, subject),
        isNull(notifications.readAt),
        subject === "comment"
          ? inArray(notifications.subjectId, besides)
          : eq(notifications.subjectId, subjectId),
      ),
    )
    .all()
    .map(({ id }) => id);
}

/** Marks notices as mailed, except those that have become new since they were read from here. */
export async function setMailed(
  q: Queries,
  rows: readonly Pick<NoticeRow, "id" | "at">[],
  at: number,
): Promise<void> {
  for (const row of rows) {
    q.update(notifications)
      .set({ mailedAt: at })
      .where(and(eq(notifications.id, row.id), eq(notifications.at, row.at)))
      .run();
  }
}

/** Of everyone who has unread notices, by their id, what is another as soon as these are others. */
export async function unreadStamps(q: Queries): Promise<Map<string, string>> {
  const rows = q
    .select({
      personId: notifications.personId,
      count: sql<number>`count(*)`,
      newest: sql<number>`max(${notifications.at})`,
    })
    .from(notifications)
    .where(isNull(notifications.readAt))
    .groupBy(notifications.personId)
    .all();
  return new Map(rows.map(({ personId, count, newest }) => [personId, `${count} ${newest}`]));
}
