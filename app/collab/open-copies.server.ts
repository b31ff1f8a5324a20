/**
 * The copies of documents that are open in memory. A copy never holds anything that is not on
 * disk; this keeps it from lacking anything that is, whoever wrote it.
 */
import type { Connection, Document, Extension, Hocuspocus } from "@hocuspocus/server";
import * as Y from "yjs";
import { loadStateSince } from "#db/log";
import type { Queries } from "#db/store";
import type { AppContext } from "../context";
import { documentIdOf, documentName } from "./protocol";

interface Logged {
  documentId: string;
  update: Uint8Array;
  /** The connection that it came by, if it came by one. */
  from: Connection | undefined;
}

export class OpenCopies {
  /** For each open copy, the number up to which it holds the log for certain. */
  private readonly heldUpTo = new Map<string, number>();

  /** Milliseconds that filling a copy took, until they are asked for. */
  private readonly filledIn = new WeakMap<object, number>();

  /** In the log, and about to be applied. */
  private logged: Logged[] = [];

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
        const began = performance.now();
        await this.catchUp(this.context.store.read, documentId, document);
        this.filledIn.set(document, performance.now() - began);
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

  /** Milliseconds that opening the copy has taken of everyone's time; asked again, none. */
  takeFillingTime(document: Document): number {
    const time = this.filledIn.get(document) ?? 0;
    this.filledIn.delete(document);
    return time;
  }

  find(documentId: string): Document | undefined {
    return this.hocuspocus.documents.get(documentName(documentId));
  }

  /**
   * Applies an update that is in the log to the open copy; everyone on it receives it. Those that were
   * written together are applied together, before the event loop turns: each page gets one message of them.
   * @param from the connection that it came by, if it came by one
   */
  apply(documentId: string, update: Uint8Array, from?: Connection): void {
    const isFirst = this.logged.length === 0;
    this.logged.push({ documentId, update, from });
    if (isFirst) process.nextTick(() => this.applyLogged());
  }

  private applyLogged(): void {
    const logged = this.logged;
    this.logged = [];
    const groups = new Map<string, Logged[]>();
    for (const entry of logged) {
      // What came by a connection has been tried already, and is applied as such.
      const key = `${entry.from ? "tried" : ""} ${entry.documentId}`;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const { documentId, from } = first;
      const applyAll = (copy: Document) => () => {
        for (const { update } of group) this.applyOne(copy, documentId, update);
      };
      this.with(documentId, (copy) => copy.transact(applyAll(copy), from));
    }
  }

  private applyOne(copy: Document, documentId: string, update: Uint8Array): void {
    try {
      Y.applyUpdate(copy, update);
    } catch (error) {
      this.context.log.error({ err: error, document: documentId }, "collab: open copy failed");
    }
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
