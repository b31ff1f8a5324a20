/** What a key does while items are selected as blocks. */
import type { EditorSession } from "./session";

interface Key {
  key: string;
  altKey: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** @returns whether the key was one of ours. */
export function blockKey(session: EditorSession, event: Key): boolean {
  const { blocks } = session;
  const mod = event.ctrlKey || event.metaKey;
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
  if (step !== null) {
    if (event.altKey) blocks.move(step);
    else blocks.go(step, event.shiftKey);
    return true;
  }
  if (mod && event.key.toLowerCase() === "z") {
    if (event.shiftKey) session.redo();
    else session.undo();
    return true;
  }
  if (mod && event.key.toLowerCase() === "y") {
    session.redo();
    return true;
  }
  switch (event.key) {
    case "Delete":
    case "Backspace":
      blocks.remove();
      return true;
    case "Enter":
      if (blocks.head) session.focusItem(blocks.head, "end");
      return true;
    case "Escape":
      blocks.clear();
      return true;
    default:
      return false;
  }
}
