import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ItemCopyProps } from "../../documents/editor/context";
import { ITEM_SCHEMA } from "../../documents/editor/extensions";
import { copyKeys } from "../../documents/editor/item-keys";
import { OwnUndo } from "../../documents/editor/own-undo";
import { type RichText, readRichText } from "../../documents/rich-text";
import { m } from "../../i18n/messages";
import { withoutBlankEnds } from "../placement";
import { CopyNotes } from "./CopyNotes";
import { CopyRedline, refreshRedline } from "./copy-redline";
import { putText, wasPut } from "./put-text";
import type { SuggestionStore } from "./suggestion-store";

/** Letters of a colleague come one by one: not each of them is carried over. */
const CALM_MS = 120;

/**
 * An item while one suggests: an editor of one's own copy, with what one changes drawn in it. The
 * document is not touched.
 */
export function CopyEditor(props: ItemCopyProps & { store: SuggestionStore }) {
  const { store, session, itemId, fragment, label, lang, onDetails, onComment } = props;
  const name = m.suggesting_copy_label({ label });
  const [first] = useState(() => store.open(itemId, readRichText(fragment)));
  // The text that the editor shows, to know a change of the desk's from its own.
  const shown = useRef<RichText>(first.copy.text);
  const basis = useRef<RichText>(first.copy.now);
  const extensions = useMemo(
    () => [
      ...ITEM_SCHEMA,
      OwnUndo,
      CopyRedline.configure({ basis: () => basis.current, lang }),
      copyKeys({
        goTo: (step) => session.goTo(itemId, step),
        openDetails: () => onDetails(itemId),
        comment: () => onComment?.(itemId),
      }),
    ],
    [session, itemId, lang, onDetails, onComment],
  );
  const editor = useEditor(
    {
      extensions,
      content: shown.current,
      injectCSS: false,
      editorProps: {
        attributes: {
          class: "rich-text item-editor copy-editor",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": name,
          lang,
        },
      },
      onFocus: () => session.activate(itemId),
      onSelectionUpdate: () => session.selectionMoved(),
      onUpdate({ editor: changed, transaction }) {
        if (wasPut(transaction)) return;
        shown.current = withoutBlankEnds(changed.getJSON() as RichText);
        store.write(itemId, shown.current);
      },
      onBlur: () => store.flush(itemId),
    },
    [extensions],
  );

  useEffect(() => {
    if (!editor) return;
    session.register(itemId, editor);
    return () => session.unregister(itemId, editor);
  }, [editor, session, itemId]);
  useEffect(() => {
    editor?.view.dom.setAttribute("aria-label", name);
  }, [editor, name]);

  // What others write in the text goes into the copy, and what is decided of its suggestions.
  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      // In a word that an input method is putting together, nothing is put.
      if (editor.view.composing) return later();
      store.textChanged(itemId, readRichText(fragment));
    };
    const later = () => {
      timer ??= setTimeout(read, CALM_MS);
    };
    let stuck = false;
    const follow = () => {
      const copy = store.get(itemId)?.copy;
      if (!copy) return;
      if (basis.current !== copy.now) {
        basis.current = copy.now;
        refreshRedline(editor);
      }
      // What the writer has given up for what stands can be taken back with undo.
      const settled = stuck && !copy.ahead;
      stuck = copy.ahead !== null;
      if (shown.current === copy.text) return;
      shown.current = copy.text;
      putText(editor, copy.text, settled);
    };
    const off = store.subscribe(follow);
    store.textChanged(itemId, readRichText(fragment));
    follow();
    fragment.observeDeep(later);
    return () => {
      clearTimeout(timer);
      fragment.unobserveDeep(later);
      off();
      store.flush(itemId);
    };
  }, [editor, store, itemId, fragment]);

  return (
    <>
      <EditorContent editor={editor} />
      <CopyNotes store={store} itemId={itemId} lang={lang} />
    </>
  );
}
