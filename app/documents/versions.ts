/** When versions of a document are kept by themselves, and which of them go again. */
import { VERSION_LIMITS } from "../limits";
import type { VersionReason } from "./view";

const DAY = 24 * 3_600_000;

/** What of a kept version counts here. */
export interface VersionAge {
  id: string;
  reason: VersionReason;
  /** Number of the last update in it. */
  seq: number;
  createdAt: number;
}

/**
 * Whether a document is to be kept by the clock: it has changed since the last version, and that is
 * an hour ago. A clock that was set back does not put it off.
 * @param last the version that holds most of the document; none yet: when the document was made
 * @param seq number of the last update of the document
 */
export function isDue(
  last: Pick<VersionAge, "seq" | "createdAt">,
  { seq, now }: { seq: number; now: number },
): boolean {
  return seq !== last.seq && Math.abs(now - last.createdAt) >= VERSION_LIMITS.keepEveryMs;
}

/** Reasons for which the program keeps a version though nobody took a step. */
const BY_ITSELF: readonly VersionReason[] = ["timed", "removal"];

/**
 * The versions of one document that are to be deleted. Of those that were kept by themselves and are
 * older than a month, the last of each day (UTC) stays. What was kept for a step that someone took
 * stays for good, and so does the newest of all.
 */
export function versionsToThin(versions: readonly VersionAge[], now: number): string[] {
  const newestFirst = [...versions].sort((a, b) => b.createdAt - a.createdAt || b.seq - a.seq);
  const days = new Set<number>();
  return newestFirst
    .filter(({ reason, createdAt }, index) => {
      if (!BY_ITSELF.includes(reason) || now - createdAt <= VERSION_LIMITS.thinAfterMs)
        return false;
      const day = Math.floor(createdAt / DAY);
      const isLastOfDay = !days.has(day);
      days.add(day);
      return index > 0 && !isLastOfDay;
    })
    .map(({ id }) => id);
}

/** What was taken out of a document. */
export interface Removal {
  /** Letters, or what else there is of them: a mark or an entry counts as one. */
  letters: number;
  items: number;
}

/**
 * Whether so much goes that the text before is worth keeping.
 * @param letters of the whole document before
 */
export function isLargeRemoval(removed: Removal, letters: number): boolean {
  const { removedItems, removedLetters, removedShare, removedLettersAtLeast } = VERSION_LIMITS;
  return (
    removed.items >= removedItems ||
    removed.letters >= removedLetters ||
    (removed.letters >= removedLettersAtLeast && removed.letters >= removedShare * letters)
  );
}
