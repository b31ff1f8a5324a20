/** The side panel of a document: what it shows, and where the keyboard came from and goes back to. */
import { useCallback, useRef, useState } from "react";
import type { EditorSession } from "../plans/editor/session";

export const SIDE_TABS = ["comments", "details"] as const;
export type SideTab = (typeof SIDE_TABS)[number];

/** A wish that the keyboard go into the panel: a new one every time, so that it can be repeated. */
export interface PanelWish {
  /** To this thread; else to what the panel shows. */
  threadId: string | null;
  /** To this comment of it. */
  commentId: string | null;
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
  const [wish, setWish] = useState<PanelWish | null>(null);
  const origin = useRef<Origin | null>(null);
  const isOpen = useRef(panel.open);
  isOpen.current = panel.open;

  /** Shows a tab and takes the keyboard there; remembers from where, for an item or without one. */
  const show = useCallback(
    (
      tab: SideTab,
      itemId: string | null,
      threadId: string | null = null,
      commentId: string | null = null,
    ) => {
      const from = document.activeElement;
      if (!from?.closest(".workspace-side")) {
        const element = from instanceof HTMLElement && from !== document.body ? from : null;
        origin.current = { element, itemId, opened: !isOpen.current };
      }
      setPanel({ tab, open: true });
      setWish({ threadId, commentId });
    },
    [],
  );

  const goBack = useCallback(() => {
    const { element, itemId } = origin.current ?? {};
    const inText = element?.getAttribute("role") === "textbox";
    if (element && !(inText && itemId)) {
      element.focus();
      if (document.activeElement === element) return;
    }
    // An item's editor may be another by now, and a menu is gone once something is chosen in it.
    if (itemId) session?.focusItem(itemId, "kept");
  }, [session]);

  const close = useCallback(() => {
    setPanel((was) => ({ ...was, open: false }));
    goBack();
  }, [goBack]);

  /** What the panel was gone to for has been given up. */
  const giveUp = useCallback(() => {
    if (origin.current?.opened) close();
    else goBack();
  }, [close, goBack]);

  const choose = useCallback((tab: SideTab) => setPanel({ tab, open: true }), []);

  return { ...panel, wish, show, close, giveUp, choose };
}
