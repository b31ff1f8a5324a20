/**
 * Caches rows that every request reads and that seldom change. A version stamp, asked for each time,
 * changes as soon as one of the rows does, whoever wrote it. Rows that did not change stay the same
 * objects, so that functions of them can be memoized.
 */
import { LRUCache } from "lru-cache";
import type { Queries, Store } from "./store";

/** More documents than a consultation has. */
const MAX_SETS = 60;

interface Known<Row> {
  stamp: string | number;
  rows: readonly Row[];
}

/**
 * Makes a cache of rows, one for each store.
 * @returns a function that returns the rows of a name, and calls `read` when the stamp has changed. Only
 * for reads outside transactions: what is not committed may be rolled back. Ask for the stamp before
 * the rows, so that what is written in between is read next time. Do not change the rows: they are shared.
 */
export function cachedRows<Row extends { id: string }>() {
  const stores = new WeakMap<Queries, LRUCache<string, Known<Row>>>();
  return async (
    store: Store,
    name: string,
    stamp: string | number,
    read: () => Promise<Row[]>,
  ): Promise<readonly Row[]> => {
    const sets = stores.get(store.read) ?? new LRUCache<string, Known<Row>>({ max: MAX_SETS });
    stores.set(store.read, sets);
    const before = sets.get(name);
    if (before?.stamp === stamp) return before.rows;
    const rows = asBefore(before?.rows ?? [], await read());
    sets.set(name, { stamp, rows });
    return rows;
  };
}

/**
 * Does the same for rows that have no stamp and are read each time.
 * @returns a function that replaces rows just read by the objects of before, where they are equal
 */
export function reusedRows<Row extends { id: string }>() {
  const stores = new WeakMap<Queries, LRUCache<string, readonly Row[]>>();
  return (store: Store, name: string, read: Row[]): readonly Row[] => {
    const sets = stores.get(store.read) ?? new LRUCache<string, readonly Row[]>({ max: MAX_SETS });
    stores.set(store.read, sets);
    const rows = asBefore(sets.get(name) ?? [], read);
    sets.set(name, rows);
    return rows;
  };
}

/** More than people and documents that a consultation has open at once. */
const MAX_VALUES = 500;

/**
 * Caches what was read until anything but the text of documents is written.
 * @param read depends on the key and the tables alone, not on the text of documents or on the clock; it
 * runs outside transactions
 * @returns the same function; its results are shared between requests: do not change them
 */
export function cachedUntilChange<Value extends object>(
  read: (q: Queries, key: string) => Promise<Value>,
): (store: Pick<Store, "read" | "changeStamp">, key: string) => Promise<Value> {
  const caches = new WeakMap<Queries, { stamp: string; values: LRUCache<string, Value> }>();
  return async (store, key) => {
    const stamp = store.changeStamp();
    let cache = caches.get(store.read);
    if (cache?.stamp !== stamp) {
      cache = { stamp, values: new LRUCache({ max: MAX_VALUES }) };
      caches.set(store.read, cache);
    }
    const known = cache.values.get(key);
    if (known) return known;
    const value = await read(store.read, key);
    cache.values.set(key, value);
    return value;
  };
}

function asBefore<Row extends { id: string }>(before: readonly Row[], after: Row[]): Row[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => {
    const counterpart = known.get(row.id);
    return counterpart && isSame(counterpart, row) ? counterpart : row;
  });
}

function isSame<Row extends object>(before: Row, after: Row): boolean {
  for (const name in after) if (before[name] !== after[name]) return false;
  return true;
}
