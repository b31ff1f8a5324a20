/** How much one client may ask of the server. Generous to people, tight to programs. */

export interface Limits {
  /** Size of one frame, and of one update in it, in bytes. */
  frameBytes: number;
  updateBytes: number;
  /** Yjs client ids under which one update writes. A page writes under one. */
  clientIdsPerUpdate: number;
  /** Messages a second on one socket, on average and at once. */
  messagesPerSecond: number;
  messageBurst: number;
  /** Frames that wait while a document is being opened. */
  heldFrames: number;
  heldBytes: number;
  /** What a client that does not read may let pile up, in bytes. */
  unsentBytes: number;
  documentsPerSocket: number;
  socketsPerPerson: number;
  socketsSignedOut: number;
  /** Presence states one socket may have in a document, and the size of each. */
  presencesPerDocument: number;
  presenceBytes: number;
  /** Milliseconds without an open document, or without a sign of life, before a socket is closed. */
  idleAfter: number;
  silentAfter: number;
  /** Milliseconds between two checks of every socket's session. */
  sessionCheckEvery: number;
  /** Milliseconds after the last write until a document's trial copy leaves memory. */
  forgetTrialAfter: number;
  /** Milliseconds between two looks for what other processes wrote. */
  pollEvery: number;
  /** Milliseconds from a change to its projection: after the last one, and at most. */
  projectAfter: number;
  projectAtMost: number;
  /** Milliseconds between two announcements of changes to the pages of the agenda, at least. */
  announceEvery: number;
  /** Updates in the log of a document that make compaction worth while, and how often to look. */
  compactOver: number;
  compactEvery: number;
  /** How much of a log is folded in one go, in updates and in bytes. */
  compactRows: number;
  compactBytes: number;
}

const MEGABYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  frameBytes: 6 * MEGABYTE,
  updateBytes: 5 * MEGABYTE,
  clientIdsPerUpdate: 1_000,
  messagesPerSecond: 200,
  messageBurst: 1_000,
  heldFrames: 1_000,
  heldBytes: 8 * MEGABYTE,
  unsentBytes: 64 * MEGABYTE,
  documentsPerSocket: 8,
  socketsPerPerson: 60,
  socketsSignedOut: 200,
  presencesPerDocument: 8,
  presenceBytes: 4 * 1024,
  idleAfter: 30_000,
  silentAfter: 90_000,
  sessionCheckEvery: 60_000,
  forgetTrialAfter: 600_000,
  pollEvery: 250,
  projectAfter: 200,
  projectAtMost: 1_000,
  announceEvery: 2_000,
  compactOver: 300,
  compactEvery: 10_000,
  compactRows: 5_000,
  compactBytes: 16 * MEGABYTE,
};

/** A token bucket: `perSecond` on average, `burst` at once. */
export class Allowance {
  private left: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
  ) {
    this.left = burst;
    this.at = now();
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = this.now();
    const earned = (Math.max(0, now - this.at) * this.perSecond) / 1_000;
    this.left = Math.min(this.burst, this.left + earned);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
