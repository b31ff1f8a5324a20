/**
 * How much one client may ask of the real-time server, and how often it does its own work:
 * generous to people, tight to programs. Each is a setting (docs/operations.md).
 */
import { z } from "zod";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const HOUR = 3_600_000;

interface Limit {
  /** Name of the environment variable. */
  variable: string;
  /** What counts where it is not set, and the least and the most it may be set to. */
  default: number;
  least: number;
  most: number;
}

const limit = (variable: string, value: number, least: number, most: number): Limit => ({
  variable: `COLLAB_${variable}`,
  default: value,
  least,
  most,
});

export const LIMITS = {
  /** Size of one frame, and of one update in it, in bytes. */
  frameBytes: limit("FRAME_BYTES", 6 * MEGABYTE, 64 * KILOBYTE, 64 * MEGABYTE),
  updateBytes: limit("UPDATE_BYTES", 5 * MEGABYTE, KILOBYTE, 64 * MEGABYTE),
  /** Yjs client ids under which one update writes. A page writes under one. */
  clientIdsPerUpdate: limit("CLIENT_IDS_PER_UPDATE", 1_000, 1, 1_000),
  /** Of those, new ones a minute that one person brings, and at once: a document never loses one. */
  clientIdsPerMinute: limit("CLIENT_IDS_PER_MINUTE", 6, 1, 100_000),
  clientIdBurst: limit("CLIENT_ID_BURST", 1_500, 1, 100_000),
  /** Messages a second on one socket, on average and at once. */
  messagesPerSecond: limit("MESSAGES_PER_SECOND", 200, 1, 100_000),
  messageBurst: limit("MESSAGE_BURST", 1_000, 10, 100_000),
  /** Bytes a second of one person, on average and at once. */
  bytesPerSecond: limit("BYTES_PER_SECOND", 2 * MEGABYTE, KILOBYTE, 1024 * MEGABYTE),
  byteBurst: limit("BYTE_BURST", 64 * MEGABYTE, 64 * KILOBYTE, 1024 * MEGABYTE),
  /** Answers a second to one person who asks for the state of a document, on average and at once. */
  questionsPerSecond: limit("QUESTIONS_PER_SECOND", 20, 1, 100_000),
  questionBurst: limit("QUESTION_BURST", 200, 1, 100_000),
  /**
   * Milliseconds a second that answers to one person may take of the time of all, and as many that their refused
   * updates may, on average and at once: in a large document each takes long.
   */
  workPerSecond: limit("WORK_MS_PER_SECOND", 50, 1, 1_000),
  workBurst: limit("WORK_BURST_MS", 5_000, 10, 100_000),
  /** Documents that one person opens a second, on average and at once: each asks for their rights. */
  opensPerSecond: limit("OPENS_PER_SECOND", 5, 1, 100_000),
  openBurst: limit("OPEN_BURST", 200, 1, 100_000),
  /** Size of the one frame of a client without a session, and of any that asks for a document. */
  authBytes: limit("AUTH_BYTES", 4 * KILOBYTE, 256, 64 * KILOBYTE),
  /** Frames of one person that wait while documents are being opened. */
  heldFrames: limit("HELD_FRAMES", 1_000, 10, 100_000),
  heldBytes: limit("HELD_BYTES", 8 * MEGABYTE, 64 * KILOBYTE, 256 * MEGABYTE),
  /** What a client that does not read may let pile up, and one person with all of them, in bytes. */
  unsentBytes: limit("UNSENT_BYTES", 32 * MEGABYTE, MEGABYTE, 1024 * MEGABYTE),
  unsentBytesPerPerson: limit("UNSENT_BYTES_PER_PERSON", 48 * MEGABYTE, MEGABYTE, 2048 * MEGABYTE),
  documentsPerSocket: limit("DOCUMENTS_PER_SOCKET", 8, 1, 1_000),
  socketsPerPerson: limit("SOCKETS_PER_PERSON", 60, 1, 10_000),
  /** Of all who are signed out, together. */
  socketsSignedOut: limit("SOCKETS_SIGNED_OUT", 200, 0, 10_000),
  /** Presence states one socket may have in a document, the size of each, and of a message of them. */
  presencesPerDocument: limit("PRESENCES_PER_DOCUMENT", 8, 1, 1_000),
  presenceBytes: limit("PRESENCE_BYTES", 4 * KILOBYTE, 512, MEGABYTE),
  presenceFrameBytes: limit("PRESENCE_FRAME_BYTES", 256 * KILOBYTE, KILOBYTE, 4 * MEGABYTE),
  /**
   * Milliseconds between two sendings of the presence on a document: at least, for each of those who
   * have it open, and at most.
   */
  presenceEvery: limit("PRESENCE_EVERY_MS", 100, 0, 60_000),
  presenceEveryEach: limit("PRESENCE_EVERY_EACH_MS", 10, 0, 1_000),
  presenceAtMost: limit("PRESENCE_AT_MOST_MS", 2_000, 0, 60_000),
  /** Milliseconds without a message to a client, before it is sent an empty one as a sign of life. */
  heartbeatAfter: limit("HEARTBEAT_AFTER_MS", 8_000, 100, HOUR),
  /** Milliseconds without an open document, or without a sign of life, before a socket is closed. */
  idleAfter: limit("IDLE_AFTER_MS", 30_000, 1_000, 24 * HOUR),
  silentAfter: limit("SILENT_AFTER_MS", 90_000, 1_000, 24 * HOUR),
  /** Milliseconds between two checks of every socket's session. */
  sessionCheckEvery: limit("SESSION_CHECK_EVERY_MS", 60_000, 1_000, HOUR),
  /** Milliseconds after the last write until a document's trial copy leaves memory. */
  forgetTrialAfter: limit("FORGET_TRIAL_AFTER_MS", 600_000, 1_000, 24 * HOUR),
  /** Milliseconds between two looks for what other processes wrote. */
  pollEvery: limit("POLL_EVERY_MS", 250, 20, 60_000),
  /** Milliseconds from a change to its projection: after the last one, and at most. */
  projectAfter: limit("PROJECT_AFTER_MS", 500, 0, 60_000),
  projectAtMost: limit("PROJECT_AT_MOST_MS", 3_000, 0, 60_000),
  /** Milliseconds between two announcements of changes to the pages of the agenda, at least. */
  announceEvery: limit("ANNOUNCE_EVERY_MS", 2_000, 0, HOUR),
  /** The same for each page that listens, and the longest it may become. */
  announceEveryEach: limit("ANNOUNCE_EVERY_EACH_MS", 100, 0, 60_000),
  announceAtMost: limit("ANNOUNCE_AT_MOST_MS", 15_000, 0, HOUR),
  /** Milliseconds over which pages spread their questions, for each that was told. */
  spreadEach: limit("SPREAD_EACH_MS", 10, 0, 60_000),
  /**
   * Milliseconds from one write of what is typed to the next, for each who has the document open, and at
   * most: a letter typed by someone alone does not wait.
   */
  gatherEach: limit("GATHER_EACH_MS", 1, 0, 1_000),
  gatherAtMost: limit("GATHER_AT_MOST_MS", 40, 0, 1_000),
  /** Updates in the log of a document that make compaction worth while, and how often to look. */
  compactOver: limit("COMPACT_OVER", 300, 1, 1_000_000),
  compactEvery: limit("COMPACT_EVERY_MS", 10_000, 100, HOUR),
  /** How much of a log is folded in one go, in updates and in bytes. */
  compactRows: limit("COMPACT_ROWS", 5_000, 1, 1_000_000),
  compactBytes: limit("COMPACT_BYTES", 16 * MEGABYTE, KILOBYTE, 256 * MEGABYTE),
  /** Milliseconds for folding that much, before the thread that does it is given up. */
  compactAtMost: limit("COMPACT_AT_MOST_MS", 60_000, 1_000, HOUR),
} satisfies Record<string, Limit>;

