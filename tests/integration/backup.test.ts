/** Backups made beside a working server, and going back to them. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp, restore } from "#db/backup";
import { addToRecord, listRecord } from "#db/record";
import { UnusableData } from "#db/soundness";
import { openStore, type Store } from "#db/store";
import { bundled } from "./bundled";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NOW = new Date(Date.UTC(2026, 10, 24, 20, 3, 5));

let folder: string;
let database: string;
const path = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  database = path("data/concerted.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const note = (store: Store, action: string) =>
  store.transaction((tx) =>
    addToRecord(tx, {
      at: 1,
      personId: null,
      action,
      documentId: null,
      detail: {},
      requestId: null,
    }),
  );

async function notes(file: string): Promise<string[]> {
  const store = openStore(file);
  const rows = await listRecord(store.read, 100_000);
  await store.close();
  return rows.map(({ action }) => action).reverse();
}

async function workspace(...actions: string[]): Promise<void> {
  const store = openStore(database);
  for (const action of actions) await note(store, action);
  await store.close();
}

describe("a backup", () => {
  it("holds what was committed when it was made, while the server goes on", async () => {
    const store = openStore(database);
    await note(store, "before");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writing = store.transaction(async (tx) => {
      await addToRecord(tx, {
        at: 1,
        personId: null,
        action: "not yet",
        documentId: null,
        detail: {},
        requestId: null,
      });
      await held;
    });
    await backUp(database, path("backups/one.sqlite"));
    release();
    await writing;
    await note(store, "after");
    await store.close();

    expect(readdirSync(path("backups"))).toEqual(["one.sqlite"]);
    expect(await notes(path("backups/one.sqlite"))).toEqual(["before"]);
    expect(await notes(database)).toEqual(["before", "not yet", "after"]);
  });

  it("is whole, however much is written meanwhile", async () => {
    const store = openStore(database);
    const text = "x".repeat(2000);
    for (let i = 0; i < 200; i += 1) await note(store, text);
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await note(store, text);
        await new Promise(setImmediate);
      }
    })();
    await backUp(database, path("one.sqlite"));
    writing = false;
    await writer;
    await store.close();
    const copy = new Database(path("one.sqlite"), { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(copy.pragma("journal_mode", { simple: true })).toBe("delete");
    copy.close();
    expect((await notes(path("one.sqlite"))).length).toBeGreaterThanOrEqual(200);
  });

  it("never takes the place of a file", async () => {
    await workspace("one");
    writeFileSync(path("taken"), "precious");
    await expect(backUp(database, path("taken"))).rejects.toThrow(/taken exists: choose another/);
    expect(readFileSync(path("taken"), "utf8")).toBe("precious");
    expect(readdirSync(folder).sort()).toEqual(["data", "taken"]);
  });

  it("of what is no workspace is refused, and leaves nothing behind", async () => {
    await expect(backUp(database, path("one"))).rejects.toThrow(/^There is no database at /);
    expect(existsSync(path("data"))).toBe(false);
    const other = new Database(path("other.sqlite"));
    other.exec("create table people (name text)");
    other.close();
    await expect(backUp(path("other.sqlite"), path("one"))).rejects.toThrow(UnusableData);
    expect(existsSync(path("one"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["other.sqlite"]);
  });
});

describe("a restore", () => {
  it("brings the data back, and keeps what was there", async () => {
    await workspace("one", "two");
    await backUp(database, path("backup.sqlite"));
    await workspace("three");
    const kept = await restore(database, path("backup.sqlite"), NOW);
    expect(kept).toBe(`${database}.before-restore-2026-11-24T200305Z`);
    expect(await notes(database)).toEqual(["one", "two"]);
    expect(await notes(kept ?? "")).toEqual(["one", "two", "three"]);
    await expect(restore(database, path("backup.sqlite"), NOW)).rejects.toThrow(/exists/);
  });

  it("keeps what a server that was killed had committed", async () => {
    await workspace("one");
    await backUp(database, path("backup.sqlite"));
    const store = openStore(database);
    await note(store, "two");
    // As after SIGKILL: what was written last is in the second file still.
    mkdirSync(path("killed"));
    for (const ending of ["", "-wal", "-shm"]) {
      copyFileSync(database + ending, path(`killed/concerted.sqlite${ending}`));
    }
    await store.close();
    const kept = await restore(path("killed/concerted.sqlite"), path("backup.sqlite"), NOW);
    expect(await notes(path("killed/concerted.sqlite"))).toEqual(["one"]);
    expect(await notes(kept ?? "")).toEqual(["one", "two"]);
  });

  it("fills a new machine", async () => {
    await workspace("one");
    await backUp(database, path("backup.sqlite"));
    expect(await restore(path("new/concerted.sqlite"), path("backup.sqlite"), NOW)).toBeNull();
    expect(await notes(path("new/concerted.sqlite"))).toEqual(["one"]);
  });

  it("waits for no server: while one has the database open, it is refused", async () => {
    await workspace("one");
    await backUp(database, path("backup.sqlite"));
    const store = openStore(database);
    await note(store, "two");
    await expect(restore(database, path("backup.sqlite"), NOW)).rejects.toThrow(
      "A server has the database open: stop it first.",
    );
    await note(store, "three");
    await store.close();
    expect(await notes(database)).toEqual(["one", "two", "three"]);
    expect(readdirSync(path("data"))).toEqual(["concerted.sqlite", "server.lock"]);
  });

  it("takes only a sound backup of ours, and looks before it touches anything", async () => {
    await workspace("one");
    await backUp(database, path("good.sqlite"));
    const before = readFileSync(database);
    const good = readFileSync(path("good.sqlite"));

    writeFileSync(path("text"), "a backup, honestly\n".repeat(1000));
    writeFileSync(path("empty"), "");
    writeFileSync(path("cut"), good.subarray(0, good.length / 2));
    const damaged = Buffer.from(good);
    damaged.fill(0x55, 4096, 3 * 4096);
    writeFileSync(path("damaged"), damaged);
    mkdirSync(path("folder"));
    const other = new Database(path("other"));
    other.exec("create table documents (id text)");
    other.close();
    copyFileSync(path("good.sqlite"), path("newer"));
    const newer = new Database(path("newer"));
    newer.exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)");
    newer.close();

    for (const [name, reason] of [
      ["none", /^There is no database at /],
      ["folder", /is not a file/],
      ["text", /is not a database\.$/],
      ["empty", /is not a database of Concerted/],
      ["other", /is not a database of Concerted/],
      ["cut", /is damaged/],
      ["damaged", /is damaged|is not a database of Concerted/],
      ["newer", /newer version of Concerted/],
    ] as const) {
      await expect(restore(database, path(name), NOW), name).rejects.toThrow(reason);
    }
    await expect(restore(database, database, NOW)).rejects.toThrow(/is the database itself/);
    expect(readFileSync(database).equals(before)).toBe(true);
    expect(readdirSync(path("data"))).toEqual(["concerted.sqlite"]);
  });
});

describe("the commands", () => {
  const SCRIPT = bundled("db/backup.ts");
  function command(...args: string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [SCRIPT, ...args], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, DATA_DIR: path("data") },
    });
  }

  it("say what they did", async () => {
    await workspace("one");
    const made = command("backup", path("backup.sqlite"));
    expect(made).toMatchObject({ status: 0, stderr: "" });
    expect(made.stdout).toMatch(/^All data of .* is in .*backup\.sqlite, checked\.\n$/);
    // Nobody else on the machine is to read it.
    expect(statSync(path("backup.sqlite")).mode & 0o077).toBe(0);
    await workspace("two");
    const restored = command("restore", path("backup.sqlite"));
    expect(restored).toMatchObject({ status: 0, stderr: "" });
    expect(restored.stdout).toMatch(/holds the data of .* before is in .*before-restore-/);
    expect(await notes(database)).toEqual(["one"]);
  });

  it.each<[string, () => string[], RegExp]>([
    ["no file", () => ["backup"], /^Usage: /],
    ["two files", () => ["restore", "a", "b"], /^Usage: /],
    ["an option", () => ["backup", "--force"], /^Usage: /],
    ["another command", () => ["forget", "a"], /^Usage: /],
    ["no workspace", () => ["backup", path("one")], /^There is no database at /],
    ["no backup", () => ["restore", path("one")], /^There is no database at /],
  ])("answer %s with one line", (_, args, message) => {
    const { status, stdout, stderr } = command(...args());
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
