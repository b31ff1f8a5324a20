/**
 * Keeps the text of a document before much of it goes, by one update or by many small ones. What
 * has gone since a version was kept is counted in memory: a restart begins anew.
 */
import { countLetters } from "#db/documents";
import type { Queries } from "#db/store";
import { findLatestVersionFor } from "#db/versions";
import type { AppContext } from "../context";
import { VERSION_LIMITS } from "../limits";
import { saveVersion } from "./log.server";
import { addRemovals, removalIn } from "./removals";
import { isLargeRemoval, type Removal } from "./versions";

interface Watched {
  removed: Removal;
  /** Letters of the document when it was first counted. */
  letters: number;
}

export class RemovalWatch {
  private readonly documents = new Map<string, Watched>();

  constructor(private readonly context: Pick<AppContext, "now">) {}

  /** To be called in the transaction that appends the update, before it is appended. */
  async beforeUpdate(
    tx: Queries,
    { documentId, update, authorId }: { documentId: string; update: Uint8Array; authorId: string },
  ): Promise<void> {
    const removal = removalIn(update);
    if (removal.letters === 0 && removal.items === 0) return;
    const watched = this.documents.get(documentId) ?? {
      removed: { letters: 0, items: 0 },
      letters: await countLetters(tx, documentId),
    };
    watched.removed = addRemovals(watched.removed, removal);
    this.documents.set(documentId, watched);
    if (!isLargeRemoval(watched.removed, watched.letters)) return;
    const last = await findLatestVersionFor(tx, documentId, "removal");
    const apart = Math.abs(this.context.now() - (last?.createdAt ?? Number.NEGATIVE_INFINITY));
    if (apart < VERSION_LIMITS.removalsApartMs) return;
    await saveVersion(this.context, tx, documentId, { reason: "removal", by: authorId });
    this.documents.delete(documentId);
  }
}
