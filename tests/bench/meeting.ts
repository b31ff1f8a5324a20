/**
 * A meeting: half of those who are signed in have the agenda open and three in ten type in it, the others
 * have the plans open and a few type there; every ten seconds someone comments, takes a position, amends,
 * merges, prints and opens a page. Step by step with more people, until it does not hold; beside it, with as
 * many on one text, a stock Hocuspocus and its provider, for the part that it has: words and presence.
 *
 * `BENCH_MEETING=50,100` says with how many; `BENCH_MEETING_SECONDS=600` how long.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "./child";
import { type Bench, type Percentiles, pause, progress, type Row } from "./measure";
import type { Deed } from "./meeting-deeds";
import type { Habits, Tally } from "./meeting-page";
import { fillMeeting, type Meeting } from "./meeting-workspace";
import { INSPECTOR, memoryInUse } from "./memory-in-use";
import { drafterOf, itemId, planId, USUAL_PLAN } from "./plans";
import { startServer } from "./servers";

const ROOT = process.env.BENCH_MEETING_ROOT ?? fileURLToPath(new URL("../..", import.meta.url));
const HABITS = (process.env.BENCH_MEETING_HABITS ?? "product") as Habits;
const SIZES = (process.env.BENCH_MEETING ?? "50,100,200,400").split(",").map(Number);
const SECONDS = Number(process.env.BENCH_MEETING_SECONDS ?? 30);
const WARM_UP = 8;
const EVERY = 10_000;
const READY = /Concerted is ready at http:\/\/127\.0\.0\.1:(\d+)/;

/** Everyone takes a seat: their pages are opened. */
export interface Sitting {
  what: "sit";
  port: number;
  meeting: Meeting;
  habits: Habits;
  /** Milliseconds between two deeds of one kind. */
  every: number;
}

export type MeetingQuestion = Sitting | { what: "run"; seconds: number };

export interface MeetingAnswer
  extends Pick<
    Tally,
    "edits" | "framesOut" | "frames" | "bytes" | "requests" | "requestBytes" | "aborted" | "closed"
  > {
  arrivals: Percentiles;
  saved: Percentiles;
  waits: Percentiles;
  loads: number;
  deeds: Record<Deed, Percentiles>;
  failed: string[];
  ownCpu: number;
}

interface Served {
  port: number;
  /** Of this project's, where the system is asked for memory. */
  pid: number | null;
  /** Of this project's: megabytes that it holds on to, after a collection. */
  inUse(): Promise<number | null>;
  /** Seconds of processor time. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

async function serve(dataDir: string): Promise<Served> {
  const { PATH, HOME, TMPDIR, BENCH_PROFILE } = process.env;
  const profile = BENCH_PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${BENCH_PROFILE}`] : [];
  const flags = ["--inspect=127.0.0.1:0", ...profile];
  const child = spawn(process.execPath, [...flags, "build/process/server.js", "--demo"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
    },
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let inspector = "";
  const port = await new Promise<number>((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      inspector ||= INSPECTOR.exec(output)?.[1] ?? "";
      const ready = READY.exec(output)?.[1];
      if (ready) resolve(Number(ready));
    });
    void exited.then(() => reject(new Error(`the server ended before it was ready: ${output}`)));
  });
  const pid = child.pid ?? 0;
  return {
    port,
    pid,
    inUse: () => memoryInUse(inspector),
    cpu: async () => usage(pid).cpu,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** A real-time server alone, with one plan. */
async function serveBare(kind: "ours" | "hocuspocus"): Promise<Served> {
  const server = await startServer({ kind, plans: 1, size: USUAL_PLAN });
  return {
    port: server.port,
    pid: null,
    inUse: async () => null,
    cpu: async () => (await server.cpu()) / 1e6,
    stop: () => server.stop(),
  };
}

/** Seconds of processor time and megabytes of a process, from the system. */
function usage(pid: number): { cpu: number; megabytes: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, megabytes: (pages * 4096) / 1e6 };
}

/** Those of a meeting who are on the agenda, on the one plan of a server that has nothing else. */
function onBare(meeting: Meeting): Meeting {
  const { id, name, delegation } = drafterOf(0);
  const pages = meeting.pages
    .filter(({ path }) => path === "/agenda")
    .map((page, i) => ({
      cookie: `who=${id}`,
      person: { id, name, delegation },
      path: page.path,
      documentId: planId(0),
      typesIn: page.typesIn === null ? null : itemId(i % USUAL_PLAN.items),
    }));
  return { ...meeting, pages };
}

interface Held {
  answer: MeetingAnswer;
  pages: number;
  /** Per cent of one processor. */
  cpu: number;
  memory: Memory | null;
}

/**
 * Megabytes of the process. What it no longer needs it gives back in leaps, so what it holds is seen in
 * the least of a while.
 */
interface Memory {
  seated: number;
  inUse: [atFirst: number | null, atLast: number | null];
  leastOfFirstThird: number;
  leastOfLastThird: number;
  most: number;
}

/** Looks at the memory of a process every second, until it is stopped. */
function watchMemory(pid: number): () => Omit<Memory, "inUse"> {
  const seated = usage(pid).megabytes;
  const seen = [seated];
  const timer = setInterval(() => seen.push(usage(pid).megabytes), 1_000);
  return () => {
    clearInterval(timer);
    const third = Math.ceil(seen.length / 3);
    return {
      seated,
      leastOfFirstThird: Math.min(...seen.slice(1, third + 1)),
      leastOfLastThird: Math.min(...seen.slice(-third)),
      most: Math.max(...seen),
    };
  };
}

