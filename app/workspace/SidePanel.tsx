import { X } from "lucide-react";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import type { Actor } from "../accounts/policy";
import type { InPlan } from "../amendments/InPlan";
import { CommentsPanel } from "../comments/CommentsPanel";
import type { CommentPermissions, ThreadView } from "../comments/threads";
import { DetailsPanel } from "../documents/editor/DetailsPanel";
import type { EditorSession } from "../documents/editor/session";
import type { DocumentView } from "../documents/view";
import { m } from "../i18n/messages";
import { Button, IconButton } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Margin } from "./Margin";
import type { useCommentLink } from "./useCommentLink";
import type { useDocumentComments } from "./useDocumentComments";
import { type FocusRequest, SIDE_TABS, type SideTab } from "./useSidePanel";

interface SidePanelProps {
  view: DocumentView;
  me: Actor;
  permissions: CommentPermissions;
  session: EditorSession | null;
  /** The text beside which the cards stand, where there is room; else they are a list. */
  margin: RefObject<HTMLElement> | null;
  /** Null where there are none, or they are not this person's to read. */
  amendments: InPlan | null;
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
  request: FocusRequest | null;
  onTab(tab: SideTab): void;
  /** @param itemId where the keyboard goes if nobody knows where it came from. */
  onClose(itemId: string | null): void;
  /** The keyboard came here from this element. */
  onCameFrom(element: HTMLElement): void;
  onBeginOnDocument(): void;
  /** The new thread's id, or null when what was being written was given up. */
  onDraftDone(threadId: string | null): void;
}

/** Comments and item details: beside the text, or over it where there is no room. */
export function SidePanel(props: SidePanelProps) {
  const { view, me, permissions, session, threads, comments, link, tab, isOpen, overlay } = props;
  const { margin, request, onTab, onClose, onDraftDone } = props;
  const panel = useRef<HTMLElement>(null);
  const cardsBeside = margin !== null && tab === "comments";
  // In the order of the page it comes after the whole text: whoever asks for it is taken there.
  useEffect(() => {
    const element = panel.current;
    if (!request || !element) return;
    const found = request.to.map((id) => document.getElementById(id)).find(Boolean);
    if (found && cardsBeside && element.contains(found)) return;
    if (found) {
      found.focus({ preventScroll: true });
      bringIntoView(element, found);
    }
    // A form that was asked for has the focus already.
    else if (!element.contains(document.activeElement)) {
      element.focus({ preventScroll: margin !== null });
    }
  }, [request, cardsBeside, margin]);
  const labels = { comments: m.ui_side_comments(), details: m.ui_side_details() };
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={m.ui_side_panel()}
      data-open={isOpen}
      data-overlay={overlay}
      data-margin={margin !== null}
      className="workspace-side"
      onFocus={({ currentTarget, relatedTarget }) => {
        if (
          margin &&
          relatedTarget instanceof HTMLElement &&
          !currentTarget.contains(relatedTarget)
        )
          props.onCameFrom(relatedTarget);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        const { about, itemId } = comments.places.get(comments.activeThreadId ?? "") ?? {};
        onClose(about === "item" ? (itemId ?? null) : null);
      }}
    >
      <div
        className={`workspace-side-tabs flex items-center gap-1 border-b border-line ${margin ? "" : "mb-4"}`}
      >
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
          <IconButton label={m.ui_close()} icon={<X size={18} />} onClick={() => onClose(null)} />
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
        {tab === "details" ? (
          session && (
            <div className={margin ? "margin-details" : ""}>
              <Details {...props} session={session} />
            </div>
          )
        ) : margin ? (
          <Margin
            view={view}
            text={margin}
            threads={threads}
            comments={comments}
            amendments={props.amendments}
            permissions={permissions}
            me={me}
            request={request}
            onBeginOnDocument={props.onBeginOnDocument}
            onDraftDone={onDraftDone}
          />
        ) : (
          <CommentsPanel
            documentId={view.id}
            language={view.language}
            threads={threads}
            places={comments.places}
            permissions={permissions}
            me={me}
            delegation={view.delegation}
            activeThreadId={comments.activeThreadId}
            onActivate={comments.activate}
            onBeginOnDocument={props.onBeginOnDocument}
            draft={comments.draft}
            onDraftDone={onDraftDone}
          />
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
