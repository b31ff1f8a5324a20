/**
 * The last words typed, until IndexedDB has them. A browser gives up what it is just writing to
 * IndexedDB when the page is closed; localStorage is written at once. So every own change stands
 * there for the few milliseconds that the database takes.
 */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";

const PREFIX = "concerted/tail/";

/** An update from what stands in the storage; null for anything that Yjs could not read. */
function fromText(text: string): Uint8Array | null {
  try {
    const update = fromBase64(text);
    Y.decodeUpdate(update);
    return update;
  } catch {
    return null;
  }
}

export class UnwrittenTail {
  readonly #key: string;
  #updates: Uint8Array[] = [];
  #asking = false;

  /**
   * @param name of the copy, `<person>/<document>`
   * @param written resolves when the database has written all that it was given before
   */
  constructor(
    name: string,
    private readonly storage: Storage,
    private readonly written: () => Promise<void>,
  ) {
    this.#key = `${PREFIX}${name}/${crypto.randomUUID()}`;
  }

  add(update: Uint8Array): void {
    this.#updates.push(update);
    this.#write();
    void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    let asked = 0;
    try {
      // The database hears of a change from the document as well, and maybe after this tail: asked
      // in the same turn, it would answer for a change that it has not been given yet.
      await null;
      asked = this.#updates.length;
      await this.written();
      this.#updates = this.#updates.slice(asked);
      this.#write();
    } catch {
      // The copy was closed in the meantime: what stands here is taken up when it is opened again.
      return;
    } finally {
      this.#asking = false;
    }
    if (this.#updates.length > 0) void this.#ask();
  }

  #write(): void {
    if (this.#updates.length === 0) {
      this.storage.removeItem(this.#key);
      return;
    }
    try {
      this.storage.setItem(this.#key, toBase64(Y.mergeUpdates(this.#updates)));
    } catch {
      // Too much for localStorage, as a whole plan pasted can be; the database takes it alone.
    }
  }
}

function keysOf(name: string, storage: Storage): string[] {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "");
  return keys.filter((key) => key.startsWith(`${PREFIX}${name}/`));
}

export interface LeftTails {
  updates: readonly Uint8Array[];
  /** Once the updates are safe elsewhere: takes away what was read, and nothing added since. */
  drop(): void;
}

/** What pages that were closed in the middle of writing have left of a copy. */
export function readTails(name: string, storage: Storage): LeftTails {
  const read = keysOf(name, storage).map((key) => ({ key, text: storage.getItem(key) ?? "" }));
  return {
    updates: read.flatMap(({ text }) => fromText(text) ?? []),
    drop: () => {
      for (const { key, text } of read) {
        // Another page may be open with the document and be writing at this moment.
        if (storage.getItem(key) === text) storage.removeItem(key);
      }
    },
  };
}

/** Takes away all that was left of a copy, which nobody is to have again. */
export function dropTails(name: string, storage: Storage): void {
  for (const key of keysOf(name, storage)) storage.removeItem(key);
}
