/** Objections of delegations to dispositions of their items. */
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { dispositions, objections, people } from "./schema";
import type { Queries } from "./store";

export type ObjectionRow = typeof objections.$inferSelect;
type DispositionRow = typeof dispositions.$inferSelect;

const openObjections = prepared((q) =>
  q
    .select({ objection: objections, personName: people.name })
    .from(objections)
    .innerJoin(dispositions, eq(objections.dispositionId, dispositions.id))
    .innerJoin(people, eq(objections.personId, people.id))
    .where(
      and(
        eq(dispositions.agendaId, sql.placeholder("agenda")),
        isNull(dispositions.endedByStepId),
        isNull(objections.withdrawnAt),
      ),
    )
    .orderBy(asc(objections.at), asc(objections.id))
    .prepare(),
);

/** Those that stand: not withdrawn, to a disposition that holds. With the name of who made them. */
export async function listOpenObjections(
  q: Queries,
  agendaId: string,
): Promise<(ObjectionRow & { personName: string })[]> {
  return openObjections(q)
    .all({ agenda: agendaId })
    .map(({ objection, personName }) => ({ ...objection, personName }));
}

export async function findObjection(q: Queries, id: string): Promise<ObjectionRow | undefined> {
  return q.select().from(objections).where(eq(objections.id, id)).get();
}

/** The objection to this disposition that is not withdrawn. */
export async function findObjectionTo(
  q: Queries,
  dispositionId: string,
): Promise<ObjectionRow | undefined> {
  return q
    .select()
    .from(objections)
    .where(and(eq(objections.dispositionId, dispositionId), isNull(objections.withdrawnAt)))
    .get();
}

/** A disposition, whether it holds or not. */
export async function findDisposition(q: Queries, id: string): Promise<DispositionRow | undefined> {
  return q.select().from(dispositions).where(eq(dispositions.id, id)).get();
}

export async function insertObjection(q: Queries, row: ObjectionRow): Promise<void> {
  q.insert(objections).values(row).run();
}

export async function markObjectionWithdrawn(
  q: Queries,
  id: string,
  withdrawn: { at: number; personId: string },
): Promise<void> {
  q.update(objections)
    .set({ withdrawnAt: withdrawn.at, withdrawnBy: withdrawn.personId })
    .where(eq(objections.id, id))
    .run();
}
