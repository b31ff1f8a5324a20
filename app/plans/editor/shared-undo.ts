/**
 * One undo manager for many editors. An editor destroys the manager it was given when it leaves
 * the page; what it gets here is a view of the shared one that takes away only its own listeners.
 */
import type * as Y from "yjs";

type Listener = Parameters<typeof Y.UndoManager.prototype.on<"stack-item-added">>[1];

/** @returns an object with the part of `Y.UndoManager` that the editor's undo plugin uses. */
export function undoView(shared: Y.UndoManager): Y.UndoManager {
  const own: [string, Listener][] = [];
  const view = {
    get undoStack() {
      return shared.undoStack;
    },
    get redoStack() {
      return shared.redoStack;
    },
    get doc() {
      return shared.doc;
    },
    trackedOrigins: shared.trackedOrigins,
    undo: () => shared.undo(),
    redo: () => shared.redo(),
    on(name: string, listener: Listener) {
      own.push([name, listener]);
      shared.on(name as "stack-item-added", listener);
    },
    destroy() {
      for (const [name, listener] of own) shared.off(name as "stack-item-added", listener);
      own.length = 0;
    },
  };
  return view as unknown as Y.UndoManager;
}
