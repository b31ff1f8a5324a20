/**
 * Folds the log of the plan and dies at one point of it: `collab-compaction-kill.ts FILE POINT`.
 * Before it dies, someone's word is appended, and printed when it is on disk.
 */
import type Database from "better-sqlite3";
import * as Y from "yjs";
import { appendUpdate } from "#db/log";
import { openStore, type Queries, type Store } from "#db/store";
import { createFoldingProcess } from "../../app/collab/folding-process.server";
import { loadDocument } from "../../app/documents/log.server";
import { compactionOf, PLAN, typeInto } from "./collab-harness";

const [file = "", point = ""] = process.argv.slice(2);
const store = openStore(file);
const die = () => process.kill(process.pid, "SIGKILL");
const dieAt = (here: string) => {
  if (point === here) die();
};

/** The row of the snapshot is written, those of the log are not cut yet. */
function dieBetween(tx: Queries): void {
  const { $client } = tx as unknown as { $client: Database.Database };
  $client.function("die", die);
  $client.exec(
    "create temp trigger between_two before delete on main.document_updates begin select die(); end",
  );
}

async function appendWord(): Promise<void> {
  const doc = await loadDocument(store.read, PLAN);
  const before = Y.encodeStateVector(doc);
  typeInto(doc, " Meanwhile.");
  const update = Y.encodeStateAsUpdate(doc, before);
  const entry = { documentId: PLAN, update, authorId: "someone", writer: "w", at: 2 };
  await store.transaction((tx) => appendUpdate(tx, entry));
  process.stdout.write("appended\n");
}

const dying: Store = {
  ...store,
  transaction: async (work) => {
    dieAt("before the transaction");
    const result = await store.transaction(async (tx) => {
      if (point === "between its two writes") dieBetween(tx);
      const done = await work(tx);
      dieAt("before its commit");
      return done;
    });
    dieAt("after its commit");
    return result;
  },
};

const inProcess = createFoldingProcess(file);
const compaction = compactionOf(dying, {
  folding: {
    fold: async (job) => {
      const folding = inProcess.fold(job);
      if (point === "while it folds") {
        await appendWord();
        die();
      }
      const fold = await folding;
      await appendWord();
      return fold;
    },
    close: () => inProcess.close(),
  },
});
await compaction.compact(PLAN);
