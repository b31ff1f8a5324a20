/**
 * What was changed on this page and not confirmed by the server, and what others did meanwhile:
 * so that the page can say how much waits here, and after an absence what has happened.
 */
import type * as Y from "yjs";
import { changedItems, itemsRemovedIn } from "../documents/changed-items";
import { itemOf } from "../documents/document";

/** Changes that the server has not confirmed: how many, and to which items. */
export interface Waiting {
  count: number;
  items: string[];
}

/** What is told after an absence: what was sent, and what had been changed in the meantime. */
export interface Homecoming {
  sent: number;
  changedByOthers: string[];
  /** Of these the ones that were removed, without those in which the person wrote: they are told of each. */
  removedByOthers: string[];
}

export const NOTHING_WAITS: Waiting = { count: 0, items: [] };

/** Keys struck within this time of each other are one change to the person who strikes them. */
const ONE_CHANGE_MS = 500;
/** Someone who wrote in an item this long ago is told when it is removed. */
const WRITING_MS = 5 * 60_000;

interface Sources {
  /** Changes of the server's, which are everybody else's. */
  isFromOthers(origin: unknown): boolean;
  /** Changes made on this page by its person. */
  isOwn(origin: unknown): boolean;
  now(): number;
  changed(): void;
}

export class Away {
  #count: number;
  readonly #items: Set<string>;
  #last = Number.NEGATIVE_INFINITY;
  readonly #writtenAt = new Map<string, number>();
  #absent: boolean;
  readonly #theirs = new Set<string>();
  #removed: string[] = [];

  /** @param waiting what an earlier page has left waiting in the local copy. */
  constructor(
    readonly doc: Y.Doc,
    private readonly sources: Sources,
    waiting: Waiting = NOTHING_WAITS,
  ) {
    this.#count = waiting.count;
    this.#items = new Set(waiting.items);
    this.#absent = waiting.count > 0;
    doc.on("afterTransaction", this.#onTransaction);
  }

  get waiting(): Waiting {
    return { count: this.#count, items: [...this.#items] };
  }

  /** Items that others have removed while this person was writing in them. */
  get removedMeanwhile(): readonly string[] {
    return this.#removed;
  }

  /** Takes over what an earlier page has left waiting. */
  takeOver(waiting: Waiting): void {
    this.#count += waiting.count;
    for (const id of waiting.items) this.#items.add(id);
    if (waiting.count > 0) this.#absent = true;
  }

  /** The connection is gone: from now on others may do what is not seen here. */
  left(): void {
    this.#absent = true;
  }

  /**
   * The server has everything. Nothing waits any more.
   * @returns what to tell, or null when there was no absence or nothing was written in it.
   */
  confirmed(): Homecoming | null {
    const told =
      this.#absent && this.#count > 0
        ? {
            sent: this.#count,
            changedByOthers: [...this.#theirs],
            removedByOthers: [...this.#theirs].filter(
              (id) => itemOf(this.doc, id)?.get("removed") === true && !this.#removed.includes(id),
            ),
          }
        : null;
    this.#count = 0;
    this.#items.clear();
    this.#theirs.clear();
    this.#absent = false;
    return told;
  }

  /** The person has read that these items were removed. */
  forgetRemoved(itemId: string): void {
    this.#removed = this.#removed.filter((id) => id !== itemId);
  }

  destroy(): void {
    this.doc.off("afterTransaction", this.#onTransaction);
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    if (transaction.changed.size === 0) return;
    if (this.sources.isOwn(transaction.origin)) this.#own(transaction);
    else if (this.sources.isFromOthers(transaction.origin)) this.#others(transaction);
  };

  #own(transaction: Y.Transaction): void {
    const now = this.sources.now();
    if (this.#count === 0 || now - this.#last > ONE_CHANGE_MS) this.#count += 1;
    this.#last = now;
    for (const id of changedItems(transaction)) {
      this.#items.add(id);
      this.#writtenAt.set(id, now);
      // Brought back, by this person or by undo.
      this.forgetRemoved(id);
    }
    this.sources.changed();
  }

  #others(transaction: Y.Transaction): void {
    if (this.#absent) for (const id of changedItems(transaction)) this.#theirs.add(id);
    const now = this.sources.now();
    const news = itemsRemovedIn(transaction).filter(
      (id) =>
        this.#items.has(id) ||
        now - (this.#writtenAt.get(id) ?? Number.NEGATIVE_INFINITY) < WRITING_MS,
    );
    const brought = this.#removed.filter((id) => itemOf(this.doc, id)?.get("removed") !== true);
    if (news.length === 0 && brought.length === 0) return;
    this.#removed = [...this.#removed.filter((id) => !brought.includes(id)), ...news];
    this.sources.changed();
  }
}
