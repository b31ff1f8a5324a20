/**
 * The page on which a document is worked on, plan or agenda: the live text, who is here, whether
 * it is saved, and beside it comments and details. What is special to a page comes in by props.
 */
import { useLocation, useRevalidator } from "@remix-run/react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Actor } from "../accounts/policy";
import { type InPlan, InPlanProvider } from "../amendments/InPlan";
import { isPending } from "../amendments/rules";
import "../comments/comments.css";
import type { LiveDocument } from "../collab/live-document";
import { PresenceList } from "../collab/PresenceList";
import type { CloseReason } from "../collab/protocol";
import { SaveStatus } from "../collab/SaveStatus";
import { useLiveDocument, useLivePart } from "../collab/useLiveDocument";
import type { ThreadView } from "../comments/threads";
import { BracketsLeft } from "../documents/editor/BracketsLeft";
import type { DocumentEditorValue } from "../documents/editor/context";
import { DocumentEditor } from "../documents/editor/DocumentEditor";
import { FormatBar } from "../documents/editor/FormatBar";
import { StaticDocument } from "../documents/editor/StaticDocument";
import { m } from "../i18n/messages";
import "../documents/editor/document.css";
import { useEditorSession } from "../documents/editor/useEditorSession";
import { findArea } from "../documents/outline";
import type { DocumentView } from "../documents/view";
import { useDelegation, useRootData } from "../ui/root-data";
import { AmendmentTalkProvider } from "./AmendmentTalk";
import { AreaComments, CommentMarker, MarkersProvider } from "./CommentMarker";
import { Contents } from "./Contents";
import { LeaveGuard } from "./LeaveGuard";
import { LiveNotices } from "./LiveNotices";
import "./margin.css";
import { anchoredAmendments, entriesOf, stopsOf } from "./margin-entries";
import { forgetPage, storePageOffline } from "./offline-pages";
import { PanelButtons } from "./PanelButtons";
import { SidePanel } from "./SidePanel";
import { useBarHeight } from "./useBarHeight";
import { useCommentLink } from "./useCommentLink";
import { useDocumentComments } from "./useDocumentComments";
import { useRoomBeside } from "./useRoomBeside";
import { useSidePanel } from "./useSidePanel";
import { stopInSight, useThreadKeys } from "./useThreadKeys";
import { useTopicReload } from "./useTopicReload";
import { useUndoKeys } from "./useUndoKeys";
import { leaveWithdrawn } from "./withdrawn";

const NOBODY: Actor = { id: "", role: "observer", delegation: null };
const NO_AMENDMENTS: InPlan["found"]["amendments"] = [];

const renderMarker = (itemId: string) => <CommentMarker itemId={itemId} />;

