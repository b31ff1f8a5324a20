import type * as Y from "yjs";
import { itemOf, itemsOf } from "./document";

/** Each changed part of a document with the item that it belongs to, if it belongs to one. */
function* changesOfItems(transaction: Y.Transaction): Generator<[id: string, removed: boolean]> {
  const items: unknown = itemsOf(transaction.doc);
  for (const [changed, keys] of transaction.changed) {
    if (changed === items) {
      // A whole item came, with all that is in it.
      for (const id of keys) if (id !== null) yield [id, true];
      continue;
    }
    let type = changed;
    while (type.parent && type.parent !== items) type = type.parent;
    const id = type.parent === items ? type._item?.parentSub : null;
    if (id) yield [id, type === changed && keys.has("removed")];
  }
}

/** The items, removed ones too, whose words, details, place or mark a transaction has changed. */
export function changedItems(transaction: Y.Transaction): Set<string> {
  return new Set([...changesOfItems(transaction)].map(([id]) => id));
}

/** The items that a transaction has marked as removed. */
export function itemsRemovedIn(transaction: Y.Transaction): string[] {
  const marked = [...changesOfItems(transaction)].filter(([, mark]) => mark).map(([id]) => id);
  return marked.filter((id) => itemOf(transaction.doc, id)?.get("removed") === true);
}
