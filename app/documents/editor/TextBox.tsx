import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useId } from "react";
import { m } from "../../i18n/messages";
import type { RichText } from "../rich-text";
import { ITEM_SCHEMA } from "./extensions";
import { OwnUndo } from "./own-undo";
import { TextTools } from "./TextTools";

/** A text of an item to be written in a form, apart from the document: with its own undo. */
export function TextBox({
  label,
  lang,
  initial,
  error,
  onChange,
}: {
  label: string;
  /** Of the words. */
  lang: string;
  /** Read once. */
  initial: RichText;
  error?: string;
  onChange(text: RichText): void;
}) {
  const labelId = useId();
  const errorId = useId();
  const editor = useEditor({
    extensions: [...ITEM_SCHEMA, OwnUndo],
    content: initial,
    injectCSS: false,
    shouldRerenderOnTransaction: true,
    editorProps: {
      attributes: {
        class: "rich-text item-editor min-h-24 px-3 py-2 font-serif text-lg",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": labelId,
        lang,
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.getJSON() as RichText),
  });
  useEffect(() => {
    const dom = editor?.view.dom;
    if (error) dom?.setAttribute("aria-describedby", errorId);
    else dom?.removeAttribute("aria-describedby");
    dom?.setAttribute("aria-invalid", error ? "true" : "false");
  }, [editor, error, errorId]);
  return (
    <div className="grid gap-1">
      <span id={labelId} className="text-sm font-semibold">
        {label}
      </span>
      <div
        className={`rounded-md border bg-raised ${error ? "border-danger" : "border-line-strong/70"}`}
      >
        <div
          role="toolbar"
          aria-label={m.plans_format_toolbar()}
          className="flex gap-0.5 border-b border-line p-1"
        >
          <TextTools editor={editor} />
        </div>
        <EditorContent editor={editor} />
      </div>
      {error && (
        <p id={errorId} className="text-sm font-semibold text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
