/**
 * Items selected as blocks, to be moved or removed together: a run in reading order, from the
 * item where the selection began to the one where it ends.
 */
import type * as Y from "yjs";
import { type Outline, readOutline } from "../document";
import { moveItem, removeItem } from "../document-changes";
import { itemsInOrder, neighbour, stepItem } from "../outline";
import type { EditorEvent } from "./editor-event";

/** What a selection needs of the editing session. */
interface Host {
  readonly doc: Y.Doc;
  /** Makes a change one step for undo. */
  step(change: () => void): void;
  /** No text is being written any more. */
  leaveText(): void;
  /** Tells whoever shows the selection. */
  changed(): void;
  tell(event: EditorEvent): void;
}

export class BlockSelection {
  #from: string | null = null;
  #to: string | null = null;
  #focusOn: string | null = null;

  constructor(private readonly host: Host) {}

  /** The selected items in reading order; those removed meanwhile are not among them. */
  get ids(): string[] {
    const all = itemsInOrder(this.#outline()).map(({ id }) => id);
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

  /** Whether an item's frame is to take the focus, since a key or a button asked for it. */
  wantsFocus(itemId: string): boolean {
    return this.#focusOn === itemId;
  }

  /** The frame has it. Once: from there the focus goes where the person takes it. */
  focusTaken(): void {
    if (this.#focusOn === null) return;
    this.#focusOn = null;
    this.host.changed();
  }

  select(itemId: string): void {
    this.host.leaveText();
    this.#set(itemId, itemId);
    this.host.tell({ type: "selected", count: 1 });
  }

  /** Extends it to an item, or begins there. */
  extendTo(itemId: string): void {
    this.host.leaveText();
    this.#set(this.#from ?? itemId, itemId);
    this.host.tell({ type: "selected", count: this.ids.length });
  }

  clear(): void {
    if (!this.isEmpty) this.#set(null, null);
  }

  /** The focus went to an item, or elsewhere: a selection that is left ends. */
  focusWent(itemId: string | null): void {
    if (!itemId || !this.has(itemId)) this.clear();
  }

  /** Goes on to the next item, or with `extend` takes it in. */
  go(step: 1 | -1, extend: boolean): void {
    const next = this.#to && neighbour(this.#outline(), this.#to, step);
    if (!next) return;
    if (extend) this.extendTo(next.id);
    else this.select(next.id);
  }

  /** Moves all of it one place up or down; at the end of the document nothing happens. */
  move(step: 1 | -1): void {
    const ids = this.ids;
    const inTurn = step === 1 ? ids.toReversed() : ids;
    const head = this.#to;
    if (!head || !inTurn[0] || !stepItem(this.#outline(), inTurn[0], step)) return;
    this.host.step(() => {
      for (const id of inTurn) {
        const spot = stepItem(this.#outline(), id, step);
        if (spot) moveItem(this.host.doc, id, spot.areaId, spot.index);
      }
    });
    this.#set(this.#from, head);
    this.host.tell({ type: "moved", itemId: head });
  }

  /** Removes all of it; the keyboard stays where the items were. */
  remove(): void {
    const ids = this.ids;
    const outline = this.#outline();
    const near = neighbour(outline, ids.at(-1) ?? "", 1) ?? neighbour(outline, ids[0] ?? "", -1);
    this.host.step(() => {
      for (const id of ids) removeItem(this.host.doc, id);
    });
    this.#set(near?.id ?? null, near?.id ?? null);
    this.host.tell({ type: "removed-many", count: ids.length });
  }

  #outline(): Outline {
    return readOutline(this.host.doc);
  }

  #set(from: string | null, to: string | null): void {
    this.#from = from;
    this.#to = to;
    this.#focusOn = to;
    this.host.changed();
  }
}
