/**
 * One undo manager for many editors. An editor destroys the manager it was given when it leaves
 * the page; what it gets here is the shared one, except that destroying it takes away only the
 * listeners which that editor added.
 */
import type * as Y from "yjs";

type Listener = Parameters<typeof Y.UndoManager.prototype.on<"stack-item-added">>[1];

export function undoView(shared: Y.UndoManager): Y.UndoManager {
  const own: [name: "stack-item-added", listener: Listener][] = [];
  const instead: Partial<Record<PropertyKey, unknown>> = {
    on(name: "stack-item-added", listener: Listener) {
      own.push([name, listener]);
      shared.on(name, listener);
    },
    // The editor would end a step at every transaction that is not for history, and each caret
    // that someone else moves is one.
    stopCapturing() {},
    destroy() {
      for (const [name, listener] of own.splice(0)) shared.off(name, listener);
    },
  };
  return new Proxy(shared, {
    get(target, key) {
      if (key in instead) return instead[key];
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
