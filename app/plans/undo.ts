/** Undo for one person on a document that others change too. */
import * as Y from "yjs";
import { areasOf, itemsOf, metaOf } from "./document";

/** Whether there are words in it, at any depth. */
function holdsWords(node: unknown): boolean {
  if (node instanceof Y.XmlText) return node.length > 0;
  return node instanceof Y.XmlElement && node.toArray().some(holdsWords);
}

/**
 * Whether undo may take this away. Others may have written into a paragraph or a list that one has
 * made: it stays while there are words in it. The text inside a paragraph stays even when it is
 * empty, which nobody sees: someone may be typing into it whose words have not arrived yet.
 */
function mayGo(item: Y.Item): boolean {
  const { content } = item;
  if (!(content instanceof Y.ContentType)) return true;
  return !(content.type instanceof Y.XmlText) && !holdsWords(content.type);
}

/**
 * One undo manager for a whole document.
 * @param origins of the changes that are this person's own.
 */
export function createUndo(
  doc: Y.Doc,
  origins: readonly unknown[],
  { captureTimeout = 500 } = {},
): Y.UndoManager {
  return new Y.UndoManager([areasOf(doc), itemsOf(doc), metaOf(doc)], {
    trackedOrigins: new Set(origins),
    captureTimeout,
    deleteFilter: mayGo,
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
  });
}
