/** How much of the national plans the agenda accounts for, by area and delegation. */
import type { ItemStatus } from "./disposition";

/** `placed + setAside + unplaced = total`, always. */
export interface Tally {
  placed: number;
  setAside: number;
  unplaced: number;
  total: number;
}

/** The picture: one row for each area number of the national plans, one column a delegation. */
export interface Coverage {
  delegations: string[];
  areas: { number: number; tallies: Tally[]; all: Tally }[];
  /** In the order of `delegations`. */
  byDelegation: Tally[];
  all: Tally;
}

/** A national item as far as the picture is concerned; areas count from 1. */
export interface CountedItem {
  delegation: string;
  areaNumber: number;
  status: ItemStatus;
}

const empty = (): Tally => ({ placed: 0, setAside: 0, unplaced: 0, total: 0 });

function add(tally: Tally, status: ItemStatus): void {
  if (status === "placed") tally.placed += 1;
  else if (status === "set-aside") tally.setAside += 1;
  else tally.unplaced += 1;
  tally.total += 1;
}

/**
 * Counts every item once. The areas run from 1 to the highest number there is, an empty one too.
 * @param delegations the columns, in their order; an item of any other gets a column at the end.
 * @param areaCount how many areas there are at least, items in them or not.
 */
export function coverageOf(
  items: readonly CountedItem[],
  delegations: readonly string[],
  areaCount = 0,
): Coverage {
  const columns = [...new Set([...delegations, ...items.map((item) => item.delegation)])];
  const columnOf = new Map(columns.map((code, index) => [code, index]));
  const rows = items.reduce((most, item) => Math.max(most, item.areaNumber), areaCount);
  const coverage: Coverage = {
    delegations: columns,
    areas: Array.from({ length: rows }, (_, index) => ({
      number: index + 1,
      tallies: columns.map(empty),
      all: empty(),
    })),
    byDelegation: columns.map(empty),
    all: empty(),
  };
  for (const { delegation, areaNumber, status } of items) {
    const column = columnOf.get(delegation) ?? -1;
    const area = coverage.areas[areaNumber - 1];
    const tallies = [area?.tallies[column], area?.all, coverage.byDelegation[column], coverage.all];
    for (const tally of tallies) if (tally) add(tally, status);
  }
  return coverage;
}

/** Per cent of the items that are placed or set aside: 100 only when it is all of them. */
export function accountedShare({ unplaced, total }: Tally): number {
  return total === 0 ? 100 : Math.floor(((total - unplaced) / total) * 100);
}
