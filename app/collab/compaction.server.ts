/**
 * Compaction: turns a long log into a snapshot, so that a document opens as fast after a hundred
 * thousand edits as after ten. The snapshot is built from what is on disk, not from memory, piece
 * by piece; it is saved and the log cut in one transaction, so a crash leaves the one or the other.
 */
import * as Y from "yjs";
import { findSnapshot, listUpdates, measureLogs, saveSnapshot } from "#db/documents";
import type { AppContext } from "../context";
import type { Limits } from "./limits.server";

const PIECE = 200;
/** A log this many times too long is compacted even while people type. */
const URGENT = 4;

type Context = Pick<AppContext, "store" | "log" | "now">;

/**
 * Compacts the log of one document up to a number.
 * @returns whether it did; not if there was nothing to do or someone else was faster.
 */
export async function compactDocument(
  { store, now }: Pick<Context, "store" | "now">,
  documentId: string,
  upTo: number,
): Promise<boolean> {
  const doc = new Y.Doc();
  const base = await findSnapshot(store.read, documentId);
  if (base) Y.applyUpdate(doc, base.state);
  let seq = base?.seq ?? 0;
  for (;;) {
    const piece = await listUpdates(store.read, documentId, { after: seq, upTo, limit: PIECE });
    const last = piece.at(-1);
    if (!last) break;
    doc.transact(() => {
      for (const { update } of piece) Y.applyUpdate(doc, update);
    });
    seq = last.seq;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (seq === (base?.seq ?? 0)) return false;
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return store.transaction(async (tx) => {
    const current = await findSnapshot(tx, documentId);
    if ((current?.seq ?? 0) !== (base?.seq ?? 0)) return false;
    await saveSnapshot(tx, { documentId, seq, state, at: now() });
    return true;
  });
}

/**
 * Compacts all logs that are long enough and at rest.
 * @param upTo number up to which this process knows what others wrote: later rows are the notice
 *   of it and must stay.
 */
export async function compactLongLogs(
  context: Context,
  limits: Pick<Limits, "compactOver" | "compactEvery">,
  upTo: number,
): Promise<void> {
  for (const { documentId, updates, lastAt } of await measureLogs(context.store.read)) {
    const atRest = context.now() - lastAt >= limits.compactEvery / 2;
    if (updates <= limits.compactOver || !(atRest || updates > URGENT * limits.compactOver))
      continue;
    try {
      if (await compactDocument(context, documentId, upTo)) {
        context.log.info({ document: documentId, updates }, "collab: log compacted");
      }
    } catch (error) {
      context.log.error({ err: error, document: documentId }, "collab: compaction failed");
    }
  }
}
