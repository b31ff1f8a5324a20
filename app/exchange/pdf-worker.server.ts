/**
 * The thread in which PDFs are typeset, and the line in front of it. Typesetting takes a second of
 * pure computing: on the server's own thread it would stop everyone's co-editing for that long.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { projectFile } from "#db/project-file";
import { Refused } from "../refusal";

const WORKER = projectFile("app/exchange/pdf/worker.mjs");
const MOST_WAITING = 32;

const FAMILIES = ["@expo-google-fonts/source-serif-4", "@expo-google-fonts/source-sans-3"];
const WEIGHTS = [
  "400Regular",
  "400Regular_Italic",
  "600SemiBold",
  "600SemiBold_Italic",
  "700Bold",
  "700Bold_Italic",
];

function fontPaths(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return FAMILIES.flatMap((family) => {
    const folder = dirname(resolve(`${family}/package.json`));
    return WEIGHTS.map((weight) => join(folder, weight));
  });
}

interface Job {
  id: number;
  template: string;
  data: string;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

type Answer = { id: number; pdf: Uint8Array } | { id: number; error: string };

export interface Typesetter {
  /**
   * @param data the template's data as JSON.
   * @param other a template for this job, instead of the one that it was made for.
   * Rejects with `Refused("too-many")` if the line is too long, with an Error if it fails.
   */
  typeset(data: string, other?: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * One thread, started when first needed and again after it died; jobs run one after the other.
 * @param timeLimit milliseconds for one job; then its thread is given up.
 * @param file what the thread runs.
 */
export function createTypesetter({
  template,
  timeLimit,
  file = WORKER,
}: {
  template: string;
  timeLimit: number;
  file?: string;
}): Typesetter {
  const waiting: Job[] = [];
  let worker: Worker | null = null;
  let running: { job: Job; timer: NodeJS.Timeout } | null = null;
  let nextId = 1;
  let closed = false;

  function settle(finish: (job: Job) => void): void {
    if (!running) return;
    const { job, timer } = running;
    clearTimeout(timer);
    running = null;
    finish(job);
    next();
  }

  function start(): Worker {
    const started = new Worker(file, {
      workerData: { fontPaths: fontPaths() },
      // The server's own loaders are of no use to it.
      execArgv: [],
    });
    const lost = (reason: string) => {
      if (worker !== started) return;
      worker = null;
      settle((job) => job.reject(new Error(`The typesetting thread ended: ${reason}`)));
    };
    started.on("message", (answer: Answer) => {
      if (worker !== started || running?.job.id !== answer.id) return;
      settle((job) => {
        if ("pdf" in answer) job.resolve(Buffer.from(answer.pdf.buffer));
        else job.reject(new Error(`Typesetting failed: ${answer.error}`));
      });
    });
    started.on("error", (error) => lost(error.message));
    started.on("exit", (code) => lost(`exit code ${code}`));
    return started;
  }

  function giveUp(): void {
    const late = worker;
    worker = null;
    void late?.terminate();
    settle((job) => job.reject(new Error(`Typesetting took longer than ${timeLimit} ms`)));
  }

  function next(): void {
    if (running || closed) return;
    const job = waiting.shift();
    if (!job) {
      // Idle, it does not keep the process alive.
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    running = { job, timer: setTimeout(giveUp, timeLimit) };
    worker.postMessage({ id: job.id, template: job.template, data: job.data });
  }

  return {
    typeset(data, other = template) {
      if (closed) return Promise.reject(new Error("The typesetter is closed"));
      if (waiting.length >= MOST_WAITING) return Promise.reject(new Refused("too-many"));
      return new Promise<Buffer>((resolve, reject) => {
        waiting.push({ id: nextId++, template: other, data, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      const ending = worker;
      worker = null;
      const stopped = new Error("The typesetter is closed");
      settle((job) => job.reject(stopped));
      for (const job of waiting.splice(0)) job.reject(stopped);
      await ending?.terminate();
    },
  };
}
