/** What is read once until something is written, and what counts as that. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cachedUntilChange } from "#db/row-cache";
import { openStore, type Store } from "#db/store";

let folder: string;
let store: Store;
let reads: number;
const read = cachedUntilChange(async (q, key) => {
  reads += 1;
  return { key, words: q.get<{ words: string }>(sql`select words from notes`).words };
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "concerted-stamp-"));
  store = openStore(join(folder, "concerted.sqlite"));
  await store.transaction(async (tx) => {
    tx.run(sql`create table notes (words text)`);
    tx.run(sql`insert into notes values ('first')`);
  });
  reads = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const write = (words: string) => sql`update notes set words = ${words}`;

it("is read once for each key while nothing is written", async () => {
  expect(await read(store, "a")).toBe(await read(store, "a"));
  await read(store, "b");
  expect(reads).toBe(2);
});

it("is read again after a transaction, and not for one that was rolled back", async () => {
  await read(store, "a");
  const undone = store.transaction(async (tx) => {
    tx.run(write("never"));
    throw new Error("rolled back");
  });
  await expect(undone).rejects.toThrow("rolled back");
  expect((await read(store, "a")).words).toBe("first");
  expect(reads).toBe(1);
  await store.transaction(async (tx) => void tx.run(write("second")));
  expect((await read(store, "a")).words).toBe("second");
});

it("is as it was while the text of documents is written", async () => {
  await read(store, "a");
  await store.commit(async (tx) => void tx.run(sql`select 1`));
  await read(store, "a");
  expect(reads).toBe(1);
});

it("is read again after another process has written", async () => {
  await read(store, "a");
  const other = new Database(store.file);
  other.exec("update notes set words = 'by another'");
  other.close();
  expect((await read(store, "a")).words).toBe("by another");
});

it("what is being read while something is written is not taken for what is there after it", async () => {
  let proceed: () => void = () => undefined;
  const slow = cachedUntilChange(async (q) => {
    const { words } = q.get<{ words: string }>(sql`select words from notes`);
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
    return { words };
  });
  const before = slow(store, "a");
  await store.transaction(async (tx) => void tx.run(write("second")));
  proceed();
  expect((await before).words).toBe("first");
  const after = slow(store, "a");
  await Promise.resolve();
  proceed();
  expect((await after).words).toBe("second");
});
