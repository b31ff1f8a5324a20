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
  /** Places in one text where bold, italic, a link or a bracket begins or ends. */
  marksPerText: 10_000,
  /** Areas and items of a document, removed ones included. */
  areas: 200,
  items: 4_000,
  /** Letters of a document, removed items included. */
  documentLetters: 4_000_000,
  /** Paragraphs and list entries of a document, and places where a mark begins or ends: they need no letters. */
  documentBlocks: 40_000,
  documentMarks: 80_000,
} as const;

/**
 * By how much the real-time socket lets a text go over its measure. The editor stops at the
 * measure itself; but two people who write at once may each stay within it and be over it together,
 * and neither must be turned away for that.
 */
export const WRITTEN_AT_ONCE = 1.25;

/** What one person may write about one document, besides its text. */
export const CONTRIBUTION_LIMITS = {
  /** Letters of a comment. */
  commentLetters: 5_000,
  /** People named in one comment. */
  mentionsPerComment: 30,
  /** Letters of the passage that a comment is about. */
  quoteLetters: 2_000,
  /** Letters of both ends of its anchor, as JSON. A real one has about 200. */
  anchorLetters: 2_048,
  /** Letters of a justification of an amendment. */
  justificationLetters: 5_000,
  /** Letters of a reason, a note, or the text of a reservation. */
  reasonLetters: 2_000,
  /** Open amendments of one person on one document. */
  amendmentsPerPerson: 100,
  /** Letters of the texts proposed by those, all together, with their formatting. */
  amendmentLettersPerPerson: 500_000,
  /** The same, with those that were withdrawn: nothing is deleted, and all are shown. */
  amendmentsAndWithdrawnPerPerson: 1_000,
  amendmentAndWithdrawnLettersPerPerson: 2_000_000,
  /** Suggestions of one person in one item: more is a text of its own. */
  suggestionsPerItem: 60,
  /** Amendments that are decided in one step. */
  amendmentsPerDecision: 500,
  /** Threads begun by one person on one document. */
  threadsPerPerson: 1_000,
  /** Comments in one thread. */
  commentsPerThread: 500,
} as const;

/** What belongs to the workspace or to the merging of all plans. */
export const WORKSPACE_LIMITS = {
  /** Letters of an id, and of any other value that a page made and a person did not write. */
  idLetters: 200,
  /** Letters of a person's name and e-mail address. */
  nameLetters: 100,
  emailLetters: 254,
  /** Letters of the note of an invitation, and open invitations made by one person. */
  invitationNoteLetters: 200,
  openInvitationsPerPerson: 500,
  /** Letters of a term, terms of a concept in one language, and concepts of the glossary. */
  termLetters: 120,
  termsPerConcept: 30,
  concepts: 2_000,
  /** Times that a consultation round of one plan may be set. */
  roundSettingsPerPlan: 500,
  /** National items that one merging step takes. */
  itemsPerStep: 300,
  /** National items that one zero draft places. */
  itemsPerZeroDraft: 3_000,
  /** Agenda items that one "agree to the rest" answers. */
  itemsPerAgreement: 4_000,
  /** National items that are compared with each other at once; more are compared area by area. */
  itemsCompared: 4_000,
} as const;

/** What one request may carry. */
export const REQUEST_LIMITS = {
  /** Bytes of a form, at most, whoever sends it. */
  formBytes: 2 * 1024 * 1024,
  /** Bytes of a form from someone who need not be signed in. */
  signedOutFormBytes: 16 * 1024,
  /** Letters of a text as JSON, in one field of a form: its formatting takes most of it. */
  textJsonLetters: 300_000,
  /** Fields of a form. */
  formFields: 1_000,
  /** Letters of an address with its query. */
  addressLetters: 8_192,
  /** Bytes of an imported file. */
  importBytes: 10 * 1024 * 1024,
  /** Requests of one person that are under way at once; the next wait, which nobody at a browser notices. */
  atOnce: 4,
  /** Milliseconds after which one that is not answered counts no more among these. */
  countedAsUnderWay: 3_000,
  /**
   * Milliseconds a second, on average and at once, for which the requests of one person may keep the
   * event loop busy. Beyond that the next one waits.
   */
  workPerSecond: 250,
  workBurst: 5_000,
  /** Milliseconds that a request waits for that, at most. */
  longestWait: 10_000,
} as const;

/** Rates, in times a minute; each is a setting (docs/operations.md). */
export const RATE_LIMITS = {
  /** Forms of any kind, of one person. */
  formsPerMinute: 120,
  /** Forms from one address by all who are not signed in: a delegation can sit behind one. */
  formsPerMinuteSignedOut: 600,
  /** Exports of one person that have to be made; those that are there already do not count. */
  exportsPerMinute: 20,
} as const;

/** The rates as they are set. */
export type Rates = Record<keyof typeof RATE_LIMITS, number>;

/** What is counted, or measured as a whole, when something is added: a refusal names one of these. */
export type LimitName =
  | "paragraph"
  | "letters"
  | "depth"
  | "blocks"
  | "brackets"
  | "document"
  | "document-blocks"
  | "document-marks"
  | "areas"
  | "items"
  | "amendments"
  | "amendment-letters"
  | "amendments-withdrawn"
  | "threads"
  | "comments"
  | "invitations"
  | "concepts"
  | "rounds"
  | "form";

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
