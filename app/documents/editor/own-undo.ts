/** Undo of an editor whose words are not in the document: a form's, or a copy of an item. */
import { type Editor, Extension } from "@tiptap/core";
import { history, redo, undo } from "@tiptap/pm/history";

const NAME = "ownUndo";

export const OwnUndo = Extension.create({
  name: NAME,
  addProseMirrorPlugins: () => [history()],
  addKeyboardShortcuts() {
    const { editor } = this;
    const back = () => undo(editor.state, editor.view.dispatch);
    const forth = () => redo(editor.state, editor.view.dispatch);
    return { "Mod-z": back, "Mod-y": forth, "Shift-Mod-z": forth };
  },
});

/** Takes a step in an editor that has an undo of its own; false where the document's is asked. */
export function ownStep(editor: Editor | undefined, which: "undo" | "redo"): boolean {
  if (!editor?.extensionManager.extensions.some(({ name }) => name === NAME)) return false;
  const step = which === "undo" ? undo : redo;
  step(editor.state, editor.view.dispatch);
  return true;
}
