/** Folding the log: what it keeps, what it saves, and that nothing can come between. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { findDocument, insertDocument, updateDocument } from "#db/documents";
import { appendUpdate, appendUpdates, findSnapshot, listUpdates, loadState } from "#db/log";
import { documentUpdates } from "#db/schema";
import type { Store } from "#db/store";
import {
  createFoldingProcess,
  type Fold,
  type FoldJob,
} from "../../app/collab/folding-process.server";
import { readDocument } from "../../app/documents/document";
import { loadDocument } from "../../app/documents/log.server";
import { forEachTest } from "./collab-each-test";
import {
  compactionOf,
  type Logged,
  logLength,
  PEOPLE,
  PLAN,
  startServer,
  typeInto,
  until,
} from "./collab-harness";
import { freshCopy, type History, rewritten, writtenThrough } from "./collab-history";

const at = forEachTest();
const { open } = at;

function compaction(options?: Parameters<typeof compactionOf>[1]) {
  const made = compactionOf(at.server.store, options);
  return at.closeAfter(made);
}

const onDisk = () => loadDocument(at.server.store.read, PLAN);

/** Appends small edits of one client to the log, each an update. */
async function write(store: Store, letters: string): Promise<void> {
  const doc = await loadDocument(store.read, PLAN);
  for (const letter of letters) {
    const before = Y.encodeStateVector(doc);
    typeInto(doc, letter);
    const update = Y.encodeStateAsUpdate(doc, before);
    await store.transaction((tx) =>
      appendUpdate(tx, { documentId: PLAN, update, authorId: null, writer: "server", at: 1 }),
    );
  }
}

test("compaction keeps the document and cuts the log", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  for (let i = 0; i < 450; i += 1) a.type(String(i % 10));
  await until("all is confirmed", () => !a.provider.hasUnsyncedChanges);
  await at.server.collab.flush();
  const before = await onDisk();
  const { seq } = await loadState(at.server.store.read, PLAN);
  const upTo = seq - 5;
  expect(await compaction({ upTo }).compact(PLAN)).toBeGreaterThan(0);
  expect(await listUpdates(at.server.store.read, PLAN, { after: 0 })).toHaveLength(5);
  const after = await onDisk();
  expect(readDocument(after)).toEqual(readDocument(before));
  expect(Y.encodeStateVector(after)).toEqual(Y.encodeStateVector(before));
  expect((await loadState(at.server.store.read, PLAN)).seq).toBe(seq);
  a.type("end");
  const b = await open(PEOPLE.convenerCa.id);
  await until("they are equal", () => a.text() === b.text());
  expect(await compaction({ upTo }).compact(PLAN)).toBe(0);
});

test("long logs are compacted in the background", async () => {
  await at.startAgain({ compactOver: 50, compactEvery: 200 });
  const a = await open(PEOPLE.drafterCa.id);
  for (let i = 0; i < 120; i += 1) a.type("x");
  await until("the log is short", async () => (await logLength(at.server.store)) < 50);
  a.type("y");
  await until("all is confirmed", () => !a.provider.hasUnsyncedChanges);
  expect(readDocument(await onDisk())).toEqual(readDocument(a.doc));
});

test("a log that an earlier process left long is folded at the start", async () => {
  await write(at.server.store, "x".repeat(120));
  const second = await startServer({ compactOver: 20, compactEvery: 3_600_000 }, at.server.file);
  await until("the log is empty", async () => (await logLength(second.store)) === 0);
  await second.stop();
  expect(JSON.stringify(readDocument(await onDisk()))).toContain("x".repeat(120));
});

test("what was folded before it was projected is projected at the next start", async () => {
  await at.server.store.transaction((tx) => updateDocument(tx, PLAN, { updatedAt: 1 }));
  await compaction().compact(PLAN);
  expect(await logLength(at.server.store)).toBe(0);
  const second = await startServer({}, at.server.file);
  await second.collab.flush();
  expect((await findDocument(second.store.read, PLAN))?.updatedAt).toBeGreaterThan(1);
  await second.stop();
});

