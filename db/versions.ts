/**
 * Kept versions of documents. A version comes in whole, in the transaction of what it is kept for.
 * Later it is packed: versions of one document have nearly everything in common, so each is kept as
 * what differs from a base that they share. Whoever reads one gets it whole.
 */
import { promisify } from "node:util";
import { deflate, inflateSync } from "node:zlib";
import { and, asc, desc, eq, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import * as Y from "yjs";
import { documentVersions, versionBases } from "./schema";
import type { Queries, Store } from "./store";

type StoredVersion = typeof documentVersions.$inferSelect;
/** A version with its state whole, however it is stored. */
export type VersionRow = Omit<StoredVersion, "packing" | "base">;
export type VersionReason = VersionRow["reason"];

const compress = promisify(deflate);

export async function insertVersion(q: Queries, row: VersionRow): Promise<void> {
  q.insert(documentVersions).values(row).run();
}

const withoutState = {
  id: documentVersions.id,
  documentId: documentVersions.documentId,
  seq: documentVersions.seq,
  reason: documentVersions.reason,
  createdBy: documentVersions.createdBy,
  createdAt: documentVersions.createdAt,
};

/** Versions of a document, newest first, without their state. */
export async function listVersions(
  q: Queries,
  documentId: string,
): Promise<Omit<VersionRow, "state">[]> {
  return q
    .select(withoutState)
    .from(documentVersions)
    .where(eq(documentVersions.documentId, documentId))
    .orderBy(
      desc(documentVersions.createdAt),
      desc(documentVersions.seq),
      desc(documentVersions.id),
    )
    .all();
}

/** The version of a document that holds most of its log, without its state. */
export async function findLatestVersion(
  q: Queries,
  documentId: string,
): Promise<Omit<VersionRow, "state"> | undefined> {
  return q
    .select(withoutState)
    .from(documentVersions)
    .where(eq(documentVersions.documentId, documentId))
    .orderBy(desc(documentVersions.seq), desc(documentVersions.createdAt))
    .limit(1)
    .get();
}

/** The newest version that was kept for a reason, without its state. */
export async function findLatestVersionFor(
  q: Queries,
  documentId: string,
  reason: VersionReason,
): Promise<Omit<VersionRow, "state"> | undefined> {
  return q
    .select(withoutState)
    .from(documentVersions)
    .where(and(eq(documentVersions.documentId, documentId), eq(documentVersions.reason, reason)))
    .orderBy(desc(documentVersions.createdAt))
    .limit(1)
    .get();
}

/** Number of the last update in a version. */
export async function versionSequence(q: Queries, id: string): Promise<number | undefined> {
  return q
    .select({ seq: documentVersions.seq })
    .from(documentVersions)
    .where(eq(documentVersions.id, id))
    .get()?.seq;
}

export async function findVersion(q: Queries, id: string): Promise<VersionRow | undefined> {
  const row = q.select().from(documentVersions).where(eq(documentVersions.id, id)).get();
  if (!row) return undefined;
  const { packing, base, state, ...rest } = row;
  if (packing === "none") return { ...rest, state };
  const against = base === null ? undefined : findBase(q, base);
  if (!against) throw new Error(`the base of version ${id} is missing`);
  return { ...rest, state: Buffer.from(Y.mergeUpdates([against, inflateSync(state)])) };
}

function findBase(q: Queries, id: string): Buffer | undefined {
  const row = q
    .select({ state: versionBases.state })
    .from(versionBases)
    .where(eq(versionBases.id, id))
    .get();
  return row && inflateSync(row.state);
}

/** Deletes versions, and the bases that no other one needs. */
export async function deleteVersions(q: Queries, ids: readonly string[]): Promise<void> {
  q.delete(documentVersions)
    .where(inArray(documentVersions.id, [...ids]))
    .run();
  q.delete(versionBases)
    .where(
      notInArray(
        versionBases.id,
        q
          .select({ base: sql<string>`${documentVersions.base}` })
          .from(documentVersions)
          .where(isNotNull(documentVersions.base)),
      ),
    )
    .run();
}

/** A difference that takes more than this part of the whole, both compressed, begins a new base. */
const WORTH_SHARING = 0.5;

/**
 * Packs the oldest version that is not packed yet, those of earlier releases too.
 * @returns whether there was one
 */
export async function compressNextVersion(store: Store, newId: () => string): Promise<boolean> {
  const row = store.read
    .select()
    .from(documentVersions)
    .where(eq(documentVersions.packing, "none"))
    .orderBy(asc(documentVersions.createdAt))
    .limit(1)
    .get();
  if (!row) return false;
  const whole = await compress(row.state);
  const shared = await againstLatestBase(store.read, row);
  const worth = shared !== null && shared.state.length <= whole.length * WORTH_SHARING;
  const { base, state } = worth
    ? shared
    : { base: newId(), state: await difference(row.state, row.state) };
  await store.transaction(async (tx) => {
    if (!worth) {
      tx.insert(versionBases).values({ id: base, documentId: row.documentId, state: whole }).run();
    }
    tx.update(documentVersions)
      .set({ packing: "delta", base, state })
      .where(and(eq(documentVersions.id, row.id), eq(documentVersions.packing, "none")))
      .run();
  });
  return true;
}

/** The version as what differs from the base that was used last; null without one. */
async function againstLatestBase(
  q: Queries,
  { documentId, state }: StoredVersion,
): Promise<{ base: string; state: Buffer } | null> {
  const base = q
    .select({ base: documentVersions.base })
    .from(documentVersions)
    .where(and(eq(documentVersions.documentId, documentId), isNotNull(documentVersions.base)))
    .orderBy(desc(documentVersions.createdAt))
    .limit(1)
    .get()?.base;
  const against = base ? findBase(q, base) : undefined;
  return base && against ? { base, state: await difference(against, state) } : null;
}

/** What the one state lacks of the other, compressed. */
async function difference(base: Uint8Array, state: Uint8Array): Promise<Buffer> {
  return compress(Y.diffUpdate(state, Y.encodeStateVectorFromUpdate(base)));
}
