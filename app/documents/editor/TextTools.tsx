import type { Editor } from "@tiptap/core";
import { Bold, Italic, List, ListOrdered } from "lucide-react";
import { m } from "../../i18n/messages";
import { Tool } from "./Tool";

/** Bold, italic, lists: for the words at the caret of an editor; off where there is none. */
export function TextTools({ editor }: { editor: Editor | null | undefined }) {
  const off = !editor;
  return (
    <>
      <Tool
        label={m.plans_bold()}
        keys="Ctrl+B"
        disabled={off}
        pressed={editor?.isActive("bold")}
        onPress={() => editor?.chain().focus().toggleBold().run()}
      >
        <Bold size={17} />
      </Tool>
      <Tool
        label={m.plans_italic()}
        keys="Ctrl+I"
        disabled={off}
        pressed={editor?.isActive("italic")}
        onPress={() => editor?.chain().focus().toggleItalic().run()}
      >
        <Italic size={17} />
      </Tool>
      <Tool
        label={m.plans_bullet_list()}
        disabled={off}
        pressed={editor?.isActive("bulletList")}
        onPress={() => editor?.chain().focus().toggleBulletList().run()}
      >
        <List size={17} />
      </Tool>
      <Tool
        label={m.plans_ordered_list()}
        disabled={off}
        pressed={editor?.isActive("orderedList")}
        onPress={() => editor?.chain().focus().toggleOrderedList().run()}
      >
        <ListOrdered size={17} />
      </Tool>
    </>
  );
}