async function hold(served: Served, meeting: Meeting, habits: Habits): Promise<Held> {
  const people = Child.start<MeetingQuestion, MeetingAnswer | null>("./meeting-process.ts", {});
  try {
    await people.ask({ what: "sit", port: served.port, meeting, habits, every: EVERY });
    await people.ask({ what: "run", seconds: WARM_UP });
    const inUse = await served.inUse();
    const memory = served.pid === null ? () => null : watchMemory(served.pid);
    const [cpuBefore, start] = [await served.cpu(), performance.now()];
    const answer = await people.ask({ what: "run", seconds: SECONDS });
    const elapsed = (performance.now() - start) / 1_000;
    if (!answer) throw new Error("the meeting gave no figures");
    const cpu = (((await served.cpu()) - cpuBefore) / elapsed) * 100;
    const seen = memory();
    const { length } = meeting.pages;
    return {
      answer,
      pages: length,
      cpu,
      memory: seen && { ...seen, inUse: [inUse, await served.inUse()] },
    };
  } finally {
    await people.stop();
  }
}

function rowsOf({ answer, pages, cpu, memory }: Held, isBare: boolean): Row[] {
  const { edits, frames, bytes, requests } = answer;
  // An edit is to reach the pages of its text; how many those are is the same at every step.
  const per = edits * pages;
  const each = (label: string, value: number, unit: string): Row => ({ label, value, unit });
  const times = (label: string, { p50, p95 }: Percentiles) => [
    each(`${label}, p50`, p50, "ms"),
    each(`${label}, p95`, p95, "ms"),
  ];
  return [
    ...times("an edit's arrival", answer.arrivals),
    ...(isBare ? [] : times("Saved", answer.saved)),
    ...(isBare ? [] : Object.entries(answer.deeds).flatMap(([deed, found]) => times(deed, found))),
    ...(isBare ? [] : times("told, until the data is there", answer.waits)),
    each("processor, of one core", cpu, "%"),
    each("processor, for each edit", (cpu * 10 * SECONDS) / edits, "ms"),
    each("edits a second", edits / SECONDS, ""),
    each("frames in, for each edit", answer.framesOut / edits, ""),
    ...(["text", "presence", "news", "other"] as const).flatMap((kind) => [
      each(`frames out, for each edit and page: ${kind}`, frames[kind] / per, ""),
      each(`bytes out, for each edit and page: ${kind}`, bytes[kind] / per, "B"),
    ]),
    ...(isBare
      ? []
      : [
          each("requests for data, for each edit and page", requests.page / per, ""),
          each("requests for counts, for each edit and page", requests.inbox / per, ""),
          each("requests for data, a second", requests.page / SECONDS, ""),
          each(
            "kilobytes of data, a request",
            answer.requestBytes / 1_000 / Math.max(1, answer.loads),
            "kB",
          ),
          each("requests for data given up by their page", answer.aborted, ""),
        ]),
    each("sockets closed", answer.closed.length, ""),
    each("things refused", answer.failed.length, ""),
    ...(memory
      ? [
          each("memory in use after a collection, at first", memory.inUse[0] ?? 0, "MB"),
          each("memory in use after a collection, at last", memory.inUse[1] ?? 0, "MB"),
          each("memory, everyone seated", memory.seated, "MB"),
          each("memory, the least of the first third", memory.leastOfFirstThird, "MB"),
          each("memory, the least of the last third", memory.leastOfLastThird, "MB"),
          each("memory, the most", memory.most, "MB"),
        ]
      : []),
  ];
}

async function benchHeld(
  name: string,
  start: () => Promise<Served>,
  meeting: Meeting,
  habits: Habits,
): Promise<Bench> {
  const served = await start();
  try {
    const held = await hold(served, meeting, habits);
    const { arrivals, closed, failed } = held.answer;
    progress(
      `${name}: ${arrivals.p50.toFixed(0)} / ${arrivals.p95.toFixed(0)} ms, ${held.cpu.toFixed(0)} %, ${closed.length} closed`,
    );
    for (const line of new Set([...closed, ...failed])) progress(line);
    return { name, rows: rowsOf(held, habits === "words" || habits === "stock") };
  } finally {
    await served.stop();
  }
}

export async function benchMeeting(): Promise<Bench[]> {
  if (!existsSync(join(ROOT, "build/server/index.js"))) {
    throw new Error("A meeting is held on the built pages: run `npm run build` first.");
  }
  const benches: Bench[] = [];
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), "concerted-bench-meeting-"));
    try {
      const meeting = await fillMeeting(folder, size);
      benches.push(await benchHeld(`A meeting of ${size}`, () => serve(folder), meeting, HABITS));
      if (process.env.BENCH_MEETING_STOCK === "no") continue;
      const bare = onBare(meeting);
      const who = `the ${bare.pages.length} on one text, words and presence alone`;
      for (const [kind, of, habits] of [
        ["ours", "This server", "words"],
        ["hocuspocus", "A stock Hocuspocus", "stock"],
      ] as const) {
        benches.push(await benchHeld(`${of}: ${who}`, () => serveBare(kind), bare, habits));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  await pause(100);
  return benches;
}
