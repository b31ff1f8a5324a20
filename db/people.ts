/** People: their accounts, and what became of them. */
import { and, asc, count, eq, isNull } from "drizzle-orm";
import { delegations, people } from "./schema";
import type { Queries } from "./store";

export type PersonRow = typeof people.$inferSelect;

export async function findPerson(q: Queries, id: string): Promise<PersonRow | undefined> {
  return q.select().from(people).where(eq(people.id, id)).get();
}

/** @param email as it is stored: normalised. */
export async function findPersonByEmail(q: Queries, email: string): Promise<PersonRow | undefined> {
  return q.select().from(people).where(eq(people.email, email)).get();
}

/** Everyone, in the order of their delegations, the regional roles first; then by name. */
export async function listPeople(q: Queries): Promise<PersonRow[]> {
  return q
    .select({ person: people })
    .from(people)
    .leftJoin(delegations, eq(people.delegation, delegations.code))
    .orderBy(asc(delegations.position), asc(people.name))
    .all()
    .map((row) => row.person);
}

/** Demo accounts that may sign in, in the order of their delegations, the regional roles first. */
export async function listDemoPeople(q: Queries): Promise<PersonRow[]> {
  return q
    .select({ person: people })
    .from(people)
    .leftJoin(delegations, eq(people.delegation, delegations.code))
    .where(and(eq(people.demo, true), isNull(people.withdrawnAt)))
    .orderBy(asc(delegations.position), asc(people.email))
    .all()
    .map((row) => row.person);
}

/** Number of accounts that are not demo accounts, withdrawn ones included. */
export async function countAccounts(q: Queries): Promise<number> {
  return q.select({ n: count() }).from(people).where(eq(people.demo, false)).get()?.n ?? 0;
}

export async function insertPerson(q: Queries, row: PersonRow): Promise<void> {
  q.insert(people).values(row).run();
}

export async function updatePerson(
  q: Queries,
  id: string,
  change: Partial<Pick<PersonRow, "locale" | "withdrawnAt">>,
): Promise<void> {
  q.update(people).set(change).where(eq(people.id, id)).run();
}
