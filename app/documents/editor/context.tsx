import type { Extensions } from "@tiptap/core";
import { createContext, type ReactNode, useContext } from "react";
import type * as Y from "yjs";
import type { MenuEntry } from "../../ui/Menu";
import type { EditorSession } from "./session";

/** What is drawn of an item's words in the place of its own editor. */
export interface ItemCopyProps {
  session: EditorSession;
  itemId: string;
  fragment: Y.XmlFragment;
  /** Name of the item's words. */
  label: string;
  /** Of the words. */
  lang: string;
  onDetails(itemId: string): void;
  /** For those who may comment. */
  onComment?(itemId: string): void;
}

/** What the parts of a live document share. */
export interface DocumentEditorValue {
  session: EditorSession;
  documentId: string;
  /** Whether this person may change the text, and the server agrees. */
  editable: boolean;
  /** Whether this person may comment. */
  commentable: boolean;
  /** Delegation code of the plan, null for the agenda. */
  code: string | null;
  /** Of the document's words; the reader's may be another. */
  language: string;
  labelOf(itemRef: string): string;
  onDetails(itemId: string): void;
  onComment(itemId: string): void;
  extend?(itemId: string): Extensions;
  /** While one writes beside the text: a copy of each item instead of its own editor. */
  renderCopy?(props: ItemCopyProps): ReactNode;
  renderBelow?(itemId: string): ReactNode;
  /** Beside the heading of an area. */
  renderArea?(areaId: string): ReactNode;
  renderMarker?(itemId: string): ReactNode;
  /** What else can be done with an item, from other rooms. */
  entriesOf?(item: { id: string; ref: string }, doc: Y.Doc): readonly MenuEntry[];
}

const DocumentEditorContext = createContext<DocumentEditorValue | null>(null);
export const DocumentEditorProvider = DocumentEditorContext.Provider;

export function useDocumentEditor(): DocumentEditorValue {
  const value = useContext(DocumentEditorContext);
  if (!value) throw new Error("useDocumentEditor needs a DocumentEditorProvider above it");
  return value;
}
