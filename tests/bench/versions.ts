/** What a hundred kept versions of a plan take on disk, each whole and compressed (db/versions.ts). */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { nanoid } from "nanoid";
import * as Y from "yjs";
import { openStore } from "#db/store";
import { compressNextVersion, insertVersion, listVersions } from "#db/versions";
import { itemFragment } from "../../app/documents/document";
import { type Bench, milliseconds, random } from "./measure";
import { itemId, planId, planState, prepareFile, USUAL_PLAN, words } from "./plans";

const VERSIONS = 100;
/** Between two versions: an hour of work by one or two people. */
const EDITS_BETWEEN = 200;
const MB = 1_000_000;

/** Types some words at one place, or takes some out. */
function edit(doc: Y.Doc, chance: () => number): void {
  const paragraph = itemFragment(doc, itemId(Math.floor(chance() * USUAL_PLAN.items)))?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
  const at = Math.floor(chance() * run.length);
  if (chance() < 0.4) run.delete(at, Math.min(12, run.length - at));
  else run.insert(at, words(2, Math.floor(chance() * 100)));
}

/** Bytes of all versions and of the bases they share. */
function stored(file: string): number {
  const connection = new Database(file, { readonly: true });
  const bytes = (table: string) =>
    Number(connection.prepare(`select total(length(state)) from ${table}`).pluck().get());
  const sum = bytes("document_versions") + bytes("version_bases");
  connection.close();
  return sum;
}

export async function benchVersions(): Promise<Bench[]> {
  const folder = await mkdtemp(join(tmpdir(), "concerted-bench-versions-"));
  const file = join(folder, "concerted.sqlite");
  const begin = planState(USUAL_PLAN);
  await prepareFile(file, [begin]);
  const store = openStore(file);
  try {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, begin);
    const chance = random(1);
    for (let version = 1; version <= VERSIONS; version += 1) {
      // Each visit of a page writes under an id of its own.
      doc.clientID += 1;
      for (let i = 0; i < EDITS_BETWEEN; i += 1) edit(doc, chance);
      await store.transaction((tx) =>
        insertVersion(tx, {
          id: `version-${version}`,
          documentId: planId(0),
          seq: version,
          reason: "timed",
          state: Buffer.from(Y.encodeStateAsUpdate(doc)),
          createdBy: null,
          createdAt: version,
        }),
      );
    }
    const kept = (await listVersions(store.read, planId(0))).length;
    const whole = stored(file);
    const ms = await milliseconds(async () => {
      while (await compressNextVersion(store, nanoid));
    });
    const compressed = stored(file);
    return [
      {
        name: `${kept} versions of a plan of ${USUAL_PLAN.items} items, ${EDITS_BETWEEN} edits apart`,
        rows: [
          { label: "whole", value: whole / MB, unit: "MB" },
          { label: "compressed", value: compressed / MB, unit: "MB" },
          { label: "compressed / whole", value: compressed / whole, unit: "×" },
          { label: "packing one", value: ms / kept, unit: "ms" },
        ],
      },
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
