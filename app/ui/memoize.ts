/**
 * Pure functions that know what they made last. Data that is shared between requests is never changed,
 * so what follows from the same objects is the same; where only a little has changed since, only what
 * follows from that is made anew.
 */
import { reuseUnchanged } from "./reuse-unchanged";

/** A few readers, to whom different things are open, take turns. */
const MAX_RESULTS = 4;

interface MemoizedResult<Made> {
  given: readonly unknown[];
  made: Made;
}

/**
 * @param make of the subject and what else is given, and of nothing else.
 * @returns the same function. For as long as there is the subject it gives the very object it gave
 * before, where all that is given is the same, or lists of the same.
 */
export function memoizeByIdentity<Subject extends object, Given extends readonly unknown[], Made>(
  make: (subject: Subject, ...given: Given) => Made,
): (subject: Subject, ...given: Given) => Made {
  return memoize(make, (_, made) => made);
}

/** The same for what makes plain data: also of what was made anew, equal parts are the same objects. */
export function memoizeData<Subject extends object, Given extends readonly unknown[], Made>(
  make: (subject: Subject, ...given: Given) => Made,
): (subject: Subject, ...given: Given) => Made {
  return memoize(make, reuseUnchanged);
}

function memoize<Subject extends object, Given extends readonly unknown[], Made>(
  make: (subject: Subject, ...given: Given) => Made,
  after: (before: Made | undefined, made: Made) => Made,
): (subject: Subject, ...given: Given) => Made {
  const answers = new WeakMap<Subject, MemoizedResult<Made>[]>();
  return (subject, ...given) => {
    const known = answers.get(subject) ?? [];
    const same = known.find((answer) => areAlike(answer.given, given));
    if (same) return same.made;
    const made = after(known[0]?.made, make(subject, ...given));
    answers.set(subject, [{ given, made }, ...known.slice(0, MAX_RESULTS - 1)]);
    return made;
  };
}

const areAlike = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.length === after.length && before.every((one, at) => isAlike(one, after[at]));

function isAlike(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return before.length === after.length && before.every((one, at) => Object.is(one, after[at]));
}
