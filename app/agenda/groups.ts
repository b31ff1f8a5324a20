/** Proposals of which national items could become one agenda item. Nothing follows from them. */
import type { Locale } from "../context";
import { type ItemKey, keyOf } from "./disposition";
import { type RelatedIndex, sharedNames, similarities } from "./related";

/** How alike items of different delegations have to be, on average, to be proposed together. */
export const LEAST_IN_GROUP = 0.1;

/** More than this is hard to put into one sentence. */
export const MOST_IN_GROUP = 8;

export interface ProposedGroup {
  /** In the order in which the items were given; of two delegations at least. */
  items: ItemKey[];
  /** Names of the concepts that two or more of them share, what most have first. */
  concepts: string[];
}

/**
 * Puts together what is most alike, pair by pair, as long as two groups are alike enough on average
 * over their pairs of different delegations. Items that nothing is like enough to are left out.
 * @param candidates items of the index, in the order in which they are listed.
 */
export function proposedGroups(
  index: RelatedIndex,
  candidates: readonly ItemKey[],
  { language }: { language: Locale },
): ProposedGroup[] {
  const known = candidates.filter((key) => index.entries.has(keyOf(key)));
  const links = new Links(index, known);
  const groups = known.map((key) => [key]);
  for (let pair = links.closest(); pair; pair = links.closest()) {
    const [one, other] = pair;
    groups[one] = [...(groups[one] ?? []), ...(groups[other] ?? [])];
    groups[other] = [];
    links.join(one, other);
  }
  const place = new Map(known.map((key, at) => [keyOf(key), at]));
  return groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const items = group.toSorted(
        (a, b) => (place.get(keyOf(a)) ?? 0) - (place.get(keyOf(b)) ?? 0),
      );
      return { items, concepts: sharedNames(index, items, language) };
    });
}

interface Nearest {
  other: number;
  closeness: number;
}

/**
 * Between any two groups: likeness over their pairs of different delegations, and how many these are;
 * where groups become one, both add up. For each group the closest of those after it is kept, so that
 * joining two looks anew only at the groups it concerns.
 */
class Links {
  /** How many items each group has; 0 once it went into another. */
  private readonly sizes: number[];
  private readonly sums: Float64Array[];
  private readonly pairs: Uint16Array[];
  private readonly nearest: (Nearest | null)[];

  constructor(index: RelatedIndex, items: readonly ItemKey[]) {
    const delegations = items.map((key) => index.entries.get(keyOf(key))?.item.delegation);
    this.sizes = items.map(() => 1);
    this.sums = similarities(index, items);
    this.pairs = items.map((_, i) =>
      Uint16Array.from(delegations, (delegation) => (delegation !== delegations[i] ? 1 : 0)),
    );
    for (const [i, sums] of this.sums.entries()) {
      for (const j of sums.keys()) if (this.pairs[i]?.[j] === 0) sums[j] = 0;
    }
    this.nearest = items.map((_, i) => this.nearestAfter(i));
  }

  /** The two groups that are closest, if any may become one; of equally close ones the first. */
  closest(): [one: number, other: number] | null {
    let best: [number, number] | null = null;
    let closeness = 0;
    for (const [one, near] of this.nearest.entries()) {
      if (!near || near.closeness <= closeness) continue;
      best = [one, near.other];
      closeness = near.closeness;
    }
    return best;
  }

  /** Takes a group into one before it. */
  join(one: number, other: number): void {
    this.sizes[one] = (this.sizes[one] ?? 0) + (this.sizes[other] ?? 0);
    this.sizes[other] = 0;
    for (const table of [this.sums, this.pairs]) {
      for (const [third, row] of table.entries()) {
        const joined = (table[one]?.[third] ?? 0) + (table[other]?.[third] ?? 0);
        row[one] = joined;
        const own = table[one];
        if (own) own[third] = joined;
      }
    }
    for (const [group, near] of this.nearest.entries()) {
      if (group === one || near?.other === one || near?.other === other) {
        this.nearest[group] = this.nearestAfter(group);
      } else if (group < one) {
        const closeness = this.closeness(group, one);
        const before = near?.closeness ?? 0;
        const nearer = closeness > before || (closeness === before && one < (near?.other ?? 0));
        if (nearer) this.nearest[group] = { other: one, closeness };
      }
    }
    this.nearest[other] = null;
  }

  private nearestAfter(one: number): Nearest | null {
    let near: Nearest | null = null;
    for (let other = one + 1; other < this.sizes.length; other += 1) {
      const closeness = this.closeness(one, other);
      if (closeness > (near?.closeness ?? 0)) near = { other, closeness };
    }
    return near;
  }

  /** How alike two groups are; 0 where they may not become one. */
  private closeness(one: number, other: number): number {
    const [size, more] = [this.sizes[one] ?? 0, this.sizes[other] ?? 0];
    const pairs = this.pairs[one]?.[other] ?? 0;
    if (size === 0 || more === 0 || pairs === 0 || size + more > MOST_IN_GROUP) return 0;
    const closeness = (this.sums[one]?.[other] ?? 0) / pairs;
    return closeness < LEAST_IN_GROUP ? 0 : closeness;
  }
}
