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
  | "text"
  | "depth"
  | "blocks"
  | "brackets"
  | "document"
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
