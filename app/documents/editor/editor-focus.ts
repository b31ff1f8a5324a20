/**
 * Which small editors of a document are on the page, and which one the caret is in.
 * Framework-free; components subscribe to it.
 */
import type { Editor } from "@tiptap/core";

/** Where the caret goes in an item: an end, a position in its text, or where it was. */
export type CaretSpot = "start" | "end" | "previous" | number;

/** What is read-only takes the focus only from the page, and does not restore what was selected. */
function focusReader({ view, state }: Editor): void {
  view.dom.focus();
  const start = view.domAtPos(state.selection.from);
  const end = view.domAtPos(state.selection.to);
  document.getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
}

export class EditorFocus {
  readonly #editors = new Map<string, Editor>();
  readonly #listeners = new Set<() => void>();
  #wanted: { itemId: string; spot: CaretSpot } | null = null;
  #left: { itemId: string; spot: number } | null = null;
  #activeItem: string | null = null;
  /** An editor of words that are no item's, while the caret is in it. */
  #beside: Editor | null = null;
  #newArea: string | null = null;
  #version = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever focus, selection or a wish to mount does. */
  readonly getVersion = (): number => this.#version;

  protected changed(): void {
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

  /** The editor that is written in: what the tools for text act on. */
  get activeEditor(): Editor | undefined {
    if (this.#beside) return this.#beside;
    return this.#activeItem ? this.#editors.get(this.#activeItem) : undefined;
  }

  /** The caret is in this item; null where it is in none. */
  activate(itemId: string | null): void {
    if (this.#activeItem === itemId && !this.#beside) return;
    this.#activeItem = itemId;
    this.#beside = null;
    this.changed();
  }

  /** The caret is in words that are no item's and can be formatted: the preamble. */
  activateBeside(editor: Editor): void {
    if (this.#beside === editor) return;
    this.#activeItem = null;
    this.#beside = editor;
    this.changed();
  }

  /** That editor leaves the page. */
  leaveBeside(editor: Editor): void {
    if (this.#beside === editor) this.activate(null);
  }

  /** The title of an area just made is to take the focus, once it is on the page. */
  protected focusTitle(areaId: string): void {
    this.#newArea = areaId;
  }

  /** Whether this title is to take it. Once: then it has been told. */
  takesTitleFocus(areaId: string): boolean {
    if (this.#newArea !== areaId) return false;
    this.#newArea = null;
    return true;
  }

  /** The selection in the active editor has changed. */
  selectionMoved(): void {
    this.changed();
  }

  focusItem(itemId: string, spot: CaretSpot): void {
    const editor = this.#editors.get(itemId);
    if (editor && !editor.isDestroyed) {
      this.#wanted = null;
      editor.commands.focus(spot === "previous" ? null : spot, { scrollIntoView: true });
      if (!editor.isEditable) focusReader(editor);
      this.activate(itemId);
    } else {
      this.#wanted = { itemId, spot };
      this.changed();
    }
  }
}
