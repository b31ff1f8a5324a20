/** Documents: their row, their log of updates, snapshots, versions, and the projected items. */
import { and, asc, desc, eq, gt, inArray, lte, max, ne, sql } from "drizzle-orm";
import { authorsIn, type ForeignWriting, recordAuthors } from "./authors";
import {
  areas,
  delegations,
  documentSnapshots,
  documents,
  documentUpdates,
  documentVersions,
  items,
} from "./schema";
import type { Queries } from "./store";

export type DocumentRow = typeof documents.$inferSelect;
export type DelegationRow = typeof delegations.$inferSelect;
export type AreaRow = typeof areas.$inferSelect;
export type ItemRow = typeof items.$inferSelect;
export type VersionRow = typeof documentVersions.$inferSelect;

export async function listDelegations(q: Queries): Promise<DelegationRow[]> {
  return q.select().from(delegations).orderBy(asc(delegations.position)).all();
}

export async function insertDelegation(q: Queries, row: DelegationRow): Promise<void> {
  q.insert(delegations).values(row).onConflictDoNothing().run();
}

/** All documents, plans first in the order of their delegations, the agenda last. */
export async function listDocuments(q: Queries): Promise<DocumentRow[]> {
  return q
    .select({ document: documents })
    .from(documents)
    .leftJoin(delegations, eq(documents.delegation, delegations.code))
    .orderBy(desc(documents.kind), asc(delegations.position))
    .all()
    .map((row) => row.document);
}

export async function findDocument(q: Queries, id: string): Promise<DocumentRow | undefined> {
  return q.select().from(documents).where(eq(documents.id, id)).get();
}

export async function findDocumentBySlug(
  q: Queries,
  slug: string,
): Promise<DocumentRow | undefined> {
  return q.select().from(documents).where(eq(documents.slug, slug)).get();
}

export async function findAgenda(q: Queries): Promise<DocumentRow | undefined> {
  return q.select().from(documents).where(eq(documents.kind, "agenda")).get();
}

export async function insertDocument(q: Queries, row: DocumentRow): Promise<void> {
  q.insert(documents).values(row).run();
}

export async function updateDocument(
  q: Queries,
  id: string,
  change: Partial<Pick<DocumentRow, "state" | "approvedHash" | "title" | "updatedAt">>,
): Promise<void> {
  q.update(documents).set(change).where(eq(documents.id, id)).run();
}

export interface NewUpdate {
  documentId: string;
  update: Uint8Array;
  authorId: string | null;
  writer: string;
  at: number;
}

/** Appends to the log and returns the update's sequence number; its author is recorded. */
export async function appendUpdate(q: Queries, entry: NewUpdate): Promise<number> {
  const { lastInsertRowid } = q
    .insert(documentUpdates)
    .values({ ...entry, update: Buffer.from(entry.update) })
    .run();
  await recordAuthors(q, authorsIn([entry]));
  return Number(lastInsertRowid);
}

export interface StoredState {
  /** The compacted state, if there is one. */
  snapshot: Uint8Array | null;
  /** The updates since, in order. */
  updates: Uint8Array[];
  /** Sequence number of the last of them, 0 for an empty document. */
  seq: number;
}

/**
 * Appends several updates at once, in this order; their authors are recorded.
 * @returns what was written under a client id that was another's before.
 */
export async function appendUpdates(
  q: Queries,
  entries: readonly NewUpdate[],
): Promise<ForeignWriting[]> {
  // SQLite takes 32,766 values in one statement; a row has five.
  const rowsPerStatement = 1_000;
  for (let from = 0; from < entries.length; from += rowsPerStatement) {
    q.insert(documentUpdates)
      .values(
        entries
          .slice(from, from + rowsPerStatement)
          .map((entry) => ({ ...entry, update: Buffer.from(entry.update) })),
      )
      .run();
  }
  return recordAuthors(q, authorsIn(entries));
}

/** Everything needed to build the document as it is on disk. */
export async function loadState(q: Queries, documentId: string): Promise<StoredState> {
  return loadStateSince(q, documentId, -1);
}

/**
 * What is needed to bring a copy that holds everything up to `seq` to the state on disk: the
 * later updates, and the snapshot only if it reaches beyond `seq`.
 */
export async function loadStateSince(
  q: Queries,
  documentId: string,
  seq: number,
): Promise<StoredState> {
  // The log first: should another process compact it in between, the snapshot that is read after
  // holds what these rows say. The other way round, rows could be gone that no snapshot had yet.
  const rows = await listUpdates(q, documentId, { after: seq });
  const snapshot = await findSnapshot(q, documentId);
  const snapshotSeq = snapshot?.seq ?? 0;
  return {
    snapshot: snapshot && snapshotSeq > seq ? snapshot.state : null,
    updates: rows.map((row) => row.update),
    seq: Math.max(rows.at(-1)?.seq ?? 0, snapshotSeq, seq, 0),
  };
}

export async function findSnapshot(
  q: Queries,
  documentId: string,
): Promise<{ seq: number; state: Uint8Array } | undefined> {
  return q
    .select({ seq: documentSnapshots.seq, state: documentSnapshots.state })
    .from(documentSnapshots)
    .where(eq(documentSnapshots.documentId, documentId))
    .get();
}

