import { expect, test } from "vitest";
import * as Y from "yjs";
import { dropTails, readTails, UnwrittenTail } from "../../app/collab/unwritten-tail";

/** A storage in memory, with room for so many letters. */
function storage(room = Number.POSITIVE_INFINITY): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      entries.set(key, value);
    },
    removeItem: (key) => entries.delete(key),
    clear: () => entries.clear(),
  };
}

/** A database whose writing ends when it is told to. */
function database() {
  const waiting: (() => void)[] = [];
  const written = () => new Promise<void>((resolve) => waiting.push(resolve));
  const finish = async () => {
    for (const resolve of waiting.splice(0)) resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { written, finish };
}

/** The updates that typing letters makes, and what reading updates gives back. */
function letters(text: string): Uint8Array[] {
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

test("what the database has not written is there for the next page", async () => {
  const kept = storage();
  const { written, finish } = database();
  const tail = new UnwrittenTail("p/d", kept, written);
  const [a, b, c] = letters("abc");
  if (!a || !b || !c) throw new Error("no updates");
  tail.add(a);
  expect(read(readTails("p/d", kept))).toBe("a");
  tail.add(b);
  // It was asked about the first when the second was not there yet.
  await finish();
  expect(read([a, ...readTails("p/d", kept)])).toBe("ab");
  await finish();
  expect(readTails("p/d", kept)).toEqual([]);
  tail.add(c);
  expect(read([a, b, ...readTails("p/d", kept)])).toBe("abc");
});

test("pages with one document keep their tails apart, and those of others are not read", () => {
  const kept = storage();
  const { written } = database();
  const [a, b] = letters("ab");
  if (!a || !b) throw new Error("no updates");
  new UnwrittenTail("p/d", kept, written).add(a);
  new UnwrittenTail("p/d", kept, written).add(b);
  new UnwrittenTail("q/d", kept, written).add(a);
  expect(read(readTails("p/d", kept))).toBe("ab");
  dropTails("p/d", kept);
  expect(readTails("p/d", kept)).toEqual([]);
  expect(read(readTails("q/d", kept))).toBe("a");
});

test("a full storage and what is no update do not stop the typing", async () => {
  const full = storage(4);
  const { written, finish } = database();
  const [a] = letters("a");
  if (!a) throw new Error("no update");
  new UnwrittenTail("p/d", full, written).add(a);
  await finish();
  const odd = storage();
  odd.setItem("concerted/tail/p/d/x", "%%%");
  expect(readTails("p/d", odd)).toEqual([]);
});

test("when the copy is closed, what it had not confirmed stays", async () => {
  const kept = storage();
  const tail = new UnwrittenTail("p/d", kept, () => Promise.reject(new Error("closed")));
  const [a] = letters("a");
  if (!a) throw new Error("no update");
  tail.add(a);
  await new Promise((resolve) => setImmediate(resolve));
  expect(read(readTails("p/d", kept))).toBe("a");
});
