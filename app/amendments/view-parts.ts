/**
 * Amendments on their way to a page, in two: what a reader may do and see of each, which is theirs, and
 * what each does to its item, which is the same for all and stays the same objects while nothing changes.
 */
import { memoizeByIdentity } from "../ui/memoize";
import type { AmendmentView } from "./view";

const SHARED = ["basis", "proposed", "details", "redline", "outcome", "result", "since"] as const;

export type SharedPart = Pick<AmendmentView, (typeof SHARED)[number]>;
export type ReadersPart = Omit<AmendmentView, keyof SharedPart>;

const sharedPart = memoizeByIdentity(
  (
    redline: SharedPart["redline"],
    basis: SharedPart["basis"],
    proposed: SharedPart["proposed"],
    details: SharedPart["details"],
    outcome: SharedPart["outcome"],
    result: SharedPart["result"],
    since: SharedPart["since"],
  ): SharedPart => ({ basis, proposed, details, redline, outcome, result, since }),
);

export function partsOfAmendments(views: readonly AmendmentView[]): {
  own: ReadersPart[];
  shared: SharedPart[];
} {
  const split = views.map(
    ({ basis, proposed, details, redline, outcome, result, since, ...own }) => ({
      own,
      part: sharedPart(redline, basis, proposed, details, outcome, result, since),
    }),
  );
  return { own: split.map(({ own }) => own), shared: split.map(({ part }) => part) };
}

/** What the amendments are sent in: first what is their reader's, of all, then what is shared of each. */
export type AmendmentPart = ReadersPart[] | SharedPart;

/** The inverse. */
export function amendmentsOfParts([own, ...shared]: readonly AmendmentPart[]): AmendmentView[] {
  if (!Array.isArray(own)) return [];
  return own.flatMap((each, i) => {
    const part = shared[i];
    return part && !Array.isArray(part) ? [{ ...each, ...part }] : [];
  });
}