test("a long log is folded part by part, and what is appended meanwhile stays", async () => {
  await write(at.server.store, "a".repeat(100));
  const inProcess = createFoldingProcess(at.server.file);
  const jobs: FoldJob[] = [];
  const folding = compaction({
    limits: { compactRows: 30 },
    folding: {
      fold: async (job) => {
        jobs.push(job);
        const fold = await inProcess.fold(job);
        if (jobs.length < 3) await write(at.server.store, "b");
        return fold;
      },
      close: () => inProcess.close(),
    },
  });
  // The plan's first text is an update too.
  expect(await folding.compact(PLAN)).toBe(103);
  expect(jobs.length).toBe(4);
  expect(await logLength(at.server.store)).toBe(0);
  const text = JSON.stringify(readDocument(await onDisk()));
  expect(text).toContain(`Begin.${"a".repeat(100)}bb`);
});

test("large updates are folded a few at a time", async () => {
  await write(at.server.store, "abcdef");
  const folds: Fold[] = [];
  const inProcess = createFoldingProcess(at.server.file);
  const folding = compaction({
    limits: { compactBytes: 1 },
    folding: {
      fold: async (job) => {
        const fold = await inProcess.fold(job);
        folds.push(fold);
        return fold;
      },
      close: () => inProcess.close(),
    },
  });
  expect(await folding.compact(PLAN)).toBe(7);
  expect(folds.map(({ rows }) => rows)).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
});

/** Something happens on the disk after a part was folded and before it is saved. */
async function compactWhile(change: () => Promise<void>): Promise<number> {
  const inProcess = createFoldingProcess(at.server.file);
  const folding = compaction({
    folding: {
      fold: async (job) => {
        const fold = await inProcess.fold(job);
        await change();
        return fold;
      },
      close: () => inProcess.close(),
    },
  });
  return folding.compact(PLAN);
}

test("a fold is thrown away when another was saved meanwhile", async () => {
  await write(at.server.store, "abc");
  const other = compaction();
  const folded = await compactWhile(async () => {
    await other.compact(PLAN);
    await write(at.server.store, "d");
  });
  expect(folded).toBe(0);
  expect(await logLength(at.server.store)).toBe(1);
  expect(JSON.stringify(readDocument(await onDisk()))).toContain("Begin.abcd");
});

test("a fold is thrown away when the log below it is another", async () => {
  await write(at.server.store, "abc");
  const before = await logLength(at.server.store);
  const update = Y.encodeStateAsUpdate(new Y.Doc());
  const folded = await compactWhile(async () => {
    await at.server.store.transaction(async (tx) => {
      // As no program of ours would write it: below what was folded.
      tx.insert(documentUpdates)
        .values({ seq: 0, documentId: PLAN, update: Buffer.from(update), writer: "x", at: 1 })
        .run();
    });
  });
  expect(folded).toBe(0);
  expect(await logLength(at.server.store)).toBe(before + 1);
  expect(await findSnapshot(at.server.store.read, PLAN)).toBeUndefined();
});

test("who asks for a fold that is under way waits for it", async () => {
  await write(at.server.store, "abc");
  const folding = compaction();
  expect(await Promise.all([folding.compact(PLAN), folding.compact(PLAN)])).toEqual([4, 4]);
  expect(await logLength(at.server.store)).toBe(0);
});

test("a log that cannot be folded is reported, and the next one is folded", async () => {
  await write(at.server.store, "abc");
  await at.server.store.transaction((tx) =>
    appendUpdate(tx, {
      documentId: "agenda-1",
      update: new Uint8Array([9, 9, 9]),
      authorId: null,
      writer: "server",
      at: 1,
    }),
  );
  const logged: Logged[] = [];
  await compaction({ logged, limits: { compactOver: 1, compactEvery: 2 } }).run();
  expect(logged.map(({ level, message, fields }) => [level, message, fields.document])).toEqual(
    expect.arrayContaining([
      ["error", "collab: compaction failed", "agenda-1"],
      ["info", "collab: log compacted", PLAN],
    ]),
  );
  expect(await logLength(at.server.store)).toBe(0);
  expect(await logLength(at.server.store, "agenda-1")).toBe(2);
});

