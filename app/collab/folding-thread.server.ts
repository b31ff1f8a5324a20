/**
 * The thread in which logs are folded, and the line in front of it. Folding a hundred thousand
 * updates takes a second of pure computing: on the server's own thread it would stop everyone's
 * co-editing for that long.
 */

import { Worker } from "node:worker_threads";
import { projectFile } from "#db/project-file";

const WORKER = projectFile("db/fold-worker.mjs");

/** A document that needs more fails, and not the server with it. */
const MEMORY_MB = 768;

export interface FoldJob {
  documentId: string;
  /** Number up to which the log may be folded. */
  upTo: number;
  /** How much of the log to take at most. */
  mostRows: number;
  mostBytes: number;
}

/** The next snapshot of a document, built but not saved. */
export interface Fold {
  /** Number up to which the snapshot held the log that it was built on, and now holds it. */
  baseSeq: number;
  seq: number;
  /** When the last of the folded updates was written. */
  lastAt: number;
  /** How many updates were folded, and whether there may be more. */
  rows: number;
  more: boolean;
  state: Uint8Array;
}

type Answer = { id: number; fold: Fold } | { id: number; error: string };

/** One thread, started when first needed and again after it died; jobs run one after the other. */
export class FoldingThread {
  private worker: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private nextId = 1;
  private closed = false;
  private giveUp: ((error: Error) => void) | null = null;

  /**
   * @param database path of the SQLite file
   * @param timeLimit milliseconds for one job; then its thread is given up
   * @param file what the thread runs
   */
  constructor(
    private readonly database: string,
    private readonly timeLimit = 60_000,
    private readonly file = WORKER,
  ) {}

  /** Rejects if it fails, takes too long, or the thread is closed. */
  fold(job: FoldJob): Promise<Fold> {
    const result = this.last.then(() => this.run(job));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Ends at once. A fold under way is lost; nothing of it was written. */
  async close(): Promise<void> {
    this.closed = true;
    const ending = this.worker;
    this.worker = null;
    this.giveUp?.(new Error("The folding thread is closed"));
    await ending?.terminate();
  }

  private async run(job: FoldJob): Promise<Fold> {
    if (this.closed) throw new Error("The folding thread is closed");
    const worker = this.worker ?? this.start();
    this.worker = worker;
    const id = this.nextId++;
    let stopListening = () => {};
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Fold>((resolve, reject) => {
        const answered = (answer: Answer) => {
          if (answer.id !== id) return;
          if ("fold" in answer) resolve(answer.fold);
          else reject(new Error(`Folding failed: ${answer.error}`));
        };
        worker.on("message", answered);
        stopListening = () => worker.off("message", answered);
        this.giveUp = reject;
        timer = setTimeout(() => {
          this.drop(worker);
          reject(new Error(`Folding took longer than ${this.timeLimit} ms`));
        }, this.timeLimit);
        worker.ref();
        worker.postMessage({ id, ...job });
      });
    } finally {
      clearTimeout(timer);
      stopListening();
      this.giveUp = null;
      // Idle, it does not keep the process alive.
      worker.unref();
    }
  }

  private start(): Worker {
    const started = new Worker(this.file, {
      workerData: { file: this.database },
      // The server's own loaders are of no use to it.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const lost = (reason: string) => {
      if (this.worker !== started) return;
      this.worker = null;
      this.giveUp?.(new Error(`The folding thread ended: ${reason}`));
    };
    started.on("error", (error) => lost(error.message));
    started.on("exit", (code) => lost(`exit code ${code}`));
    return started;
  }

  private drop(worker: Worker): void {
    if (this.worker === worker) this.worker = null;
    void worker.terminate();
  }
}
