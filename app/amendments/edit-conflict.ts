/** Edit conflicts of a form: what others changed while someone wrote in it. */
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { carry } from "./carry";
import { carryDetails, detailsRedline } from "./details";
import { type RedlineParagraph, redline } from "./redline";
import { isPending } from "./rules";
import { type AmendmentView, seenAtOf } from "./view";

/** What is written, and what it was begun on; the parts of its kind are not null. */
export interface WrittenInForm {
  basis: RichText | null;
  text: RichText | null;
  basisDetails: Details | null;
  details: Details | null;
}

/** What stands in the way of what was written: the item as it reads now, and with that in its place. */
export interface EditConflict {
  /** Of details none: those that are in the way are struck out in the change. */
  now: RedlineParagraph[];
  change: RedlineParagraph[];
  /** What it was begun on from now on, once that has been looked at. */
  basis: Pick<WrittenInForm, "basis"> | Pick<WrittenInForm, "basisDetails">;
}

/** Null where what was written can be carried onto the item as it stands, or there is nothing to ask. */
export function editConflict(
  { basis, text, basisDetails, details }: WrittenInForm,
  now: { text: RichText | null; details: Details | null },
): EditConflict | null {
  if (basis && text && now.text) {
    if (carry({ basis, proposed: text }, now.text).outcome !== "collides") return null;
    return {
      now: redline(now.text, now.text),
      change: redline(now.text, text),
      basis: { basis: now.text },
    };
  }
  if (basisDetails && details && now.details) {
    const outcome = carryDetails({ basis: basisDetails, proposed: details }, now.details).outcome;
    if (outcome !== "collides") return null;
    const change = detailsRedline(now.details, details);
    return { now: [], change, basis: { basisDetails: now.details } };
  }
  return null;
}

/** Amendments that are being merged, as they were when that began, and as they are. */
export interface Merging {
  /** Those that wait still, as they are now. */
  present: AmendmentView[];
  /** Decided, withdrawn or gone from sight meanwhile. */
  dropped: AmendmentView[];
  /** Whether one that waits was written further since then. */
  rewritten: boolean;
}

/** @param seenAt when the latest of them was written that has been seen. */
export function mergingNow(
  opened: readonly AmendmentView[],
  current: readonly AmendmentView[],
  seenAt: string,
): Merging {
  const now = new Map(current.map((each) => [each.id, each]));
  const waiting = (id: string) => {
    const view = now.get(id);
    return view && isPending(view) ? view : undefined;
  };
  const present = opened.flatMap(({ id }) => waiting(id) ?? []);
  return {
    present,
    dropped: opened.filter(({ id }) => !waiting(id)),
    rewritten: Number(seenAtOf(present)) > Number(seenAt),
  };
}
