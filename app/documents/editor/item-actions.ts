import type { ItemKeyActions } from "./item-keys";
import type { EditorSession } from "./session";

/** What the keys in an item's editor do: all but these two is the session's. */
export function itemActions(
  session: EditorSession,
  itemId: string,
  beside: Pick<ItemKeyActions, "openDetails" | "comment">,
): ItemKeyActions {
  return {
    ...beside,
    undo: () => session.undo(),
    redo: () => session.redo(),
    mayAdd: () => session.mayAddItem(),
    splitOff: (tail) => session.splitOff(itemId, tail),
    insertBefore: () => session.insertBefore(itemId),
    joinToPrevious: () => session.joinToPrevious(itemId),
    joinNext: () => session.joinNext(itemId),
    goTo: (step) => session.goTo(itemId, step),
    move: (step) => session.move(itemId, step),
    remove: () => session.remove(itemId),
    select: () => session.blocks.select(itemId),
    pasteItems: (items) => session.pasteItems(itemId, items),
    stopCapturing: () => session.live.undo.stopCapturing(),
  };
}
