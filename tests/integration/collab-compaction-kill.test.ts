/** A process that dies while it folds a log leaves the old state or the new one, and every word. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { appendUpdate, countUpdates, findSnapshot, loadState } from "#db/log";
import { documentAuthors } from "#db/schema";
import { openStore } from "#db/store";
import { itemFragment } from "../../app/documents/document";
import { loadDocument } from "../../app/documents/log.server";
import { bundled } from "./bundled";
import { compactionOf, ITEM, PLAN, seed, typeInto } from "./collab-harness";

const SCRIPT = bundled("tests/integration/collab-compaction-kill.ts");
const WORDS = " Written before.";

let folder: string | undefined;

afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function makeLog(file: string): Promise<void> {
  const store = openStore(file);
  await seed(store);
  const doc = await loadDocument(store.read, PLAN);
  for (const letter of WORDS) {
    const before = Y.encodeStateVector(doc);
    typeInto(doc, letter);
    const update = Y.encodeStateAsUpdate(doc, before);
    const entry = { documentId: PLAN, update, authorId: "someone", writer: "w", at: 1 };
    await store.transaction((tx) => appendUpdate(tx, entry));
  }
  await store.close();
}

test.each<[point: string, state: "old" | "new"]>([
  ["while it folds", "old"],
  ["before the transaction", "old"],
  ["between its two writes", "old"],
  ["before its commit", "old"],
  ["after its commit", "new"],
])("killed %s it leaves the %s state, whole", { timeout: 60_000 }, async (point, state) => {
  folder = mkdtempSync(join(tmpdir(), "concerted-compaction-"));
  const file = join(folder, "concerted.sqlite");
  await makeLog(file);
  const child = spawnSync(process.execPath, [SCRIPT, file, point], {
    encoding: "utf8",
  });
  expect([child.signal, child.stdout, child.stderr]).toEqual(["SIGKILL", "appended\n", ""]);
  const store = openStore(file);
  const inLog = await countUpdates(store.read, PLAN);
  const snapshot = await findSnapshot(store.read, PLAN);
  // The plan's first text, each letter, and the word that was appended meanwhile.
  if (state === "old") {
    expect([inLog, snapshot]).toEqual([1 + WORDS.length + 1, undefined]);
  } else {
    const { seq } = await loadState(store.read, PLAN);
    expect([inLog, snapshot?.seq]).toEqual([1, seq - 1]);
  }
  const text = () =>
    loadDocument(store.read, PLAN).then((doc) => itemFragment(doc, ITEM)?.toString());
  const expected = `<paragraph>Begin.${WORDS} Meanwhile.</paragraph>`;
  expect(await text()).toBe(expected);
  const authors = store.read.select().from(documentAuthors).all();
  expect(authors.map(({ personId }) => personId)).toEqual(["someone", "someone"]);
  // The next process folds what this one left.
  const compaction = compactionOf(store);
  expect(await compaction.compact(PLAN)).toBe(inLog);
  expect(await countUpdates(store.read, PLAN)).toBe(0);
  expect(await text()).toBe(expected);
  await compaction.close();
  await store.close();
});
