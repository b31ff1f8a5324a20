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
export function keptWithout(basisHash: string): string {
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
  const kept = basisHash.startsWith(KEPT_WITHOUT);
  if (!current || current.removed) return kept ? "none" : "removed";
  const taken = kept ? basisHash.slice(KEPT_WITHOUT.length) : basisHash;
  return current.hash === taken ? "none" : "changed";
}

/** Shorter words than these stand in many items, and say nothing. */
const SHORTEST_PART = 20;

/**
 * The items that hold words which were split off: words of the basis text that the national item
 * has no more, and another item of its plan has.
 * @param others the other items of the plan
 */
export function splitOff<Item extends { text: string }>(
  basis: string,
  now: string,
  others: readonly Item[],
): Item[] {
  const folded = (text: string) => text.replace(/\s+/g, " ").trim();
  const [before, after] = [folded(basis), folded(now)];
  return others.filter((other) => {
    const words = folded(other.text);
    return words.length >= SHORTEST_PART && before.includes(words) && !after.includes(words);
  });
}
