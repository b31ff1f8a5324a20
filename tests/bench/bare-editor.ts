/** The page to compare with: one Tiptap editor with all the text, and nothing else. */
import { Editor } from "@tiptap/core";
import { ITEM_SCHEMA } from "../../app/documents/editor/extensions";

const content = (window as unknown as { paragraphs: string[] }).paragraphs.map((text) => ({
  type: "paragraph",
  content: [{ type: "text", text }],
}));

new Editor({
  element: document.getElementById("editor"),
  extensions: ITEM_SCHEMA,
  content: { type: "doc", content },
});
