/** The record: who did what, when. Only ever added to. */
import { desc } from "drizzle-orm";
import { auditEntries } from "./schema";
import type { Queries } from "./store";

export type RecordEntry = typeof auditEntries.$inferSelect;

export async function addToRecord(q: Queries, entry: Omit<RecordEntry, "id">): Promise<void> {
  q.insert(auditEntries).values(entry).run();
}

/** The newest entries first. */
export async function listRecord(q: Queries, limit: number): Promise<RecordEntry[]> {
  return q.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(limit).all();
}
