/** Whether a national item still says what it said when it was taken into the agenda. */

/**
 * How a person answers it: the new words come into the agenda item, or they were seen and it stays
 * as it is; for an item that was removed only this. (To reopen the item is to take the national item off it.)
 */
export const DRIFT_ANSWERS = ["take-over", "keep"] as const;
export type DriftAnswer = (typeof DRIFT_ANSWERS)[number];

export const DRIFTS = ["none", "changed", "removed"] as const;
export type Drift = (typeof DRIFTS)[number];

/** What a person has seen of an item that was removed, in place of the hash of its words. */
export const SEEN_REMOVED = "removed";

const KEPT_WITHOUT = "removed:";

/**
 * The hash of a basis whose removal was seen and answered with *keep*. The words that were taken stay
 * the basis; should the item come back with other words, that is a drift again.
 */
export function keptDespiteDrift(basisHash: string): string {
  return basisHash.startsWith(KEPT_WITHOUT) ? basisHash : `${KEPT_WITHOUT}${basisHash}`;
}

/**
 * @param basisHash hash of the words that were taken, or what `keptWithout` made of it.
 * @param current the national item as it stands; undefined when it does not exist any more.
 */
export function driftOf(
  basisHash: string,
  current: { hash: string; removed: boolean } | undefined,
): Drift {
  const keptDespite = basisHash.startsWith(KEPT_WITHOUT);
  if (!current || current.removed) return keptDespite ? "none" : "removed";
  const taken = keptDespite ? basisHash.slice(KEPT_WITHOUT.length) : basisHash;
  return current.hash === taken ? "none" : "changed";
}

/** Shorter words than these stand in many items, and say nothing. */
const SHORTEST_PART = 20;

/** Most texts have nothing to fold, which is found sooner than it is done. */
const UNEVEN = /\s\s|[^\S ]/;

const folded = (text: string) =>
  (UNEVEN.test(text) ? text.replace(/\s+/g, " ") : text).normalize("NFC").trim();

/**
 * The items of a plan as `splitOff` asks for them: folded, and by their first letters, so that not
 * every item has to be looked for in every text.
 */
export type Parts<Item> = ReadonlyMap<string, readonly { item: Item; words: string; at: number }[]>;

/** Makes the items of a plan ready, once for all that is asked about that plan. */
export function partsOf<Item extends { text: string }>(items: readonly Item[]): Parts<Item> {
  const parts = new Map<string, { item: Item; words: string; at: number }[]>();
  for (const [at, item] of items.entries()) {
    const words = folded(item.text);
    if (words.length < SHORTEST_PART) continue;
    const start = words.slice(0, SHORTEST_PART);
    const alike = parts.get(start);
    if (alike) alike.push({ item, words, at });
    else parts.set(start, [{ item, words, at }]);
  }
  return parts;
}

const WORD_OR_SIGN = /[\p{L}\p{M}\p{N}]+|\S/gu;

/**
 * The items that hold words which were split off: words of the basis text that the national item
 * has no more, and another item of its plan has.
 * @param parts the items of the plan; the national item may be among them, as what it says now is
 * not split off it.
 */
export function splitOff<Item>(basis: string, now: string, parts: Parts<Item>): Item[] {
  const [before, after] = [folded(basis), folded(now)];
  const found = new Map<number, Item>();
  for (const { index: from } of before.matchAll(WORD_OR_SIGN)) {
    for (const { item, words, at } of parts.get(before.slice(from, from + SHORTEST_PART)) ?? []) {
      if (before.startsWith(words, from) && !after.includes(words)) found.set(at, item);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, item]) => item);
}
