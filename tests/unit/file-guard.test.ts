/** Whether the files that are open are still those at their path. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FileGuard, StoreUnavailable } from "#db/file-guard";
import { addToRecord, listRecord } from "#db/record";
import { openStore, type Store } from "#db/store";
import { watchStore } from "#db/store-watch";

let folder: string;
let file: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concerted-guard-"));
  file = join(folder, "data", "concerted.sqlite");
  store = openStore(file);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const note = () =>
  store.transaction((tx) =>
    addToRecord(tx, {
      at: 1,
      personId: null,
      action: "note",
      documentId: null,
      detail: {},
      requestId: null,
    }),
  );
const kind = () => store.problem()?.kind ?? null;

test("as long as the files are in place, nothing is wrong, whatever is written", async () => {
  for (let i = 0; i < 50; i += 1) await note();
  expect(kind()).toBeNull();
});

test.each(["", "-wal", "-shm"])("a file that is gone: %s", async (ending) => {
  await note();
  renameSync(file + ending, `${file}${ending}.away`);
  expect(kind()).toBe("missing");
  await expect(note()).rejects.toThrow(StoreUnavailable);
  await expect(store.onDisk()).rejects.toThrow(StoreUnavailable);
  renameSync(`${file}${ending}.away`, file + ending);
  expect(kind()).toBeNull();
  await note();
  expect(await listRecord(store.read, 10)).toHaveLength(2);
});

test("other files in the same place, a copy of the same bytes included", async () => {
  await note();
  renameSync(dirname(file), `${dirname(file)}.away`);
  mkdirSync(dirname(file));
  for (const ending of ["", "-wal", "-shm"]) {
    copyFileSync(`${dirname(file)}.away/concerted.sqlite${ending}`, file + ending);
  }
  expect(kind()).toBe("replaced");
  await expect(note()).rejects.toThrow(StoreUnavailable);
});

test.each(["", "-wal"])(
  "a file that was cut short stays a loss, however it grows again: %s",
  async (ending) => {
    await note();
    truncateSync(file + ending, 100);
    expect(kind()).toBe("truncated");
    truncateSync(file + ending, 1_000_000);
    expect(kind()).toBe("truncated");
    await expect(note()).rejects.toThrow(StoreUnavailable);
  },
);

test("what SQLite gives back by itself is no loss, whenever the file becomes smaller", () => {
  const other = join(folder, "other.sqlite");
  for (const ending of ["", "-wal", "-shm"]) writeFileSync(other + ending, "x".repeat(40_000));
  const guard = new FileGuard(other);
  guard.mayShrinkTo(20_000);
  // It is looked at again and again before a checkpoint makes it smaller.
  expect([guard.look(), guard.look()]).toEqual([null, null]);
  truncateSync(other, 20_000);
  expect([guard.look(), guard.look()]).toEqual([null, null]);
  truncateSync(other, 19_999);
  expect(guard.look()).toBe("truncated");
});

test("room that is given back under work is never called a loss", async () => {
  const bulk = (letters: number) =>
    store.transaction((tx) =>
      addToRecord(tx, {
        at: 1,
        personId: null,
        action: "note",
        documentId: null,
        detail: { words: "x".repeat(letters) },
        requestId: null,
      }),
    );
  for (let round = 0; round < 3; round += 1) {
    for (let i = 0; i < 20; i += 1) await bulk(100_000);
    await store.transaction(async (tx) => void tx.run(sql`delete from audit_entries`));
    while ((await store.giveBackSpace(100)) > 0) expect(kind()).toBeNull();
    for (let i = 0; i < 30; i += 1) await bulk(200_000);
    expect(kind()).toBeNull();
  }
});

test("a disk that is read-only, or has no room", () => {
  const disk = { readOnly: false, free: Number.POSITIVE_INFINITY };
  const guard = new FileGuard(file, {
    isReadOnly: () => disk.readOnly,
    freeBytes: () => disk.free,
  });
  expect(guard.look()).toBeNull();
  disk.readOnly = true;
  expect(guard.look()).toBe("read-only");
  disk.readOnly = false;
  disk.free = 4096;
  expect(guard.look()).toBe("full");
  disk.free = 2 ** 30;
  expect(guard.look()).toBeNull();
});

test("a transaction whose files go while it is under way is not confirmed", async () => {
  await note();
  const writing = store.transaction(async (tx) => {
    await addToRecord(tx, {
      at: 2,
      personId: null,
      action: "late",
      documentId: null,
      detail: {},
      requestId: null,
    });
    renameSync(dirname(file), `${dirname(file)}.away`);
  });
  await expect(writing).rejects.toThrow(StoreUnavailable);
});

test("it is said once, what is open is rescued into a sound copy, and recovery is noticed", async () => {
  await note();
  const lines: [string, object, string][] = [];
  const log = {
    info: (fields: object, message: string) => void lines.push(["info", fields, message]),
    error: (fields: object, message: string) => void lines.push(["error", fields, message]),
  };
  const watch = watchStore(store, log, () => Date.UTC(2026, 11, 1), 3_600_000);
  await watch.check();
  expect([lines, watch.health()]).toEqual([[], { status: "ok" }]);
  for (const ending of ["", "-wal", "-shm"]) renameSync(file + ending, `${file}${ending}.away`);
  for (let i = 0; i < 3; i += 1) await watch.check();
  expect(watch.health()).toMatchObject({ status: "failing", problem: "missing" });
  const copy = join(dirname(file), "concerted.rescued-2026-12-01T000000Z.sqlite");
  expect(lines.map(([level]) => level)).toEqual(["error", "error"]);
  expect(lines[1]?.[1]).toEqual({ file: copy });
  const rescued = openStore(copy);
  expect(await listRecord(rescued.read, 10)).toHaveLength(1);
  await rescued.close();

  for (const ending of ["", "-wal", "-shm"]) renameSync(`${file}${ending}.away`, file + ending);
  await watch.check();
  expect(watch.health()).toEqual({ status: "ok" });
  expect(lines.map(([level]) => level)).toEqual(["error", "error", "info"]);
  await note();
  await watch.stop();
});
