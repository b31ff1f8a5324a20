/** Amendments, what was decided of them, and who supports them. Nothing is deleted. */
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { AuthorRow } from "./comments";
import { prepared } from "./prepared";
import { cachedUntilChange, reusedRows } from "./row-cache";
import { amendmentSupport, amendments, people } from "./schema";
import type { Queries, Store } from "./store";

export type AmendmentRow = typeof amendments.$inferSelect;

export interface StoredAmendment {
  amendment: AmendmentRow;
  proposedBy: AuthorRow;
  decidedBy: AuthorRow | null;
  /** In the order in which they came. */
  supporters: AuthorRow[];
}

/** Of the people or one of the names that a query gives them. */
const authorOf = <Table extends { id: unknown; name: unknown; role: unknown; delegation: unknown }>(
  table: Table,
): Pick<Table, "id" | "name" | "role" | "delegation"> => ({
  id: table.id,
  name: table.name,
  role: table.role,
  delegation: table.delegation,
});

const decider = alias(people, "decider");
const inDocument = eq(amendments.documentId, sql.placeholder("document"));

const amendmentsIn = prepared((q) =>
  q
    .select({ amendment: amendments, proposedBy: authorOf(people), decidedBy: authorOf(decider) })
    .from(amendments)
    .innerJoin(people, eq(amendments.proposedBy, people.id))
    .leftJoin(decider, eq(amendments.decidedBy, decider.id))
    .where(inDocument)
    .orderBy(asc(amendments.proposedAt), sql`${amendments}.rowid`)
    .prepare(),
);

const supportIn = prepared((q) =>
  q
    .select({ amendmentId: amendmentSupport.amendmentId, person: authorOf(people) })
    .from(amendmentSupport)
    .innerJoin(amendments, eq(amendmentSupport.amendmentId, amendments.id))
    .innerJoin(people, eq(amendmentSupport.personId, people.id))
    .where(inDocument)
    .orderBy(asc(amendmentSupport.at))
    .prepare(),
);

const reusedAmendments = reusedRows<AmendmentRow>();

/**
 * The amendments of a document with the people concerned, oldest first. They are shared between
 * requests and not to be changed: one that is as it was is the same object, so that what was worked
 * out from it can be kept.
 */
export async function listAmendments(store: Store, documentId: string): Promise<StoredAmendment[]> {
  const { found, supporters } = await cachedStored(store, documentId);
  const rows = reusedAmendments(
    store,
    documentId,
    found.map(({ amendment }) => amendment),
  );
  return found.map(({ amendment, proposedBy, decidedBy }, i) => ({
    amendment: rows[i] ?? amendment,
    proposedBy,
    decidedBy,
    supporters: supporters.get(amendment.id) ?? [],
  }));
}

const cachedStored = cachedUntilChange(async (q, documentId) => {
  const supporters = new Map<string, AuthorRow[]>();
  for (const { amendmentId, person } of supportIn(q).all({ document: documentId })) {
    supporters.set(amendmentId, [...(supporters.get(amendmentId) ?? []), person]);
  }
  return { found: amendmentsIn(q).all({ document: documentId }), supporters };
});

/** Amendments of this document, by their ids; those that are not its own are left out. */
export async function findAmendments(
  q: Queries,
  documentId: string,
  ids: readonly string[],
): Promise<AmendmentRow[]> {
  if (ids.length === 0) return [];
  return q
    .select()
    .from(amendments)
    .where(and(eq(amendments.documentId, documentId), inArray(amendments.id, [...ids])))
    .all();
}

/** Those about an item that nobody has decided yet, oldest first. */
export async function listOpenAmendmentsOf(
  q: Queries,
  documentId: string,
  itemId: string,
): Promise<AmendmentRow[]> {
  return q
    .select()
    .from(amendments)
    .where(
      and(
        eq(amendments.documentId, documentId),
        eq(amendments.itemId, itemId),
        eq(amendments.state, "proposed"),
      ),
    )
    .orderBy(asc(amendments.proposedAt), sql`${amendments}.rowid`)
    .all();
}

/** Those that were decided in one step. */
export async function listDecision(
  q: Queries,
  documentId: string,
  decisionId: string,
): Promise<AmendmentRow[]> {
  return q
    .select()
    .from(amendments)
    .where(and(eq(amendments.documentId, documentId), eq(amendments.decisionId, decisionId)))
    .all();
}

/** How many amendments someone has proposed on a document, and the letters of their texts as JSON. */
export async function countAmendmentsOf(
  q: Queries,
  { documentId, personId }: { documentId: string; personId: string },
  states: readonly AmendmentRow["state"][],
): Promise<{ count: number; letters: number }> {
  const row = q
    .select({
      count: sql<number>`count(*)`,
      letters: sql<number>`coalesce(sum(length(${amendments.proposedText})), 0)`,
    })
    .from(amendments)
    .where(
      and(
        eq(amendments.documentId, documentId),
        eq(amendments.proposedBy, personId),
        inArray(amendments.state, [...states]),
      ),
    )
    .get();
  return row ?? { count: 0, letters: 0 };
}

export async function insertAmendment(
  q: Queries,
  row: typeof amendments.$inferInsert,
): Promise<void> {
  q.insert(amendments).values(row).run();
}

export async function updateAmendments(
  q: Queries,
  ids: readonly string[],
  change: Partial<Omit<AmendmentRow, "id" | "documentId" | "proposedBy" | "proposedAt">>,
): Promise<void> {
  if (ids.length === 0) return;
  q.update(amendments)
    .set(change)
    .where(inArray(amendments.id, [...ids]))
    .run();
}

export async function listSupporters(q: Queries, amendmentId: string): Promise<string[]> {
  return q
    .select({ id: amendmentSupport.personId })
    .from(amendmentSupport)
    .where(eq(amendmentSupport.amendmentId, amendmentId))
    .all()
    .map(({ id }) => id);
}

/** @returns whether they did not support it before. */
export async function addSupport(
  q: Queries,
  support: { amendmentId: string; personId: string; at: number },
): Promise<boolean> {
  return q.insert(amendmentSupport).values(support).onConflictDoNothing().run().changes > 0;
}

/** @returns whether they supported it before. */
export async function removeSupport(
  q: Queries,
  { amendmentId, personId }: { amendmentId: string; personId: string },
): Promise<boolean> {
  const theirs = and(
    eq(amendmentSupport.amendmentId, amendmentId),
    eq(amendmentSupport.personId, personId),
  );
  return q.delete(amendmentSupport).where(theirs).run().changes > 0;
}

/** Of all who support them. @returns who did. */
export async function endSupport(q: Queries, amendmentIds: readonly string[]): Promise<string[]> {
  if (amendmentIds.length === 0) return [];
  return q
    .delete(amendmentSupport)
    .where(inArray(amendmentSupport.amendmentId, [...amendmentIds]))
    .returning({ id: amendmentSupport.personId })
    .all()
    .map(({ id }) => id);
}
