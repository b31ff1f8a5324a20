/** Documents: their row, and the projected areas and items. */
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { cachedRows } from "./row-cache";
import { rowsOf } from "./rows";
import { areas, delegations, documents, items } from "./schema";
import type { Queries, Store } from "./store";

export type DocumentRow = typeof documents.$inferSelect;
export type DelegationRow = typeof delegations.$inferSelect;
export type AreaRow = typeof areas.$inferSelect;
export type ItemRow = typeof items.$inferSelect;

const allDelegations = prepared((q) =>
  q.select().from(delegations).orderBy(asc(delegations.position)).prepare(),
);

export async function listDelegations(q: Queries): Promise<DelegationRow[]> {
  return allDelegations(q).all();
}

export async function insertDelegation(q: Queries, row: DelegationRow): Promise<void> {
  q.insert(delegations).values(row).onConflictDoNothing().run();
}

const allDocuments = prepared((q) =>
  q
    .select({ document: documents })
    .from(documents)
    .leftJoin(delegations, eq(documents.delegation, delegations.code))
    .orderBy(desc(documents.kind), asc(delegations.position))
    .prepare(),
);

/** All documents, plans first in the order of their delegations, the agenda last. */
export async function listDocuments(q: Queries): Promise<DocumentRow[]> {
  return allDocuments(q)
    .all()
    .map((row) => row.document);
}

const byId = prepared((q) =>
  q
    .select()
    .from(documents)
    .where(eq(documents.id, sql.placeholder("id")))
    .prepare(),
);

export async function findDocument(q: Queries, id: string): Promise<DocumentRow | undefined> {
  return byId(q).get({ id });
}

const bySlug = prepared((q) =>
  q
    .select()
    .from(documents)
    .where(eq(documents.slug, sql.placeholder("slug")))
    .prepare(),
);

export async function findDocumentBySlug(
  q: Queries,
  slug: string,
): Promise<DocumentRow | undefined> {
  return bySlug(q).get({ slug });
}

const theAgenda = prepared((q) =>
  q.select().from(documents).where(eq(documents.kind, "agenda")).prepare(),
);

export async function findAgenda(q: Queries): Promise<DocumentRow | undefined> {
  return theAgenda(q).get();
}

export async function insertDocument(
  q: Queries,
  row: typeof documents.$inferInsert,
): Promise<void> {
  q.insert(documents).values(row).run();
}

export async function updateDocument(
  q: Queries,
  id: string,
  change: Partial<
    Pick<
      DocumentRow,
      "state" | "approvedHash" | "title" | "updatedAt" | "roundAudience" | "roundOver"
    >
  >,
): Promise<void> {
  q.update(documents).set(change).where(eq(documents.id, id)).run();
}

/** The language a document is drafted in. */
export async function setDocumentLanguage(
  q: Queries,
  id: string,
  language: DocumentRow["language"],
): Promise<void> {
  q.update(documents).set({ language }).where(eq(documents.id, id)).run();
}

/**
 * Brings the stored projection of a document to this one. Only rows that differ are written: while
 * someone types, that is one of several hundred. Ids no longer in it are dropped.
 * @returns how many rows were written or dropped
 */
export async function saveProjection(
  q: Queries,
  documentId: string,
  projected: { areas: AreaRow[]; items: ItemRow[] },
): Promise<number> {
  const areasBefore = q.select().from(areas).where(eq(areas.documentId, documentId)).all();
  const itemsBefore = q.select().from(items).where(eq(items.documentId, documentId)).all();
  const forAreas = differences(areasBefore, projected.areas);
  const forItems = differences(itemsBefore, projected.items);
  for (const id of forAreas.gone) {
    q.delete(areas)
      .where(and(eq(areas.documentId, documentId), eq(areas.id, id)))
      .run();
  }
  for (const id of forItems.gone) {
    q.delete(items)
      .where(and(eq(items.documentId, documentId), eq(items.id, id)))
      .run();
  }
  for (const row of forAreas.changed) {
    q.insert(areas)
      .values(row)
      .onConflictDoUpdate({ target: [areas.documentId, areas.id], set: row })
      .run();
  }
  for (const row of forItems.changed) {
    q.insert(items)
      .values(row)
      .onConflictDoUpdate({ target: [items.documentId, items.id], set: row })
      .run();
  }
  const written = [forAreas, forItems].reduce(
    (n, { gone, changed }) => n + gone.length + changed.length,
    0,
  );
  if (written > 0) {
    q.update(documents)
      .set({ rowsVersion: sql`${documents.rowsVersion} + 1` })
      .where(eq(documents.id, documentId))
      .run();
  }
  return written;
}

function differences<Row extends { id: string }>(before: readonly Row[], after: readonly Row[]) {
  const known = new Map(before.map((row) => [row.id, row]));
  const changed = after.filter((row) => {
    const stored = known.get(row.id);
    known.delete(row.id);
    return !stored || (Object.keys(row) as (keyof Row)[]).some((key) => row[key] !== stored[key]);
  });
  return { changed, gone: [...known.keys()] };
}

const listedAreas = prepared((q) =>
  q
    .select()
    .from(areas)
    .where(
      sql`${areas.documentId} in (select value from json_each(${sql.placeholder("documents")}))`,
    )
    .orderBy(asc(areas.documentId), asc(areas.number))
    .prepare(),
);

export async function listAreas(q: Queries, documentIds: string[]): Promise<AreaRow[]> {
  return listedAreas(q).all({ documents: JSON.stringify(documentIds) });
}

const listedItems = prepared((q) =>
  q
    .select({ item: items })
    .from(items)
    .innerJoin(documents, eq(items.documentId, documents.id))
    .leftJoin(delegations, eq(documents.delegation, delegations.code))
    .where(
      and(
        sql`${items.documentId} in (select value from json_each(${sql.placeholder("documents")}))`,
        sql`${items.removed} <= ${sql.placeholder("removed")}`,
      ),
    )
    .orderBy(
      asc(items.removed),
      asc(delegations.position),
      asc(items.areaNumber),
      asc(items.number),
      // Removed items can have the same last number.
      asc(items.id),
    )
    .prepare(),
);

const itemOf = rowsOf(items);

/** Items of these documents, delegation by delegation, removed ones last and only if asked for. */
export async function listItems(
  q: Queries,
  documentIds: string[],
  { removed = false } = {},
): Promise<ItemRow[]> {
  return listedItems(q)
    .values({ documents: JSON.stringify(documentIds), removed: removed ? 1 : 0 })
    .map(itemOf);
}

/** Letters of the items of a document that are not removed, as they were projected last. */
export async function countLetters(q: Queries, documentId: string): Promise<number> {
  const row = q
    .select({ letters: sql<number>`coalesce(sum(length(${items.text})), 0)` })
    .from(items)
    .where(and(eq(items.documentId, documentId), eq(items.removed, false)))
    .get();
  return row?.letters ?? 0;
}

const cachedAreas = cachedRows<AreaRow>();
const cachedItems = cachedRows<ItemRow>();

/**
 * The areas and items of a document, removed items last, as they are on disk: read again when they
 * have changed.
 * @param document as it was read outside a transaction
 */
export async function cachedRowsOf(
  store: Store,
  { id, rowsVersion }: Pick<DocumentRow, "id" | "rowsVersion">,
): Promise<{ areas: readonly AreaRow[]; items: readonly ItemRow[] }> {
  const { read } = store;
  return {
    areas: await cachedAreas(store, id, rowsVersion, () => listAreas(read, [id])),
    items: await cachedItems(store, id, rowsVersion, () =>
      listItems(read, [id], { removed: true }),
    ),
  };
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
