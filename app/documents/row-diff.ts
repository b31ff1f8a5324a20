/**
 * What two rows have in common, entry by entry: the shortest way from one to the other, by the greedy
 * method of Myers. The cost is bounded: where the rows differ in too much, they are compared section
 * by section. Bounds are counted in entries, never in time, so that server and page come to the same.
 */

/** A row of keys; equal keys stand for each other. */
export interface Row {
  keys: readonly string[];
  /** Whether a section, as a paragraph, begins at an entry. */
  beginsSection(index: number): boolean;
}

/** Indexes of two entries that stand for each other: in the first row and in the second. */
export type Pair = [number, number];

/** More insertions and removals than this are not told apart; with them one comparison takes a few milliseconds. */
export const MOST_CHANGES = 1_000;

/**
 * The entries that stay, in order.
 * @param fromEnd reads both rows from their ends: where keys repeat, others of them are then paired.
 */
export function commonPairs(before: Row, after: Row, fromEnd = false): Pair[] {
  return shortest(before.keys, after.keys, fromEnd) ?? commonSections(before, after, fromEnd) ?? [];
}

function commonSections(before: Row, after: Row, fromEnd: boolean): Pair[] | null {
  const [old, young] = [sectionsOf(before), sectionsOf(after)];
  const pairs = shortest(
    old.map(({ key }) => key),
    young.map(({ key }) => key),
    fromEnd,
  );
  return (
    pairs?.flatMap(([a, b]) => {
      const [one, other] = [old[a], young[b]];
      if (!one || !other) return [];
      return Array.from({ length: one.length }, (_, i): Pair => [one.from + i, other.from + i]);
    }) ?? null
  );
}

/** Sections with one key each, of those of their entries. */
function sectionsOf(row: Row): { from: number; length: number; key: string }[] {
  const borders = row.keys.flatMap((_, i) => (i === 0 || row.beginsSection(i) ? [i] : []));
  return borders.map((from, at) => {
    const keys = row.keys.slice(from, borders[at + 1]);
    return { from, length: keys.length, key: JSON.stringify(keys) };
  });
}

/** Null where there are more changes than are told apart. */
function shortest(
  before: readonly string[],
  after: readonly string[],
  fromEnd: boolean,
): Pair[] | null {
  const numbers = new Map<string, number>();
  const numbered = (keys: readonly string[]) => {
    const row = Int32Array.from(keys, (key) => {
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
    return fromEnd ? row.reverse() : row;
  };
  const pairs = pairsOf(numbered(before), numbered(after));
  if (!fromEnd) return pairs;
  return (
    pairs?.map(([a, b]): Pair => [before.length - 1 - a, after.length - 1 - b]).reverse() ?? null
  );
}

/** Where there is no way to a diagonal. */
const NONE = -1;

/**
 * Each round knows how far one comes in the first row on each diagonal (index in the first row less
 * that in the second) with one change more than in the round before.
 */
function pairsOf(before: Int32Array, after: Int32Array): Pair[] | null {
  const n = before.length;
  const m = after.length;
  const most = Math.min(MOST_CHANGES, n + m);
  const rounds: Int32Array[] = [];
  let last = new Int32Array(0);
  for (let changes = 0; changes <= most; changes += 1) {
    const reached = new Int32Array(changes + 1);
    for (let at = 0; at <= changes; at += 1) {
      const k = 2 * at - changes;
      let x = changes === 0 ? 0 : entered(last, changes, at, n, m);
      while (x !== NONE && x < n && x - k < m && before[x] === after[x - k]) x += 1;
      reached[at] = x;
      if (x === n && x - k === m) return traced([...rounds, reached], k, n, m);
    }
    rounds.push(reached);
    last = reached;
  }
  return null;
}

/** Whether the `at`th diagonal of a round is entered past an entry of the second row, not of the first. */
function isAddition(last: Int32Array, changes: number, at: number, n: number, m: number): boolean {
  const above = at < changes ? (last[at] as number) : NONE;
  const mayAdd = above !== NONE && above - (2 * at - changes) <= m;
  const below = at > 0 ? (last[at - 1] as number) : NONE;
  return mayAdd && (below === NONE || below >= n || below < above);
}

/** The farthest entry into a diagonal from its neighbours, past one entry of a row. */
function entered(last: Int32Array, changes: number, at: number, n: number, m: number): number {
  if (isAddition(last, changes, at, n, m)) return last[at] as number;
  const below = at > 0 ? (last[at - 1] as number) : NONE;
  return below !== NONE && below < n ? below + 1 : NONE;
}

function traced(rounds: readonly Int32Array[], end: number, n: number, m: number): Pair[] {
  const pairs: Pair[] = [];
  let k = end;
  for (let changes = rounds.length - 1; changes >= 0; changes -= 1) {
    const at = (k + changes) / 2;
    const last = rounds[changes - 1] ?? new Int32Array(0);
    const begin = changes === 0 ? 0 : entered(last, changes, at, n, m);
    for (let x = (rounds[changes]?.[at] ?? 0) - 1; x >= begin; x -= 1) pairs.push([x, x - k]);
    if (changes > 0) k += isAddition(last, changes, at, n, m) ? 1 : -1;
  }
  return pairs.reverse();
}
