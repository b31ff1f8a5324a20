/**
 * One open document being edited: which small editors are mounted, which item has the focus, and
 * what a key or a button does to the document. Framework-free; components subscribe to it.
 */
import type { Editor } from "@tiptap/core";
import { itemFragment, type Outline, readOutline } from "../document";
import {
  addArea,
  addItem,
  joinItems,
  moveArea,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
} from "../document-changes";
import { neighbour, spotOf, stepArea, stepItem } from "../outline";
import { fromPlainText, type RichText } from "../rich-text";
import { BlockSelection } from "./block-selection";
import type { Happening } from "./happening";
import type { OpenDocument } from "./open-document";
import { touchedItem } from "./touched";

/** Where the caret goes in an item: an end, or a position in its text. */
export type CaretSpot = "start" | "end" | number;

export class EditorSession {
  readonly #editors = new Map<string, Editor>();
  readonly #listeners = new Set<() => void>();
  readonly #happenings = new Set<(happening: Happening) => void>();
  #wanted: { itemId: string; spot: CaretSpot } | null = null;
  #left: { itemId: string; spot: number } | null = null;
  #activeItem: string | null = null;
  #version = 0;

  /** Items selected as blocks. */
  readonly blocks: BlockSelection;

  constructor(
    readonly live: OpenDocument,
    private readonly newId: () => string,
  ) {
    this.blocks = new BlockSelection({
      doc: live.doc,
      step: (change) => this.#step(change),
      leaveText: () => this.activate(null),
      changed: () => this.#changed(),
      tell: (happening) => this.#tell(happening),
    });
  }

  get doc() {
    return this.live.doc;
  }

