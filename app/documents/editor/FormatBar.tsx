import type { Editor } from "@tiptap/core";
import { Link2, MessageSquarePlus, Redo2, Undo2 } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { m } from "../../i18n/messages";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { isSafeLink } from "../rich-text";
import { BracketTool } from "./BracketTool";
import { KeyboardHelp } from "./KeyboardHelp";
import { ownStep } from "./own-undo";
import type { EditorSession } from "./session";
import { TextTools } from "./TextTools";
import { Tool } from "./Tool";

/** Formatting, undo and comment for whichever words have the caret: an item's, or the preamble. */
export function FormatBar({
  session,
  editable,
  commentable,
  bracketing,
  onComment,
}: {
  session: EditorSession;
  editable: boolean;
  commentable: boolean;
  /** Whether its words are negotiated. */
  bracketing: boolean;
  onComment(itemId: string): void;
}) {
  useSyncExternalStore(session.subscribe, session.getVersion, session.getVersion);
  const [linking, setLinking] = useState(false);
  const itemId = session.activeItem;
  const editor = session.activeEditor;
  useTransactions(editor);
  if (!editable && !commentable) return null;
  const off = !editor;
  return (
    <div
      role="toolbar"
      aria-label={m.plans_format_toolbar()}
      data-in-use={!off}
      className="format-bar"
    >
      {editable && (
        <>
          <Tool
            label={m.plans_undo()}
            keys="Ctrl+Z"
            onPress={() => ownStep(editor, "undo") || session.undo()}
          >
            <Undo2 size={17} />
          </Tool>
          <Tool
            label={m.plans_redo()}
            keys="Ctrl+Y"
            onPress={() => ownStep(editor, "redo") || session.redo()}
          >
            <Redo2 size={17} />
          </Tool>
          <span aria-hidden className="mx-1 w-px self-stretch bg-line" />
          <TextTools editor={editor} />
          <Tool
            label={m.plans_link()}
            disabled={off}
            pressed={editor?.isActive("link")}
            onPress={() => setLinking(true)}
          >
            <Link2 size={17} />
          </Tool>
          {bracketing && <BracketTool editor={editor} />}
        </>
      )}
      {commentable && (
        <Tool
          label={m.plans_comment_selection()}
          keys="Ctrl+Alt+M"
          disabled={!itemId}
          onPress={() => itemId && onComment(itemId)}
        >
          <MessageSquarePlus size={17} />
        </Tool>
      )}
      {editable && <KeyboardHelp bracketing={bracketing} />}
      {linking && editor && (
        <LinkDialog
          current={String(editor.getAttributes("link").href ?? "")}
          onClose={() => setLinking(false)}
          onSet={(href) => {
            const chain = editor.chain().focus().extendMarkRange("link");
            if (href) chain.setLink({ href }).run();
            else chain.unsetLink().run();
            setLinking(false);
          }}
        />
      )}
    </div>
  );
}

/** Draws again at each change in an editor: what stands at the caret may be another then. */
function useTransactions(editor: Editor | undefined): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!editor) return;
    const drawAgain = () => setCount((count) => count + 1);
    editor.on("transaction", drawAgain);
    return () => {
      editor.off("transaction", drawAgain);
    };
  }, [editor]);
}

function LinkDialog({
  current,
  onClose,
  onSet,
}: {
  current: string;
  onClose(): void;
  onSet(href: string | null): void;
}) {
  const [href, setHref] = useState(current);
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const address = /^[\w.-]+\.\w{2,}(\/|$)/.test(href.trim())
      ? `https://${href.trim()}`
      : href.trim();
    if (isSafeLink(address)) onSet(address);
    else setWrong(true);
  };
  return (
    <Dialog title={m.plans_link()} isOpen onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={m.plans_link_address()}
          type="text"
          inputMode="url"
          value={href}
          onChange={(event) => setHref(event.target.value)}
          error={wrong ? m.plans_link_wrong() : undefined}
        />
        <div className="flex flex-wrap justify-end gap-2">
          {current && (
            <Button variant="danger" onClick={() => onSet(null)}>
              {m.plans_link_remove()}
            </Button>
          )}
          <Button variant="primary" type="submit">
            {m.plans_link_set()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
