/**
 * Memoizes pure functions by the identity of their arguments. Requests share data that nobody changes, so
 * the same objects give the same result; where little has changed, only what depends on it is computed
 * again.
 */
import { reuseUnchanged } from "./reuse-unchanged";

/** A few readers, to whom different things are open, take turns. */
const MAX_RESULTS = 4;

interface MemoizedResult<Made> {
  given: readonly unknown[];
  made: Made;
}

/**
 * Memoizes a function. The results live as long as their subject (weakly held); the last four are cached.
 * @param make a pure function of the subject and of the other arguments
 * @returns the same function; it returns the same object again where each argument is the same object, or
 * a list of the same objects
 */
export function memoizeByIdentity<Subject extends object, Given extends readonly unknown[], Made>(
  make: (subject: Subject, ...given: Given) => Made,
): (subject: Subject, ...given: Given) => Made {
  return memoize(make, (_, made) => made);
}

/** Does the same for plain data, and keeps equal parts of a new result the same objects (structural sharing). */
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
