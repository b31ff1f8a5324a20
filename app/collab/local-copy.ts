/**
 * The copy of a document on this device, for the person who has opened it here. It is kept by
 * IndexedDB; a note of what it is stands in localStorage, where it can be read at once and by
 * every page. Signing out takes both away.
 */
import * as Y from "yjs";
import { z } from "zod";
import { NOTHING_WAITS } from "./away";
import { CopyDatabase, type CopyLoss, dropDatabase } from "./copy-database";
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
  const store = storage();
  if (!store) return;
  store.removeItem(keyOf(name));
  dropTails(nameOf(name), store);
}

/** A database that has not answered by then is damaged or held by something: one goes on without. */
function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, LOADING_MS, null));
}

const FROM_COPY = Symbol("from the copy on this device");

export class LocalCopy {
  readonly #key: string;
  #note: Note;
  /** Whether changes are kept, and whether the note is. */
  #storing = true;
  #noted = true;
  /** Pages hold the database open; here they hear that they must let go of it. */
  readonly #channel = new BroadcastChannel(CHANNEL);

  private constructor(
    private readonly name: CopyName,
    about: Pick<Note, "title" | "path">,
    private readonly doc: Y.Doc,
    private readonly database: CopyDatabase,
    private readonly tail: UnwrittenTail,
    lost: () => void,
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
      if (data !== this.#key || !this.#noted) return;
      void this.wipe();
      lost();
    };
    doc.on("update", this.#add);
  }

  /**
   * Loads the copy into a document and keeps from then on what changes in it.
   * @param lost called once, if later on the browser keeps nothing more.
   * @returns null where this browser keeps nothing, or what it keeps cannot be read; the document
   *   then lives on the server alone.
   */
  static async open(
    name: CopyName,
    about: Pick<Note, "title" | "path">,
    doc: Y.Doc,
    lost: () => void,
  ): Promise<LocalCopy | null> {
    const store = storage();
    if (!store) return null;
    let copy: LocalCopy | null = null;
    let gone: CopyLoss | null = null;
    const hear = (loss: CopyLoss) => {
      gone = loss;
      copy?.lose(loss);
      if (copy) lost();
    };
    const opening = CopyDatabase.open(keyOf(name), hear).catch(() => null);
    const opened = await Promise.race([opening, patience()]);
    if (!opened) {
      void opening.then((late) => late?.database.close());
      return null;
    }
    const { database, updates } = opened;
    const written = () => database.written();
    const tails = readTails(nameOf(name), store);
    try {
      const apply = () => {
        for (const update of [...updates, ...tails.updates]) Y.applyUpdate(doc, update);
      };
      Y.transact(doc, apply, FROM_COPY, false);
    } catch (error) {
      // Damaged: what could be read is there, and what the page changes goes to the server alone.
      reportError(error);
      database.close();
      return null;
    }
    if (gone) return null;
    for (const update of tails.updates) database.add(update);
    void written().then(tails.drop, () => undefined);
    const tail = new UnwrittenTail(nameOf(name), store, written);
    copy = new LocalCopy(name, about, doc, database, tail, lost);
    return copy;
  }

  /** Whether a change came out of a copy, which is how it is loaded. */
  static isOrigin(origin: unknown): boolean {
    return origin === FROM_COPY;
  }

  readonly #add = (update: Uint8Array, origin: unknown): void => {
    if (origin !== FROM_COPY) this.database.add(update);
  };

  /** Keeps a change made on this page even if the page is closed in the same moment. */
  secure(update: Uint8Array): void {
    if (this.#storing) this.tail.add(update);
  }

  get note(): Readonly<Note> {
    return this.#note;
  }

  amend(change: Partial<Pick<Note, "whole" | "writable" | "waiting">>): void {
    const next = { ...this.#note, ...change };
    if (!this.#noted || JSON.stringify(next) === JSON.stringify(this.#note)) return;
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

  /** The browser keeps no more. Where the copy is gone, so is the note of it. */
  private lose(loss: CopyLoss): void {
    this.#storing = false;
    if (loss === "taken-away") this.#end();
  }

  /** Takes the copy off this device; nothing is kept from now on. */
  async wipe(): Promise<void> {
    if (!this.#noted) return;
    this.#end();
    forget(this.name);
    await dropDatabase(this.#key);
  }

  close(): void {
    if (this.#noted) this.#end();
  }

  #end(): void {
    this.#storing = false;
    this.#noted = false;
    this.#channel.close();
    this.doc.off("update", this.#add);
    this.database.close();
  }
}

export interface StoredCopy extends CopyName {
  note: Note;
}

function allCopies(): StoredCopy[] {
  const store = storage();
  if (!store) return [];
  return Array.from({ length: store.length }, (_, i) => store.key(i) ?? "")
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => {
      const [personId, documentId] = key.slice(PREFIX.length).split("/");
      const note = readNote(key);
      return personId && documentId && note ? [{ personId, documentId, note }] : [];
    });
}

/** The copies of a person on this device, the last opened first. */
export function copiesOf(personId: string): StoredCopy[] {
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
export function staleCopies(personId: string, now: number): StoredCopy[] {
  return allCopies().filter(
    ({ personId: owner, note }) =>
      note.waiting.count === 0 && (owner !== personId || now - note.openedAt > KEEP_MS),
  );
}
