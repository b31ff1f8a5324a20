/** What each person wants to be told, and how. */
import { eq } from "drizzle-orm";
import { notificationChoices } from "./schema";
import type { Queries } from "./store";

export type ChoicesRow = typeof notificationChoices.$inferSelect;

export async function findChoices(q: Queries, personId: string): Promise<ChoicesRow | undefined> {
  return q
    .select()
    .from(notificationChoices)
    .where(eq(notificationChoices.personId, personId))
    .get();
}

/** Of all who have made any. */
export async function listChoices(q: Queries): Promise<ChoicesRow[]> {
  return q.select().from(notificationChoices).all();
}

/** Keeps a person's choices, or the part of them that is given. */
export async function saveChoices(
  q: Queries,
  row: Omit<ChoicesRow, "lastDigestAt"> & { lastDigestAt?: number },
): Promise<void> {
  q.insert(notificationChoices)
    .values(row)
    .onConflictDoUpdate({ target: notificationChoices.personId, set: row })
    .run();
}
