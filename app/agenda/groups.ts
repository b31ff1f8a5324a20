/** Proposals of which national items could become one agenda item. Nothing follows from them. */
import type { Locale } from "../context";
import { type ItemKey, keyOf } from "./disposition";
import { type RelatedIndex, sharedNames, similarity } from "./related";

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
  const delegations = known.map((key) => index.entries.get(keyOf(key))?.item.delegation);
  // Between any two groups: likeness over their pairs of different delegations, and how many these
  // are. Where groups become one, both add up.
  const links = known.map((a, i) =>
    known.map((b, j): Link => {
      const counts = delegations[i] !== delegations[j];
      return counts ? { sum: similarity(index, a, b), pairs: 1 } : { sum: 0, pairs: 0 };
    }),
  );
  const groups = known.map((key) => [key]);
  for (;;) {
    const best = closest(groups, links);
    if (!best) break;
    const [one, other] = best;
    groups[one] = [...(groups[one] ?? []), ...(groups[other] ?? [])];
    groups[other] = [];
    for (const [third, row] of links.entries()) {
      const joined = add(links[one]?.[third], links[other]?.[third]);
      row[one] = joined;
      const own = links[one];
      if (own) own[third] = joined;
    }
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

interface Link {
  sum: number;
  pairs: number;
}

const add = (a: Link | undefined, b: Link | undefined): Link => ({
  sum: (a?.sum ?? 0) + (b?.sum ?? 0),
  pairs: (a?.pairs ?? 0) + (b?.pairs ?? 0),
});

/** The two groups that are closest, if any may become one; of equally close ones the first. */
function closest(
  groups: readonly (readonly ItemKey[])[],
  links: readonly (readonly Link[])[],
): [one: number, other: number] | null {
  let best: [number, number] | null = null;
  let closeness = 0;
  for (const [one, group] of groups.entries()) {
    if (group.length === 0) continue;
    for (let other = one + 1; other < groups.length; other += 1) {
      const size = groups[other]?.length ?? 0;
      const link = links[one]?.[other];
      if (size === 0 || !link || link.pairs === 0) continue;
      const by = link.sum / link.pairs;
      if (group.length + size > MOST_IN_GROUP || by < LEAST_IN_GROUP || by <= closeness) continue;
      best = [one, other];
      closeness = by;
    }
  }
  return best;
}
