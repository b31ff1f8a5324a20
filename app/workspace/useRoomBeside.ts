import { useSyncExternalStore } from "react";

/** Wide enough for a margin beside the text; `margin.css` says the same. */
const ROOM = "(width >= 80rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(ROOM);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the window has room for a margin. The server does not know, and says no. */
export function useRoomBeside(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(ROOM).matches,
    () => false,
  );
}
