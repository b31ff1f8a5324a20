import { useEffect, useRef } from "react";
import { nextThread } from "../comments/next-thread";
import { inOrder, type ThreadView } from "../comments/threads";
import type { EditorSession } from "../plans/editor/session";
import { itemsInOrder } from "../plans/outline";
import type { useDocumentComments } from "./useDocumentComments";

const STEPS: Record<string, 1 | -1 | undefined> = { KeyJ: 1, KeyK: -1 };

/**
 * Alt+Shift+J goes to the next open thread, Alt+Shift+K to the one before: from the text to the
 * first at the caret, and on from there. Escape leads back to where one came from (the panel's).
 * @param show takes the keyboard to a thread, remembering the item that had the caret.
 */
export function useThreadKeys(
  session: EditorSession | null,
  threads: readonly ThreadView[],
  { places, activeThreadId, activate }: ReturnType<typeof useDocumentComments>,
  show: (itemId: string | null, threadId: string) => void,
): void {
  const latest = useRef({ session, threads, places, activeThreadId, activate, show });
  latest.current = { session, threads, places, activeThreadId, activate, show };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // By the place of the key: with Alt, some keyboards write another letter.
      const step = STEPS[event.code];
      if (!step || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[role=dialog], [role=alertdialog]")) return;
      const { session, threads, places, activeThreadId, activate, show } = latest.current;
      if (!session) return;
      const items = itemsInOrder(session.outline()).map(({ id }) => id);
      const itemOf = (id: string) => items.indexOf(places.get(id)?.itemId ?? "");
      const stops = inOrder(
        threads.filter(({ resolved }) => !resolved),
        ({ id }) => places.get(id)?.position ?? 0,
      ).map(({ id }) => ({ id, item: itemOf(id) }));
      const caret = session.activeItem === null ? -1 : items.indexOf(session.activeItem);
      // Back in the text, what counts is where the caret is now.
      const goesOn =
        activeThreadId !== null &&
        (target?.closest(".workspace-side") || caret < 0 || itemOf(activeThreadId) === caret);
      const at = { threadId: goesOn ? activeThreadId : null, item: caret < 0 ? null : caret };
      const next = nextThread(stops, at, step);
      if (next === null) return;
      event.preventDefault();
      activate(next);
      show(session.activeItem, next);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
