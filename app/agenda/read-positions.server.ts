/** Reading what delegations say of the items of the agenda: for its page, and for exports. */
import { cachedPositionsOf, listPositions, type PositionRow } from "#db/positions";
import type { Queries, Store } from "#db/store";
import { memoizeByIdentity, memoizeData } from "../ui/memoize";
import { agreementOf, isCurrent, tallyPositions } from "./positions";
import type { ItemPositionsView, PositionsView, PositionView } from "./view";

type Held = PositionRow & { personName: string };

/** The positions that hold, by agenda item, of items that were removed too. */
export async function positionsByItem(
  q: Queries,
  agendaId: string,
): Promise<ReadonlyMap<string, readonly Held[]>> {
  return grouped(await listPositions(q, agendaId));
}

const grouped = memoizeByIdentity((rows: readonly Held[]): ReadonlyMap<string, readonly Held[]> => {
  const byItem = new Map<string, Held[]>();
  for (const row of rows) {
    const held = byItem.get(row.itemId);
    if (held) held.push(row);
    else byItem.set(row.itemId, [row]);
  }
  return byItem;
});

/**
 * @param items of the agenda that stand, with the hash of their words.
 * @param delegations codes, in the order in which to name them.
 * @param own the delegation for which the reader may give positions.
 */
export async function readPositions(
  store: Store,
  agendaId: string,
  items: readonly { id: string; hash: string }[],
  delegations: readonly string[],
  own: string | null,
): Promise<PositionsView> {
  const rows = grouped(await cachedPositionsOf(store, agendaId));
  const held = items.map((item) => ({ item, hash: item.hash, held: rows.get(item.id) ?? NONE }));
  return {
    own,
    ...tallyPositions(held, delegations),
    items: Object.fromEntries(
      held.map(({ item, held }) => [item.id, positionsView(item, held, delegations)]),
    ),
  };
}

const NONE: readonly Held[] = [];

const positionsView = memoizeData(
  (
    { hash }: { hash: string },
    held: readonly Held[],
    delegations: readonly string[],
  ): ItemPositionsView => ({
    textHash: hash,
    agreement: agreementOf(held, delegations, hash),
    positions: delegations.flatMap((code) => {
      const row = held.find(({ delegation }) => delegation === code);
      return row ? [positionView(row, hash)] : [];
    }),
  }),
);

function positionView(row: Held, currentHash: string): PositionView {
  const current = isCurrent(row, currentHash);
  return {
    delegation: row.delegation,
    position: row.position,
    note: row.note,
    current,
    basisText: current ? null : row.text,
    person: row.personName,
    at: row.at,
  };
}
