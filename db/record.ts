/** The record: who did what, when. Only ever added to. */
import { and, asc, desc, eq, inArray, min, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { auditEntries, people } from "./schema";
import type { Queries } from "./store";

export type RecordEntry = typeof auditEntries.$inferSelect;

export async function addToRecord(q: Queries, entry: Omit<RecordEntry, "id">): Promise<void> {
  q.insert(auditEntries).values(entry).run();
}

/** The newest entries first. */
export async function listRecord(q: Queries, limit: number): Promise<RecordEntry[]> {
  return q.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(limit).all();
}

/** When this was done to a document, and by whom; newest first. */
export async function listRecorded(
  q: Queries,
  documentId: string,
  action: string,
): Promise<Pick<RecordEntry, "at" | "personId">[]> {
  return q
    .select({ at: auditEntries.at, personId: auditEntries.personId })
    .from(auditEntries)
    .where(and(eq(auditEntries.documentId, documentId), eq(auditEntries.action, action)))
    .orderBy(desc(auditEntries.id))
    .all();
}

/** Whether anyone ever did this. */
export async function isRecorded(q: Queries, action: string): Promise<boolean> {
  const row = q
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(eq(auditEntries.action, action))
    .limit(1)
    .get();
  return row !== undefined;
}

/** The role of whoever withdrew a person's access last; null if the record does not say. */
export async function withdrawnByRole(
  q: Queries,
  personId: string,
): Promise<typeof people.$inferSelect.role | null> {
  const row = q
    .select({ role: people.role })
    .from(auditEntries)
    .innerJoin(people, eq(people.id, auditEntries.personId))
    .where(
      and(
        eq(auditEntries.action, "account.withdraw"),
        eq(sql`json_extract(${auditEntries.detail}, '$.personId')`, personId),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(1)
    .get();
  return row?.role ?? null;
}

const opened = prepared((q) =>
  q
    .select({ at: min(auditEntries.at) })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.documentId, sql.placeholder("document")),
        eq(auditEntries.action, "plan.open"),
      ),
    )
    .prepare(),
);

const openedAndClosed = prepared((q) =>
  q
    .select({ at: auditEntries.at, action: auditEntries.action, detail: auditEntries.detail })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.documentId, sql.placeholder("document")),
        inArray(auditEntries.action, ["plan.open", "plan.close"]),
      ),
    )
    .orderBy(asc(auditEntries.id))
    .prepare(),
);

/** When a plan was opened and closed, oldest first, with what was recorded of it. */
export async function listOpenedAndClosed(
  q: Queries,
  documentId: string,
): Promise<Pick<RecordEntry, "at" | "action" | "detail">[]> {
  return openedAndClosed(q).all({ document: documentId });
}

/**
 * When a plan was first opened, according to the record; null if it never was. Threads begun and
 * versions kept before are internal to those who draft it.
 */
export async function firstOpenedAt(q: Queries, documentId: string): Promise<number | null> {
  return opened(q).get({ document: documentId })?.at ?? null;
}
