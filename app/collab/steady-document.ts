import * as Y from "yjs";

type Emitted = Parameters<Y.Doc["emit"]>;

/**
 * A Yjs document that no listener can stop. In Yjs, an exception in one listener of `update` keeps
 * the others from hearing it, and leaves the transaction unfinished: every later one is added to it
 * and none is told to anybody, so that nothing is sent any more. Here each listener is called on its
 * own, and what it throws is reported.
 */
export class SteadyDocument extends Y.Doc {
  override emit(...[name, args]: Emitted): void {
    const listeners: Iterable<(...args: unknown[]) => void> = this._observers.get(name) ?? [];
    for (const listener of [...listeners]) {
      try {
        listener(...args);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
