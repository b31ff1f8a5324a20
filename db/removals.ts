/** Which items were removed from documents, when and by whom: what their text itself cannot tell. */
import { and, eq, sql } from "drizzle-orm";
import { itemRemovals, items } from "./schema";
import type { Queries } from "./store";

export type RemovalRow = typeof itemRemovals.$inferSelect;

/**
 * Brings the removals of a document up to date with its text, before the rows of the items are: the
 * number that an item had is still in its row.
 * @param removed ids of all items that are removed now
 * @param removedBy who set the mark of an item; null for nobody, as an import
 */
export async function recordRemovals(
  q: Queries,
  documentId: string,
  removed: readonly string[],
  at: number,
  removedBy: (itemId: string) => string | null,
): Promise<void> {
  const ids = JSON.stringify(removed);
  q.delete(itemRemovals)
    .where(
      and(
        eq(itemRemovals.documentId, documentId),
        sql`${itemRemovals.itemId} not in (select value from json_each(${ids}))`,
      ),
    )
    .run();
  const shown = q
    .select({ id: items.id, ref: items.ref })
    .from(items)
    .where(
      and(
        eq(items.documentId, documentId),
        eq(items.removed, false),
        sql`${items.id} in (select value from json_each(${ids}))`,
      ),
    )
    .all();
  for (const { id: itemId, ref } of shown) {
    const row: RemovalRow = { documentId, itemId, ref, at, personId: removedBy(itemId) };
    q.insert(itemRemovals)
      .values(row)
      .onConflictDoUpdate({ target: [itemRemovals.documentId, itemRemovals.itemId], set: row })
      .run();
  }
}

export async function listRemovals(q: Queries, documentId: string): Promise<RemovalRow[]> {
  return q.select().from(itemRemovals).where(eq(itemRemovals.documentId, documentId)).all();
}
