import { X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { CommentsPanel } from "../comments/CommentsPanel";
import type { ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { DetailsPanel } from "../plans/editor/DetailsPanel";
import type { EditorSession } from "../plans/editor/session";
import type { DocumentView } from "../plans/view";
import { IconButton } from "../ui/Button";
import { useRootData } from "../ui/root-data";
import type { useDocumentComments } from "./useDocumentComments";

export const SIDE_TABS = ["comments", "details"] as const;
export type SideTab = (typeof SIDE_TABS)[number];

interface SidePanelProps {
  view: DocumentView;
  session: EditorSession | null;
  threads: readonly ThreadView[];
  comments: ReturnType<typeof useDocumentComments>;
  editable: boolean;
  /** The item whose details were asked for; otherwise those of the active one are shown. */
  detailsOf: { itemId: string } | null;
  tab: SideTab;
  isOpen: boolean;
  /** Lies over the text even where there is room beside it. */
  overlay: boolean;
  onTab(tab: SideTab): void;
  onClose(): void;
}

/** Comments and item details: beside the text, or over it where there is no room. */
export function SidePanel(props: SidePanelProps) {
  const { view, session, threads, comments, tab, isOpen, overlay, detailsOf } = props;
  const { onTab, onClose } = props;
  const me = useRootData()?.person;
  const panel = useRef<HTMLElement>(null);
  // Over the text it takes the focus, so that the keyboard is where the eye is.
  useEffect(() => {
    const element = panel.current;
    if (isOpen && element && getComputedStyle(element).position === "fixed") element.focus();
  }, [isOpen]);
  const labels = { comments: m.ui_side_comments(), details: m.ui_side_details() };
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={m.ui_side_panel()}
      data-open={isOpen}
      data-overlay={overlay}
      className="workspace-side"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        onClose();
        // Back to where one was asked for the details from.
        const itemId = tab === "details" ? (detailsOf?.itemId ?? session?.activeItem) : null;
        if (itemId) session?.focusItem(itemId, "end");
      }}
    >
      <div className="mb-4 flex items-center gap-1 border-b border-line">
        <div role="tablist" aria-label={m.ui_side_panel()} className="flex gap-1">
          {SIDE_TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              id={`side-tab-${each}`}
              aria-selected={each === tab}
              aria-controls="side-content"
              tabIndex={each === tab ? 0 : -1}
              onClick={() => onTab(each)}
              onKeyDown={(event) => {
                if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                const other = each === "comments" ? "details" : "comments";
                onTab(other);
                document.getElementById(`side-tab-${other}`)?.focus();
              }}
              className="-mb-px min-h-10 border-b-2 border-transparent px-2 font-semibold text-muted aria-selected:border-accent aria-selected:text-accent"
            >
              {labels[each]}
            </button>
          ))}
        </div>
        <span className="workspace-side-close ml-auto">
          <IconButton label={m.ui_close()} icon={<X size={18} />} onClick={onClose} />
        </span>
      </div>
      <div id="side-content" role="tabpanel" aria-labelledby={`side-tab-${tab}`}>
        {tab === "comments" ? (
          <CommentsPanel
            documentId={view.id}
            threads={threads}
            places={comments.places}
            permissions={{ comment: view.may.comment, resolve: view.may.resolve }}
            me={{ id: me?.id ?? "" }}
            activeThreadId={comments.activeThreadId}
            onActivate={comments.activate}
            draft={comments.draft}
            onDraftDone={comments.finish}
          />
        ) : (
          session && <Details {...props} session={session} />
        )}
      </div>
    </aside>
  );
}

function Details({
  view,
  session,
  editable,
  detailsOf,
}: SidePanelProps & { session: EditorSession }) {
  const place = useRef<HTMLDivElement>(null);
  // Whoever asks for the details goes there.
  useEffect(() => {
    if (detailsOf) place.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [detailsOf]);
  const active = useSyncExternalStore(
    session.subscribe,
    () => session.activeItem,
    () => null,
  );
  return (
    <div ref={place}>
      <DetailsPanel
        session={session}
        code={view.delegation}
        itemId={active ?? detailsOf?.itemId ?? null}
        editable={editable}
      />
    </div>
  );
}
