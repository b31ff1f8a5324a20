/**
 * The process in which logs are folded. Folding a hundred thousand updates takes a second of pure
 * computing: on the server's own thread it would stop everyone's co-editing for that long.
 */
import { resolve } from "node:path";
import { projectFile } from "#db/project-file";
import { PROCESS_LIMITS } from "../limits";
import { createProcessPool } from "../processes/process-pool.server";

const PROGRAM = projectFile("app/collab/fold-process.server.mjs");

/** More than there are documents: each has one job at most. */
const MOST_WAITING = 10_000;

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

export interface FoldingProcess {
  /** Rejects if it fails, with `WorkStopped` if it is too much for the process, or when closed. */
  fold(job: FoldJob): Promise<Fold>;
  /** Ends at once. A fold under way is lost; nothing of it was written. */
  close(): Promise<void>;
}

/**
 * @param database path of the SQLite file
 * @param timeLimit milliseconds for one job
 * @param memoryMb megabytes that the process may hold
 */
export function createFoldingProcess(
  database: string,
  timeLimit = 60_000,
  memoryMb: number = PROCESS_LIMITS.foldingMegabytes,
): FoldingProcess {
  const pool = createProcessPool({
    file: PROGRAM,
    // The process runs in the project's folder, the server wherever it was started.
    data: { file: resolve(database) },
    ...{ timeLimit, memoryMb },
    queue: { total: MOST_WAITING, perOwner: MOST_WAITING },
    idleAfter: PROCESS_LIMITS.idleMilliseconds,
  });
  return {
    fold: (job) => pool.run<Fold>("fold", [job], { owner: job.documentId }),
    close: () => pool.close(),
  };
}
