import { type ReactNode, useEffect, useRef } from "react";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import type { DocumentContent } from "../document";
import { itemRef } from "../numbering";
import { spotOf } from "../outline";
import { Areas } from "./Areas";
import { DocumentEditorProvider, type DocumentEditorValue, useDocumentEditor } from "./context";
import { DocumentTitle } from "./DocumentTitle";
import type { EditorEvent } from "./editor-event";
import { OverLimitNotice } from "./OverLimitNotice";
import { Preamble } from "./Preamble";
import { RemovedItems } from "./RemovedItems";

/**
 * A document, live: title, preamble, areas and items, each with an editor of its own. Show it
 * once the document has arrived; before that, `StaticDocument` shows the same content.
 */
export function DocumentEditor({
  eyebrow,
  initial,
  ...value
}: DocumentEditorValue & { eyebrow?: ReactNode; initial: DocumentContent }) {
  const shared = useStable(value);
  return (
    <DocumentEditorProvider value={shared}>
      <Happenings />
      <BlockFocus />
      <OverLimitNotice />
      <article className="document">
        {eyebrow}
        <DocumentTitle fallback={initial.title} />
        <Preamble />
        <Areas />
        <RemovedItems />
      </article>
    </DocumentEditorProvider>
  );
}

/** The same object for as long as its parts are the same, so that a change of status redraws no item. */
function useStable<T extends object>(value: T): T {
  const stable = useRef(value);
  const keys = Object.keys(value) as (keyof T)[];
  if (keys.some((key) => stable.current[key] !== value[key])) stable.current = value;
  return stable.current;
}

/** Items stay selected as blocks only while the focus is on them, wherever on the page it goes. */
function BlockFocus() {
  const { session } = useDocumentEditor();
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      const frame =
        target instanceof Element ? target.closest<HTMLElement>("[data-item-id]") : null;
      session.blocks.focusWent(frame?.dataset.itemId ?? null);
    };
    document.addEventListener("focusin", onFocusIn);
    return () => document.removeEventListener("focusin", onFocusIn);
  }, [session]);
  return null;
}

/** Says what a key has just done, for those who do not see it. */
function Happenings() {
  const { session, code } = useDocumentEditor();
  const announce = useAnnounce();
  useEffect(() => {
    const refOf = (itemId: string) => {
      const outline = session.outline();
      const spot = spotOf(outline, itemId);
      const area = outline.areas.find(({ id }) => id === spot?.areaId);
      return spot && area ? itemRef(code, area.number, spot.index + 1) : "";
    };
    const words = (event: EditorEvent): string => {
      switch (event.type) {
        case "added":
          return m.plans_said_added({ ref: refOf(event.itemId) });
        case "removed":
          return m.plans_said_removed();
        case "moved":
          return m.plans_said_moved({ ref: refOf(event.itemId) });
        case "restored":
          return m.plans_said_restored({ ref: refOf(event.itemId) });
        case "joined":
          return m.plans_said_joined({ ref: refOf(event.itemId) });
        case "pasted":
          return m.plans_said_pasted({ count: event.count });
        case "selected":
          return m.plans_said_selected({ count: event.count });
        case "removed-many":
          return m.plans_said_removed_many({ count: event.count });
        case "nothing-to-undo":
          return m.plans_said_nothing_to_undo();
        case "nothing-to-redo":
          return m.plans_said_nothing_to_redo();
        case "over-limit":
          // Said by the notice that shows it.
          return "";
      }
    };
    return session.onEvent((event) => {
      const said = words(event);
      if (said) announce(said);
    });
  }, [session, code, announce]);
  return null;
}
