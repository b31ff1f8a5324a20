/**
 * What every child process of the server has in common. Plain JavaScript, so that a program that is
 * plain JavaScript too can be started from its file on disk, without the server's build or loader.
 */
import { writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import workerpool from "workerpool";

const settings = JSON.parse(process.argv[2] ?? "{}");

/** What the server handed to this process at its start. */
export const data = settings.data ?? {};

/**
 * Serves the server's calls, one after the other, under guard.
 * @param {Record<string, (...args: any[]) => unknown>} methods
 */
export function serve(methods) {
  preferredVictim();
  // The server has gone while this process was starting: there is nobody to serve.
  process.on("error", () => process.exit(1));
  const guard = new Worker(settings.guard, {
    workerData: { memoryMb: settings.memoryMb, parent: process.ppid },
    execArgv: [],
  });
  guard.unref();
  const announced = Object.entries(methods).map(([name, method]) => [
    name,
    /** @param {any[]} args */
    (...args) => {
      // From here on the death of this process counts against the job.
      workerpool.workerEmit("began");
      try {
        return method(...args);
      } catch (error) {
        throw new Error(wordsOf(error));
      }
    },
  ]);
  workerpool.worker(Object.fromEntries(announced));
}

/**
 * What an error says. Errors of native code have their words under another name.
 * @param {any} error
 */
function wordsOf(error) {
  return String(error?.message || error?.code || error);
}

/** Where the machine itself runs out of memory, Linux ends this process rather than the server. */
function preferredVictim() {
  try {
    writeFileSync("/proc/self/oom_score_adj", "800");
  } catch {
    // Another system, or not allowed: the guard has to do.
  }
}
