import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DiskFlush } from "#db/disk-flush";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "concerted-flush-"));
  file = join(folder, "log");
  writeFileSync(file, "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A disk that finishes a flush when told to. */
function slowDisk() {
  const flushes: { finish(): void; fail(error: Error): void }[] = [];
  const flush = () =>
    new Promise<void>((finish, fail) => {
      flushes.push({ finish, fail });
    });
  return { flushes, disk: new DiskFlush(file, flush) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("all who wait share a flush, and whoever comes after its beginning waits for the next", async () => {
  const { flushes, disk } = slowDisk();
  const order: string[] = [];
  const wait = (name: string) => disk.onDisk().then(() => order.push(name));
  const first = [wait("a"), wait("b")];
  await turn();
  expect(flushes).toHaveLength(1);
  const later = [wait("c"), wait("d")];
  await turn();
  expect(flushes).toHaveLength(1);
  flushes[0]?.finish();
  await Promise.all(first);
  expect(order).toEqual(["a", "b"]);
  await vi.waitUntil(() => flushes.length === 2);
  flushes[1]?.finish();
  await Promise.all(later);
  expect(order).toEqual(["a", "b", "c", "d"]);
  await disk.close();
});

test("who is in a hurry waits for the flush under way and no longer, and takes the others along", async () => {
  const { flushes, disk } = slowDisk();
  const first = disk.onDisk();
  await turn();
  flushes[0]?.finish();
  await first;
  const patient = disk.onDisk();
  const hurried = disk.onDiskSoon();
  await turn();
  expect(flushes).toHaveLength(2);
  // It may have begun before this commit, so it is no use, however short the time.
  const after = disk.onDiskSoon();
  await turn();
  expect(flushes).toHaveLength(2);
  flushes[1]?.finish();
  await Promise.all([patient, hurried]);
  await turn();
  expect(flushes).toHaveLength(3);
  flushes[2]?.finish();
  await after;
  await disk.close();
});

test("after a failure nothing counts as being on disk any more", async () => {
  const { flushes, disk } = slowDisk();
  expect(disk.failure).toBeNull();
  const waiting = disk.onDisk();
  await turn();
  flushes[0]?.fail(new Error("EIO"));
  await expect(waiting).rejects.toThrow("the disk failed");
  // The next flush may well succeed, and would prove nothing.
  await expect(disk.onDisk()).rejects.toThrow("the disk failed");
  expect(flushes).toHaveLength(1);
  expect(disk.failure?.cause).toEqual(new Error("EIO"));
  await disk.close();
});

test("closing waits for the flush under way", async () => {
  const { flushes, disk } = slowDisk();
  let done = false;
  const waiting = disk.onDisk();
  await turn();
  const closing = disk.close().then(() => {
    done = true;
  });
  await turn();
  expect(done).toBe(false);
  flushes[0]?.finish();
  await Promise.all([waiting, closing]);
});
