/**
 * How long a document that has been edited a hundred thousand times takes to open, beside the same
 * words without that past. Each opening is the document's first in a server started for it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import { listDocuments, updateDocument } from "#db/documents";
import { appendUpdates } from "#db/log";
import { openStore, type Store } from "#db/store";
import { itemFragment } from "../../app/documents/document";
import { compactionOf } from "../integration/collab-harness";
import { type Bench, median, milliseconds, progress } from "./measure";
import { fillPlan, itemId, planId, planState, prepareFile, USUAL_PLAN } from "./plans";
import { NAMES, type ServerInput, startServer } from "./servers";
import { Client } from "./wire";

const EDITS = 100_000;
/** As many as the server may leave in the log. */
const LEFT_IN_LOG = 300;
const ROUNDS = 5;

/** Numbers of the plans in the file; another is opened first, to warm the server up. */
const WARM_UP = 0;
const FRESH = 1;
const COMPACTED = 2;
const AS_LEFT = 3;
const NEVER_COMPACTED = 4;

/** Types letter by letter, item by item, and takes every third letter back. */
function typeAndDelete(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < EDITS; i += 1) {
    // Another author from time to time: every visit of a page is one.
    if (i % 1_000 === 0) doc.clientID += 1;
    const run = runOf(doc, Math.floor(i / 50) % USUAL_PLAN.items);
    if (i % 3 === 2) run.delete(run.length - 1, 1);
    else run.insert(run.length, "abcdefghi "[i % 10] ?? "");
  }
  return updates;
}

function runOf(doc: Y.Doc, item: number): Y.XmlText {
  const paragraph = itemFragment(doc, itemId(item))?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
  return run;
}

/**
 * Fills the files and returns the state with all of its past.
 * @param longLog a file of its own: so long a log also takes time from others when a server starts
 */
async function prepare(file: string, longLog: string): Promise<Uint8Array> {
  const begin = planState(USUAL_PLAN);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, begin);
  const edits = typeAndDelete(doc);
  const fresh = new Y.Doc();
  fillPlan(fresh, USUAL_PLAN, (item) => runOf(doc, item).toString());
  await prepareFile(file, [begin, Y.encodeStateAsUpdate(fresh), begin, begin]);
  await prepareFile(longLog, [begin, begin, begin, begin, begin]);
  const store = openStore(file);
  const append = (to: Store, plan: number, updates: readonly Uint8Array[]) => {
    const row = { documentId: planId(plan), authorId: null, writer: "bench", at: Date.now() };
    const entries = updates.map((update) => ({ ...row, update }));
    return to.transaction((tx) => appendUpdates(tx, entries));
  };
  const compaction = compactionOf(store);
  const compact = (plan: number) => compaction.compact(planId(plan));
  await compact(FRESH);
  await append(store, COMPACTED, edits);
  await compact(COMPACTED);
  await append(store, AS_LEFT, edits.slice(0, -LEFT_IN_LOG));
  await compact(AS_LEFT);
  await append(store, AS_LEFT, edits.slice(-LEFT_IN_LOG));
  await compaction.close();
  await settle(store);
  const long = openStore(longLog);
  await append(long, NEVER_COMPACTED, edits);
  await settle(long);
  return Y.encodeStateAsUpdate(doc);
}

/** Leaves nothing to be projected when a server starts. */
async function settle(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (const { id } of await listDocuments(tx)) {
      await updateDocument(tx, id, { updatedAt: Date.now() + 1_000 });
    }
  });
  await store.close();
}

/** Milliseconds from the opening of a socket to the document, and the document's size. */
async function firstSync(given: ServerInput, plan: number): Promise<{ ms: number; kib: number }> {
  const server = await startServer(given);
  try {
    await (await Client.join(given.kind, server.port, WARM_UP)).client.leave();
    let kib = 0;
    let client: Client | undefined;
    const ms = await milliseconds(async () => {
      const joined = await Client.join(given.kind, server.port, plan);
      client = joined.client;
      kib = joined.state.byteLength / 1024;
    });
    await client?.leave();
    return { ms, kib };
  } finally {
    await server.stop();
  }
}

export async function benchHistory(): Promise<Bench[]> {
  const folder = await mkdtemp(join(tmpdir(), "concerted-bench-history-"));
  const file = join(folder, "concerted.sqlite");
  const longLog = join(folder, "long-log.sqlite");
  const stateFile = join(folder, "state");
  try {
    progress(`typing ${EDITS} edits`);
    await writeFile(stateFile, await prepare(file, longLog));
    const given = { plans: 5, size: USUAL_PLAN };
    const ours: ServerInput = { kind: "ours", file, ...given };
    const forms = [
      { label: "the same words, no past", given: ours, plan: FRESH },
      { label: "just compacted", given: ours, plan: COMPACTED },
      { label: `as left, ${LEFT_IN_LOG} edits in the log`, given: ours, plan: AS_LEFT },
      { label: "never compacted before", given: { ...ours, file: longLog }, plan: NEVER_COMPACTED },
      ...(["hocuspocus", "y-websocket"] as const).map((kind) => ({
        label: `${NAMES[kind]}, from one file`,
        given: { kind, stateFile, ...given },
        plan: COMPACTED,
      })),
    ];
    const times = forms.map((): { ms: number; kib: number }[] => []);
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const [i, form] of forms.entries()) {
        const time = await firstSync(form.given, form.plan);
        times[i]?.push(time);
        progress(`round ${round}, ${form.label}: ${time.ms.toFixed(1)} ms`);
      }
    }
    const ms = (form: number) => median((times[form] ?? []).map((time) => time.ms));
    return [
      {
        name: `First sync of a plan after ${EDITS} edits, from disk`,
        rows: [
          ...forms.map(({ label }, i) => ({ label, value: ms(i), unit: "ms" })),
          ...forms.map(({ label }, i) => ({
            label: `size, ${label}`,
            value: times[i]?.[0]?.kib ?? Number.NaN,
            unit: "KiB",
          })),
          { label: "as left / just compacted", value: ms(2) / ms(1), unit: "×" },
          { label: "as left / the same words, no past", value: ms(2) / ms(0), unit: "×" },
          { label: "just compacted / Hocuspocus", value: ms(1) / ms(4), unit: "×" },
          { label: "just compacted / y-websocket", value: ms(1) / ms(5), unit: "×" },
        ],
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
