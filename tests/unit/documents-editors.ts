/**
 * People at their editors: the real Tiptap editors with their keys, the real binding to Yjs and
 * the real editing session, all but the page. What they do goes over a gate, as on the server.
 */
import { Editor, getSchema } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import { type Node, Slice } from "@tiptap/pm/model";
import { type EditorState, type PluginView, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { vi } from "vitest";
import * as Y from "yjs";
import { itemFragment, readOutline } from "~/documents/document";
import { LOCAL_CHANGE } from "~/documents/document-changes";
import { ITEM_SCHEMA } from "~/documents/editor/extensions";
import { itemActions } from "~/documents/editor/item-actions";
import { itemKeys } from "~/documents/editor/item-keys";
import type { OpenDocument } from "~/documents/editor/open-document";
import { EditorSession } from "~/documents/editor/session";
import { undoView } from "~/documents/editor/shared-undo";
import { textLimits } from "~/documents/editor/text-limits";
import { fromPlainText, type RichText } from "~/documents/rich-text";
import { ITEM_TEXT_LIMITS } from "~/documents/text-limits";
import { createUndo } from "~/documents/undo";

// A page draws and gives the focus later; there is no page here.
vi.stubGlobal("requestAnimationFrame", () => 0);
vi.stubGlobal("navigator", { platform: "Linux", userAgent: "", vendor: "" });

export const itemSchema = getSchema(ITEM_SCHEMA);

/** What an editor needs of a view: its state, and the plugins that follow it. */
function seat(editor: Editor): { leave(): void } {
  let state: EditorState = editor.state;
  let followers: PluginView[] = [];
  const dispatch: unknown = Reflect.get(editor, "dispatchTransaction");
  if (typeof dispatch !== "function") throw new Error("The editor takes no transactions.");
  const view = {
    get state() {
      return state;
    },
    updateState(next: EditorState) {
      const before = state;
      state = next;
      for (const follower of followers) follower.update?.(view as unknown as EditorView, before);
    },
    dispatch: (transaction: unknown) => dispatch.call(editor, transaction),
    hasFocus: () => false,
    endOfTextblock: () => false,
    focus: () => undefined,
    composing: false,
    editable: true,
    isDestroyed: false,
  };
  Reflect.set(editor, "editorView", view);
  view.updateState(state.reconfigure({ plugins: editor.extensionManager.plugins }));
  followers = state.plugins.flatMap(
    (plugin) => plugin.spec.view?.call(plugin, view as unknown as EditorView) ?? [],
  );
  return {
    leave() {
      view.isDestroyed = true;
      for (const follower of followers) follower.destroy?.();
      followers = [];
    },
  };
}

export interface Key {
  key: string;
  shiftKey?: boolean;
  altKey?: boolean;
  ctrlKey?: boolean;
}

export class Person {
  readonly doc = new Y.Doc();
  readonly undo: Y.UndoManager;
  readonly session: EditorSession;
  readonly #seats = new Map<string, { editor: Editor; leave(): void }>();
  #made = 0;

  constructor(
    readonly number: number,
    start: Uint8Array,
  ) {
    // Ties between people break by this number: fixed, so that a failure can be run again.
    this.doc.clientID = number;
    Y.applyUpdate(this.doc, start, "start");
    // What belongs to one step is told by the session and by `step`, not by the clock.
    this.undo = createUndo(this.doc, [ySyncPluginKey, LOCAL_CHANGE], { captureTimeout: 1e9 });
    const live = { doc: this.doc, undo: this.undo } as OpenDocument;
    this.session = new EditorSession(live, () => `${number}-${++this.#made}`);
  }

  /** The editor of an item, mounted if it is not; none if the item is not on the page. */
  at(itemId: string): Editor | undefined {
    this.tidy();
    const there = this.#seats.get(itemId);
    if (there) return there.editor;
    const fragment = itemFragment(this.doc, itemId);
    if (!fragment || !this.shown().has(itemId)) return undefined;
    const { session } = this;
    const editor = new Editor({
      element: null,
      enablePasteRules: false,
      content: fromPlainText(""),
      extensions: [
        ...ITEM_SCHEMA,
        Collaboration.configure({ fragment, yUndoOptions: { undoManager: undoView(this.undo) } }),
        textLimits(ITEM_TEXT_LIMITS, (over) => session.refuse(over)),
        itemKeys(
          itemActions(session, itemId, {
            openDetails: () => undefined,
            comment: () => undefined,
          }),
        ),
      ],
    });
    const { leave } = seat(editor);
    this.#seats.set(itemId, { editor, leave });
    session.register(itemId, editor);
    return editor;
  }

  shown(): Set<string> {
    return new Set(readOutline(this.doc).areas.flatMap(({ items }) => items.map(({ id }) => id)));
  }

  /** Takes the editors away whose items have left the page. */
  tidy(): void {
    const shown = this.shown();
    for (const itemId of this.#seats.keys()) if (!shown.has(itemId)) this.leave(itemId);
  }

  leave(itemId: string): void {
    const there = this.#seats.get(itemId);
    if (!there) return;
    this.session.activate(null);
    this.session.unregister(itemId, there.editor);
    this.#seats.delete(itemId);
    there.leave();
  }

  /** What follows is a step of its own for undo. */
  step(): void {
    this.undo.stopCapturing();
  }

  /** Puts the caret, or a selection, into an item: counted in the letters of its text. */
  select(itemId: string, from: number, to = from): Editor | undefined {
    const editor = this.at(itemId);
    if (!editor) return undefined;
    const { doc, tr } = editor.state;
    const spots = caretSpots(doc);
    const [a = 1, b = 1] = [spots[from % spots.length], spots[to % spots.length]].sort(
      (x = 0, y = 0) => x - y,
    );
    editor.view.dispatch(tr.setSelection(TextSelection.create(doc, a, b)));
    return editor;
  }

  type(itemId: string, text: string, at: number): boolean {
    const editor = this.select(itemId, at);
    if (!editor) return false;
    this.step();
    editor.view.dispatch(editor.state.tr.insertText(text));
    return true;
  }

  press(editor: Editor, key: Key): boolean {
    const event = {
      shiftKey: false,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      keyCode: 0,
      preventDefault: () => undefined,
      ...key,
    };
    this.step();
    return editor.state.plugins.some((plugin) =>
      plugin.props.handleKeyDown?.call(plugin, editor.view, event as unknown as KeyboardEvent),
    );
  }

  paste(editor: Editor, text: RichText): void {
    const slice = Slice.maxOpen(editor.schema.nodeFromJSON(text).content);
    this.step();
    const handled = editor.state.plugins.some((plugin) =>
      plugin.props.handlePaste?.call(plugin, editor.view, {} as ClipboardEvent, slice),
    );
    if (!handled) editor.view.dispatch(editor.state.tr.replaceSelection(slice));
  }

  goHome(): void {
    for (const itemId of [...this.#seats.keys()]) this.leave(itemId);
  }
}

/** All places in a text where a caret can stand. */
export function caretSpots(doc: Node): number[] {
  const spots: number[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (let i = 0; i <= node.content.size; i += 1) spots.push(position + 1 + i);
    return false;
  });
  return spots.length > 0 ? spots : [0];
}
