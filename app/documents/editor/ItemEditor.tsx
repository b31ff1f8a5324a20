import type { Extensions } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo } from "react";
import { ITEM_TEXT_LIMITS } from "../text-limits";
import { remoteCarets } from "./carets";
import type { ItemCopyProps } from "./context";
import { ITEM_SCHEMA } from "./extensions";
import { itemActions } from "./item-actions";
import { itemKeys, readerKeys } from "./item-keys";
import { undoView } from "./shared-undo";
import { textLimits } from "./text-limits";

interface ItemEditorProps extends ItemCopyProps {
  editable: boolean;
  /** Extensions of other rooms, such as the highlights of comments. */
  extend?(itemId: string): Extensions;
}

/** The small editor of one item, bound to that item's own text. */
export function ItemEditor(props: ItemEditorProps) {
  const { session, itemId, fragment, label, lang, editable, onDetails, onComment, extend } = props;
  const extensions = useMemo(
    () => [
      ...ITEM_SCHEMA,
      Collaboration.configure({
        fragment,
        yUndoOptions: { undoManager: undoView(session.live.undo) },
      }),
      remoteCarets(session.live),
      ...(extend?.(itemId) ?? []),
      ...(editable
        ? [
            textLimits(ITEM_TEXT_LIMITS, (over) => session.refuse(over)),
            itemKeys(
              itemActions(session, itemId, {
                openDetails: () => onDetails(itemId),
                comment: () => onComment?.(itemId),
              }),
            ),
          ]
        : onComment
          ? [readerKeys({ comment: () => onComment(itemId) })]
          : []),
    ],
    [session, itemId, fragment, editable, extend, onDetails, onComment],
  );
  const editor = useEditor(
    {
      extensions,
      editable,
      injectCSS: false,
      editorProps: {
        attributes: {
          class: "rich-text item-editor",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": label,
          lang,
          "aria-readonly": editable ? "false" : "true",
          ...(editable ? {} : { tabindex: "0" }),
        },
      },
      onFocus: () => session.activate(itemId),
      onSelectionUpdate: () => session.selectionMoved(),
    },
    [extensions],
  );

  useEffect(() => {
    if (!editor) return;
    session.register(itemId, editor);
    return () => session.unregister(itemId, editor);
  }, [editor, session, itemId]);

  // The number is part of the name, and numbers and the language change while the editor stays.
  useEffect(() => {
    editor?.view.dom.setAttribute("aria-label", label);
    editor?.view.dom.setAttribute("lang", lang);
  }, [editor, label, lang]);

  return <EditorContent editor={editor} />;
}
