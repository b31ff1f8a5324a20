/** Proposing groups to those who merge. Nothing is placed: accepting one only selects its items. */
import { allow } from "../accounts/allow.server";
import type { Locale } from "../context";
import { WORKSPACE_LIMITS } from "../limits";
import type { ItemKey } from "./disposition";
import { comparedTogether, type ProposedGroup } from "./groups";
import { readMerging } from "./read.server";
import type { RelatedIndex } from "./related";
import { type RelatedContext, readIndex } from "./related.server";

/**
 * The groups among candidates, however many these are. They are worked out beside everything else
 * that the server does.
 */
export async function groupsAmong(
  context: RelatedContext,
  index: RelatedIndex,
  candidates: readonly (ItemKey & { areaNumber: number })[],
  { language }: { language: Locale },
): Promise<ProposedGroup[]> {
  const groups: ProposedGroup[] = [];
  for (const lot of comparedTogether(candidates, WORKSPACE_LIMITS.itemsCompared)) {
    const keys = lot.map(({ planId, itemId }) => ({ planId, itemId }));
    groups.push(...(await context.relatedIndexes.groups(index, keys, { language })));
  }
  return groups;
}

/**
 * Groups of items of one area or all, of those that are unplaced and the actor's to place.
 * @param input.areaNumber the number of the area in the national plans, from 1; null for all.
 * @param input.language in which shared concepts are named.
 * @throws Refused by the policy.
 */
export async function proposeGroups(
  context: RelatedContext,
  input: { areaNumber: number | null; language: Locale },
): Promise<ProposedGroup[]> {
  const { index, agenda } = await readIndex(context);
  allow(context.actor, "merge", agenda);
  const merging = await readMerging(context);
  if (!merging) return [];
  const { view } = merging;
  const mine = new Set(view.plans.filter(({ mayMerge }) => mayMerge).map(({ id }) => id));
  const candidates = view.items.filter(
    ({ planId, areaNumber, status }) =>
      (input.areaNumber === null || areaNumber === input.areaNumber) &&
      status === "unplaced" &&
      mine.has(planId),
  );
  return groupsAmong(context, index, candidates, { language: input.language });
}
