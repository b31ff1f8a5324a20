/** What one person has seen of another's typing survives the death of the server, every time. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "#db/store";
import { connect, PEOPLE, seed, until } from "./collab-harness";

const ROUNDS = 5;
const SCRIPT = fileURLToPath(new URL("./collab-kill-server.ts", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "concerted-kill-"));
const file = join(folder, "concerted.sqlite");
const processes: ChildProcess[] = [];

beforeAll(async () => {
  const store = openStore(file);
  await seed(store);
  await store.close();
});

afterAll(() => {
  for (const child of processes) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function start(limits: object): Promise<{ child: ChildProcess; port: number }> {
  const args = ["--import", "tsx", SCRIPT, file, JSON.stringify(limits)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(Number(data.toString())));
    child.once("exit", () => reject(new Error("the server did not start")));
  });
  return { child, port };
}

test.each([
  ["while people type", {}],
  ["while the log is being folded", { compactOver: 1, compactEvery: 10, compactRows: 3 }],
])(
  "words that a second client has seen are there after SIGKILL: %s",
  {
    timeout: 120_000,
  },
  async (what, limits) => {
    let { child, port } = await start(limits);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const a = connect(port, PEOPLE.drafterCa.id);
      const b = connect(port, PEOPLE.convenerCa.id);
      await until("both are synced", () => a.provider.synced && b.provider.synced);
      const words = ` Round ${round} seen ${what}.`;
      const killed = new Promise((resolve) => child.once("exit", resolve));
      const seen = new Promise<void>((resolve) => {
        b.doc.on("update", () => {
          if (!b.text().includes(words)) return;
          child.kill("SIGKILL");
          resolve();
        });
      });
      for (const letter of words) a.type(letter);
      await seen;
      a.destroy();
      b.destroy();
      await killed;
      ({ child, port } = await start(limits));
      const fresh = connect(port, PEOPLE.drafterCa.id);
      await until("the fresh client is synced", () => fresh.provider.synced);
      expect(fresh.text()).toContain(words);
      fresh.destroy();
    }
    child.kill("SIGKILL");
  },
);
