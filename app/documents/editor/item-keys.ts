/**
 * The keys that make a list of small editors feel like one text: Enter splits an item, Backspace
 * at its start joins it to the one before, arrows go on into the neighbours, Alt with an arrow
 * moves the item.
 */
import { type Editor, Extension } from "@tiptap/core";
import { keydownHandler } from "@tiptap/pm/keymap";
import { Plugin, PluginKey, type Selection } from "@tiptap/pm/state";
import type { RichText } from "../rich-text";
import { cleanHtml, splitIntoItems } from "./paste";
import { splitItem } from "./split";

export interface ItemKeyActions {
  undo(): void;
  redo(): void;
  /** Whether there is room for another item; if not, it is said. */
  mayAdd(): boolean;
  /** The words after the caret have been taken out and go into a new item. */
  splitOff(tail: RichText): void;
  /** A blank item comes before this one, which keeps its words. */
  insertBefore(): void;
  joinToPrevious(): void;
  joinNext(): void;
  goTo(step: 1 | -1): void;
  move(step: 1 | -1): void;
  remove(): void;
  /** Leaves the text and selects the item as a block. */
  select(): void;
  openDetails(): void;
  comment(): void;
  /** What follows is a new step for undo. */
  stopCapturing(): void;
  /** Several items were pasted in place of all the words, or where there were none. */
  pasteItems(items: RichText[]): void;
}

const atStart = ({ empty, from }: Selection, editor: Editor) =>
  empty && from === 1 && editor.state.doc.firstChild?.type.name === "paragraph";

const atEnd = ({ empty, to }: Selection, editor: Editor) =>
  empty && to === editor.state.doc.content.size - 1;

/** Whether what is pasted now takes the place of everything in the item. */
function replacesAll({ state, isEmpty }: Editor): boolean {
  const { from, to } = state.selection;
  const { doc } = state;
  const remaining = doc.textBetween(0, from) + doc.textBetween(to, doc.content.size);
  return isEmpty || (from < to && remaining === "");
}

function inList(editor: Editor): boolean {
  return editor.isActive("listItem");
}

function leavesUp(editor: Editor): boolean {
  const { selection } = editor.state;
  return selection.empty && selection.$from.index(0) === 0 && editor.view.endOfTextblock("up");
}

function leavesDown(editor: Editor): boolean {
  const { selection, doc } = editor.state;
  return (
    selection.empty &&
    selection.$from.index(0) === doc.childCount - 1 &&
    editor.view.endOfTextblock("down")
  );
}

const COMMENT = "Mod-Alt-m";

/** The keys of whoever may read an item and not write in it. */
export function readerKeys({ comment }: Pick<ItemKeyActions, "comment">) {
  const onKey = keydownHandler({
    [COMMENT]: () => {
      comment();
      return true;
    },
  });
  return Extension.create({
    name: "readerKeys",
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey("readerKeys"),
        // An editor that is read-only asks for no key bindings.
        props: {
          handleDOMEvents: {
            keydown(view, event) {
              const done = onKey(view, event);
              if (done) event.preventDefault();
              return done;
            },
          },
        },
      }),
    ],
  });
}

/** The keys of a copy of an item: on into the neighbours, and nothing that changes the document. */
export function copyKeys(actions: Pick<ItemKeyActions, "goTo" | "openDetails" | "comment">) {
  return Extension.create({
    name: "copyKeys",
    priority: 1100,
    addKeyboardShortcuts() {
      const { editor } = this;
      const when = (condition: boolean, action: () => void) => {
        if (condition) action();
        return condition;
      };
      const { openDetails, comment, goTo } = actions;
      return {
        ArrowUp: () => when(leavesUp(editor), () => goTo(-1)),
        ArrowDown: () => when(leavesDown(editor), () => goTo(1)),
        "Mod-Enter": () => when(true, openDetails),
        [COMMENT]: () => when(true, comment),
      };
    },
    addProseMirrorPlugins: () => [
      new Plugin({ key: new PluginKey("copyPaste"), props: { transformPastedHTML: cleanHtml } }),
    ],
  });
}

export function itemKeys(actions: ItemKeyActions) {
  const does = (action: () => void) => () => {
    action();
    return true;
  };
  return Extension.create({
    name: "itemKeys",
    // Before the keys of the schema's own extensions and of the collaboration extension.
    priority: 1100,

    addKeyboardShortcuts() {
      const { editor } = this;
      const when = (condition: (editor: Editor) => boolean, action: () => void) => () => {
        if (!condition(editor)) return false;
        action();
        return true;
      };
      return {
        Enter: when(
          (e) => !inList(e),
          () => {
            if (!actions.mayAdd()) return;
            const { transaction, tail } = splitItem(editor.state);
            actions.stopCapturing();
            editor.view.dispatch(transaction);
            if (tail) actions.splitOff(tail);
            else actions.insertBefore();
          },
        ),
        "Shift-Enter": () => (inList(editor) ? false : editor.commands.splitBlock()),
        Backspace: when((e) => atStart(e.state.selection, e), actions.joinToPrevious),
        Delete: when((e) => atEnd(e.state.selection, e), actions.joinNext),
        ArrowUp: when(leavesUp, () => actions.goTo(-1)),
        ArrowDown: when(leavesDown, () => actions.goTo(1)),
        ArrowLeft: when(
          (e) => e.state.selection.empty && e.state.selection.from <= 1,
          () => actions.goTo(-1),
        ),
        ArrowRight: when(
          (e) => atEnd(e.state.selection, e),
          () => actions.goTo(1),
        ),
        "Alt-ArrowUp": does(() => actions.move(-1)),
        "Alt-ArrowDown": does(() => actions.move(1)),
        "Mod-Shift-Backspace": does(actions.remove),
        Escape: does(actions.select),
        "Mod-Enter": does(actions.openDetails),
        [COMMENT]: does(actions.comment),
        "Mod-z": does(actions.undo),
        "Mod-y": does(actions.redo),
        "Shift-Mod-z": does(actions.redo),
      };
    },

    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          key: new PluginKey("itemPaste"),
          props: {
            transformPastedHTML: cleanHtml,
            handlePaste: (view, _event, slice) => {
              if (!replacesAll(editor)) return false;
              const doc = view.state.schema.topNodeType.createAndFill(null, slice.content);
              if (!doc) return false;
              const items = splitIntoItems(doc.toJSON() as RichText);
              if (items.length < 2) return false;
              actions.pasteItems(items);
              return true;
            },
          },
        }),
      ];
    },
  });
}