  outline(): Outline {
    return readOutline(this.doc);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever focus, selection or a wish to mount does. */
  readonly getVersion = (): number => this.#version;

  onHappening(listener: (happening: Happening) => void): () => void {
    this.#happenings.add(listener);
    return () => this.#happenings.delete(listener);
  }

  #tell(happening: Happening): void {
    for (const listener of this.#happenings) listener(happening);
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** An item's editor is on the page. If the caret was to go there, it goes now. */
  register(itemId: string, editor: Editor): void {
    this.#editors.set(itemId, editor);
    const left = this.#left?.itemId === itemId ? this.#left : null;
    if (left) this.#left = null;
    if (this.#wanted?.itemId === itemId) this.focusItem(itemId, this.#wanted.spot);
    else if (left && document.activeElement === document.body) this.focusItem(itemId, left.spot);
  }

  /**
   * An item's editor leaves the page. If it is the one being typed in, it may come back at once:
   * a colleague has moved the item to another area. Then the caret goes back where it was.
   */
  unregister(itemId: string, editor: Editor): void {
    if (this.#editors.get(itemId) !== editor) return;
    this.#editors.delete(itemId);
    if (this.#activeItem === itemId) {
      this.#left = { itemId, spot: editor.state.selection.from };
    }
  }

  editorOf(itemId: string): Editor | undefined {
    return this.#editors.get(itemId);
  }

  /** The editors on the page at this moment. */
  mountedEditors(): Editor[] {
    return [...this.#editors.values()].filter((editor) => !editor.isDestroyed);
  }

  /** Whether an item must have an editor now, wherever it is on the page. */
  wants(itemId: string): boolean {
    return this.#wanted?.itemId === itemId || this.#activeItem === itemId;
  }

  get activeItem(): string | null {
    return this.#activeItem;
  }

  activate(itemId: string | null): void {
    if (itemId) this.blocks.clear();
    if (this.#activeItem === itemId) return;
    this.#activeItem = itemId;
    this.#changed();
  }

  /** The selection in the active item has changed. */
  selectionMoved(): void {
    this.#changed();
  }

  focusItem(itemId: string, spot: CaretSpot): void {
    const editor = this.#editors.get(itemId);
    if (editor && !editor.isDestroyed) {
      this.#wanted = null;
      editor.commands.focus(spot === "end" ? "end" : spot === "start" ? "start" : spot, {
        scrollIntoView: true,
      });
      this.activate(itemId);
    } else {
      this.#wanted = { itemId, spot };
      this.#changed();
    }
  }

  /** Makes what follows a step of its own for undo. */
  #step(change: () => void): void {
    this.live.undo.stopCapturing();
    change();
    this.live.undo.stopCapturing();
  }

  addItemTo(areaId: string, index?: number, text: RichText = fromPlainText("")): string {
    const id = this.newId();
    this.#step(() => addItem(this.doc, areaId, { id, text }, index));
    this.focusItem(id, "start");
    this.#tell({ type: "added", itemId: id });
    return id;
  }

  addItemAfter(itemId: string): void {
    const spot = spotOf(this.outline(), itemId);
    if (spot) this.addItemTo(spot.areaId, spot.index + 1);
  }

  /** The words after the caret have been taken out of `itemId`: they become the next item. */
  splitOff(itemId: string, tail: RichText): void {
    const spot = spotOf(this.outline(), itemId);
    if (!spot) return;
    const id = this.newId();
    // Not `#step`: the cut in the editor just before belongs to the same step.
    addItem(this.doc, spot.areaId, { id, text: tail }, spot.index + 1);
    this.live.undo.stopCapturing();
    this.focusItem(id, "start");
    this.#tell({ type: "added", itemId: id });
  }

  join(intoId: string, fromId: string): void {
    const into = itemFragment(this.doc, intoId);
    if (!into) return;
    const editor = this.#editors.get(intoId);
    const end = editor ? editor.state.doc.content.size - 1 : null;
    this.#step(() => joinItems(this.doc, intoId, fromId));
    this.focusItem(intoId, end ?? "end");
    this.#tell({ type: "joined", itemId: intoId });
  }

  joinToPrevious(itemId: string): void {
    const previous = neighbour(this.outline(), itemId, -1);
    if (previous) this.join(previous.id, itemId);
    else if (this.#editors.get(itemId)?.isEmpty) this.remove(itemId);
  }

  joinNext(itemId: string): void {
    const next = neighbour(this.outline(), itemId, 1);
    if (next) this.join(itemId, next.id);
  }

  goTo(itemId: string, step: 1 | -1): void {
    const next = neighbour(this.outline(), itemId, step);
    if (next) this.focusItem(next.id, step === 1 ? "start" : "end");
  }

  move(itemId: string, step: 1 | -1): void {
    const spot = stepItem(this.outline(), itemId, step);
    if (spot) this.moveTo(itemId, spot.areaId, spot.index);
  }

  moveTo(itemId: string, areaId: string, index: number): void {
    this.#step(() => moveItem(this.doc, itemId, areaId, index));
    const editor = this.#editors.get(itemId);
    // Once it stands in its new place, the eye goes along with it.
    if (editor?.isFocused) requestAnimationFrame(() => editor.commands.scrollIntoView());
    this.#tell({ type: "moved", itemId });
  }

  remove(itemId: string): void {
    const outline = this.outline();
    const near = neighbour(outline, itemId, -1) ?? neighbour(outline, itemId, 1);
    const focused = this.#activeItem === itemId;
    this.#step(() => removeItem(this.doc, itemId));
    if (focused && near) this.focusItem(near.id, "end");
    // Removed from its menu, which goes with it: the keyboard stays near.
    else if (near) this.blocks.select(near.id);
    else this.activate(null);
    this.#tell({ type: "removed", itemId });
  }

  restore(itemId: string): void {
    this.#step(() => restoreItem(this.doc, itemId));
    this.#tell({ type: "restored", itemId });
  }

  addAreaAfter(areaId: string | null, title: string): string {
    const outline = this.outline();
    const index = outline.areas.findIndex(({ id }) => id === areaId);
    const id = this.newId();
    this.#step(() => addArea(this.doc, { id, title }, index < 0 ? undefined : index + 1));
    return id;
  }

  moveAreaBy(areaId: string, step: 1 | -1): void {
    const index = stepArea(this.outline(), areaId, step);
    if (index !== undefined) this.#step(() => moveArea(this.doc, areaId, index));
  }

  removeArea(areaId: string): void {
    this.#step(() => removeArea(this.doc, areaId));
  }

  /** The pasted items fill the empty one and follow it, as one step. */
  pasteItems(itemId: string, items: RichText[]): void {
    const spot = spotOf(this.outline(), itemId);
    if (!spot) return;
    const ids = items.map(() => this.newId());
    this.#step(() => {
      items.forEach((text, i) => {
        addItem(this.doc, spot.areaId, { id: ids[i] ?? this.newId(), text }, spot.index + 1 + i);
      });
      removeItem(this.doc, itemId);
    });
    const last = ids.at(-1);
    if (last) this.focusItem(last, "end");
    this.#tell({ type: "pasted", count: items.length });
  }

  undo(): void {
    this.#back("undo");
  }

  redo(): void {
    this.#back("redo");
  }

  #back(which: "undo" | "redo"): void {
    const manager = this.live.undo;
    const popped = manager[which]();
    if (!popped) {
      this.#tell({ type: which === "undo" ? "nothing-to-undo" : "nothing-to-redo" });
      return;
    }
    const itemId = touchedItem(this.doc, popped);
    if (itemId && spotOf(this.outline(), itemId)) {
      const editor = this.#editors.get(itemId);
      if (!editor?.isFocused) this.focusItem(itemId, "end");
    }
  }
}
