/** Reading what delegations say of the items of the agenda: for its page, and for exports. */
import { listPositions, type PositionRow } from "#db/positions";
import type { Queries } from "#db/store";
import { isCurrent, standingOf, tallyPositions } from "./positions";
import type { PositionsView, PositionView } from "./view";

/** The positions that hold, by agenda item, of items that were removed too. */
export async function positionsByItem(
  q: Queries,
  agendaId: string,
): Promise<Map<string, (PositionRow & { personName: string })[]>> {
  const byItem = new Map<string, (PositionRow & { personName: string })[]>();
  for (const row of await listPositions(q, agendaId)) {
    byItem.set(row.itemId, [...(byItem.get(row.itemId) ?? []), row]);
  }
  return byItem;
}

/**
 * @param items of the agenda that stand, with the hash of their words.
 * @param delegations codes, in the order in which to name them.
 * @param own the delegation for which the reader may give positions.
 */
export async function readPositions(
  q: Queries,
  agendaId: string,
  items: readonly { id: string; hash: string }[],
  delegations: readonly string[],
  own: string | null,
): Promise<PositionsView> {
  const rows = await positionsByItem(q, agendaId);
  const held = items.map(({ id, hash }) => ({ id, hash, held: rows.get(id) ?? [] }));
  return {
    own,
    ...tallyPositions(held, delegations),
    items: Object.fromEntries(
      held.map((item) => [
        item.id,
        {
          textHash: item.hash,
          standing: standingOf(item.held, delegations, item.hash),
          positions: delegations.flatMap((code) => {
            const row = item.held.find(({ delegation }) => delegation === code);
            return row ? [positionView(row, item.hash)] : [];
          }),
        },
      ]),
    ),
  };
}

function positionView(
  row: PositionRow & { personName: string },
  standingHash: string,
): PositionView {
  const current = isCurrent(row, standingHash);
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
