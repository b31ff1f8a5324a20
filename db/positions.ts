/** What delegations say of the items of the agenda, and what they said before. */
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { prepared } from "./prepared";
import { cachedRows } from "./row-cache";
import { rowsOf } from "./rows";
import { people, positions } from "./schema";
import type { Queries, Store } from "./store";

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

// By their places in the table, which the index has too: no row has to be read for it.
const placesHolding = prepared((q) =>
  q
    .select({ places: sql<string>`coalesce(group_concat(${positions}.rowid), '')` })
    .from(positions)
    .where(and(eq(positions.agendaId, sql.placeholder("agenda")), isNull(positions.endedAt)))
    .prepare(),
);

const names = prepared((q) =>
  q
    .select({ all: sql<string>`coalesce(group_concat(${people.name}, char(10)), '')` })
    .from(people)
    .prepare(),
);

const cachedPositions = cachedRows<PositionRow & { personName: string }>();

/**
 * The same as they are on disk, read again when others hold or someone has another name: of a row
 * nothing changes but whether it holds.
 */
export async function cachedPositionsOf(
  store: Store,
  agendaId: string,
): Promise<readonly (PositionRow & { personName: string })[]> {
  const { read } = store;
  const places = placesHolding(read).get({ agenda: agendaId })?.places;
  const stamp = `${places} ${names(read).get()?.all}`;
  return cachedPositions(store, agendaId, stamp, () => listPositions(read, agendaId));
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
