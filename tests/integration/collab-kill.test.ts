/**
 * The server is killed under load, again and again: what anyone but its author has received, and
 * what its author saw as saved, is there afterwards, every time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDocument } from "#db/documents";
import { openStore } from "#db/store";
import { addItem } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";
import { bundled } from "./bundled";
import { type Client, connect, PEOPLE, PLAN, seed, until } from "./collab-harness";

const ROUNDS = 20;
const WRITERS = 6;
const itemOf = (round: number) => `round-${round}`;
const ITEMS = Array.from({ length: ROUNDS }, (_, i) => itemOf(i + 1));
const SCRIPT = bundled("tests/integration/collab-kill-server.ts");

/** Every second round, the log is folded all the time while people type. */
const limitsOf = (round: number) =>
  round % 2 === 0 ? { compactOver: 1, compactEvery: 100, compactRows: 10 } : {};

const folder = mkdtempSync(join(tmpdir(), "concerted-kill-"));
const file = join(folder, "concerted.sqlite");
const processes: ChildProcess[] = [];

beforeAll(async () => {
  const store = openStore(file);
  await seed(store);
  // A paragraph holds only so much: each round has an item of its own.
  await store.commit(async (tx) => {
    const plan = await findDocument(tx, PLAN);
    if (!plan) throw new Error("there is no plan");
    const context = { now: () => Date.now(), writer: "seed" };
    await editDocument(context, tx, plan, null, (doc) => {
      for (const id of ITEMS) addItem(doc, "area-1", { id, text: "Begin." });
    });
  });
  await store.close();
});

afterAll(() => {
  for (const child of processes) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function start(limits: object): Promise<{ child: ChildProcess; port: number }> {
  const args = [SCRIPT, file, JSON.stringify(limits)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  processes.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(Number(data.toString())));
    child.once("exit", () => reject(new Error("the server did not start")));
  });
  return { child, port };
}

/** Signs like `<3.1.27>`: round, writer, number of the word. */
const signsIn = (text: string): string[] => text.match(/<[\d.]+>/g) ?? [];

/** Types signs without end; `saved` has those that its page has shown as saved. */
function writeOn(client: Client, round: number, writer: number) {
  const typed: string[] = [];
  const saved = new Set<string>();
  client.provider.on("unsyncedChanges", ({ number }: { number: number }) => {
    if (number === 0) for (const sign of typed) saved.add(sign);
  });
  const timer = setInterval(() => {
    const sign = `<${round}.${writer}.${typed.length}>`;
    client.type(sign, itemOf(round));
    typed.push(sign);
  }, 5);
  return { saved, stop: () => clearInterval(timer) };
}

test(`nothing that was seen or saved is missing after ${ROUNDS} deaths under load`, {
  timeout: 240_000,
}, async () => {
  const promised = new Set<string>();
  let seenByOthers = 0;
  let server = await start(limitsOf(1));
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { child, port } = server;
    const reader = connect(port, PEOPLE.convenerCa.id);
    const writers = Array.from({ length: WRITERS }, () => connect(port, PEOPLE.drafterCa.id));
    await until("all are synced", () => [reader, ...writers].every((c) => c.provider.synced));
    const typing = writers.map((client, i) => writeOn(client, round, i));
    const killed = new Promise((resolve) => child.once("exit", resolve));
    const ofThisRound = () => signsIn(reader.text(itemOf(round))).length;
    // At another moment each time: between two keystrokes, in a write, in a flush.
    await until("the reader sees words", () => ofThisRound() >= 10 + 7 * round);
    child.kill("SIGKILL");
    await killed;
    for (const { stop } of typing) stop();
    seenByOthers += ofThisRound();
    for (const sign of signsIn(reader.text(itemOf(round)))) promised.add(sign);
    for (const { saved } of typing) for (const sign of saved) promised.add(sign);
    for (const client of [reader, ...writers]) client.destroy();

    server = await start(limitsOf(round + 1));
    const fresh = connect(server.port, PEOPLE.drafterCa.id);
    await until("a fresh page is synced", () => fresh.provider.synced);
    const there = new Set(ITEMS.flatMap((id) => signsIn(fresh.text(id))));
    fresh.destroy();
    const missing = [...promised].filter((sign) => !there.has(sign));
    expect(missing, `after death ${round}`).toEqual([]);
  }
  server.child.kill("SIGKILL");
  expect(seenByOthers).toBeGreaterThan(ROUNDS * 10);
});
