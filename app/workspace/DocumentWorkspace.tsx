/**
 * The page on which a document is worked on, plan or agenda: the live text, who is here, whether
 * it is saved, and beside it comments and details. What is special to a page comes in by props.
 */
import { useLocation, useRevalidator } from "@remix-run/react";
import { MessageSquareText } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import "../comments/comments.css";
import type { LiveDocument } from "../collab/live-document";
import { PresenceList } from "../collab/PresenceList";
import type { CloseReason } from "../collab/protocol";
import { SaveStatus } from "../collab/SaveStatus";
import { useLiveDocument, useLivePart } from "../collab/useLiveDocument";
import type { ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { BracketsLeft } from "../plans/editor/BracketsLeft";
import type { DocumentEditorValue } from "../plans/editor/context";
import { DocumentEditor } from "../plans/editor/DocumentEditor";
import { FormatBar } from "../plans/editor/FormatBar";
import { StaticDocument } from "../plans/editor/StaticDocument";
import "../plans/editor/document.css";
import type { EditorSession } from "../plans/editor/session";
import { useEditorSession } from "../plans/editor/useEditorSession";
import { findArea } from "../plans/outline";
import type { DocumentView } from "../plans/view";
import { useDelegation, useRootData } from "../ui/root-data";
import { AreaComments, CommentMarker, MarkersProvider } from "./CommentMarker";
import { Contents } from "./Contents";
import { LeaveGuard } from "./LeaveGuard";
import { LiveNotices } from "./LiveNotices";
import { forgetPage, keepThisPage } from "./offline-pages";
import { SidePanel } from "./SidePanel";
import { useCommentLink } from "./useCommentLink";
import { useDocumentComments } from "./useDocumentComments";
import { useSidePanel } from "./useSidePanel";
import { useThreadKeys } from "./useThreadKeys";
import { useTopicReload } from "./useTopicReload";

const renderMarker = (itemId: string) => <CommentMarker itemId={itemId} />;

export interface DocumentWorkspaceProps {
  document: DocumentView;
  threads: readonly ThreadView[];
  /** Above the title: whose document it is, and in which state. */
  eyebrow?: ReactNode;
  /** Above the text: what its readers are to know of it now. */
  notice?: ReactNode;
  /** At the right end of the bar: exports, steps. */
  actions?: ReactNode;
  /** In a pane beside others, the side panel lies over the text instead of beside it. */
  inPane?: boolean;
  renderBelow?(itemId: string): ReactNode;
  /** Class of what holds the place of that where it is drawn later. */
  spaceBelow?: string;
  /** Beside the heading of an area, once the text is live. */
  renderArea?(areaId: string): ReactNode;
  /** While one writes beside the text: copies of its items, in their place. */
  renderCopy?: DocumentEditorValue["renderCopy"];
  /** What other rooms draw in the words of an item; the same function at every drawing. */
  extend?: DocumentEditorValue["extend"];
  /** What else can be done with an item, from other rooms. */
  entriesOf?: DocumentEditorValue["entriesOf"];
}

export function DocumentWorkspace(props: DocumentWorkspaceProps) {
  const { document: view, threads, inPane = false } = props;
  const person = useRootData()?.person;
  const slot = useDelegation(person?.delegation ?? null)?.slot ?? 5;
  const live = useLiveDocument({
    documentId: view.id,
    title: view.title,
    path: useLocation().pathname,
    me: {
      id: person?.id ?? "",
      name: person?.name ?? "",
      delegation: person?.delegation ?? null,
      slot,
    },
  });
  const ready = useLivePart(live, "ready");
  const writable = useLivePart(live, "writable");
  const refusal = useLivePart(live, "refusal");
  const kept = useLivePart(live, "kept");
  const session = useEditorSession(live);
  const comments = useDocumentComments(session, view.delegation, threads);
  const panel = useSidePanel(session);
  // A new object at every request, so that asking twice for the same item brings the focus again.
  const [detailsOf, setDetailsOf] = useState<{ itemId: string } | null>(null);
  useUndoKeys(session, view.may.edit && !props.renderCopy);
  useTopicReload(live);
  useReloadWhenRefused(live, refusal);
  useKeptPage(person?.id ?? null, ready && kept);

  const editable = view.may.edit && writable;
  const commentable = view.may.comment;
  const { begin, beginOnArea, beginOnDocument, activate, finish, extend, openOn } = comments;
  const { show, giveUp } = panel;
  const onComment = useCallback(
    (itemId: string) => {
      begin(itemId);
      show("comments", itemId);
    },
    [begin, show],
  );
  const onDetails = useCallback(
    (itemId: string) => {
      session?.activate(itemId);
      setDetailsOf({ itemId });
      show("details", itemId);
    },
    [session, show],
  );
  const markers = useMemo(
    () => ({
      openOn,
      open(itemId: string | null, threadId: string) {
        activate(threadId);
        show("comments", itemId, threadId);
      },
      beginOnArea: commentable
        ? (areaId: string) => {
            beginOnArea(areaId);
            show("comments", null);
          }
        : null,
      areaNumber: (areaId: string) => (session && findArea(session.outline(), areaId)?.number) || 0,
    }),
    [openOn, activate, show, commentable, beginOnArea, session],
  );
  const onBeginOnDocument = useCallback(() => {
    beginOnDocument();
    show("comments", null);
  }, [beginOnDocument, show]);
  const { renderArea: renderAreaOfPage } = props;
  const renderArea = useCallback(
    (areaId: string) => (
      <>
        <AreaComments areaId={areaId} />
        {renderAreaOfPage?.(areaId)}
      </>
    ),
    [renderAreaOfPage],
  );
  const { extend: extendOfPage } = props;
  const extendItem = useCallback(
    (itemId: string) => [...extend(itemId), ...(extendOfPage?.(itemId) ?? [])],
    [extend, extendOfPage],
  );
  const link = useCommentLink(threads, comments.places, activate, (threadId, commentId) =>
    show("comments", null, threadId, commentId),
  );
  useThreadKeys(session, threads, comments, (itemId, threadId) =>
    show("comments", itemId, threadId),
  );
  const onDraftDone = useCallback(
    (threadId: string | null) => {
      finish(threadId);
      if (threadId === null) giveUp();
    },
    [finish, giveUp],
  );
  const labelOf = useCallback((ref: string) => m.plans_item_label({ ref }), []);
  const open = useMemo(() => threads.filter((thread) => !thread.resolved).length, [threads]);

  return (
    <div className={inPane ? "" : "workspace"}>
      <div className="workspace-bar">
        <SaveStatus live={live} mayEdit={view.may.edit} />
        <PresenceList live={live} me={person?.id ?? ""} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {session && ready && (
            <FormatBar
              session={session}
              editable={editable || props.renderCopy !== undefined}
              commentable={commentable}
              bracketing={view.delegation === null}
              onComment={onComment}
            />
          )}
          <PanelButtons panel={panel} inPane={inPane} count={open} />
          {props.actions}
        </div>
      </div>
      <div className={inPane ? "" : "workspace-columns"}>
        {!inPane && (
          <div className="workspace-aside">
            <Contents
              session={ready ? session : null}
              initial={view.content}
              lang={view.language}
            />
          </div>
        )}
        <div className="workspace-text">
          {props.notice}
          <LeaveGuard live={live} />
          <LiveNotices live={live} session={session} code={view.delegation} />
          {session && ready && view.delegation === null && (
            <BracketsLeft doc={session.doc} code={view.delegation} />
          )}
          {session && ready ? (
            <MarkersProvider value={markers}>
              <DocumentEditor
                session={session}
                editable={editable && !props.renderCopy}
                commentable={commentable}
                code={view.delegation}
                language={view.language}
                initial={view.content}
                eyebrow={props.eyebrow}
                labelOf={labelOf}
                onDetails={onDetails}
                onComment={onComment}
                extend={extendItem}
                renderCopy={props.renderCopy}
                renderBelow={props.renderBelow}
                renderArea={renderArea}
                renderMarker={renderMarker}
                entriesOf={props.entriesOf}
              />
            </MarkersProvider>
          ) : (
            <StaticDocument
              content={view.content}
              code={view.delegation}
              language={view.language}
              eyebrow={props.eyebrow}
              renderBelow={props.renderBelow}
              spaceBelow={props.spaceBelow}
            />
          )}
        </div>
        <SidePanel
          view={view}
          session={ready ? session : null}
          threads={threads}
          comments={comments}
          link={link}
          editable={editable}
          detailsOf={detailsOf}
          tab={panel.tab}
          isOpen={panel.open}
          overlay={inPane}
          wish={panel.wish}
          onTab={panel.choose}
          onClose={panel.close}
          onBeginOnDocument={onBeginOnDocument}
          onDraftDone={onDraftDone}
        />
      </div>
    </div>
  );
}

/**
 * The way to the side panel: where it lies over the text, a button that opens it; where it stands
 * beside it, a short cut that shows itself to the keyboard alone.
 */
function PanelButtons({
  panel,
  inPane,
  count,
}: {
  panel: ReturnType<typeof useSidePanel>;
  inPane: boolean;
  count: number;
}) {
  const look =
    "min-h-8 items-center gap-1.5 rounded-md px-2 text-sm font-semibold text-accent hover:bg-accent-soft";
  const inside = (
    <>
      <MessageSquareText size={16} aria-hidden />
      {m.ui_open_side_panel({ count })}
    </>
  );
  const show = () => panel.show(panel.tab, null);
  return (
    <>
      <button
        type="button"
        className={`inline-flex ${look} ${inPane ? "" : "lg:hidden"}`}
        aria-expanded={panel.open}
        onClick={panel.open ? panel.close : show}
      >
        {inside}
      </button>
      {!inPane && (
        <button
          type="button"
          className={`sr-only focus:not-sr-only focus:inline-flex focus:px-2 max-lg:hidden ${look}`}
          onClick={show}
        >
          {inside}
        </button>
      )}
    </>
  );
}

/** Undo and redo where nothing has the focus that would know them: after a button, a menu. */
function useUndoKeys(session: EditorSession | null, mayEdit: boolean): void {
  useEffect(() => {
    if (!session || !mayEdit) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const target = event.target as Element;
      if (target.closest("input, textarea, select, [contenteditable=true], [role=dialog]")) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) session.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) session.redo();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [session, mayEdit]);
}

/**
 * If the document is not open to this person any more, the page finds out why by loading again;
 * unless words typed here would go with it. A session that ended is told by the notice alone.
 */
function useReloadWhenRefused(live: LiveDocument | null, refusal: CloseReason | null): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const closed = refusal === "hidden" || refusal === "not-found";
    if (closed) void forgetPage(window.location.pathname);
    if (closed && !live?.hasUnsavedChanges) revalidate();
  }, [live, refusal, revalidate]);
}

/** A document whose words are kept on this device can be opened here without a network. */
function useKeptPage(personId: string | null, kept: boolean): void {
  useEffect(() => (personId && kept ? keepThisPage(personId) : undefined), [personId, kept]);
}