export type Limits = Record<keyof typeof LIMITS, number>;

const NAMES = Object.keys(LIMITS) as (keyof Limits)[];

const allOf = (value: (name: keyof Limits) => number): Limits =>
  Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Limits;

export const DEFAULT_LIMITS: Limits = allOf((name) => LIMITS[name].default);

/** A whole number between two others, in a variable of this name. */
export const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number`)
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `${name} must be between ${least} and ${most}`,
    );

/** Pairs of which the second may not be the smaller: what the first allows would never pass. */
const AT_LEAST: readonly (readonly [keyof Limits, keyof Limits])[] = [
  ["updateBytes", "frameBytes"],
  ["updateBytes", "heldBytes"],
  ["frameBytes", "byteBurst"],
  ["projectAfter", "projectAtMost"],
];

/** The variables of the limits, for the schema of the settings. */
export const limitVariables = Object.fromEntries(
  NAMES.map((name) => {
    const { variable, least, most, default: value } = LIMITS[name];
    return [variable, wholeNumber(variable, least, most).default(value)];
  }),
);

/**
 * Puts the limits together from the variables, which have passed the schema.
 * @throws an Error whose message is one line that says what to do.
 */
export function limitsFrom(variables: Readonly<Record<string, unknown>>): Limits {
  const limits = allOf((name) => Number(variables[LIMITS[name].variable]));
  for (const [smaller, larger] of AT_LEAST) {
    if (limits[larger] < limits[smaller]) {
      const names = [LIMITS[larger].variable, LIMITS[smaller].variable];
      throw new Error(`${names[0]} must not be less than ${names[1]} (see docs/operations.md).`);
    }
  }
  return limits;
}
