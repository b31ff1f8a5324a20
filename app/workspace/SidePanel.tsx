import { X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Actor } from "../accounts/policy";
import { CommentsPanel } from "../comments/CommentsPanel";
import type { ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { DetailsPanel } from "../plans/editor/DetailsPanel";
import type { EditorSession } from "../plans/editor/session";
import type { DocumentView } from "../plans/view";
import { Button, IconButton } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { useRootData } from "../ui/root-data";
import type { useCommentLink } from "./useCommentLink";
import type { useDocumentComments } from "./useDocumentComments";
import { type PanelWish, SIDE_TABS, type SideTab } from "./useSidePanel";

const NOBODY: Actor = { id: "", role: "observer", delegation: null };

interface SidePanelProps {
  view: DocumentView;
  session: EditorSession | null;
  threads: readonly ThreadView[];
  comments: ReturnType<typeof useDocumentComments>;
  /** Of a link to a comment that led nowhere. */
  link: ReturnType<typeof useCommentLink>;
  editable: boolean;
  /** The item whose details were asked for; otherwise those of the active one are shown. */
  detailsOf: { itemId: string } | null;
  tab: SideTab;
  isOpen: boolean;
  /** Lies over the text even where there is room beside it. */
  overlay: boolean;
  /** That the keyboard come here. */
  wish: PanelWish | null;
  onTab(tab: SideTab): void;
  onClose(): void;
  onBeginOnDocument(): void;
  /** The new thread's id, or null when what was being written was given up. */
  onDraftDone(threadId: string | null): void;
}

/** Comments and item details: beside the text, or over it where there is no room. */
export function SidePanel(props: SidePanelProps) {
  const { view, session, threads, comments, link, tab, isOpen, overlay, wish } = props;
  const { onTab, onClose, onDraftDone } = props;
  const me = useRootData()?.person;
  const panel = useRef<HTMLElement>(null);
  // In the order of the page it comes after the whole text: whoever asks for it is taken there.
  useEffect(() => {
    const element = panel.current;
    if (!wish || !element) return;
    const { threadId, commentId } = wish;
    const comment = commentId && document.getElementById(`comment-${commentId}`);
    const thread = comment || (threadId && document.getElementById(`thread-${threadId}`));
    if (thread) {
      thread.focus({ preventScroll: true });
      bringIntoView(element, thread);
    }
    // A form that was asked for has the focus already.
    else if (!element.contains(document.activeElement)) element.focus();
  }, [wish]);
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
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
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
        {tab === "comments" && link.lost && (
          <div className="mb-3">
            <Notice tone="warning">
              <p>{m.comments_link_lost()}</p>
              <Button size="sm" className="mt-2" onClick={link.dismiss}>
                {m.comments_link_dismiss()}
              </Button>
            </Notice>
          </div>
        )}
        {tab === "comments" ? (
          <CommentsPanel
            documentId={view.id}
            language={view.language}
            threads={threads}
            places={comments.places}
            permissions={{
              comment: view.may.comment,
              resolve: view.may.resolve,
              internal: view.may["make-internal"],
            }}
            me={me ?? NOBODY}
            delegation={view.delegation}
            activeThreadId={comments.activeThreadId}
            onActivate={comments.activate}
            onBeginOnDocument={props.onBeginOnDocument}
            draft={comments.draft}
            onDraftDone={onDraftDone}
          />
        ) : (
          session && <Details {...props} session={session} />
        )}
      </div>
    </aside>
  );
}

/** Scrolls the panel and nothing else: beside it the text shows what the thread is about. */
function bringIntoView(panel: HTMLElement, element: HTMLElement): void {
  const frame = panel.getBoundingClientRect();
  const { top, bottom, height } = element.getBoundingClientRect();
  if (top >= frame.top && bottom <= frame.bottom) return;
  panel.scrollBy({ top: top - frame.top - Math.max(0, (frame.height - height) / 2) });
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
        lang={view.language}
        editable={editable}
      />
    </div>
  );
}