test("a fold that takes too long is ended, and the next one is done", async () => {
  await write(at.server.store, "abc");
  const job = { documentId: PLAN, upTo: 1_000, mostRows: 100, mostBytes: 1_000_000 };
  const hasty = at.closeAfter(createFoldingProcess(at.server.file, 1));
  await expect(hasty.fold(job)).rejects.toMatchObject({ name: "WorkStopped", reason: "time" });
  const patient = at.closeAfter(createFoldingProcess(at.server.file));
  expect((await patient.fold(job)).rows).toBe(4);
});

test("closing does not wait for a fold, which leaves all as it was", async () => {
  await write(at.server.store, "abc");
  const folding = compactionOf(at.server.store);
  const running = folding.compact(PLAN);
  const failed = expect(running).rejects.toThrow("closed");
  await until("it is under way", async () => true);
  await folding.close();
  await failed;
  expect(await logLength(at.server.store)).toBe(4);
  expect(await findSnapshot(at.server.store.read, PLAN)).toBeUndefined();
});

const LONG = "plan-mx";
const KEYSTROKES = 100_000;

async function store(history: History): Promise<void> {
  await at.server.store.transaction(async (tx) => {
    await insertDocument(tx, {
      id: LONG,
      kind: "plan",
      slug: "mexico",
      delegation: "MX",
      title: "Plan",
      language: "en",
      state: "open",
      approvedHash: null,
      createdAt: 1,
      updatedAt: 2,
    });
    const entries = history.updates.map((update) => ({
      documentId: LONG,
      update,
      authorId: PEOPLE.drafterMx.id,
      writer: "server",
      at: 1,
    }));
    await appendUpdates(tx, entries);
  });
}

function structs(doc: Y.Doc): number {
  return [...doc.store.clients.values()].reduce((sum, list) => sum + list.length, 0);
}

const bytes = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc).byteLength;

/**
 * What was deleted stays as a mark without words, so that offline edits and anchors find their
 * place, and so does the place where someone went on. These grow with the changes of mind, and not
 * with the keystrokes: so many bytes each.
 */
test.each<[how: string, write: () => History, bytesOfATurn: number]>([
  ["written through", () => writtenThrough(KEYSTROKES), 10],
  ["rewritten", () => rewritten(KEYSTROKES), 6],
])(
  "a text with 100,000 edits opens like a fresh copy of it: %s",
  {
    timeout: 120_000,
  },
  async (_how, write, bytesOfATurn) => {
    const history = write();
    await store(history);
    const fresh = freshCopy(history.doc);
    expect(await logLength(at.server.store, LONG)).toBe(KEYSTROKES + 1);
    // It is folded before it is opened: what is read then is one snapshot.
    const client = await open(PEOPLE.drafterMx.id, LONG);
    expect(await logLength(at.server.store, LONG)).toBe(0);
    const { snapshot, updates } = await loadState(at.server.store.read, LONG);
    expect(updates).toEqual([]);
    expect(readDocument(client.doc)).toEqual(readDocument(history.doc));
    const copy = await loadDocument(at.server.store.read, LONG);
    expect(snapshot?.byteLength).toBeLessThan(bytes(fresh) + history.turns * bytesOfATurn);
    expect(bytes(client.doc)).toBeLessThanOrEqual(snapshot?.byteLength ?? 0);
    expect(structs(copy)).toBeLessThanOrEqual(structs(fresh) + history.turns);
    const logBytes = history.updates.reduce((sum, update) => sum + update.byteLength, 0);
    expect(snapshot?.byteLength).toBeLessThan(logBytes / 10);
  },
);
