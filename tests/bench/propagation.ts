/**
 * How long an edit takes from its author to everyone else: 50 clients on one document, 5 of them
 * typing 4 times a second; this server beside a stock in-memory Hocuspocus, in alternating rounds
 * of the same run. Servers are processes of their own. Clients are bare sockets, so that reading
 * fifty copies of each edit costs little beside what is measured.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import {
  authAnswer,
  authFrame,
  type BareSocket,
  bareSocket,
  frame,
  PEOPLE,
  typeInto,
  until,
  updateFrame,
} from "../integration/collab-harness";

export interface BenchResult {
  name: string;
  rows: { label: string; median: number; unit: string }[];
}

const CLIENTS = 50;
const WRITERS = 5;
const EDITS_PER_SECOND = 4;
const SECONDS = 5;
const ROUNDS = 3;

const SCRIPT = fileURLToPath(new URL("./propagation-server.ts", import.meta.url));

type Kind = "ours" | "memory";

interface Times {
  p50: number;
  p95: number;
}

async function startProcess(kind: Kind): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, kind], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(Number(data.toString())));
    child.once("exit", (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
  return { child, port };
}

/** Opens the document on a bare socket and returns it with a copy of the document. */
async function join(port: number): Promise<{ bare: BareSocket; doc: Y.Doc }> {
  const bare = await bareSocket(port, PEOPLE.drafterCa.id);
  const doc = new Y.Doc();
  bare.ws.send(authFrame());
  await until("a client is let in", () => authAnswer(bare) !== null);
  const before = bare.frames.length;
  bare.ws.send(frame("plan-ca", [0, 0], Y.encodeStateVector(doc)));
  // Another frame may come first: the server's own question, or who is present.
  await until("the document arrives", () =>
    bare.frames.slice(before).some((data) => syncAnswer(data) !== null),
  );
  for (const data of bare.frames.slice(before)) {
    const update = syncAnswer(data);
    if (update) Y.applyUpdate(doc, update);
  }
  bare.frames.length = 0;
  return { bare, doc };
}

/** The update in a frame that answers a state vector. */
function syncAnswer(data: Uint8Array): Uint8Array | null {
  const head = frame("plan-ca", [0, 1]);
  if (Buffer.compare(data.subarray(0, head.length), head) !== 0) return null;
  let at = head.length;
  while ((data[at] ?? 0) >= 0x80) at += 1;
  return data.subarray(at + 1);
}

/** One round on one server: the milliseconds of every arrival. */
async function round(port: number, number: number): Promise<number[]> {
  const members = await Promise.all(Array.from({ length: CLIENTS }, () => join(port)));
  const sentAt = new Map<string, number>();
  const arrivals: number[] = [];
  let expected = 0;
  members.forEach(({ bare }, member) => {
    bare.ws.on("message", (data: Buffer) => {
      const now = performance.now();
      // Several edits can come in one frame.
      for (const [mark] of data.toString("latin1").matchAll(/<\d+\.\d+\.\d+>/g)) {
        const sent = sentAt.get(mark);
        if (sent !== undefined && !mark.startsWith(`<${number}.${member}.`)) {
          arrivals.push(now - sent);
        }
      }
    });
  });
  const typing = members.slice(0, WRITERS).map(async ({ bare, doc }, member) => {
    doc.on("update", (update: Uint8Array) => bare.ws.send(updateFrame(update)));
    // Not in step with each other.
    await pause((member * 1_000) / EDITS_PER_SECOND / WRITERS);
    for (let edit = 0; edit < SECONDS * EDITS_PER_SECOND; edit += 1) {
      const mark = `<${number}.${member}.${edit}>`;
      sentAt.set(mark, performance.now());
      expected += CLIENTS - 1;
      typeInto(doc, mark);
      await pause(1_000 / EDITS_PER_SECOND);
    }
  });
  await Promise.all(typing);
  await until("every edit arrives everywhere", () => arrivals.length >= expected);
  for (const { bare } of members) bare.ws.close();
  await until("all are gone", () => members.every(({ bare }) => bare.closed !== null));
  return arrivals;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function percentiles(values: number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export async function benchPropagation(): Promise<BenchResult> {
  const kinds: Kind[] = ["ours", "memory"];
  const servers = {
    ours: await startProcess("ours"),
    memory: await startProcess("memory"),
  };
  const rounds: Record<Kind, Times[]> = { ours: [], memory: [] };
  try {
    // The first round warms both up and is not counted.
    for (let number = 0; number <= ROUNDS; number += 1) {
      for (const kind of number % 2 ? kinds : kinds.toReversed()) {
        const times = percentiles(await round(servers[kind].port, number));
        if (number > 0) rounds[kind].push(times);
      }
    }
  } finally {
    for (const { child } of Object.values(servers)) child.kill("SIGTERM");
  }
  const of = (kind: Kind, which: keyof Times) => median(rounds[kind].map((times) => times[which]));
  const rows = (["p50", "p95"] as const).flatMap((which) => [
    { label: `${which}, this server, every edit on disk`, median: of("ours", which), unit: "ms" },
    { label: `${which}, Hocuspocus in memory`, median: of("memory", which), unit: "ms" },
    { label: `${which}, ratio`, median: of("ours", which) / of("memory", which), unit: "×" },
  ]);
  return {
    name: `Propagation of an edit (${CLIENTS} clients, ${WRITERS} writing, median of ${ROUNDS} rounds)`,
    rows,
  };
}
