/**
 * The copies of documents that are open in memory. A copy never holds anything that is not on
 * disk; this keeps it from lacking anything that is, whoever wrote it.
 */
import type { Connection, Document, Extension, Hocuspocus } from "@hocuspocus/server";
import * as Y from "yjs";
import { loadStateSince } from "#db/log";
import type { Queries } from "#db/store";
import type { AppContext } from "../context";
import { documentIdOf, documentName, type Topic, writeAnnouncement } from "./protocol";

export class OpenCopies {
  /** For each open copy, the number up to which it holds the log for certain. */
  private readonly heldUpTo = new Map<string, number>();

  constructor(
    private readonly hocuspocus: Hocuspocus,
    private readonly context: Pick<AppContext, "store" | "log">,
    /** Makes opening quick, where it would not be. */
    private readonly beforeOpening: (documentId: string) => Promise<void>,
  ) {}

  /** Fills a copy that is being opened. */
  readonly extension: Extension = {
    extensionName: "loading",
    onLoadDocument: async ({ document, documentName: name }) => {
      const documentId = documentIdOf(name);
      try {
        if (documentId === null) throw new Error(`no document is called ${name}`);
        await this.beforeOpening(documentId);
        await this.catchUp(this.context.store.read, documentId, document);
      } catch (error) {
        this.context.log.error({ err: error, document: documentId }, "collab: could not load");
        // Hocuspocus forgets the copy, but would leave its timer running.
        document.destroy();
        throw { reason: "unavailable" };
      }
    },
    afterUnloadDocument: async ({ documentName: name }) => {
      const documentId = documentIdOf(name);
      if (documentId !== null && !this.find(documentId)) this.heldUpTo.delete(documentId);
    },
  };

  find(documentId: string): Document | undefined {
    return this.hocuspocus.documents.get(documentName(documentId));
  }

  /**
   * Applies an update that is in the log to the open copy; everyone on it receives it.
   * @param from the connection that it came by, if it came by one
   */
  apply(documentId: string, update: Uint8Array, from?: Connection): void {
    this.with(documentId, (copy) => Y.applyUpdate(copy, update, from));
  }

  /** Tells the clients that have the document open. */
  announce(documentId: string, topic: Topic): void {
    this.with(documentId, (copy) => copy.broadcastStateless(writeAnnouncement(topic)));
  }

  /**
   * Brings a copy to the state that `q` sees: after this, inside a transaction, it is exactly what
   * is on disk. Costs a look at the log since the last time.
   */
  async catchUp(q: Queries, documentId: string, copy: Y.Doc): Promise<void> {
    const held = this.heldUpTo.get(documentId);
    const since = held !== undefined && this.find(documentId) === copy ? held : -1;
    const { snapshot, updates, seq } = await loadStateSince(q, documentId, since);
    copy.transact(() => {
      if (snapshot) Y.applyUpdate(copy, snapshot);
      for (const update of updates) Y.applyUpdate(copy, update);
    });
    this.heldUpTo.set(documentId, seq);
  }

  /** A copy that is still being loaded may have read the log too early: it gets its turn after. */
  private with(documentId: string, use: (copy: Document) => void): void {
    const safely = (copy: Document) => {
      try {
        use(copy);
      } catch (error) {
        this.context.log.error({ err: error, document: documentId }, "collab: open copy failed");
      }
    };
    const open = this.find(documentId);
    if (open) safely(open);
    else {
      const loading = this.hocuspocus.loadingDocuments.get(documentName(documentId));
      loading?.then(safely, () => undefined);
    }
  }
}
