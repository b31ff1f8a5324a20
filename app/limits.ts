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

const MINUTE = 60_000;

/**
 * What costly work may take. It runs in processes of its own, which are ended, with their memory,
 * when they exceed it.
 */
export const PROCESS_LIMITS = {
  /** Milliseconds for one file (PDF, Word), from when its making begins. */
  exportMilliseconds: 2 * MINUTE,
  /** Megabytes that the process may hold while it makes a file: 0.4 for each thousand letters. */
  exportMegabytes: 2_048,
  /** Megabytes of the process that folds logs; its time is COLLAB_COMPACT_AT_MOST_MS. */
  foldingMegabytes: 1_024,
  /** Files that wait until they are made: all together, and of one person. */
  exportsWaiting: 32,
  exportsWaitingPerPerson: 6,
  /** Milliseconds for which a file that was too much for its process is not tried again. */
  retryExportAfter: 10 * MINUTE,
  /** Milliseconds for which a log whose folding failed is not folded again. */
  retryFoldingAfter: 10 * MINUTE,
  /** Milliseconds without work until a process is ended. */
  idleMilliseconds: 10 * MINUTE,
  /** Finished PDFs kept on disk: their number, and megabytes of all together. */
  cachedPdfs: 200,
  cachedPdfMegabytes: 500,
} as const;
