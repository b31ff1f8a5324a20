/** The text of documents: the log of updates, and the snapshots into which it is folded. */
import { and, asc, eq, gt, lte, max, ne, sql } from "drizzle-orm";
import { type AuthoredUpdate, authorsIn, type ForeignWriting, recordAuthors } from "./authors";
import { prepared } from "./prepared";
import { documentSnapshots, documentUpdates } from "./schema";
import type { Queries } from "./store";

export interface NewUpdate extends AuthoredUpdate {
  writer: string;
}

const insertUpdate = prepared((q) =>
  q
    .insert(documentUpdates)
    .values({
      documentId: sql.placeholder("documentId"),
      update: sql.placeholder("update"),
      authorId: sql.placeholder("authorId"),
      writer: sql.placeholder("writer"),
      at: sql.placeholder("at"),
    })
    .prepare(),
);

/**
 * Appends updates, in this order; their authors are recorded.
 * @returns what was written under a client id that was another's before.
 */
export async function appendUpdates(
  q: Queries,
  entries: readonly NewUpdate[],
): Promise<ForeignWriting[]> {
  const insert = insertUpdate(q);
  for (const { documentId, update, authorId, writer, at } of entries) {
    insert.run({ documentId, update: Buffer.from(update), authorId, writer, at });
  }
  return recordAuthors(q, authorsIn(entries));
}

export async function appendUpdate(q: Queries, entry: NewUpdate): Promise<void> {
  await appendUpdates(q, [entry]);
}

export interface StoredState {
  /** The compacted state, if there is one. */
  snapshot: Uint8Array | null;
  /** The updates since, in order. */
  updates: Uint8Array[];
  /** Sequence number of the last of them, 0 for an empty document. */
  seq: number;
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

/** For each document that has any text, when the last of it was written. */
export async function lastWritten(q: Queries): Promise<Map<string, number>> {
  const rows = q
    .select({ documentId: documentSnapshots.documentId, at: documentSnapshots.at })
    .from(documentSnapshots)
    .all();
  const times = new Map(rows.map(({ documentId, at }) => [documentId, at]));
  for (const { documentId, lastAt } of await measureLogs(q)) {
    times.set(documentId, Math.max(lastAt, times.get(documentId) ?? 0));
  }
  return times;
}

const snapshotOf = prepared((q) =>
  q
    .select({ seq: documentSnapshots.seq })
    .from(documentSnapshots)
    .where(eq(documentSnapshots.documentId, sql.placeholder("document")))
    .prepare(),
);

/** The number up to which the snapshot of a document holds its log, 0 without one. */
export async function snapshotSequence(q: Queries, documentId: string): Promise<number> {
  return snapshotOf(q).get({ document: documentId })?.seq ?? 0;
}

/** How many updates the log of a document holds, in all or up to a number. */
export async function countUpdates(q: Queries, documentId: string, upTo?: number): Promise<number> {
  const row = q
    .select({ count: sql<number>`count(*)` })
    .from(documentUpdates)
    .where(
      and(
        eq(documentUpdates.documentId, documentId),
        upTo === undefined ? undefined : lte(documentUpdates.seq, upTo),
      ),
    )
    .get();
  return row?.count ?? 0;
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

const lastOf = prepared((q) =>
  q
    .select({ seq: max(documentUpdates.seq) })
    .from(documentUpdates)
    .where(eq(documentUpdates.documentId, sql.placeholder("document")))
    .prepare(),
);

/** The number of the last update of a document, in its log or its snapshot; 0 without any. */
export async function lastSequenceOf(q: Queries, documentId: string): Promise<number> {
  const row = lastOf(q).get({ document: documentId });
  return Math.max(row?.seq ?? 0, await snapshotSequence(q, documentId));
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