/** Updates of one document in their order, from after one number up to another, at most `limit`. */
export async function listUpdates(
  q: Queries,
  documentId: string,
  { after, upTo, limit }: { after: number; upTo?: number; limit?: number },
): Promise<{ seq: number; update: Uint8Array }[]> {
  const query = q
    .select({ seq: documentUpdates.seq, update: documentUpdates.update })
    .from(documentUpdates)
    .where(
      and(
        eq(documentUpdates.documentId, documentId),
        gt(documentUpdates.seq, after),
        upTo === undefined ? undefined : lte(documentUpdates.seq, upTo),
      ),
    )
    .orderBy(asc(documentUpdates.seq));
  return limit === undefined ? query.all() : query.limit(limit).all();
}

/** For each document with updates in the log: how many, and when the last was written. */
export async function measureLogs(
  q: Queries,
): Promise<{ documentId: string; updates: number; lastAt: number }[]> {
  return q
    .select({
      documentId: documentUpdates.documentId,
      updates: sql<number>`count(*)`,
      lastAt: sql<number>`max(${documentUpdates.at})`,
    })
    .from(documentUpdates)
    .groupBy(documentUpdates.documentId)
    .all();
}

/** Replaces the snapshot and drops the part of the log that it holds. */
export async function saveSnapshot(
  q: Queries,
  row: { documentId: string; seq: number; state: Uint8Array; at: number },
): Promise<void> {
  const values = { ...row, state: Buffer.from(row.state) };
  q.insert(documentSnapshots)
    .values(values)
    .onConflictDoUpdate({ target: documentSnapshots.documentId, set: values })
    .run();
  q.delete(documentUpdates)
    .where(and(eq(documentUpdates.documentId, row.documentId), lte(documentUpdates.seq, row.seq)))
    .run();
}

/** The newest sequence number in the log of all documents, 0 if it is empty. */
export async function lastSequence(q: Queries): Promise<number> {
  return (
    q
      .select({ seq: max(documentUpdates.seq) })
      .from(documentUpdates)
      .get()?.seq ?? 0
  );
}

/** Updates after `seq` that other processes wrote. */
export async function updatesByOthers(
  q: Queries,
  seq: number,
  writer: string,
): Promise<{ seq: number; documentId: string; update: Uint8Array }[]> {
  return q
    .select({
      seq: documentUpdates.seq,
      documentId: documentUpdates.documentId,
      update: documentUpdates.update,
    })
    .from(documentUpdates)
    .where(and(gt(documentUpdates.seq, seq), ne(documentUpdates.writer, writer)))
    .orderBy(asc(documentUpdates.seq))
    .all();
}

export async function insertVersion(q: Queries, row: VersionRow): Promise<void> {
  q.insert(documentVersions).values(row).run();
}

/** Versions of a document, newest first, without their state. */
export async function listVersions(
  q: Queries,
  documentId: string,
): Promise<Omit<VersionRow, "state">[]> {
  return q
    .select({
      id: documentVersions.id,
      documentId: documentVersions.documentId,
      seq: documentVersions.seq,
      reason: documentVersions.reason,
      createdBy: documentVersions.createdBy,
      createdAt: documentVersions.createdAt,
    })
    .from(documentVersions)
    .where(eq(documentVersions.documentId, documentId))
    .orderBy(desc(documentVersions.createdAt), desc(documentVersions.seq))
    .all();
}

export async function findVersion(q: Queries, id: string): Promise<VersionRow | undefined> {
  return q.select().from(documentVersions).where(eq(documentVersions.id, id)).get();
}

/** Replaces the projection of a document. Ids no longer in it are dropped. */
export async function saveProjection(
  q: Queries,
  documentId: string,
  projected: { areas: AreaRow[]; items: ItemRow[] },
): Promise<void> {
  q.delete(areas).where(eq(areas.documentId, documentId)).run();
  q.delete(items).where(eq(items.documentId, documentId)).run();
  for (const row of projected.areas) q.insert(areas).values(row).run();
  for (const row of projected.items) q.insert(items).values(row).run();
}

export async function listAreas(q: Queries, documentIds: string[]): Promise<AreaRow[]> {
  return q
    .select()
    .from(areas)
    .where(inArray(areas.documentId, documentIds))
    .orderBy(asc(areas.documentId), asc(areas.number))
    .all();
}

/** Items of these documents, delegation by delegation, removed ones last and only if asked for. */
export async function listItems(
  q: Queries,
  documentIds: string[],
  { removed = false } = {},
): Promise<ItemRow[]> {
  return q
    .select({ item: items })
    .from(items)
    .innerJoin(documents, eq(items.documentId, documents.id))
    .leftJoin(delegations, eq(documents.delegation, delegations.code))
    .where(
      and(inArray(items.documentId, documentIds), removed ? undefined : eq(items.removed, false)),
    )
    .orderBy(
      asc(items.removed),
      asc(delegations.position),
      asc(items.areaNumber),
      asc(items.number),
    )
    .all()
    .map((row) => row.item);
}

export async function findItem(
  q: Queries,
  documentId: string,
  itemId: string,
): Promise<ItemRow | undefined> {
  return q
    .select()
    .from(items)
    .where(and(eq(items.documentId, documentId), eq(items.id, itemId)))
    .get();
}
