/**
 * Rows as they were last read from a store, for what is read at every request and seldom another. They
 * are known by a stamp that is another as soon as one of them is, whoever wrote it; it is asked for each
 * time. Rows that are as they were stay the same objects, so that what follows from them can be kept too.
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
 * @returns what gives the rows of a name; `read` reads them where the stamp is another. Only for what is
 * read outside transactions: what is not committed may be taken back. The stamp is asked for before the
 * rows are read, so that what comes in between is read again next time. Not to be changed: they are shared.
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
 * The same for rows that have no stamp and are read each time.
 * @returns what gives rows just read as the objects that they were, where they are as they were.
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
 * What was read, for as long as nothing but the text of documents is written.
 * @param read of a key, outside transactions; not of the text of a document, nor of the clock.
 * @returns the same function; what it gives is shared between requests and not to be changed.
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
