/** Undo for one person on a document that others change too. */
import * as Y from "yjs";
import { areasOf, itemsOf, metaOf } from "./document";

/** Whether there are words in it, at any depth. */
function holdsWords(node: unknown): boolean {
  const waiting = [node];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next instanceof Y.XmlText && next.length > 0) return true;
    if (next instanceof Y.XmlElement) waiting.push(...next.toArray());
  }
  return false;
}

/**
 * Whether undo may take this away. Others may have written into a paragraph or a list that one has
 * made: it stays while there are words in it. The text inside a paragraph stays even when it is
 * empty, which nobody sees: someone may be typing into it whose words have not arrived yet.
 */
function mayGo(item: Y.Item): boolean {
  if (item.parentSub !== null) return !item.deleted && !putBack(item);
  const { content } = item;
  if (!(content instanceof Y.ContentType)) return true;
  return !(content.type instanceof Y.XmlText) && !holdsWords(content.type);
}

/**
 * Writes the value back that a value in a map has replaced. Yjs does so itself, except where
 * someone else had set another at the same moment, which lost: then undo would leave none at all,
 * an item without a place or a document without a title.
 * @returns whether there was one; the value given is gone with that.
 */
function putBack({ parent, parentSub, left }: Y.Item): boolean {
  if (!(parent instanceof Y.Map) || parentSub === null) return false;
  for (let before = left; before; before = before.left) {
    // What lost is forgotten by then; what was there first is kept for undo.
    if (!(before.content instanceof Y.ContentAny)) continue;
    parent.set(parentSub, before.content.arr.at(-1));
    return true;
  }
  return false;
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