export interface DocumentWorkspaceProps {
  document: DocumentView;
  threads: readonly ThreadView[];
  /** What is proposed to be changed in it; not for documents that are changed otherwise. */
  amendments?: InPlan;
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
  const { document: view, threads, amendments = null, inPane = false } = props;
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
  const storedLocally = useLivePart(live, "storedLocally");
  const session = useEditorSession(live);
  const proposed = amendments?.found.amendments ?? NO_AMENDMENTS;
  const alongside = useMemo(
    () => (amendments ? anchoredAmendments(amendments.found.amendments, amendments.document) : []),
    [amendments],
  );
  const comments = useDocumentComments(session, view.delegation, threads, alongside);
  const panel = useSidePanel(session);
  const text = useRef<HTMLDivElement>(null);
  const [whole, bar] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  useBarHeight(whole, bar);
  const hasMargin = useRoomBeside() && !inPane && session !== null && ready;
  // A new object at every request, so that asking twice for the same item brings the focus again.
  const [detailsOf, setDetailsOf] = useState<{ itemId: string } | null>(null);
  useUndoKeys(session, view.may.edit && !props.renderCopy);
  useTopicReload(live);
  useReloadWhenRefused(live, refusal);
  const withdrawn = refusal === "withdrawn";
  useLeaveWhenWithdrawn(withdrawn, person?.id ?? "");
  useStoredPage(person?.id ?? null, ready && storedLocally);

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
        show("comments", itemId, `thread-${threadId}`);
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
  const link = useCommentLink(threads, comments.places, activate, (...to) =>
    show("comments", null, ...to),
  );
  const stops = () =>
    stopsOf(
      entriesOf({
        threads,
        amendments: hasMargin ? proposed : [],
        places: comments.places,
        showsThread: ({ resolved }) => !resolved,
        showsAmendment: isPending,
        staying: new Set(),
      }),
    );
  useThreadKeys({
    session,
    activeId: comments.activeThreadId,
    stops,
    show(itemId, { id, elementId }) {
      activate(id);
      show("comments", itemId, elementId);
    },
  });
  const inPlan = useMemo(
    () =>
      amendments && {
        ...amendments,
        onShow: hasMargin
          ? (itemId: string, amendmentId: string) => {
              activate(amendmentId);
              show("comments", itemId, `amendment-${amendmentId}`);
            }
          : undefined,
      },
    [amendments, hasMargin, activate, show],
  );
  const permissions = useMemo(
    () => ({
      comment: view.may.comment,
      resolve: view.may.resolve,
      internal: view.may["make-internal"],
    }),
    [view.may],
  );
  const me: Actor = person ?? NOBODY;
  const onDraftDone = useCallback(
    (threadId: string | null) => {
      finish(threadId);
      if (threadId === null) giveUp();
    },
    [finish, giveUp],
  );
  const labelOf = useCallback((ref: string) => m.plans_item_label({ ref }), []);
  const open = useMemo(() => threads.filter((thread) => !thread.resolved).length, [threads]);

  const page = (
    <div ref={whole} className={inPane ? "" : "workspace"}>
      <div ref={bar} className="workspace-bar">
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
          <PanelButtons
            panel={panel}
            inPane={inPane}
            count={open}
            target={() => {
              const seen = hasMargin ? stopInSight(stops()) : undefined;
              return seen ? [seen.elementId] : [];
            }}
          />
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
        <div ref={text} className="workspace-text">
          {props.notice}
          <LeaveGuard live={live} />
          <LiveNotices live={live} session={session} view={view} />
          {!withdrawn && session && ready && view.delegation === null && (
            <BracketsLeft doc={session.doc} code={view.delegation} />
          )}
          {withdrawn ? null : session && ready ? (
            <MarkersProvider value={markers}>
              <DocumentEditor
                session={session}
                documentId={view.id}
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
          me={me}
          permissions={permissions}
          session={ready ? session : null}
          margin={hasMargin ? text : null}
          amendments={amendments}
          threads={threads}
          comments={comments}
          link={link}
          editable={editable}
          detailsOf={detailsOf}
          tab={panel.tab}
          isOpen={panel.open}
          overlay={inPane}
          request={panel.request}
          onTab={panel.choose}
          onClose={panel.close}
          onCameFrom={panel.cameFrom}
          onBeginOnDocument={onBeginOnDocument}
          onDraftDone={onDraftDone}
        />
      </div>
    </div>
  );
  if (!inPlan) return page;
  return (
    <InPlanProvider value={inPlan}>
      <AmendmentTalkProvider
        document={view}
        threads={threads}
        permissions={permissions}
        me={me}
        activeThreadId={comments.activeThreadId}
        onActivate={activate}
        linked={hasMargin}
      >
        {page}
      </AmendmentTalkProvider>
    </InPlanProvider>
  );
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

/** Nothing of the workspace stays on the screen or the device of someone who is not of it any more. */
function useLeaveWhenWithdrawn(withdrawn: boolean, personId: string): void {
  useEffect(() => {
    if (withdrawn) void leaveWithdrawn(personId);
  }, [withdrawn, personId]);
}

/** A document whose words are kept on this device can be opened here without a network. */
function useStoredPage(personId: string | null, storedLocally: boolean): void {
  useEffect(
    () => (personId && storedLocally ? storePageOffline(personId) : undefined),
    [personId, storedLocally],
  );
}
