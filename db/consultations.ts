/** Consultation rounds of plans, and when plans were opened. */
import { and, eq, min, sql } from "drizzle-orm";
import { firstOpenedAt } from "./record";
import { consultationRounds } from "./schema";
import type { Queries } from "./store";

export type RoundRow = typeof consultationRounds.$inferSelect;

/** When a plan was first opened, and when its last round opened it to all delegations. */
export async function openingsOf(
  q: Queries,
  documentId: string,
): Promise<{ first: number | null; toAll: number | null }> {
  const ofPlan = eq(consultationRounds.documentId, documentId);
  const last = sql`(select max(${consultationRounds.number}) from ${consultationRounds} where ${ofPlan})`;
  const row = q
    .select({ at: min(consultationRounds.startedAt) })
    .from(consultationRounds)
    .where(
      and(
        ofPlan,
        eq(consultationRounds.audience, "all"),
        sql`${consultationRounds.number} = ${last}`,
      ),
    )
    .get();
  return { first: await firstOpenedAt(q, documentId), toAll: row?.at ?? null };
}
