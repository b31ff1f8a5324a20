/**
 * Whether the other side of an open connection is still there. It is asked when it has been silent
 * for a while, and taken for gone when it does not answer. Pure: the clock is passed in.
 */

/** So long the server may be silent before it is asked; less where its word is waited for. */
const QUIET_MS = 9_000;
const QUIET_WAITING_MS = 4_000;
/** Who has not answered a question by then is gone. */
const ANSWER_MS = 8_000;
/** While a document is being loaded: one frame of it can take long on a slow network. */
const LOADING_MS = 30_000;
/** How many looks something may have been written and not gone out, before it is taken for stuck. */
const STUCK_LOOKS = 2;

export interface Look {
  now: number;
  /** Whether a document is open, so that the server can be asked. */
  askable: boolean;
  /** Whether its word is waited for. */
  waiting: boolean;
  /** Whether something was written that has not gone out. */
  stuck: boolean;
  /** Bytes that wait for the network to take them. */
  queued: number;
}

export class Liveness {
  #heardAt = 0;
  #askedAt: number | null = null;
  #queued = 0;
  #stuckLooks = 0;

  /** Something has come from the server, or the connection has just been opened. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#askedAt = null;
  }

  /** What is to be done; to be asked about once a second. */
  look({ now, askable, waiting, stuck, queued }: Look): "wait" | "ask" | "give-up" {
    this.#stuckLooks = stuck ? this.#stuckLooks + 1 : 0;
    // A new connection takes along all that has not gone out on this one.
    if (this.#stuckLooks > STUCK_LOOKS) return "give-up";
    // As long as a large change is on its way out, the network is alive.
    if (queued < this.#queued) this.heard(now);
    this.#queued = queued;
    const silent = now - this.#heardAt;
    if (!askable) return silent >= LOADING_MS ? "give-up" : "wait";
    if (this.#askedAt !== null) return now - this.#askedAt >= ANSWER_MS ? "give-up" : "wait";
    if (silent < (waiting ? QUIET_WAITING_MS : QUIET_MS)) return "wait";
    this.#askedAt = now;
    return "ask";
  }
}
