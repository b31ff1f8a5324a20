import { useEffect } from "react";
import { PREAMBLE_ID } from "../documents/editor/preamble-id";

/** So long the page goes on drawing what the server left to it, on a slow device. */
const HELD_MS = 15_000;

/** What a reader does to be elsewhere. */
const ACTS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Keeps the item of the agenda, or its preamble, that a link from elsewhere led to in its place: while the page comes to
 * life, what stands above it grows. It lets go at the first thing that the reader does.
 * @param show makes the agenda seen on a narrow screen, at once.
 * @param paneOf the element that has the agenda in it.
 */
export function useLinkedItem(show: () => void, paneOf: () => Element | null | undefined): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (!id.startsWith("item-") && id !== PREAMBLE_ID) return;
    show();
    // Looked up each time: the live text takes the place of what the server drew.
    const hold = () => document.getElementById(id)?.scrollIntoView();
    hold();
    const pane = paneOf();
    if (!pane) return;
    const observer = new MutationObserver(hold);
    observer.observe(pane, { childList: true, subtree: true });
    const letGo = () => {
      observer.disconnect();
      clearTimeout(timer);
      for (const act of ACTS) window.removeEventListener(act, letGo);
    };
    const timer = setTimeout(letGo, HELD_MS);
    for (const act of ACTS) window.addEventListener(act, letGo, { passive: true });
    return letGo;
  }, [show, paneOf]);
}
