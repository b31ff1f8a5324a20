/** Consultation rounds of plans, and when plans were opened. */
import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { firstOpenedAt, listOpenedAndClosed } from "./record";
import { cachedUntilChange } from "./row-cache";
import { consultationRounds, documents } from "./schema";
import type { Queries } from "./store";

export type RoundRow = typeof consultationRounds.$inferSelect;

const ofDocument = prepared((q) =>
  q
    .select()
    .from(consultationRounds)
    .where(eq(consultationRounds.documentId, sql.placeholder("document")))
    .orderBy(asc(consultationRounds.startedAt), sql`${consultationRounds}.rowid`)
    .prepare(),
);

/** All that was set for a plan, oldest first. */
export async function listRounds(q: Queries, documentId: string): Promise<RoundRow[]> {
  return ofDocument(q).all({ document: documentId });
}

/** The round of a plan that counts: it runs, or is over and nothing has come after it. */
export async function findCurrentRound(
  q: Queries,
  documentId: string,
): Promise<RoundRow | undefined> {
  return q
    .select()
    .from(consultationRounds)
    .where(and(eq(consultationRounds.documentId, documentId), isNull(consultationRounds.endedAt)))
    .get();
}

/** Those of all plans that count. */
export async function listCurrentRounds(q: Queries): Promise<RoundRow[]> {
  return q.select().from(consultationRounds).where(isNull(consultationRounds.endedAt)).all();
}

/** Those whose time was over by then, and whose plan does not say so yet. */
export async function listRoundsToClose(q: Queries, at: number): Promise<RoundRow[]> {
  return q
    .select({ round: consultationRounds })
    .from(consultationRounds)
    .innerJoin(documents, eq(consultationRounds.documentId, documents.id))
    .where(
      and(
        isNull(consultationRounds.endedAt),
        lte(consultationRounds.closesAt, at),
        eq(documents.roundOver, false),
      ),
    )
    .all()
    .map(({ round }) => round);
}

export async function insertRound(q: Queries, row: RoundRow): Promise<void> {
  q.insert(consultationRounds).values(row).run();
}

/** Ends the round of a plan that counts, if there is one. */
export async function endCurrentRound(
  q: Queries,
  documentId: string,
  ended: { endedAt: number; endedBy: string },
): Promise<void> {
  q.update(consultationRounds)
    .set(ended)
    .where(and(eq(consultationRounds.documentId, documentId), isNull(consultationRounds.endedAt)))
    .run();
}

/** When a plan was opened and closed: what rules ask of it. */
export interface OpeningRows {
  first: number | null;
  toAll: number | null;
  closures: { from: number; until: number }[];
  letOut: Map<string, number>;
}

/**
 * When a plan was first opened, and since when it has been open to all delegations without a break;
 * that ends when it is closed, or opened to its own members alone. And when it was closed again, with
 * what of that time was let out at an opening.
 */
export async function openingsOf(q: Queries, documentId: string): Promise<OpeningRows> {
  let toAll: number | null = null;
  let until: number | null = null;
  for (const { audience, startedAt, endedAt } of await listRounds(q, documentId)) {
    if (audience !== "all") toAll = null;
    else if (toAll === null || startedAt !== until) toAll = startedAt;
    until = endedAt;
  }
  const first = await firstOpenedAt(q, documentId);
  return { first, toAll, ...(await closuresOf(q, documentId)) };
}

/** The same as they were last read, outside transactions; shared, and not to be changed. */
export const cachedOpenings = cachedUntilChange(openingsOf);

/** In the record of an opening, the ids of the threads and amendments that were let out at it. */
const LET_OUT = "letOut";

async function closuresOf(
  q: Queries,
  documentId: string,
): Promise<Pick<OpeningRows, "closures" | "letOut">> {
  const closures: OpeningRows["closures"] = [];
  const letOut = new Map<string, number>();
  let closedAt: number | null = null;
  for (const { at, action, detail } of await listOpenedAndClosed(q, documentId)) {
    if (action === "plan.close") {
      closedAt = at;
      continue;
    }
    const ids = (detail as Record<string, unknown> | null)?.[LET_OUT];
    // Before one was asked at an opening, all was let out by it.
    if (closedAt !== null && Array.isArray(ids)) closures.push({ from: closedAt, until: at });
    if (Array.isArray(ids)) for (const id of ids) letOut.set(String(id), at);
    closedAt = null;
  }
  if (closedAt !== null) closures.push({ from: closedAt, until: Number.POSITIVE_INFINITY });
  return { closures, letOut };
}
