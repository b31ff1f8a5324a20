/** How often, and over how long, what has changed is told to pages that will ask for it. */

export interface AnnouncementPace {
  /** Milliseconds between two announcements of changed words on one document, at least. */
  announceEvery: number;
  /** The same for each page that listens: all of them ask then. */
  announceEveryEach: number;
  /** Milliseconds over which the questions of the pages are spread, for each that listens. */
  spreadEach: number;
  /** The longest of either. */
  announceAtMost: number;
}

/** Milliseconds over which so many pages are to spread their questions. */
export function spreadOver(listeners: number, pace: AnnouncementPace): number {
  return Math.min(Math.max(0, listeners - 1) * pace.spreadEach, pace.announceAtMost);
}

/** Milliseconds between two announcements of what is written, to so many pages. */
export function wordsInterval(listeners: number, pace: AnnouncementPace): number {
  const { announceEvery, announceEveryEach, announceAtMost } = pace;
  const slower = Math.max(announceEvery, announceEveryEach * listeners);
  return Math.min(slower, Math.max(announceEvery, announceAtMost));
}

/** Over how long they spread their questions then: nobody waits for these, and the next are not near. */
export function spreadOfWords(listeners: number, pace: AnnouncementPace): number {
  const spread = (Math.max(0, listeners - 1) * pace.announceEveryEach) / 2;
  return Math.min(spread, wordsInterval(listeners, pace) / 2);
}
