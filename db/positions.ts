/** What delegations say of the items of the agenda, and what they said before. */
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { rowsOf } from "./rows";
import { people, positions } from "./schema";
import type { Queries } from "./store";

export type PositionRow = typeof positions.$inferSelect;

const listed = prepared((q) =>
  q
    .select({ position: positions, personName: people.name })
    .from(positions)
    .innerJoin(people, eq(positions.personId, people.id))
    .where(and(eq(positions.agendaId, sql.placeholder("agenda")), isNull(positions.endedAt)))
    .orderBy(asc(positions.at), asc(positions.id))
    .prepare(),
);

const positionOf = rowsOf(positions);

/** The positions that hold now, oldest first, with the name of who gave them. */
export async function listPositions(
  q: Queries,
  agendaId: string,
): Promise<(PositionRow & { personName: string })[]> {
  return listed(q)
    .values({ agenda: agendaId })
    .map((values) => Object.assign(positionOf(values), { personName: values.at(-1) as string }));
}

/** The positions on one item that hold now, of all delegations. */
export async function listPositionsOnItem(
  q: Queries,
  agendaId: string,
  itemId: string,
): Promise<PositionRow[]> {
  return q
    .select()
    .from(positions)
    .where(
      and(
        eq(positions.agendaId, agendaId),
        eq(positions.itemId, itemId),
        isNull(positions.endedAt),
      ),
    )
    .orderBy(asc(positions.at), asc(positions.id))
    .all();
}

export async function insertPosition(q: Queries, row: PositionRow): Promise<void> {
  q.insert(positions).values(row).run();
}

/** Notes when a position was replaced or withdrawn, and by whom. It stays as a row. */
export async function endPosition(
  q: Queries,
  id: string,
  ended: { at: number; by: string },
): Promise<void> {
  q.update(positions)
    .set({ endedAt: ended.at, endedBy: ended.by })
    .where(eq(positions.id, id))
    .run();
}
