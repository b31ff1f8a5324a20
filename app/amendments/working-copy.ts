/**
 * The working copy of an item's text, in which someone writes while suggesting: the current text, what they
 * have suggested already, and what they have written since. The text and the suggestions change
 * meanwhile: one is accepted, another rejected. The copy is rebased (a three-way merge); where that is
 * ambiguous, it waits for its writer to decide. No word is lost without them.
 */
import type { RichText } from "../documents/rich-text";
import { carry } from "./carry";
import {
  applicableSuggestions,
  type OwnSuggestion,
  sameText,
  withSuggestions,
} from "./suggestions";

/** What the server has, as far as the page knows. */
interface Ground {
  /** The text that stands. */
  now: RichText;
  /** With the writer's own suggestions made in it. */
  agreed: RichText;
  /** The suggestions that are in it. */
  known: string[];
}

export interface WorkingCopy extends Ground {
  /** As it is written. */
  text: RichText;
  /** The newer ground, onto which what was written cannot be carried; null as long as it can. */
  ahead: Ground | null;
}

function groundOf(now: RichText, own: readonly OwnSuggestion[]): Ground {
  const applicable = applicableSuggestions(now, own);
  return { now, agreed: withSuggestions(now, applicable), known: applicable.map(({ id }) => id) };
}

/** The copy as it is before anything is written. */
export function startCopy(now: RichText, own: readonly OwnSuggestion[]): WorkingCopy {
  const ground = groundOf(now, own);
  return { ...ground, text: ground.agreed, ahead: null };
}

export const writeInCopy = (copy: WorkingCopy, text: RichText): WorkingCopy => ({ ...copy, text });

/** Whether something is written that the server does not have. */
export const isUnsent = ({ text, agreed }: WorkingCopy): boolean => !sameText(text, agreed);

/** The text that stands, or the suggestions made in it, may have become others. */
export function rebaseCopy(
  copy: WorkingCopy,
  now: RichText,
  own: readonly OwnSuggestion[],
): WorkingCopy {
  return onto(copy, groundOf(now, own));
}

/**
 * The server has taken what was sent.
 * @param sent the text of the copy then.
 * @param own the writer's suggestions of this item from now on.
 */
export function acknowledge(
  copy: WorkingCopy,
  sent: RichText,
  now: RichText,
  own: readonly OwnSuggestion[],
): WorkingCopy {
  return onto({ ...copy, agreed: sent }, groundOf(now, own));
}

function onto(copy: WorkingCopy, ground: Ground): WorkingCopy {
  if (!isUnsent(copy)) {
    const same = sameText(copy.text, ground.agreed);
    return { ...ground, text: same ? copy.text : ground.agreed, ahead: null };
  }
  const carried = carry({ basis: copy.agreed, proposed: copy.text }, ground.agreed);
  if (carried.outcome === "collides") return { ...copy, ahead: ground };
  const text = carried.outcome === "done" ? ground.agreed : carried.text;
  return { ...ground, text: sameText(copy.text, text) ? copy.text : text, ahead: null };
}

/** The writer wants their text as it is, on the text as it stands by now. */
export const keepOwnWords = (copy: WorkingCopy): WorkingCopy =>
  copy.ahead ? { ...copy.ahead, text: copy.text, ahead: null } : copy;

/** The writer begins again from what stands. */
export const beginAgain = (copy: WorkingCopy): WorkingCopy =>
  copy.ahead ? { ...copy.ahead, text: copy.ahead.agreed, ahead: null } : copy;
