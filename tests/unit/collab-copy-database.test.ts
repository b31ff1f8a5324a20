/** The database of a copy on a device: what it keeps, and that it says when it cannot. */
import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { CopyDatabase, dropDatabase } from "../../app/collab/copy-database";

beforeEach(() => vi.stubGlobal("indexedDB", new IDBFactory()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const full = () => {
  throw new DOMException("full", "QuotaExceededError");
};

function updatesOf(text: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const letter of text) doc.getText("t").insert(doc.getText("t").length, letter);
  return updates;
}

function read(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText("t").toString();
}

it("has what was written for whoever opens it next", async () => {
  const lost = vi.fn();
  const { database, updates } = await CopyDatabase.open("copy", lost);
  expect(updates).toEqual([]);
  for (const update of updatesOf("kept")) database.add(update);
  await database.written();
  database.close();
  const next = await CopyDatabase.open("copy", lost);
  expect(read(next.updates)).toBe("kept");
  next.database.close();
  expect(lost).not.toHaveBeenCalled();
});

it("folds many updates into one, those of another page too", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const one = await CopyDatabase.open("copy", vi.fn());
    const other = await CopyDatabase.open("copy", vi.fn());
    const [mine, theirs] = [updatesOf("a".repeat(600)), updatesOf("b")];
    for (const update of theirs) other.database.add(update);
    await other.database.written();
    for (const update of mine) one.database.add(update);
    await one.database.written();
    await vi.advanceTimersByTimeAsync(2_000);
    await one.database.written();
    one.database.close();
    other.database.close();
    const { updates, database } = await CopyDatabase.open("copy", vi.fn());
    expect(updates).toHaveLength(1);
    expect([...read(updates)].sort().join("")).toBe(`${"a".repeat(600)}b`);
    database.close();
  } finally {
    vi.useRealTimers();
  }
});

it("says so when the device is full, and takes nothing for written", async () => {
  const lost = vi.fn();
  const { database } = await CopyDatabase.open("copy", lost);
  const [first, second] = updatesOf("ab");
  if (!first || !second) throw new Error("no updates");
  database.add(first);
  await database.written();
  vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(full);
  database.add(second);
  await expect(database.written()).rejects.toThrow();
  expect(lost.mock.calls).toEqual([["refused"]]);
  database.add(second);
  expect(lost).toHaveBeenCalledTimes(1);
});

it("is not opened where nothing can be written", async () => {
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(full);
  await expect(CopyDatabase.open("copy", vi.fn())).rejects.toThrow();
});

it("lets go, and says so, when the database is taken away under the open page", async () => {
  const lost = vi.fn();
  const { database } = await CopyDatabase.open("copy", lost);
  await dropDatabase("copy");
  expect(lost.mock.calls).toEqual([["taken-away"]]);
  await expect(database.written()).rejects.toThrow();
  // What is typed from now on goes nowhere, and fails nobody.
  for (const update of updatesOf("later")) database.add(update);
  expect((await CopyDatabase.open("copy", vi.fn())).updates).toEqual([]);
});
