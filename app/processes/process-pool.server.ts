/**
 * Costly work in a child process that is ended, with its memory, at a limit of time or of memory.
 * A thread would not do: native code on it cannot be stopped, and what it holds is the server's.
 *
 * `workerpool` starts, replaces and ends the process; `guard.mjs` in it watches its memory. Here
 * is the order in which jobs come, and what is said of one that was too much.
 */
import workerpool from "workerpool";
import { projectFile } from "#db/project-file";
import { Refused } from "../refusal";
import { FairQueue, type QueueLimits } from "./fair-queue";

const GUARD = projectFile("app/processes/guard.mjs");

/** How long the process may take to start. */
const START_LIMIT_MS = 60_000;

/** How long the process may take to end by itself, twice, before it is killed. */
const GRACE_MS = 50;

/** Why a job's process ended before the job did. */
export type StopReason = "time" | "memory" | "crash";

/** A job was too much for its process, which was ended. It should not be tried again. */
export class WorkStopped extends Error {
  /** By its name: the pages are bundled apart from the server, each with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "WorkStopped";
  }

  constructor(
    readonly reason: StopReason,
    message: string,
  ) {
    super(message);
    this.name = "WorkStopped";
  }
}

export interface ProcessPoolSettings {
  /** The program of the process: a file that calls `serve` of `child.mjs`. */
  file: string;
  /** Handed to the process at its start; shown by the system's list of processes, so no secret. */
  data?: object;
  /** Milliseconds for one job, from when it begins. */
  timeLimit: number;
  /** Megabytes that the process may hold. */
  memoryMb: number;
  queue: QueueLimits;
  /** Milliseconds without a job until the process is ended. */
  idleAfter: number;
  /** Options of Node for the process, such as a loader. */
  execArgv?: readonly string[];
}

export interface RunOptions {
  /** Whose job it is: the owners' jobs take turns. */
  owner: string;
  /** Gives the job up: it leaves the queue, or its process is ended. */
  signal?: AbortSignal;
}

export interface ProcessPool {
  /**
   * Calls a method of the process. Rejects with `Refused("too-many")` if the queue is full, with
   * `WorkStopped` if the job was too much, with what the method threw, or with the signal's reason.
   */
  run<Result>(method: string, params: readonly unknown[], options: RunOptions): Promise<Result>;
  /** Ends the process; jobs that wait or run are rejected. */
  close(): Promise<void>;
}

interface Job {
  method: string;
  params: readonly unknown[];
  owner: string;
  signal?: AbortSignal;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** One process, started when first needed and again after it ended; jobs run one after the other. */
export function createProcessPool(settings: ProcessPoolSettings): ProcessPool {
  const { timeLimit, memoryMb } = settings;
  const queue = new FairQueue<Job>(settings.queue);
  let pool: ReturnType<typeof workerpool.pool> | null = null;
  let running: Job | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  function start() {
    return workerpool.pool(settings.file, {
      workerType: "process",
      maxWorkers: 1,
      workerTerminateTimeout: GRACE_MS,
      forkArgs: [JSON.stringify({ memoryMb, guard: GUARD, data: settings.data })],
      forkOpts: {
        // The server's own loaders are of no use to it, and its secrets not its business.
        execArgv: [`--max-old-space-size=${memoryMb}`, ...(settings.execArgv ?? [])],
        env: environment(),
        // Where its packages are found, and its settings of TypeScript.
        cwd: projectFile(""),
        serialization: "advanced",
      },
    });
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = pool;
    pool = null;
    try {
      await ending?.terminate(true);
    } catch {
      // It has ended by itself just now.
    }
  }

  /** Sends a job to the process; once more if the process was gone before it had begun. */
  async function send(job: Job, attempts = 2): Promise<unknown> {
    pool ??= start();
    let began = false;
    let late = false;
    let settled = false;
    const stop = () => {
      late = true;
      call.cancel();
    };
    // How long the process takes to start is not the job's fault.
    let timer = setTimeout(stop, START_LIMIT_MS);
    const on = () => {
      if (settled) return;
      began = true;
      clearTimeout(timer);
      timer = setTimeout(stop, timeLimit);
    };
    const call = pool.exec(job.method, [...job.params], { on });
    const cancel = () => {
      call.cancel();
    };
    job.signal?.addEventListener("abort", cancel);
    try {
      return await call;
    } catch (error) {
      if (late) throw new WorkStopped("time", `The work took longer than ${timeLimit} ms`);
      if (error instanceof workerpool.TerminateError && !began && attempts > 1 && !closed) {
        return await send(job, attempts - 1);
      }
      throw reasonOf(error);
    } finally {
      settled = true;
      clearTimeout(timer);
      job.signal?.removeEventListener("abort", cancel);
    }
  }

  function reasonOf(error: unknown): unknown {
    if (error instanceof workerpool.TerminateError) {
      return KILLED.test(error.message)
        ? new WorkStopped("memory", `The work needed more than ${memoryMb} MB`)
        : new WorkStopped("crash", `The process ended: ${error.message.replace(/\s+/g, " ")}`);
    }
    return error;
  }

  async function next(): Promise<void> {
    if (running || closed) return;
    const job = queue.take();
    clearTimeout(idle);
    if (!job) {
      idle = setTimeout(() => void end(), settings.idleAfter).unref();
      return;
    }
    running = job;
    try {
      job.resolve(await send(job));
    } catch (error) {
      job.reject(job.signal?.aborted ? job.signal.reason : error);
    } finally {
      running = null;
      void next();
    }
  }

  return {
    run<Result>(
      method: string,
      params: readonly unknown[],
      { owner, signal }: RunOptions,
    ): Promise<Result> {
      return new Promise<Result>((resolve, reject) => {
        if (closed) return reject(new Error("The process is closed"));
        if (signal?.aborted) return reject(signal.reason);
        const job: Job = {
          ...{ method, params, owner, signal, reject },
          resolve: (result) => resolve(result as Result),
        };
        if (!queue.add(owner, job)) return reject(new Refused("too-many"));
        signal?.addEventListener("abort", () => {
          if (queue.remove(owner, job)) reject(signal.reason);
        });
        void next();
      });
    },
    async close() {
      closed = true;
      const stopped = new Error("The process is closed");
      running?.reject(stopped);
      for (const job of queue.clear()) job.reject(stopped);
      await end();
    },
  };
}

/** Ended by the guard or by the system, or by V8 for want of memory. */
const KILLED = /(exitCode: `134`|signalCode: `SIG(KILL|ABRT)`)/;

/** What of the server's environment a child process needs: folders and language. */
const PASSED_ON =
  /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|XDG_.*|FONTCONFIG_.*|SystemRoot|WINDIR|LOCALAPPDATA)$/i;

function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)),
  ) as NodeJS.ProcessEnv;
}
