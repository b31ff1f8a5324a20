import * as Y from "yjs";
import { itemsOf } from "../document";

/** One step as the undo manager keeps it: what it deleted, what it inserted. */
type Step = Y.UndoManager["undoStack"][number];

/** The item that an undone step changed, so that the page can show it. */
export function lastChangedItem(doc: Y.Doc, step: Step): string | null {
  const ids = new Map<unknown, string>();
  for (const [id, item] of itemsOf(doc)) ids.set(item, id);
  let found: string | null = null;
  const look = (struct: unknown) => {
    if (found || !(struct instanceof Y.Item)) return;
    let type: Y.AbstractType<unknown> | null = struct.parent as Y.AbstractType<unknown> | null;
    while (type && !ids.has(type)) {
      type = (type._item?.parent as Y.AbstractType<unknown> | undefined) ?? null;
    }
    if (type) found = ids.get(type) ?? null;
  };
  doc.transact((transaction) => {
    Y.iterateDeletedStructs(transaction, step.insertions, look);
    Y.iterateDeletedStructs(transaction, step.deletions, look);
  });
  return found;
}
