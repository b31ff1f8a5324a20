/**
 * What other processes write (an import while the server runs) reaches the open copies: the log is
 * looked at several times a second. Numbers in it are given out inside transactions, one writer at
 * a time, so a row never appears behind one that was seen.
 */
import { lastSequence, updatesByOthers } from "#db/log";
import type { AppContext } from "../context";

export class OtherWriters {
  /** Everything in the log up to here is known. */
  seenUpTo = 0;

  constructor(
    private readonly context: Pick<AppContext, "store" | "writer">,
    private readonly apply: (documentId: string, update: Uint8Array) => void,
  ) {}

  /** Passes over what is there already: copies opened from now on hold it. */
  async start(): Promise<void> {
    this.seenUpTo = await lastSequence(this.context.store.read);
  }

  async poll(): Promise<void> {
    const { store, writer } = this.context;
    const last = await lastSequence(store.read);
    if (last <= this.seenUpTo) return;
    const rows = await updatesByOthers(store.read, this.seenUpTo, writer);
    for (const { documentId, update } of rows) this.apply(documentId, update);
    this.seenUpTo = Math.max(last, rows.at(-1)?.seq ?? 0);
  }
}
