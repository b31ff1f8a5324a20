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

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A database whose writing ends when it is told to. */
function database() {
  const waiting: (() => void)[] = [];
  const written = () => new Promise<void>((resolve) => waiting.push(resolve));
  const finish = async () => {
    await turn();
    for (const resolve of waiting.splice(0)) resolve();
    await turn();
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

const left = (kept: Storage) => [...readTails("p/d", kept).updates];

test("what the database has not written is there for the next page", async () => {
  const kept = storage();
  const { written, finish } = database();
  const tail = new UnwrittenTail("p/d", kept, written);
  const [a, b, c] = letters("abc");
  if (!a || !b || !c) throw new Error("no updates");
  tail.add(a);
  expect(read(left(kept))).toBe("a");
  await turn();
  tail.add(b);
  // It was asked about the first when the second was not there yet.
  await finish();
  expect(read([a, ...left(kept)])).toBe("ab");
  await finish();
  expect(left(kept)).toEqual([]);
  tail.add(c);
  expect(read([a, b, ...left(kept)])).toBe("abc");
});

test("pages with one document keep their tails apart, and those of others are not read", () => {
  const kept = storage();
  const { written } = database();
  const [a, b] = letters("ab");
  if (!a || !b) throw new Error("no updates");
  new UnwrittenTail("p/d", kept, written).add(a);
  new UnwrittenTail("p/d", kept, written).add(b);
  new UnwrittenTail("q/d", kept, written).add(a);
  expect(read(left(kept))).toBe("ab");
  dropTails("p/d", kept);
  expect(left(kept)).toEqual([]);
  expect(read([...readTails("q/d", kept).updates])).toBe("a");
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
  expect(left(odd)).toEqual([]);
});

test("when the copy is closed, what it had not confirmed stays", async () => {
  const kept = storage();
  const tail = new UnwrittenTail("p/d", kept, () => Promise.reject(new Error("closed")));
  const [a] = letters("a");
  if (!a) throw new Error("no update");
  tail.add(a);
  await turn();
  expect(read(left(kept))).toBe("a");
});

test("a change is not taken for written before the database was given it", async () => {
  const kept = storage();
  const given: string[] = [];
  const askedAfter: string[][] = [];
  const tail = new UnwrittenTail("p/d", kept, () => {
    askedAfter.push([...given]);
    return new Promise(() => {});
  });
  const [a] = letters("a");
  if (!a) throw new Error("no update");
  // Both hear of a change in the same turn, the tail first.
  tail.add(a);
  given.push("a");
  await turn();
  expect(askedAfter).toEqual([["a"]]);
});

test("taking up what was left takes nothing from a page that is writing", async () => {
  const kept = storage();
  const { written } = database();
  const [a, b] = letters("ab");
  if (!a || !b) throw new Error("no updates");
  const other = new UnwrittenTail("p/d", kept, written);
  other.add(a);
  kept.setItem("concerted/tail/p/d/odd", "%%%");
  const found = readTails("p/d", kept);
  other.add(b);
  found.drop();
  expect(read(left(kept))).toBe("ab");
  expect(kept.length).toBe(1);
  readTails("p/d", kept).drop();
  expect(kept.length).toBe(0);
});
