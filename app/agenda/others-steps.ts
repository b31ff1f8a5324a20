/** What others have just done in the merging, and what it means for what a person has selected. */
import { type ItemKey, type ItemStatus, keyOf } from "./disposition";
import type { StepView } from "./view";

export interface StepNews {
  step: StepView;
  what: "taken" | "undone";
}

/** With the numbers of the selected items that it took out of the reader's selection. */
export interface OthersNews extends StepNews {
  deselected: string[];
}

/**
 * The steps that others have taken or undone between two states of the page, the oldest first.
 * @param before newest first, as the page lists them; so `after`.
 */
export function stepsOfOthers(before: readonly StepView[], after: readonly StepView[]): StepNews[] {
  const known = new Map(before.map((step) => [step.id, step]));
  const newest = before[0]?.at ?? 0;
  return after
    .flatMap((step): StepNews[] => {
      const was = known.get(step.id);
      const isNew = was === undefined && step.at > newest;
      const nowUndone = step.undone && (was ? !was.undone : isNew);
      if (nowUndone) return step.undoneMine ? [] : [{ step, what: "undone" }];
      return isNew && !step.mine ? [{ step, what: "taken" }] : [];
    })
    .reverse();
}

type Placeable = ItemKey & { status: ItemStatus };

/**
 * What stays selected when the page shows a new state: the items that are still where they were
 * when they were selected. What someone else has placed meanwhile is not to be placed again unawares.
 */
export function stillSelected(
  selection: ReadonlySet<string>,
  before: readonly Placeable[],
  after: readonly Placeable[],
): ReadonlySet<string> {
  if (selection.size === 0) return selection;
  const was = new Map(before.map((item) => [keyOf(item), item.status]));
  const is = new Map(after.map((item) => [keyOf(item), item.status]));
  const remaining = [...selection].filter((key) => is.has(key) && is.get(key) === was.get(key));
  return remaining.length === selection.size ? selection : new Set(remaining);
}
