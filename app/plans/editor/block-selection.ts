/**
 * Items selected as blocks, to be moved or removed together: a run in reading order, from the
 * item where the selection began to the one where it ends.
 */
import type * as Y from "yjs";
import { moveItem, type Outline, readOutline, removeItem } from "../document";
import { itemsInOrder, stepItem } from "../outline";

/** What a selection needs of the editing session. */
interface Host {
  readonly doc: Y.Doc;
  /** Makes a change one step for undo. */
  step(change: () => void): void;
  /** Tells whoever shows the selection. */
  changed(): void;
}

export class BlockSelection {
  #from: string | null = null;
  #to: string | null = null;

  constructor(private readonly host: Host) {}

  /** The selected items in reading order; those removed meanwhile are not among them. */
  get ids(): string[] {
    const all = itemsInOrder(readOutline(this.host.doc)).map(({ id }) => id);
    const ends = [this.#from, this.#to].map((id) => (id ? all.indexOf(id) : -1));
    const [a = -1, b = -1] = ends.sort((x, y) => x - y);
    return a < 0 ? (b < 0 ? [] : all.slice(b, b + 1)) : all.slice(a, b + 1);
  }

  get isEmpty(): boolean {
    return this.#from === null;
  }

  has(itemId: string): boolean {
    return !this.isEmpty && this.ids.includes(itemId);
  }

  /** Where the selection ends: the item that keys act from. */
  get head(): string | null {
    return this.#to;
  }

  select(itemId: string): void {
    this.#from = itemId;
    this.#to = itemId;
    this.host.changed();
  }

  /** Extends it to an item, or begins there. */
  extendTo(itemId: string): void {
    this.#from ??= itemId;
    this.#to = itemId;
    this.host.changed();
  }

  clear(): void {
    if (this.isEmpty) return;
    this.#from = null;
    this.#to = null;
    this.host.changed();
  }

  /** Goes on to the next item, or with `extend` takes it in. */
  go(step: 1 | -1, extend: boolean): void {
    const all = itemsInOrder(readOutline(this.host.doc));
    const next = all[all.findIndex(({ id }) => id === this.#to) + step];
    if (!next || this.#to === null) return;
    if (extend) this.extendTo(next.id);
    else this.select(next.id);
  }

  /** Moves all of it one place up or down; at the end of the document nothing happens. */
  move(step: 1 | -1): boolean {
    const ids = this.ids;
    const inTurn = step === 1 ? ids.toReversed() : ids;
    const outline = (): Outline => readOutline(this.host.doc);
    if (!inTurn[0] || !stepItem(outline(), inTurn[0], step)) return false;
    this.host.step(() => {
      for (const id of inTurn) {
        const spot = stepItem(outline(), id, step);
        if (spot) moveItem(this.host.doc, id, spot.areaId, spot.index);
      }
    });
    this.host.changed();
    return true;
  }

  /** Removes all of it and returns how many items that were. */
  remove(): number {
    const ids = this.ids;
    this.host.step(() => {
      for (const id of ids) removeItem(this.host.doc, id);
    });
    this.clear();
    return ids.length;
  }
}
