/**
 * Every update is tried out before it is written. Whether Yjs can apply an update depends on the
 * document it meets; one that throws would, once in the log, keep the document from opening ever
 * again. So a second copy of each document that is written to takes every update first.
 *
 * What the trial yields is what is written: what is new in the update, as far as it fits, and with
 * it words of others that it would have taken along unknowingly, written anew. What builds on
 * something the document does not have is left out; an honest client sends it again, with what it
 * builds on, as soon as the server asks what it has.
 */
import { Connection } from "@hocuspocus/server";
import * as Y from "yjs";
import { DocumentLaw } from "../documents/document-law";

/** What a trial has yielded. */
export interface Fresh {
  update: Uint8Array;
  /** The client id under which the copy writes words anew: they are not by who sent the update. */
  keeper: number;
}

interface Copy {
  doc: Y.Doc;
  law: DocumentLaw;
}

interface Trial {
  /** Null after it was spoiled or unused for long; made again when needed. */
  copy: Copy | null;
  yielded: Uint8Array[];
  /** Taken here, but not in the open copy yet. */
  inFlight: Set<Uint8Array>;
  usedAt: number;
  /** Milliseconds that it took to make the copy. */
  made: number;
}

export class TrialCopies {
  private readonly trials = new Map<Y.Doc, Trial>();

  constructor(private readonly now: () => number) {}

  /**
   * Tries an update on a document.
   * @param live the open copy, which is not touched
   * @returns what it adds, null if nothing; call `settled` when that is in the open copy or lost
   * @throws BrokenLaw for what no document takes, or another error if it cannot be applied
   */
  take(live: Y.Doc, update: Uint8Array): Fresh | null {
    const trial = this.trials.get(live) ?? this.follow(live);
    trial.usedAt = this.now();
    trial.copy ??= this.made(live, trial);
    trial.yielded = [];
    try {
      trial.copy.law.apply(update);
    } catch (error) {
      trial.copy = null;
      throw error;
    }
    forgetPending(trial.copy.doc);
    const [first, ...more] = trial.yielded;
    if (!first) return null;
    const fresh = more.length === 0 ? first : Y.mergeUpdates([first, ...more]);
    trial.inFlight.add(fresh);
    return { update: fresh, keeper: trial.copy.doc.clientID };
  }

  /** What `take` returned has been handed to the open copy, or could not be written. */
  settled(live: Y.Doc, { update }: Fresh, stored: boolean): void {
    const trial = this.trials.get(live);
    if (!trial) return;
    if (stored) {
      // Hocuspocus applies it within this turn of the event loop.
      setImmediate(() => trial.inFlight.delete(update));
      return;
    }
    trial.inFlight.delete(update);
    trial.copy = null;
  }

  /** Makes the copy anew when it is needed next: what could not be written is not in it then. */
  renew(live: Y.Doc): void {
    const trial = this.trials.get(live);
    if (trial) trial.copy = null;
  }

  /** Milliseconds that it takes to make the copy of a document anew, as after an update that is refused. */
  costOf(live: Y.Doc): number {
    return this.trials.get(live)?.made ?? 0;
  }

  private made(live: Y.Doc, trial: Trial): Copy {
    const began = performance.now();
    const copy = build(live, trial);
    trial.made = performance.now() - began;
    return copy;
  }

  /** How many are in memory. */
  get size(): number {
    return [...this.trials.values()].filter(({ copy }) => copy !== null).length;
  }

  /** Frees the copies that have not been used for some time. */
  dropUnused(olderThan: number): void {
    for (const trial of this.trials.values()) {
      if (this.now() - trial.usedAt > olderThan && trial.inFlight.size === 0) trial.copy = null;
    }
  }

  /** Keeps up with what reaches the open copy in other ways than from its clients. */
  private follow(live: Y.Doc): Trial {
    const trial: Trial = {
      copy: null,
      yielded: [],
      inFlight: new Set(),
      usedAt: this.now(),
      made: 0,
    };
    this.trials.set(live, trial);
    live.on("update", (update: Uint8Array, origin: unknown) => {
      if (!trial.copy || origin instanceof Connection) return;
      try {
        Y.applyUpdate(trial.copy.doc, update);
        forgetPending(trial.copy.doc);
      } catch {
        trial.copy = null;
      }
    });
    live.once("destroy", () => this.trials.delete(live));
    return trial;
  }
}

function build(live: Y.Doc, trial: Trial): Copy {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(live));
  for (const update of trial.inFlight) Y.applyUpdate(doc, update);
  forgetPending(doc);
  // Yjs may tidy formatting after an update, and words that it took along unknowingly are written
  // anew; that is part of what the update yields.
  doc.on("update", (update: Uint8Array) => trial.yielded.push(update));
  return { doc, law: new DocumentLaw(doc) };
}

function forgetPending({ store }: Y.Doc): void {
  store.pendingStructs = null;
  store.pendingDs = null;
}
