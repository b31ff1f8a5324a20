/**
 * The steps of merging as changes to rows: which rows a step ends, and what undoing it takes. A
 * row holds from the step that made it until the step that ended it. A step that is undone ends
 * its own rows itself, and the rows it had ended hold again.
 */
import {
  type Carrying,
  carriesText,
  type Disposition,
  type ItemKey,
  keyOf,
  needsReason,
  type SettingAside,
} from "./disposition";
import { driftOf } from "./drift";

export const STEP_KINDS = [
  "compile",
  "add",
  "set-aside",
  "clear",
  "take-over",
  "keep",
  "compile-many",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** A disposition as kept, as far as steps are concerned. */
export interface Row extends ItemKey {
  id: string;
  disposition: Disposition;
  agendaItemId: string | null;
  reason: string;
  /** Of the words it was said of. */
  basisHash: string;
  stepId: string;
  endedByStepId: string | null;
}

export interface Step {
  id: string;
  kind: StepKind;
  /** The agenda item that a `compile` made or an `add` went to. */
  agendaItemId: string | null;
  /** Strictly later than every step before. */
  at: number;
  undoneAt: number | null;
}

/**
 * The rows that end when an item is carried to `agendaItemId`: it is no longer set aside, and if
 * it is there already in another way, the new way replaces the old.
 * @param holding rows of this one national item that hold.
 * @returns "already-done" if it is there in just this way.
 */
export function endedByPlacing(
  holding: readonly Row[],
  agendaItemId: string,
  disposition: Carrying,
): Row[] | "already-done" {
  const here = holding.find((row) => row.agendaItemId === agendaItemId);
  if (here?.disposition === disposition) return "already-done";
  return holding.filter((row) => row === here || needsReason(row.disposition));
}

/**
 * The rows that end when an item is set aside: all of them. Of other words it can be said again, with
 * the same reason too: then it is said of these.
 * @param hash of the item's words now.
 * @returns "already-done" if these words are set aside in just this way.
 */
export function endedBySettingAside(
  holding: readonly Row[],
  disposition: SettingAside,
  reason: string,
  hash: string,
): Row[] | "already-done" {
  const [only, ...others] = holding;
  const isSaid =
    only !== undefined &&
    others.length === 0 &&
    driftOf(only.basisHash, { hash, removed: false }) === "none" &&
    only.disposition === disposition &&
    only.reason === reason;
  return isSaid ? "already-done" : [...holding];
}

/**
 * The rows that end when dispositions are cleared: of one agenda item, or all.
 * @param agendaItemId null for all.
 */
export function endedByClearing(holding: readonly Row[], agendaItemId: string | null): Row[] {
  return holding.filter((row) => agendaItemId === null || row.agendaItemId === agendaItemId);
}

export interface Undoing {
  /** Rows the step made, to be ended by the step itself. */
  ends: string[];
  /** Rows the step had ended, to hold again. */
  revives: string[];
  /** The agenda items to be marked as removed: those that the step made. */
  removesAgendaItems: string[];
  /** The agenda item whose former words come back, if the step replaced them. */
  restoresAgendaItem: string | null;
}

/** The agenda items that a step made: a `compile` one, a `zero-draft` what its rows lead to. */
export function madeBy(
  step: Pick<Step, "id" | "kind" | "agendaItemId">,
  rows: readonly Row[],
): string[] {
  if (step.kind === "compile") return step.agendaItemId === null ? [] : [step.agendaItemId];
  if (step.kind !== "compile-many") return [];
  const targets = rows.flatMap((row) =>
    row.stepId === step.id && row.agendaItemId !== null ? [row.agendaItemId] : [],
  );
  return [...new Set(targets)];
}

/**
 * What undoing a step takes. It is refused with "moved-on" when a later step that still counts
 * touched one of the same national items, or carried others to an agenda item this one made:
 * that step comes first. So steps undone in reverse order always lead back.
 * @param later steps after this one.
 * @param rows rows that this step or a later one made or ended.
 */
export function undoing(
  step: Step,
  later: readonly Step[],
  rows: readonly Row[],
): Undoing | "already-done" | "moved-on" {
  if (step.undoneAt !== null) return "already-done";
  const made = rows.filter((row) => row.stepId === step.id);
  const ended = rows.filter((row) => row.endedByStepId === step.id && row.stepId !== step.id);
  const touched = new Set([...made, ...ended].map(keyOf));
  const counting = new Set(
    later.filter(({ undoneAt, at }) => undoneAt === null && at > step.at).map(({ id }) => id),
  );
  const madeItems = madeBy(step, rows);
  // Words that were replaced come back only into the words that replaced them.
  const replaced = step.kind === "take-over" ? step.agendaItemId : null;
  const isRewritten = later.some(
    ({ id, kind, agendaItemId }) =>
      counting.has(id) && kind === "take-over" && replaced !== null && agendaItemId === replaced,
  );
  const isBuiltOn = rows.some(
    (row) =>
      (counting.has(row.stepId) || (row.endedByStepId && counting.has(row.endedByStepId))) &&
      (touched.has(keyOf(row)) ||
        (row.agendaItemId !== null &&
          carriesText(row.disposition) &&
          madeItems.includes(row.agendaItemId))),
  );
  if (isBuiltOn || isRewritten) return "moved-on";
  return {
    ends: made.map(({ id }) => id),
    revives: ended.map(({ id }) => id),
    removesAgendaItems: madeItems,
    restoresAgendaItem: step.kind === "take-over" ? step.agendaItemId : null,
  };
}
