import { useEffect } from "react";
import type { EditorSession } from "../documents/editor/session";

/** Undo and redo where nothing has the focus that would know them: after a button, a menu. */
export function useUndoKeys(session: EditorSession | null, mayEdit: boolean): void {
  useEffect(() => {
    if (!session || !mayEdit) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const target = event.target as Element;
      if (target.closest("input, textarea, select, [contenteditable=true], [role=dialog]")) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) session.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) session.redo();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [session, mayEdit]);
}
