/**
 * One open document being edited: what a key or a button does to it. Which editors are on the
 * page, and where the caret is, it has from `EditorFocus`. Framework-free.
 */
import { DOCUMENT_LIMITS } from "../../limits";
import { areasOf, itemFragment, itemsOf, type Outline, readOutline } from "../document";
import {
  addArea,
  addItem,
  joinItems,
  moveArea,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
  setItemText,
} from "../document-changes";
import { neighbour, spotOf, stepArea, stepItem } from "../outline";
import { fromPlainText, isBlank, type RichText, readRichText } from "../rich-text";
import { ITEM_TEXT_LIMITS, measureRichText } from "../text-limits";
import { BlockSelection } from "./block-selection";
import type { EditorEvent, OverLimit } from "./editor-event";
import { EditorFocus } from "./editor-focus";
import { lastChangedItem } from "./last-changed";
import type { OpenDocument } from "./open-document";
import { overLimit, overWhenJoined } from "./text-limits";

const NOTHING = measureRichText(fromPlainText(""));

export class EditorSession extends EditorFocus {
  readonly #listeners = new Set<(event: EditorEvent) => void>();

  /** Items selected as blocks. */
  readonly blocks: BlockSelection;

  constructor(
    readonly live: OpenDocument,
    private readonly newId: () => string,
  ) {
    super();
    this.blocks = new BlockSelection({
      doc: live.doc,
      step: (change) => this.#step(change),
      leaveText: () => this.activate(null),
      changed: () => this.changed(),
      tell: (event) => this.#tell(event),
    });
  }

  get doc() {
    return this.live.doc;
  }

  outline(): Outline {
    return readOutline(this.doc);
  }

  onEvent(listener: (event: EditorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Says that a step was not done, and why. */
  refuse(over: OverLimit): void {
    this.#tell(over);
  }

  /** Whether there is room for so many more areas or items; if not, it is said. */
  #hasRoom(what: "items" | "areas", more = 1): boolean {
    const count = what === "items" ? itemsOf(this.doc).size : areasOf(this.doc).size;
    const most = DOCUMENT_LIMITS[what];
    if (count + more <= most) return true;
    this.refuse({ type: "over-limit", what, most });
    return false;
  }

  mayAddItem(): boolean {
    return this.#hasRoom("items");
  }

  #tell(event: EditorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  override activate(itemId: string | null): void {
    if (itemId) this.blocks.clear();
    super.activate(itemId);
  }

  /** Makes what follows a step of its own for undo. */
  #step(change: () => void): void {
    this.live.undo.stopCapturing();
    change();
    this.live.undo.stopCapturing();
  }

  addItemTo(areaId: string, index?: number, text: RichText = fromPlainText("")): void {
    if (!this.#hasRoom("items")) return;
    const id = this.newId();
    this.#step(() => addItem(this.doc, areaId, { id, text }, index));
    this.focusItem(id, "start");
    this.#tell({ type: "added", itemId: id });
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
    addItem(this.doc, spot.areaId, { id, text: tail, from: itemId }, spot.index + 1);
    this.live.undo.stopCapturing();
    this.focusItem(id, "start");
    this.#tell({ type: "added", itemId: id });
  }

  /** Enter at the start of an item's words: they stay where they are, and what they are. */
  insertBefore(itemId: string): void {
    const spot = spotOf(this.outline(), itemId);
    if (!spot) return;
    const id = this.newId();
    // Not `#step`, as in `splitOff`: what was selected may just have gone.
    addItem(this.doc, spot.areaId, { id, text: fromPlainText("") }, spot.index);
    this.live.undo.stopCapturing();
    this.#follow(itemId);
    this.#tell({ type: "added", itemId: id });
  }

  join(intoId: string, fromId: string) {
    const into = itemFragment(this.doc, intoId);
    if (!into) return;
    const editor = this.editorOf(intoId);
    const from = itemFragment(this.doc, fromId);
    const over = from && overWhenJoined(readRichText(into), readRichText(from));
    if (over) return this.refuse(over);
    const end = editor ? editor.state.doc.content.size - 1 : null;
    this.#step(() => joinItems(this.doc, intoId, fromId));
    this.focusItem(intoId, end ?? "end");
    this.#tell({ type: "joined", itemId: intoId });
  }

  joinToPrevious(itemId: string): void {
    const previous = neighbour(this.outline(), itemId, -1);
    if (!previous) {
      if (this.#isBlank(itemId)) this.remove(itemId);
    } else if (this.#isBlank(previous.id) && !this.#isBlank(itemId)) {
      this.#step(() => removeItem(this.doc, previous.id));
      this.#follow(itemId);
      this.#tell({ type: "joined", itemId });
    } else this.join(previous.id, itemId);
  }

  joinNext(itemId: string): void {
    const next = neighbour(this.outline(), itemId, 1);
    if (!next) return;
    if (this.#isBlank(itemId) && !this.#isBlank(next.id)) {
      this.#step(() => removeItem(this.doc, itemId));
      this.focusItem(next.id, "start");
      this.#tell({ type: "joined", itemId: next.id });
    } else this.join(itemId, next.id);
  }

  #isBlank(itemId: string): boolean {
    const text = itemFragment(this.doc, itemId);
    return text !== undefined && isBlank(readRichText(text));
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
    this.#follow(itemId);
    this.#tell({ type: "moved", itemId });
  }

  /** Once an item that is being written in stands in its new place, the eye goes along with it. */
  #follow(itemId: string): void {
    const editor = this.editorOf(itemId);
    if (editor?.isFocused) requestAnimationFrame(() => editor.commands.scrollIntoView());
  }

  remove(itemId: string): void {
    const outline = this.outline();
    const near = neighbour(outline, itemId, -1) ?? neighbour(outline, itemId, 1);
    const focused = this.activeItem === itemId;
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

  addAreaAfter(areaId: string | null, title: string): void {
    if (!this.#hasRoom("areas")) return;
    const outline = this.outline();
    const index = outline.areas.findIndex(({ id }) => id === areaId);
    const id = this.newId();
    this.#step(() => addArea(this.doc, { id, title }, index < 0 ? undefined : index + 1));
    this.focusTitle(id);
  }

  moveAreaBy(areaId: string, step: 1 | -1): void {
    const index = stepArea(this.outline(), areaId, step);
    if (index !== undefined) this.#step(() => moveArea(this.doc, areaId, index));
  }

  removeArea(areaId: string): void {
    this.#step(() => removeArea(this.doc, areaId));
  }

  /** The first of the pasted items goes into the item itself, the others after it, as one step. */
  pasteItems(itemId: string, [first, ...rest]: RichText[]) {
    const spot = spotOf(this.outline(), itemId);
    if (!spot || !first || !this.#hasRoom("items", rest.length)) return;
    for (const text of [first, ...rest]) {
      const over = overLimit(measureRichText(text), () => NOTHING, ITEM_TEXT_LIMITS);
      if (over) return this.refuse(over);
    }
    const ids = rest.map(() => this.newId());
    this.#step(() => {
      setItemText(this.doc, itemId, first);
      rest.forEach((text, i) => {
        addItem(this.doc, spot.areaId, { id: ids[i] ?? this.newId(), text }, spot.index + 1 + i);
      });
    });
    this.focusItem(ids.at(-1) ?? itemId, "end");
    this.#tell({ type: "pasted", count: rest.length + 1 });
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
    const itemId = lastChangedItem(this.doc, popped);
    if (itemId && spotOf(this.outline(), itemId)) {
      const editor = this.editorOf(itemId);
      if (!editor?.isFocused) this.focusItem(itemId, "end");
    }
  }
}
