/**
 * What becomes of a national item in the agenda. A disposition that carries names the agenda item
 * the words went to; one that sets aside names a reason. An item for which none holds is unplaced.
 */
import { withoutBracketLetters } from "../documents/brackets";
import { placesOf } from "./carry-over";

export const CARRYING = ["carried-verbatim", "consolidated", "carried-in-part"] as const;
export type Carrying = (typeof CARRYING)[number];

export const SETTING_ASIDE = ["deferred", "not-carried"] as const;
export type SettingAside = (typeof SETTING_ASIDE)[number];

export const DISPOSITIONS = [...CARRYING, ...SETTING_ASIDE] as const;
export type Disposition = Carrying | SettingAside;

export const ITEM_STATUSES = ["unplaced", "placed", "set-aside"] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** A national item, known by its plan and its id there. */
export interface ItemKey {
  planId: string;
  itemId: string;
}

/** A disposition that holds, as far as the rules are concerned. */
export interface Holding {
  disposition: Disposition;
  agendaItemId: string | null;
}

export function carriesText(disposition: Disposition): disposition is Carrying {
  return (CARRYING as readonly string[]).includes(disposition);
}

export function needsReason(disposition: Disposition): disposition is SettingAside {
  return (SETTING_ASIDE as readonly string[]).includes(disposition);
}

/** What compiling means when nothing else is said: one item keeps its words, several are merged. */
export function usualDisposition(count: number): Carrying {
  return count === 1 ? "carried-verbatim" : "consolidated";
}

/**
 * What a disposition is by now. Words are carried verbatim for as long as they stand in the agenda item,
 * in lines of their own, whatever stands beside them; in brackets too, which put them in question and
 * do not change them. Once they are rewritten there, they are consolidated.
 * @param basis the words that were taken
 * @param agendaWords what the agenda item says, brackets written
 */
export function dispositionNow(
  disposition: Disposition,
  basis: string,
  agendaWords: string,
): Disposition {
  if (disposition !== "carried-verbatim" || basis === agendaWords) return disposition;
  const stands = placesOf(withoutBracketLetters(agendaWords), withoutBracketLetters(basis)) > 0;
  return stands ? disposition : "consolidated";
}

/** One string for a national item, for maps and sets. */
export function keyOf(item: ItemKey): string {
  return `${item.planId}/${item.itemId}`;
}

/**
 * Where a national item stands. A row that carries it counts only while its agenda item stands:
 * when an editor removes that, the national item is unplaced again, and placed again if it is
 * brought back. To be carried weighs more than to be set aside.
 * @param holding the dispositions of the item that hold.
 * @param standing ids of the agenda's items that are not removed.
 */
export function statusOf(
  holding: readonly Holding[],
  currentItemIds: ReadonlySet<string>,
): ItemStatus {
  const isPlaced = holding.some(
    ({ disposition, agendaItemId }) =>
      carriesText(disposition) && agendaItemId !== null && currentItemIds.has(agendaItemId),
  );
  if (isPlaced) return "placed";
  return holding.some(({ disposition }) => needsReason(disposition)) ? "set-aside" : "unplaced";
}

/** Rows by national item. */
export function byItem<Row extends ItemKey>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const rowsOfItem = grouped.get(keyOf(row));
    if (rowsOfItem) rowsOfItem.push(row);
    else grouped.set(keyOf(row), [row]);
  }
  return grouped;
}
