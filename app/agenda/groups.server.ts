/** Proposing groups to those who merge. Nothing is placed: accepting one only selects its items. */
import { allow } from "../accounts/allow.server";
import type { Locale } from "../context";
import { Refused } from "../refusal";
import { type ProposedGroup, proposedGroups } from "./groups";
import { readMerging } from "./read.server";
import { type RelatedContext, readIndex } from "./related.server";

/** Each is compared with each, while everyone else waits: so many take some tens of milliseconds. */
export const MOST_COMPARED = 300;

/**
 * Groups of items of one area or all, of those that are unplaced and the actor's to place.
 * @param input.areaNumber the number of the area in the national plans, from 1; null for all.
 * @param input.language in which shared concepts are named.
 * @throws Refused "too-many" if that is more than is compared at once, or by the policy.
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
  if (candidates.length > MOST_COMPARED) throw new Refused("too-many");
  return proposedGroups(
    index,
    candidates.map(({ planId, itemId }) => ({ planId, itemId })),
    { language: input.language },
  );
}
