/**
 * Compaction: folds a long log into the snapshot, so that a document opens as fast after a hundred
 * thousand edits as after ten.
 *
 * The next snapshot is built in a process of its own (folding-process.server.ts), from what is on
 * disk, a part of the log at a time. Only saving it takes the writers' line: one short transaction
 * that makes sure that nothing has changed below the folded number, replaces the snapshot and cuts
 * the log. So a crash leaves the one state or the other, and what is appended meanwhile stays.
 */
import { countUpdates, measureLogs, saveSnapshot, snapshotSequence } from "#db/log";
import type { Limits } from "../collab-limits.server";
import type { AppContext } from "../context";
import { PROCESS_LIMITS } from "../limits";
import type { Fold, FoldingProcess } from "./folding-process.server";

/** A log this many times too long is folded even while people type, and before it is opened. */
const URGENT = 4;

type CompactionLimits = Pick<
  Limits,
  "compactOver" | "compactEvery" | "compactRows" | "compactBytes"
>;

export class Compaction {
  private readonly running = new Map<string, Promise<number>>();
  /** Until when a document whose folding failed is left alone: it would only fail again. */
  private readonly leaveUntil = new Map<string, number>();
  private closed = false;

  /**
   * @param seenUpTo number up to which this process knows what others wrote: later rows are the
   *   notice of it and must stay.
   */
  constructor(
    private readonly context: Pick<AppContext, "store" | "log" | "now">,
    private readonly limits: CompactionLimits,
    private readonly process: FoldingProcess,
    private readonly seenUpTo: () => Promise<number>,
  ) {}

  /** Folds all logs that are long enough and at rest. */
  async run(): Promise<void> {
    const { compactOver, compactEvery } = this.limits;
    for (const { documentId, updates, lastAt } of await measureLogs(this.context.store.read)) {
      const atRest = this.context.now() - lastAt >= compactEvery / 2;
      if (updates > compactOver && (atRest || updates > URGENT * compactOver)) {
        await this.compactSafely(documentId);
      }
    }
  }

  /** Folds the log of a document that is about to be opened, if opening would take long with it. */
  async beforeOpening(documentId: string): Promise<void> {
    const updates = await countUpdates(this.context.store.read, documentId);
    if (updates > URGENT * this.limits.compactOver) await this.compactSafely(documentId);
  }

  /**
   * Folds the log of one document, as far as it is known here.
   * @returns how many updates were folded
   */
  compact(documentId: string): Promise<number> {
    const running =
      this.running.get(documentId) ??
      this.compactParts(documentId).finally(() => this.running.delete(documentId));
    this.running.set(documentId, running);
    return running;
  }

  /** Ends at once; a part under way is left as it was. */
  async close(): Promise<void> {
    this.closed = true;
    await this.process.close();
  }

  private async compactSafely(documentId: string): Promise<void> {
    const { log, now } = this.context;
    if (this.closed || now() < (this.leaveUntil.get(documentId) ?? 0)) return;
    this.leaveUntil.delete(documentId);
    try {
      const updates = await this.compact(documentId);
      if (updates > 0) log.info({ document: documentId, updates }, "collab: log compacted");
    } catch (error) {
      // The document is the same without; it only opens more slowly.
      if (this.closed) return;
      this.leaveUntil.set(documentId, now() + PROCESS_LIMITS.retryFoldingAfter);
      log.error({ err: error, document: documentId }, "collab: compaction failed");
    }
  }

  private async compactParts(documentId: string): Promise<number> {
    const { compactRows, compactBytes } = this.limits;
    const upTo = await this.seenUpTo();
    let folded = 0;
    for (;;) {
      const job = { documentId, upTo, mostRows: compactRows, mostBytes: compactBytes };
      const fold = await this.process.fold(job);
      if (fold.rows === 0 || this.closed || !(await this.save(documentId, fold))) return folded;
      folded += fold.rows;
      if (!fold.more) return folded;
    }
  }

  /** Not if someone else was faster, or the folded rows are no longer those on disk. */
  private save(documentId: string, fold: Fold): Promise<boolean> {
    const { baseSeq, seq, rows, lastAt, state } = fold;
    return this.context.store.transaction(async (tx) => {
      if ((await snapshotSequence(tx, documentId)) !== baseSeq) return false;
      if ((await countUpdates(tx, documentId, seq)) !== rows) return false;
      await saveSnapshot(tx, { documentId, seq, state, at: lastAt });
      return true;
    });
  }
}
