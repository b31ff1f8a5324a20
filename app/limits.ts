/**
 * The measure of what comes from a person: one table, asked at every door (form, real-time socket,
 * import). Each value is far above what a careful delegation needs, and low enough that what it
 * lets in can always be read, compared and typeset. `docs/operations.md` shows the table; a test
 * compares the two.
 */

/** Letters (UTF-16 code units) and numbers of things in a document. */
export const DOCUMENT_LIMITS = {
  /** Letters of one paragraph, list entries included. */
  paragraphLetters: 10_000,
  /** Letters of the text of one item. The real plans tried so far stay below 6,000. */
  itemLetters: 30_000,
  /** Letters of the preamble. */
  preambleLetters: 60_000,
  /** Letters of the title of a document, and of an area. */
  titleLetters: 300,
  /** Letters of a detail: lead, partners, due, indicator. */
  detailLetters: 500,
  /** Lists within lists: an entry of the first list has depth 1. */
  listDepth: 6,
  /** Paragraphs and list entries of one text. */
  blocksPerText: 1_000,
  /** Brackets in one text. */
  bracketsPerText: 500,
  /** Areas and items of a document, removed ones included. */
  areas: 200,
  items: 4_000,
  /** Letters of a document, removed items included. */
  documentLetters: 4_000_000,
} as const;

/** What one person may write about one document, besides its text. */
export const CONTRIBUTION_LIMITS = {
  /** Letters of a comment. */
  commentLetters: 5_000,
  /** Letters of a justification of an amendment. */
  justificationLetters: 5_000,
  /** Letters of a reason or of the text of a reservation. */
  reasonLetters: 2_000,
  /** Open amendments of one person on one document. */
  amendmentsPerPerson: 100,
  /** Letters of the texts proposed by those, all together. */
  amendmentLettersPerPerson: 500_000,
  /** Threads begun by one person on one document. */
  threadsPerPerson: 1_000,
  /** Comments in one thread. */
  commentsPerThread: 500,
} as const;

/** Rates, in times a minute and person. */
export const RATE_LIMITS = {
  /** Forms of any kind. */
  formsPerMinute: 120,
  /** Exports that have to be typeset. */
  exportsPerMinute: 20,
} as const;

/** When versions of a document are kept by themselves. Times are in milliseconds. */
export const VERSION_LIMITS = {
  /** While a document is worked on, a version is kept this often. */
  keepEveryMs: 3_600_000,
  /** Older ones are thinned to the last of each day. */
  thinAfterMs: 30 * 24 * 3_600_000,
  /** What goes at once, or piece by piece since the last version, and is large by itself. */
  removedItems: 5,
  removedLetters: 2_000,
  /** Part of a document that is large, if it is at least so many letters. */
  removedShare: 0.25,
  removedLettersAtLeast: 300,
  /** Between two versions that are kept because much went. */
  removalsApartMs: 300_000,
} as const;
