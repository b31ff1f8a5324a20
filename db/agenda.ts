/** The merging: its steps, and what became of each national item. */
import { and, asc, desc, eq, gte, inArray, isNull, max, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { prepared } from "./prepared";
import { cachedRows } from "./row-cache";
import { rowsOf } from "./rows";
import { agendaSteps, dispositions, people } from "./schema";
import type { Queries, Store } from "./store";

const undoers = alias(people, "undoers");

export type StepRow = typeof agendaSteps.$inferSelect;
export type DispositionRow = typeof dispositions.$inferSelect;

const holding = prepared((q) =>
  q
    .select()
    .from(dispositions)
    .where(
      and(eq(dispositions.agendaId, sql.placeholder("agenda")), isNull(dispositions.endedByStepId)),
    )
    .orderBy(asc(dispositions.at), asc(dispositions.basisRef), asc(dispositions.id))
    .prepare(),
);

const dispositionOf = rowsOf(dispositions);

/** The rows that hold now, oldest first. */
export async function listDispositions(q: Queries, agendaId: string): Promise<DispositionRow[]> {
  return holding(q).values({ agenda: agendaId }).map(dispositionOf);
}

const idsHolding = prepared((q) =>
  q
    .select({ ids: sql<string>`coalesce(group_concat(${dispositions.id}), '')` })
    .from(dispositions)
    .where(
      and(eq(dispositions.agendaId, sql.placeholder("agenda")), isNull(dispositions.endedByStepId)),
    )
    .prepare(),
);

const cachedDispositions = cachedRows<DispositionRow>();

/** The same as they are on disk, read again when others hold: of a row nothing changes but that. */
export async function cachedDispositionsOf(
  store: Store,
  agendaId: string,
): Promise<readonly DispositionRow[]> {
  const stamp = idsHolding(store.read).get({ agenda: agendaId })?.ids ?? "";
  return cachedDispositions(store, agendaId, stamp, () => listDispositions(store.read, agendaId));
}

/** The rows that hold now for national items of these plans. */
export async function listDispositionsOfPlans(
  q: Queries,
  agendaId: string,
  planIds: string[],
): Promise<DispositionRow[]> {
  return q
    .select()
    .from(dispositions)
    .where(
      and(
        eq(dispositions.agendaId, agendaId),
        inArray(dispositions.planId, planIds),
        isNull(dispositions.endedByStepId),
      ),
    )
    .orderBy(asc(dispositions.at), asc(dispositions.id))
    .all();
}

const ofSteps = prepared((q) => {
  const steps = sql`(select value from json_each(${sql.placeholder("steps")}))`;
  return q
    .select()
    .from(dispositions)
    .where(
      or(sql`${dispositions.stepId} in ${steps}`, sql`${dispositions.endedByStepId} in ${steps}`),
    )
    .orderBy(asc(dispositions.at), asc(dispositions.id))
    .prepare();
});

/** The rows that one of these steps made or ended, whether they hold or not. */
export async function listDispositionsOfSteps(
  q: Queries,
  stepIds: string[],
): Promise<DispositionRow[]> {
  return ofSteps(q)
    .values({ steps: JSON.stringify(stepIds) })
    .map(dispositionOf);
}

export async function insertDispositions(q: Queries, rows: DispositionRow[]): Promise<void> {
  for (const row of rows) q.insert(dispositions).values(row).run();
}

/** Notes by which step these rows ended. */
export async function endDispositions(q: Queries, ids: string[], stepId: string): Promise<void> {
  q.update(dispositions).set({ endedByStepId: stepId }).where(inArray(dispositions.id, ids)).run();
}

/** Lets ended rows hold again. */
export async function reviveDispositions(q: Queries, ids: string[]): Promise<void> {
  q.update(dispositions).set({ endedByStepId: null }).where(inArray(dispositions.id, ids)).run();
}

export async function insertStep(q: Queries, row: typeof agendaSteps.$inferInsert): Promise<void> {
  q.insert(agendaSteps).values(row).run();
}

/** Keeps what a step replaced in the agenda's text, so that it can be undone. */
export async function keepReplaced(
  q: Queries,
  stepId: string,
  replaced: NonNullable<StepRow["replaced"]>,
): Promise<void> {
  q.update(agendaSteps).set({ replaced }).where(eq(agendaSteps.id, stepId)).run();
}

export async function findStep(q: Queries, id: string): Promise<StepRow | undefined> {
  return q.select().from(agendaSteps).where(eq(agendaSteps.id, id)).get();
}

/** Time of the newest step, 0 if there is none. */
export async function lastStepAt(q: Queries, agendaId: string): Promise<number> {
  const row = q
    .select({ at: max(agendaSteps.at) })
    .from(agendaSteps)
    .where(eq(agendaSteps.agendaId, agendaId))
    .get();
  return row?.at ?? 0;
}

const newestSteps = prepared((q) =>
  q
    .select({ step: agendaSteps, personName: people.name, undoneByName: undoers.name })
    .from(agendaSteps)
    .innerJoin(people, eq(agendaSteps.personId, people.id))
    .leftJoin(undoers, eq(agendaSteps.undoneBy, undoers.id))
    .where(eq(agendaSteps.agendaId, sql.placeholder("agenda")))
    .orderBy(desc(agendaSteps.at))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** The newest steps first, with the names of who took them and of who undid them. */
export async function listSteps(
  q: Queries,
  agendaId: string,
  limit: number,
): Promise<(StepRow & { personName: string; undoneByName: string | null })[]> {
  return newestSteps(q)
    .all({ agenda: agendaId, limit })
    .map(({ step, ...names }) => ({ ...step, ...names }));
}

/** The steps taken at this time or later, oldest first. */
export async function listStepsSince(q: Queries, agendaId: string, at: number): Promise<StepRow[]> {
  return q
    .select()
    .from(agendaSteps)
    .where(and(eq(agendaSteps.agendaId, agendaId), gte(agendaSteps.at, at)))
    .orderBy(asc(agendaSteps.at))
    .all();
}

export async function markStepUndone(
  q: Queries,
  id: string,
  undone: { at: number; personId: string },
): Promise<void> {
  q.update(agendaSteps)
    .set({ undoneAt: undone.at, undoneBy: undone.personId })
    .where(eq(agendaSteps.id, id))
    .run();
}
