/**
 * Looks again and again whether what is written can be kept, so that it is known before the next
 * word is typed: says so once, in the log, and rescues what the open files still hold.
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ProblemKind, StoreProblem } from "./file-guard";
import { writeSoundCopy } from "./sound-copy";
import type { Store } from "./store";
import { RESCUED } from "./workspace";

/** Milliseconds from one look to the next. */
const EVERY = 500;

interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface StoreWatch {
  /** Looks now. Never throws. */
  check(): Promise<void>;
  /** What `/healthz` says: the status, and in one line what is wrong. */
  health(): { status: "ok" } | { status: "failing"; problem: ProblemKind; message: string };
  stop(): Promise<void>;
}

/** Once these are gone from their place, only the process that has them open can still read them. */
const OUT_OF_REACH: readonly ProblemKind[] = ["missing", "replaced"];

/**
 * @param now milliseconds since the epoch
 * @param every milliseconds from one look to the next
 */
export function watchStore(store: Store, log: Log, now: () => number, every = EVERY): StoreWatch {
  let known: StoreProblem | null = null;
  let rescued = false;
  let running: Promise<void> | null = null;

  const rescue = async () => {
    if (rescued) return;
    rescued = true;
    const file = join(placeBeside(store.file), `${RESCUED}${stamp(now())}.sqlite`);
    try {
      await writeSoundCopy(store.file, file, (unfinished) => store.copyTo(unfinished));
      log.error({ file }, "store: all that was saved has been rescued into a copy");
    } catch (error) {
      log.error({ err: error, file }, "store: what was saved could not be rescued into a copy");
    }
  };

  const look = async () => {
    if (known?.kind === "write-failed") await store.retry();
    const problem = store.problem();
    if (problem?.kind !== known?.kind) {
      if (problem)
        log.error({ problem: problem.kind }, `store: nothing is saved. ${problem.message}`);
      else log.info({ problem: known?.kind }, "store: writing works again");
      known = problem;
    }
    if (problem && OUT_OF_REACH.includes(problem.kind)) await rescue();
    else if (!problem) rescued = false;
  };

  const check = (): Promise<void> => {
    running ??= look()
      .catch((error: unknown) => log.error({ err: error }, "store: the look at the files failed"))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => void check(), every);
  timer.unref();
  return {
    check,
    health() {
      const problem = store.problem();
      // The log is to say it as soon as anyone is told.
      if (problem?.kind !== known?.kind) void check();
      return problem
        ? { status: "failing", problem: problem.kind, message: problem.message }
        : { status: "ok" };
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** The data folder, or the nearest to it that is there. */
function placeBeside(file: string): string {
  const folder = dirname(file);
  return [folder, dirname(folder)].find((each) => existsSync(each)) ?? tmpdir();
}

const stamp = (at: number) => new Date(at).toISOString().replace(/\.\d+/, "").replaceAll(":", "");
