import { useEffect, useRef } from "react";
import { nextThread } from "../comments/next-thread";
import type { EditorSession } from "../documents/editor/session";
import { itemsInOrder } from "../documents/outline";
import type { KeyStop } from "./margin-entries";

const STEPS: Record<string, 1 | -1 | undefined> = { KeyJ: 1, KeyK: -1 };

interface Cards {
  session: EditorSession | null;
  activeId: string | null;
  /** What is gone through, in the order of the document: asked for when a key is pressed. */
  stops(): readonly KeyStop[];
  /** Takes the keyboard there, remembering the item that had the caret. */
  show(itemId: string | null, stop: KeyStop): void;
}

/**
 * Alt+Shift+J goes to the next open thread, or what else has a card beside the text, Alt+Shift+K to
 * the one before: from the text to the first at the caret, and on from there. Escape leads back to
 * where one came from (the panel's).
 */
export function useThreadKeys(cards: Cards): void {
  const latest = useRef(cards);
  latest.current = cards;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // By the place of the key: with Alt, some keyboards write another letter.
      const step = STEPS[event.code];
      if (!step || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[role=dialog], [role=alertdialog]")) return;
      const { session, activeId, stops, show } = latest.current;
      if (!session) return;
      const items = itemsInOrder(session.outline()).map(({ id }) => id);
      const itemOf = (itemId: string | null) => (itemId === null ? -1 : items.indexOf(itemId));
      const all = stops();
      const active = all.find(({ id }) => id === activeId);
      const caret = itemOf(session.activeItem);
      // Back in the text, what counts is where the caret is now.
      const goesOn =
        active !== undefined &&
        (target?.closest(".workspace-side") || caret < 0 || itemOf(active.itemId) === caret);
      const next = nextThread(
        all.map(({ id, itemId }) => ({ id, item: itemOf(itemId) })),
        { threadId: goesOn ? active.id : null, item: caret < 0 ? null : caret },
        step,
      );
      const found = all.find(({ id }) => id === next);
      if (!found) return;
      event.preventDefault();
      show(session.activeItem, found);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** The first of these that is in the window. */
export function stopInSight(stops: readonly KeyStop[]): KeyStop | undefined {
  return stops.find(({ elementId }) => {
    const top = document.getElementById(elementId)?.getBoundingClientRect().top ?? -1;
    return top >= 0 && top < window.innerHeight;
  });
}
