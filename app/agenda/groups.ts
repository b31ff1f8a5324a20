/** Proposals of which national items could become one agenda item. Nothing follows from them. */
import type { Locale } from "../context";
import { type ItemKey, keyOf } from "./disposition";
import { atOnce, type InSteps } from "./in-steps";
import { comparisonOf, type RelatedIndex, sharedNames, similarityRows } from "./related";

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
  options: { language: Locale },
): ProposedGroup[] {
  return atOnce(proposedGroupsInSteps(index, candidates, options));
}

/** The same for many items. */
export function* proposedGroupsInSteps(
  index: RelatedIndex,
  candidates: readonly ItemKey[],
  { language }: { language: Locale },
): InSteps<ProposedGroup[]> {
  const known = candidates.filter((key) => index.entries.has(keyOf(key)));
  const links = yield* Links.between(index, known);
  const groups = known.map((key) => [key]);
  for (let pair = links.closest(); pair; pair = links.closest()) {
    const [one, other] = pair;
    groups[one] = [...(groups[one] ?? []), ...(groups[other] ?? [])];
    groups[other] = [];
    links.join(one, other);
    yield;
  }
  const place = new Map(known.map((key, at) => [keyOf(key), at]));
  const proposed: ProposedGroup[] = [];
  for (const group of groups) {
    if (group.length < 2) continue;
    const items = group.toSorted((a, b) => (place.get(keyOf(a)) ?? 0) - (place.get(keyOf(b)) ?? 0));
    proposed.push({ items, concepts: sharedNames(index, items, language) });
    yield;
  }
  return proposed;
}

/**
 * Candidates in lots that are compared each by itself. As long as they are not too many that is one;
 * else they are divided by the area that they are in, and where an area has too many, in their order.
 */
export function comparedTogether<Item extends ItemKey & { areaNumber: number }>(
  candidates: readonly Item[],
  most: number,
): Item[][] {
  if (candidates.length <= most) return [[...candidates]];
  const byArea = new Map<number, Item[]>();
  for (const item of candidates) {
    const area = byArea.get(item.areaNumber);
    if (area) area.push(item);
    else byArea.set(item.areaNumber, [item]);
  }
  return [...byArea.values()].flatMap((area) => {
    const lots = Math.ceil(area.length / most);
    return Array.from({ length: lots }, (_, lot) => area.slice(lot * most, (lot + 1) * most));
  });
}

interface Nearest {
  other: number;
  closeness: number;
}

/**
 * Between any two groups: likeness over their pairs of different delegations, which adds up where
 * groups become one. For each group the closest of those after it is kept, so that joining two looks
 * anew only at the groups it concerns.
 */
class Links {
  /** How many items each group has; 0 once it went into another. */
  private readonly sizes: number[];
  /** How many of them each delegation has. */
  private readonly shares: Map<string, number>[];
  /** Row by row, from the group itself on. */
  private readonly sums: Float64Array[] = [];
  private readonly nearest: (Nearest | null)[] = [];

  private constructor(delegations: readonly string[]) {
    this.sizes = delegations.map(() => 1);
    this.shares = delegations.map((delegation) => new Map([[delegation, 1]]));
  }

  static *between(index: RelatedIndex, items: readonly ItemKey[]): InSteps<Links> {
    const delegations = items.map((key) => index.entries.get(keyOf(key))?.item.delegation ?? "");
    const links = new Links(delegations);
    const comparison = yield* comparisonOf(index, items);
    for (const sums of similarityRows(comparison)) {
      const row = links.sums.length;
      for (const column of sums.keys()) {
        if (delegations[row] === delegations[row + column]) sums[column] = 0;
      }
      links.sums.push(sums);
      yield;
    }
    for (const one of items.keys()) {
      links.nearest.push(links.nearestAfter(one));
      yield;
    }
    return links;
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
    for (let third = 0; third < this.sizes.length; third += 1) {
      if (third === one || third === other || this.sizes[third] === 0) continue;
      this.put(one, third, this.sum(one, third) + this.sum(other, third));
    }
    this.sizes[one] = (this.sizes[one] ?? 0) + (this.sizes[other] ?? 0);
    this.sizes[other] = 0;
    for (const [delegation, share] of this.shares[other] ?? []) {
      this.shares[one]?.set(delegation, (this.shares[one]?.get(delegation) ?? 0) + share);
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

  private sum(one: number, other: number): number {
    return one < other
      ? (this.sums[one]?.[other - one] ?? 0)
      : (this.sums[other]?.[one - other] ?? 0);
  }

  private put(one: number, other: number, sum: number): void {
    const row = this.sums[Math.min(one, other)];
    if (row) row[Math.abs(one - other)] = sum;
  }

  private nearestAfter(one: number): Nearest | null {
    let near: Nearest | null = null;
    if (this.sizes[one] === 0) return near;
    for (let other = one + 1; other < this.sizes.length; other += 1) {
      const closeness = this.closeness(one, other);
      if (closeness > (near?.closeness ?? 0)) near = { other, closeness };
    }
    return near;
  }

  /** How alike two groups are; 0 where they may not become one. */
  private closeness(one: number, other: number): number {
    const [size, more] = [this.sizes[one] ?? 0, this.sizes[other] ?? 0];
    if (size === 0 || more === 0 || size + more > MOST_IN_GROUP) return 0;
    const sum = this.sum(one, other);
    // There is one pair at least: less in all is less on average.
    if (sum < LEAST_IN_GROUP) return 0;
    const pairs = this.pairs(one, other);
    const closeness = pairs === 0 ? 0 : sum / pairs;
    return closeness < LEAST_IN_GROUP ? 0 : closeness;
  }

  /** How many pairs of different delegations two groups have between them. */
  private pairs(one: number, other: number): number {
    let same = 0;
    for (const [delegation, share] of this.shares[one] ?? []) {
      same += share * (this.shares[other]?.get(delegation) ?? 0);
    }
    return (this.sizes[one] ?? 0) * (this.sizes[other] ?? 0) - same;
  }
}
