/** The side panel of a document: what it shows, and where the keyboard came from and goes back to. */
import { useCallback, useRef, useState } from "react";
import type { EditorSession } from "../documents/editor/session";

export const SIDE_TABS = ["comments", "details"] as const;
export type SideTab = (typeof SIDE_TABS)[number];

/** A wish that the keyboard go into the panel: a new one every time, so that it can be repeated. */
export interface FocusRequest {
  /** To the first of these elements that is there; else to what the panel shows. */
  to: readonly string[];
}

interface Origin {
  element: HTMLElement | null;
  itemId: string | null;
  /** Whether the panel was opened from there, and not just gone to. */
  opened: boolean;
}

export function useSidePanel(session: EditorSession | null) {
  const [panel, setPanel] = useState<{ tab: SideTab; open: boolean }>({
    tab: "comments",
    open: false,
  });
  const [request, setWish] = useState<FocusRequest | null>(null);
  const origin = useRef<Origin | null>(null);
  const isOpen = useRef(panel.open);
  isOpen.current = panel.open;

  /**
   * Shows a tab and takes the keyboard there; remembers from where, for an item or without one.
   * @param to ids of elements: it goes to the first one that is there.
   */
  const show = useCallback((tab: SideTab, itemId: string | null, ...to: string[]) => {
    const from = document.activeElement;
    if (!from?.closest(".workspace-side")) {
      const element = from instanceof HTMLElement && from !== document.body ? from : null;
      origin.current = { element, itemId, opened: !isOpen.current };
    }
    setPanel({ tab, open: true });
    setWish({ to });
  }, []);

  /** @param otherwise the item to go to if nobody knows where one came from. */
  const goBack = useCallback(
    (otherwise: string | null = null) => {
      const { element = null, itemId = otherwise } = origin.current ?? {};
      const inText = element?.getAttribute("role") === "textbox";
      if (element && !(inText && itemId)) {
        element.focus();
        if (document.activeElement === element) return;
      }
      // An item's editor may be another by now, and a menu is gone once something is chosen in it.
      if (itemId) session?.focusItem(itemId, "previous");
    },
    [session],
  );

  const close = useCallback(
    (otherwise: string | null = null) => {
      setPanel((was) => ({ ...was, open: false }));
      goBack(otherwise);
    },
    [goBack],
  );

  /** The keyboard has come into the panel by itself: by Tab, or by a click. */
  const cameFrom = useCallback((element: HTMLElement) => {
    if (element === origin.current?.element) return;
    const itemId = element.closest<HTMLElement>("[data-item-id]")?.dataset.itemId ?? null;
    origin.current = { element, itemId, opened: false };
  }, []);

  /** What the panel was gone to for has been given up. */
  const giveUp = useCallback(() => {
    if (origin.current?.opened) close();
    else goBack();
  }, [close, goBack]);

  const choose = useCallback((tab: SideTab) => setPanel({ tab, open: true }), []);

  return { ...panel, request, show, close, cameFrom, giveUp, choose };
}
