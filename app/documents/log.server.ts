/**
 * A document as it is on disk, changes to it made by the server, and versions kept of it. A change is
 * in the log, together with whatever else its operation writes, before any open copy hears of it.
 */

import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import {
  countLetters,
  type DocumentRow,
  findAgenda,
  saveProjection,
  updateDocument,
} from "#db/documents";
import { appendUpdate, lastSequenceOf, loadState } from "#db/log";
import type { Queries } from "#db/store";
import { findLatestVersion, insertVersion } from "#db/versions";
import type { AppContext } from "../context";
import { DOCUMENT_LIMITS, type LimitName } from "../limits";
import { Refused } from "../refusal";
import { areasOf, itemsOf } from "./document";
import { MOST_OF_DOCUMENT, measureDocument } from "./document-measures";
import { project } from "./projection.server";
import { removalIn } from "./removals";
import { recordRemovalsIn } from "./removals.server";
import { isLargeRemoval } from "./versions";
import type { VersionReason } from "./view";

/** Builds the document from its snapshot and log. */
export async function loadDocument(q: Queries, documentId: string): Promise<Y.Doc> {
  const { snapshot, updates } = await loadState(q, documentId);
  const doc = new Y.Doc();
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot);
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/**
 * Keeps a document as it is on disk, unless a version holds exactly this already. That an earlier version
 * was brought back, and by whom, is told by the one kept for it alone, so that one is kept all the same.
 * @param by who takes the step that it is kept for; null for nobody
 * @returns the id of the version that holds it
 */
export async function saveVersion(
  context: Pick<AppContext, "now">,
  tx: Queries,
  documentId: string,
  { reason, by }: { reason: VersionReason; by: string | null },
): Promise<string> {
  const seq = await lastSequenceOf(tx, documentId);
  const latest = await findLatestVersion(tx, documentId);
  const tells = reason === "bring-back" && latest?.reason !== reason;
  if (latest?.seq === seq && !tells) return latest.id;
  const doc = await loadDocument(tx, documentId);
  const id = randomUUID();
  await insertVersion(tx, {
    id,
    documentId,
    seq,
    reason,
    state: Buffer.from(Y.encodeStateAsUpdate(doc)),
    createdBy: by,
    createdAt: context.now(),
  });
  doc.destroy();
  return id;
}

/**
 * Changes a document inside a transaction: loads it as committed, lets `change` mutate it, appends
 * what that changed to the log and projects the items anew. If much goes, the text before is kept.
 * @throws Refused "limit" if the document is full, and the change adds to it.
 * @returns the update, to be given to `live.apply` after the commit, and what `change` returned.
 */
export async function editDocument<T>(
  context: Pick<AppContext, "now" | "writer">,
  tx: Queries,
  document: DocumentRow,
  authorId: string | null,
  change: (doc: Y.Doc) => T,
): Promise<{ update: Uint8Array; result: T; doc: Y.Doc }> {
  const doc = await loadDocument(tx, document.id);
  const before = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const result = change(doc);
  const update = updates.length > 0 ? Y.mergeUpdates(updates) : Y.encodeStateAsUpdate(doc, before);
  if (updates.length > 0) {
    await refuseOverfull(tx, document, doc);
    const projected = project(document, doc);
    const at = context.now();
    if (isLargeRemoval(removalIn(update), await countLetters(tx, document.id))) {
      await saveVersion(context, tx, document.id, { reason: "removal", by: authorId });
    }
    await appendUpdate(tx, {
      documentId: document.id,
      update,
      authorId,
      writer: context.writer,
      at,
    });
    await saveRows(tx, document, doc, projected, at);
  }
  return { update, result, doc };
}

type Projected = ReturnType<typeof project>;

/** How much a document holds, what was removed included, by the name of the measure in a refusal. */
function measuresOf(doc: Y.Doc): Record<keyof typeof MOST, number> {
  const { letters, blocks, marks } = measureDocument(doc);
  const counted = { areas: areasOf(doc).size, items: itemsOf(doc).size };
  return { ...counted, document: letters, "document-blocks": blocks, "document-marks": marks };
}

const MOST = {
  areas: DOCUMENT_LIMITS.areas,
  items: DOCUMENT_LIMITS.items,
  document: MOST_OF_DOCUMENT.letters,
  "document-blocks": MOST_OF_DOCUMENT.blocks,
  "document-marks": MOST_OF_DOCUMENT.marks,
} as const satisfies Partial<Record<LimitName, number>>;

/** What makes a document that is over a limit no fuller may be done to it: it is the way back. */
async function refuseOverfull(tx: Queries, document: DocumentRow, doc: Y.Doc): Promise<void> {
  const now = measuresOf(doc);
  const names = Object.keys(MOST) as (keyof typeof MOST)[];
  const over = names.filter((name) => now[name] > MOST[name]);
  if (over.length === 0) return;
  const stored = await loadDocument(tx, document.id);
  const before = measuresOf(stored);
  stored.destroy();
  const fuller = over.find((name) => now[name] > before[name]);
  if (fuller) throw new Refused("limit", fuller);
}

/**
 * Makes the rows of the agenda anew from its text. What is projected of a text can change with the
 * program; asked for once, when it starts.
 */
export async function projectAgendaAgain(context: Pick<AppContext, "store">): Promise<void> {
  await context.store.transaction(async (tx) => {
    const agenda = await findAgenda(tx);
    if (agenda)
      await saveProjection(tx, agenda.id, project(agenda, await loadDocument(tx, agenda.id)));
  });
}

/**
 * Writes the projection of a document that has been read or changed.
 * @returns the projected rows
 */
export async function saveProjectionOf(
  tx: Queries,
  document: DocumentRow,
  doc: Y.Doc,
  at: number,
): Promise<ReturnType<typeof project>> {
  const projected = project(document, doc);
  await saveRows(tx, document, doc, projected, at);
  return projected;
}

async function saveRows(
  tx: Queries,
  document: DocumentRow,
  doc: Y.Doc,
  projected: Projected,
  at: number,
): Promise<void> {
  await recordRemovalsIn(tx, document.id, doc, projected.items, at);
  await saveProjection(tx, document.id, projected);
  await updateDocument(tx, document.id, {
    updatedAt: at,
    ...(projected.title ? { title: projected.title } : {}),
  });
}
