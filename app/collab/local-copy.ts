/**
 * The copy of a document on this device, for the person who has opened it here. It is kept by
 * IndexedDB; a note of what it is stands in localStorage, where it can be read at once and by
 * every page. Signing out takes both away.
 */
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { z } from "zod";
import { NOTHING_WAITS } from "./away";
import { dropTails, readTails, UnwrittenTail } from "./unwritten-tail";

const NOTE = z.object({
  /** As last seen, to name the copy where its document is not open. */
  title: z.string(),
  path: z.string().startsWith("/"),
  /** Whether the server has sent the whole document at least once. */
  whole: z.boolean(),
  writable: z.boolean(),
  waiting: z.object({ count: z.number().int().min(0), items: z.array(z.string()) }),
  /** When it was last open, in milliseconds since 1970. */
  openedAt: z.number(),
});
export type Note = z.infer<typeof NOTE>;

export interface CopyName {
  personId: string;
  documentId: string;
}

const PREFIX = "concerted/copy/";
const TRIAL = "concerted/trial";
const CHANNEL = "concerted/copies";
/** A copy that nobody has opened for this long, and in which nothing waits, is taken away. */
const KEEP_MS = 60 * 24 * 60 * 60_000;
const LOADING_MS = 10_000;

const nameOf = ({ personId, documentId }: CopyName) => `${personId}/${documentId}`;
const keyOf = (name: CopyName) => PREFIX + nameOf(name);

/** The storage of this device, or null where the browser keeps none for this site. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function readNote(key: string): Note | null {
  try {
    const parsed = NOTE.safeParse(JSON.parse(storage()?.getItem(key) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function forget(name: CopyName): void {
  const kept = storage();
  if (!kept) return;
  kept.removeItem(keyOf(name));
  dropTails(nameOf(name), kept);
}

/** Whether this browser keeps databases for this site; in some private windows it does not. */
function databasesWork(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(TRIAL);
      request.onsuccess = () => {
        request.result.close();
        void dropDatabase(TRIAL);
        resolve(true);
      };
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}

/** A database that has not answered by then is damaged or held by something: one goes on without. */
function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, LOADING_MS, null));
}

function dropDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    // Held open by another page, it goes when that one does.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

/** Resolves when the database has written what it was given: a later question waits its turn. */
function writtenBy({ db }: IndexeddbPersistence): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!db) return reject(new Error("the copy is closed"));
    const request = db.transaction(["updates"], "readonly").objectStore("updates").count();
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error("the copy could not be read"));
  });
}

const FROM_TAIL = Symbol("from the tail of the copy");

export class LocalCopy {
  readonly #key: string;
  #note: Note;
  #kept = true;
  /** Pages hold the database open; here they hear that they must let go of it. */
  readonly #channel = new BroadcastChannel(CHANNEL);

  private constructor(
    private readonly name: CopyName,
    about: Pick<Note, "title" | "path">,
    private readonly persistence: IndexeddbPersistence,
    private readonly tail: UnwrittenTail,
  ) {
    this.#key = keyOf(name);
    const before = readNote(this.#key);
    this.#note = {
      whole: false,
      writable: false,
      waiting: NOTHING_WAITS,
      ...before,
      ...about,
      openedAt: Date.now(),
    };
    this.#write();
    this.#channel.onmessage = ({ data }) => {
      if (data === this.#key) void this.wipe();
    };
  }

  /**
   * Loads the copy into a document and keeps from then on what changes in it.
   * @returns null where this browser keeps nothing, or what it keeps cannot be read; the document
   *   then lives on the server alone.
   */
  static async open(
    name: CopyName,
    about: Pick<Note, "title" | "path">,
    doc: Y.Doc,
  ): Promise<LocalCopy | null> {
    const kept = storage();
    if (!kept || !(await databasesWork())) return null;
    const persistence = new IndexeddbPersistence(keyOf(name), doc);
    const loaded = await Promise.race([persistence.whenSynced, patience()]);
    if (!loaded) {
      void persistence.destroy();
      return null;
    }
    const written = () => writtenBy(persistence);
    const tails = readTails(nameOf(name), kept);
    if (tails.updates.length > 0) Y.applyUpdate(doc, Y.mergeUpdates([...tails.updates]), FROM_TAIL);
    void written().then(tails.drop, () => undefined);
    return new LocalCopy(name, about, persistence, new UnwrittenTail(nameOf(name), kept, written));
  }

  /** Whether a change came out of a copy, which is how it is loaded. */
  static isOrigin(origin: unknown): boolean {
    return origin === FROM_TAIL || origin instanceof IndexeddbPersistence;
  }

  /** Keeps a change made on this page even if the page is closed in the same moment. */
  secure(update: Uint8Array): void {
    if (this.#kept) this.tail.add(update);
  }

  get note(): Readonly<Note> {
    return this.#note;
  }

  amend(change: Partial<Pick<Note, "whole" | "writable" | "waiting">>): void {
    const next = { ...this.#note, ...change };
    if (!this.#kept || JSON.stringify(next) === JSON.stringify(this.#note)) return;
    this.#note = next;
    this.#write();
  }

  #write(): void {
    try {
      storage()?.setItem(this.#key, JSON.stringify(this.#note));
    } catch {
      // Full. The words are in the database; only their number is not known to other pages.
    }
  }

  /** Takes the copy off this device; nothing is kept from now on. */
  async wipe(): Promise<void> {
    if (!this.#kept) return;
    this.#kept = false;
    this.#channel.close();
    forget(this.name);
    await this.persistence.destroy();
    await dropDatabase(this.#key);
  }

  close(): void {
    if (!this.#kept) return;
    this.#kept = false;
    this.#channel.close();
    void this.persistence.destroy();
  }
}

export interface KeptCopy extends CopyName {
  note: Note;
}

function allCopies(): KeptCopy[] {
  const kept = storage();
  if (!kept) return [];
  return Array.from({ length: kept.length }, (_, i) => kept.key(i) ?? "")
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => {
      const [personId, documentId] = key.slice(PREFIX.length).split("/");
      const note = readNote(key);
      return personId && documentId && note ? [{ personId, documentId, note }] : [];
    });
}

/** The copies of a person on this device, the last opened first. */
export function copiesOf(personId: string): KeptCopy[] {
  return allCopies()
    .filter((copy) => copy.personId === personId)
    .sort((a, b) => b.note.openedAt - a.note.openedAt);
}

/** Takes copies off this device, also those that pages hold open: all of a person's at sign-out. */
export async function wipeCopies(copies: readonly CopyName[]): Promise<void> {
  if (copies.length === 0) return;
  const channel = new BroadcastChannel(CHANNEL);
  for (const copy of copies) {
    forget(copy);
    channel.postMessage(keyOf(copy));
  }
  channel.close();
  await Promise.all(copies.map((copy) => dropDatabase(keyOf(copy))));
}

/**
 * The copies that should not stay while this person is signed in: those of others and those long
 * not opened. What still waits in one of them stays: it was typed, and the server has not got it.
 */
export function staleCopies(personId: string, now: number): KeptCopy[] {
  return allCopies().filter(
    ({ personId: owner, note }) =>
      note.waiting.count === 0 && (owner !== personId || now - note.openedAt > KEEP_MS),
  );
}
