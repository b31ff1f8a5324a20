import type { HocuspocusProvider } from "@hocuspocus/provider";
import type * as Y from "yjs";

/** What the editor needs of a document that is open and connected (app/collab makes it). */
export interface OpenDocument {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  /** Undoes the changes made here, across all items, and no one else's. */
  readonly undo: Y.UndoManager;
}
