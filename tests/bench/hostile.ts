/**
 * What hostile clients can do to everyone else, on the built server: how long `/healthz` takes while
 * sockets without a session send what is long to read, and how much memory the server comes to hold
 * while sockets of one reader ask and read nothing.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDocumentBySlug } from "#db/documents";
import { signIn, startServer } from "../integration/server-process";
import { Child } from "./child";
import { type Bench, median, milliseconds, pause, percentiles, progress, random } from "./measure";
import { fillDemo, lengthenPlan } from "./scale-workspace";
import { openApp } from "./server-work";

const ROUNDS = 3;
const SECONDS = 8;
const SIGNED_OUT = 3;
const READERS = 20;
/** Items of the plan that is asked for: about a megabyte of text. */
const ITEMS = 700;
const MIB = 1024 * 1024;

export interface Attack {
  kind: "signed-out" | "reads-nothing";
  port: number;
  cookie: string;
  documentId: string;
  sockets: number;
  seconds: number;
}

/** How many frames were sent, and how many sockets the server closed. */
export interface AttackAnswer {
  frames: number;
  closed: number;
}

/** Makes a demo with one long plan, and returns the id of that. */
async function fill(folder: string): Promise<string> {
  const app = openApp(folder);
  await fillDemo(app);
  const plan = await findDocumentBySlug(app.store.read, "canada");
  if (!plan) throw new Error("the demo has no such plan");
  await lengthenPlan(app, plan, random(1), ITEMS);
  await app.store.close();
  return plan.id;
}

/** The p95 of `/healthz`, asked again and again until some work is done. */
async function health(origin: string, meanwhile: Promise<unknown>): Promise<number> {
  const times: number[] = [];
  let over = false;
  void meanwhile.finally(() => {
    over = true;
  });
  while (!over) {
    times.push(await milliseconds(async () => (await fetch(`${origin}/healthz`)).text()));
    await pause(20);
  }
  return percentiles(times).p95;
}

/** Bytes that a process holds in memory, and the most it ever held. */
async function memory(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
  return { now: bytes("VmRSS"), peak: bytes("VmHWM") };
}

export async function benchHostile(): Promise<Bench[]> {
  const folder = await mkdtemp(join(tmpdir(), "concerted-bench-hostile-"));
  const attackers = Child.start<Attack, AttackAnswer>("./hostile-process.ts", {});
  try {
    const documentId = await fill(folder);
    const server = await startServer(["--demo"], { DATA_DIR: folder });
    try {
      const { origin, pid } = server;
      const cookie = await signIn(origin, "drafter.ca");
      const attack = { port: Number(new URL(origin).port), cookie, documentId, seconds: SECONDS };
      const quiet: number[] = [];
      const attacked: number[] = [];
      const signedOut = { frames: 0, closed: 0 };
      for (let round = 1; round <= ROUNDS; round += 1) {
        quiet.push(await health(origin, pause(SECONDS * 1_000)));
        const work = attackers.ask({ ...attack, kind: "signed-out", sockets: SIGNED_OUT });
        attacked.push(await health(origin, work));
        const { frames, closed } = await work;
        signedOut.frames += frames;
        signedOut.closed += closed;
        progress(`round ${round}: ${quiet.at(-1)?.toFixed(1)} / ${attacked.at(-1)?.toFixed(1)} ms`);
      }
      // Opens the document, so that what it takes itself is not counted.
      await attackers.ask({ ...attack, kind: "reads-nothing", sockets: 1, seconds: 1 });
      const before = await memory(pid);
      const greedy = await attackers.ask({ ...attack, kind: "reads-nothing", sockets: READERS });
      const { peak } = await memory(pid);
      return [
        {
          name: `${SIGNED_OUT} sockets without a session, state vectors of 900,000 entries`,
          rows: [
            { label: "/healthz, quiet, p95", value: median(quiet), unit: "ms" },
            { label: "/healthz, meanwhile, p95", value: median(attacked), unit: "ms" },
            { label: "meanwhile / quiet", value: median(attacked) / median(quiet), unit: "×" },
            { label: "frames sent", value: signedOut.frames, unit: "" },
            { label: "sockets closed by the server", value: signedOut.closed, unit: "" },
          ],
        },
        {
          name: `${READERS} sockets of one reader, who asks and reads nothing for ${SECONDS} s`,
          rows: [
            { label: "memory of the server before", value: before.now / MIB, unit: "MiB" },
            { label: "the most it ever held", value: peak / MIB, unit: "MiB" },
            { label: "more", value: (peak - before.now) / MIB, unit: "MiB" },
            { label: "questions sent", value: greedy.frames, unit: "" },
            { label: "sockets closed by the server", value: greedy.closed, unit: "" },
          ],
        },
      ];
    } finally {
      await server.kill();
    }
  } finally {
    await attackers.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
