/**
 * The zero draft: what could become of many national items at once. What belongs together becomes
 * one agenda item, every other item one of its own. Nothing is placed by it.
 */
import { type ItemKey, keyOf } from "./disposition";
import type { FirstForm } from "./first-text";
import type { ProposedGroup } from "./groups";
import { folded } from "./national-list";

/** An unplaced national item, and the area of its plan. */
export interface Candidate extends ItemKey {
  areaNumber: number;
  areaTitle: string;
}

/** One agenda item to be, in an area of the agenda. */
export interface ProposedDraft {
  areaId: string;
  /** In the order in which they were listed; several are of two delegations at least. */
  items: ItemKey[];
  /** Names of the concepts that they share. */
  concepts: string[];
}

/** A national item with the hash of the words that were on the screen. */
export type SeenItem = ItemKey & { hash: string };

export interface ZeroDraftProposal {
  drafts: (Omit<ProposedDraft, "items"> & { items: SeenItem[] })[];
  /** How many unplaced items belong to no area of the agenda, by title or number. */
  homeless: number;
}

/** One agenda item as it was accepted. */
export interface AcceptedDraft {
  areaId: string;
  items: readonly SeenItem[];
  /** By default one text after the other. */
  form?: FirstForm;
}

const sameTitle = (one: string, other: string) =>
  one.trim() !== "" && folded(one.trim()) === folded(other.trim());

/**
 * The area of the agenda where each item belongs: the one with the title of its area, otherwise
 * the one with its number. Items for which there is none are `homeless`.
 */
export function homesOf<Item extends Candidate>(
  candidates: readonly Item[],
  areas: readonly { id: string; number: number; title: string }[],
): { homes: Map<string, Item[]>; homeless: Item[] } {
  const homes = new Map<string, Item[]>(areas.map(({ id }) => [id, []]));
  const homeless: Item[] = [];
  for (const item of candidates) {
    const home =
      areas.find(({ title }) => sameTitle(title, item.areaTitle)) ??
      areas.find(({ number }) => number === item.areaNumber);
    if (home) homes.get(home.id)?.push(item);
    else homeless.push(item);
  }
  return { homes, homeless };
}

/**
 * Each group as one agenda item, each item of none as one of its own, in the order in which their
 * first items are listed: every item is in just one of them.
 */
export function draftsOf(
  areaId: string,
  candidates: readonly ItemKey[],
  groups: readonly ProposedGroup[],
): ProposedDraft[] {
  const groupOf = new Map(groups.flatMap((group) => group.items.map((key) => [keyOf(key), group])));
  const begun = new Set<ProposedGroup>();
  const drafts: ProposedDraft[] = [];
  for (const { planId, itemId } of candidates) {
    const group = groupOf.get(keyOf({ planId, itemId }));
    if (!group) drafts.push({ areaId, items: [{ planId, itemId }], concepts: [] });
    else if (!begun.has(group)) {
      begun.add(group);
      drafts.push({ areaId, items: group.items, concepts: group.concepts });
    }
  }
  return drafts;
}
