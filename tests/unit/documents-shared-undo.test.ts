/** One undo manager for the many editors of a page, which come and go. */
import { Editor } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import { EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { itemFragment } from "~/documents/document";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import { TITLE_SCHEMA } from "~/documents/editor/extensions";
import { undoView } from "~/documents/editor/shared-undo";
import { fromPlainText } from "~/documents/rich-text";
import { type, undoOf, wordsOf } from "./documents-replicas";

function plan(): { doc: Y.Doc; undo: Y.UndoManager } {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "area", title: "Area" });
  addItem(doc, "area", { id: "item", text: "Measure" });
  return { doc, undo: undoOf(doc) };
}

/** What an editor's undo plugin does on the page: there is no page here, and it needs none. */
function mountable(doc: Y.Doc, manager: Y.UndoManager): () => { unmount(): void } {
  const editor = new Editor({
    element: null,
    enableCoreExtensions: false,
    content: fromPlainText(""),
    extensions: [
      ...TITLE_SCHEMA,
      Collaboration.configure({
        fragment: itemFragment(doc, "item"),
        yUndoOptions: { undoManager: manager },
      }),
    ],
  });
  const { schema, extensionManager } = editor;
  const state = EditorState.create({ schema, plugins: extensionManager.plugins });
  const plugin = yUndoPluginKey.get(state);
  if (!plugin?.spec.view) throw new Error("The editor has no undo plugin.");
  const { view } = plugin.spec;
  return () => {
    const mounted = view.call(plugin, { state } as EditorView);
    return { unmount: () => mounted.destroy?.() };
  };
}

const handlersOf = (doc: Y.Doc) => doc._observers.get("afterTransaction")?.size ?? 0;
const listenersOf = (undo: Y.UndoManager) => undo._observers.get("stack-item-added")?.size ?? 0;

test("editors that come and go leave nothing behind, and one step stays one step", () => {
  const { doc, undo } = plan();
  const before = { handlers: handlersOf(doc), origins: undo.trackedOrigins.size };
  for (let i = 0; i < 5; i += 1) mountable(doc, undoView(undo))().unmount();
  expect(handlersOf(doc)).toBe(before.handlers);
  expect(undo.trackedOrigins.size).toBe(before.origins);
  expect(listenersOf(undo)).toBe(0);
  expect(undo).not.toHaveProperty("restore");

  type(doc, "item", "New. ", 0);
  expect(undo.undoStack).toHaveLength(1);
  undo.undo();
  expect(wordsOf(doc, "item")).toBe("Measure");
  expect(undo.redoStack).toHaveLength(1);
  undo.redo();
  expect(wordsOf(doc, "item")).toBe("New. Measure");
  expect(undo.undoStack).toHaveLength(1);
});

test("an editor whose plugins are drawn up again hears of each step once", () => {
  const { doc, undo } = plan();
  const handlers = handlersOf(doc);
  const mount = mountable(doc, undoView(undo));
  for (let i = 0; i < 4; i += 1) mount().unmount();
  const { unmount } = mount();
  expect(handlersOf(doc)).toBe(handlers);
  expect(listenersOf(undo)).toBe(1);
  type(doc, "item", "New. ", 0);
  undo.undo();
  expect(undo.redoStack).toHaveLength(1);
  unmount();
  expect(listenersOf(undo)).toBe(0);
});

test("one editor's leaving takes nothing from another", () => {
  const { doc, undo } = plan();
  const first = mountable(doc, undoView(undo))();
  const second = mountable(doc, undoView(undo))();
  first.unmount();
  expect(listenersOf(undo)).toBe(1);
  type(doc, "item", "New. ", 0);
  expect(undo.canUndo()).toBe(true);
  second.unmount();
});
