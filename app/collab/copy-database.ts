/**
 * The database of a copy on this device: updates of a document, one after the other. It never
 * says that something is kept which the browser has not written, and tells at once when it cannot
 * write any more: the device is full, or the site's data was cleared under the open page.
 */
import { type IDBPDatabase, openDB } from "idb";
import * as Y from "yjs";

const UPDATES = "updates";
const ABOUT = "custom";
/** With so many, all are folded into one. */
const MANY = 500;
/** A page is closed in the middle of typing rather than at rest: folding waits for a pause. */
const FOLD_AFTER_MS = 1_000;

/** Why nothing is kept any more: the browser refused to write, or took the database away. */
export type CopyLoss = "refused" | "taken-away";

export class CopyDatabase {
  #db: IDBPDatabase | null = null;
  #queue: Uint8Array[] = [];
  #writing: Promise<void> | null = null;
  #stored = 0;
  #fold: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(private readonly lost: (loss: CopyLoss) => void) {}

  /**
   * Opens a database, making it if need be, and makes sure that it can be written to.
   * @param lost called once, if later on nothing more can be kept.
   * @returns the database and the updates in it.
   * @throws where this browser keeps nothing for this site, or has no room.
   */
  static async open(
    name: string,
    lost: (loss: CopyLoss) => void,
  ): Promise<{ database: CopyDatabase; updates: Uint8Array[] }> {
    const database = new CopyDatabase(lost);
    const db = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(UPDATES, { autoIncrement: true });
        fresh.createObjectStore(ABOUT);
      },
      // Another page deletes it, or the person clears the site's data.
      blocking: () => database.#lose("taken-away"),
      terminated: () => database.#lose("taken-away"),
    });
    database.#db = db;
    try {
      await db.put(ABOUT, Date.now(), "openedAt");
      const updates = (await db.getAll(UPDATES)) as Uint8Array[];
      database.#stored = updates.length;
      return { database, updates };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Keeps an update; whether it is written, `written` tells. */
  add(update: Uint8Array): void {
    if (this.#closed) return;
    this.#queue.push(update);
    this.#writing ??= this.#write();
  }

  /**
   * Resolves when all that was given before is written.
   * @throws if it cannot be written.
   */
  async written(): Promise<void> {
    await this.#writing;
    if (this.#closed) throw new Error("the copy is closed");
  }

  async #write(): Promise<void> {
    // What comes in the same turn goes into one transaction.
    await null;
    try {
      while (this.#queue.length > 0) {
        const db = this.#db;
        if (!db) return;
        const updates = this.#queue;
        this.#queue = [];
        const transaction = db.transaction(UPDATES, "readwrite");
        await Promise.all([
          ...updates.map((update) => transaction.store.add(update)),
          transaction.done,
        ]);
        this.#stored += updates.length;
      }
      if (this.#stored >= MANY) this.#foldSoon();
    } catch {
      this.#lose("refused");
    } finally {
      this.#writing = null;
    }
  }

  #foldSoon(): void {
    clearTimeout(this.#fold);
    this.#fold = setTimeout(() => {
      this.#writing ??= this.#foldAll();
    }, FOLD_AFTER_MS);
  }

  /** All updates, those of other pages too, become one. */
  async #foldAll(): Promise<void> {
    try {
      const transaction = this.#db?.transaction(UPDATES, "readwrite");
      if (!transaction) return;
      const whole = new Y.Doc();
      for (const update of (await transaction.store.getAll()) as Uint8Array[]) {
        Y.applyUpdate(whole, update);
      }
      await transaction.store.clear();
      await transaction.store.add(Y.encodeStateAsUpdate(whole));
      whole.destroy();
      await transaction.done;
      this.#stored = 1;
    } catch {
      // As nothing was taken away, what is there is whole; whether more can be written shows soon.
    } finally {
      this.#writing = null;
      if (this.#queue.length > 0) this.#writing = this.#write();
    }
  }

  #lose(loss: CopyLoss): void {
    if (this.#closed) return;
    this.close();
    this.lost(loss);
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
    clearTimeout(this.#fold);
    this.#db?.close();
    this.#db = null;
  }
}

/** Takes a database off this device; one that another page holds open goes when that one lets go. */
export function dropDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
}
