/** What Enter makes of an item's text. */
import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { RichText } from "../rich-text";

export interface Split {
  /** What changes in the item's own text; what is selected goes. */
  transaction: Transaction;
  /** The words for a new item after this one; null where a blank item is to come before it. */
  tail: RichText | null;
}

/**
 * Splits an item at the caret. The item stays what its words are: comments and provenance hang on
 * its identity. So at the very start of its words nothing is taken out of it.
 */
export function splitItem(state: EditorState): Split {
  const transaction = state.tr.deleteSelection();
  const { doc, selection } = transaction;
  const { $from, from } = selection;
  const before = doc.textBetween(0, from, "\n").trim();
  const after = doc.textBetween(from, doc.content.size, "\n").trim();
  if (before === "" && after !== "") {
    // Blank paragraphs above the words were to be an item of their own: now they are.
    if ($from.depth === 1) transaction.delete(0, $from.before(1));
    return { transaction, tail: null };
  }
  const tail = doc.cut(from).toJSON() as RichText;
  if (from < doc.content.size) transaction.delete(from, doc.content.size);
  return { transaction, tail };
}
