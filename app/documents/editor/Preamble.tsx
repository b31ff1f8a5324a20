import Collaboration from "@tiptap/extension-collaboration";
import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo } from "react";
import type * as Y from "yjs";
import { m } from "../../i18n/messages";
import { preambleFragment } from "../document";
import { RichTextView } from "../RichTextView";
import { isBlank, readRichText } from "../rich-text";
import { PREAMBLE_LIMITS } from "../text-limits";
import { useDocumentEditor } from "./context";
import { ITEM_SCHEMA } from "./extensions";
import { PREAMBLE_ID } from "./preamble-id";
import { undoView } from "./shared-undo";
import { textLimits } from "./text-limits";
import { useFragment } from "./useDocument";

/** The words before the first area. */
export function Preamble() {
  const { session, editable, language } = useDocumentEditor();
  const fragment = preambleFragment(session.doc);
  if (!fragment) return null;
  return editable ? (
    <PreambleEditor fragment={fragment} />
  ) : (
    <PreambleText fragment={fragment} lang={language} />
  );
}

function PreambleText({ fragment, lang }: { fragment: Y.XmlFragment; lang: string }) {
  useFragment(fragment);
  const text = readRichText(fragment);
  return isBlank(text) ? null : (
    <div id={PREAMBLE_ID} className="preamble">
      <RichTextView text={text} lang={lang} />
    </div>
  );
}

function PreambleEditor({ fragment }: { fragment: Y.XmlFragment }) {
  const { session, language } = useDocumentEditor();
  const extensions = useMemo(
    () => [
      ...ITEM_SCHEMA,
      Collaboration.configure({
        fragment,
        yUndoOptions: { undoManager: undoView(session.live.undo) },
      }),
      textLimits(PREAMBLE_LIMITS, (over) => session.refuse(over)),
    ],
    [session, fragment],
  );
  const editor = useEditor(
    {
      extensions,
      injectCSS: false,
      editorProps: {
        attributes: {
          class: "rich-text item-editor preamble-editor",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": m.plans_preamble_label(),
          lang: language,
          "data-placeholder": m.plans_preamble_placeholder(),
        },
      },
      // The tools for text act on the preamble then, and on no item.
      onFocus: (focused) => session.activateBeside(focused.editor),
      onSelectionUpdate: () => session.selectionMoved(),
    },
    [extensions],
  );
  useEffect(() => () => editor && session.leaveBeside(editor), [editor, session]);
  // It can change while the editor stays.
  useEffect(() => {
    editor?.view.dom.setAttribute("lang", language);
  }, [editor, language]);
  return <EditorContent editor={editor} id={PREAMBLE_ID} className="preamble" />;
}
