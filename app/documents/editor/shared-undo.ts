/**
 * One undo manager for many editors. An editor destroys the manager it was given when it leaves
 * the page; what it gets here is the shared one, except that destroying it takes away only the
 * listeners which that editor added, and that what an editor writes on it stays its own.
 */
import * as Y from "yjs";

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
    // What an editor leaves behind to bring a destroyed manager back to life. The shared one
    // never dies, and the next editor must not find it there.
    restore: undefined,
  };
  return new Proxy(shared, {
    get(target, key) {
      if (key in instead) return instead[key];
      const value: unknown = Reflect.get(target, key);
      // Methods need their manager; handlers stay the very functions they are registered as.
      return typeof value === "function" && key in Y.UndoManager.prototype
        ? value.bind(target)
        : value;
    },
    set(_target, key, value) {
      instead[key] = value;
      return true;
    },
  });
}
