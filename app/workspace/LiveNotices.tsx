/** What has happened to the connection, or during it, that the person should know about. */
import { useEffect, useMemo, useState } from "react";
import type { Homecoming } from "../collab/away";
import type { LiveDocument } from "../collab/live-document";
import type { CloseReason } from "../collab/protocol";
import { useLivePart } from "../collab/useLiveDocument";
import { itemOf, readItem, readOutline } from "../documents/document";
import { RemovalLine } from "../documents/editor/RemovalLine";
import type { EditorSession } from "../documents/editor/session";
import { useRemovals } from "../documents/editor/useRemovals";
import { itemRef } from "../documents/numbering";
import { plainText } from "../documents/rich-text";
import type { DocumentView, RemovalView } from "../documents/view";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { BroughtBackNotice, useBroughtBack } from "./BroughtBackNotice";

interface LiveNoticesProps {
  live: LiveDocument | null;
  session: EditorSession | null;
  view: Pick<DocumentView, "id" | "slug" | "delegation" | "may" | "broughtBack">;
}

/** They stay in sight wherever one is in the text, until they are read. */
export function LiveNotices({ live, session, view }: LiveNoticesProps) {
  const { id: documentId, slug, delegation: code } = view;
  const mayEdit = view.may.edit;
  const refusal = useLivePart(live, "refusal");
  const leftBehind = useLivePart(live, "leftBehind");
  const homecoming = useLivePart(live, "homecoming");
  const removedMeanwhile = useLivePart(live, "removedMeanwhile");
  const cannotStoreLocally = useLivePart(live, "cannotStoreLocally") && mayEdit;
  const removals = useRemovals(documentId, mayEdit ? removedMeanwhile : []);
  const broughtBack = useBroughtBack(view.broughtBack);
  if (!live) return null;
  const any =
    refusal ||
    leftBehind ||
    homecoming ||
    removedMeanwhile.length > 0 ||
    cannotStoreLocally ||
    broughtBack;
  if (!any) return null;
  return (
    <div className="live-notices">
      {refusal && <RefusalNotice reason={refusal} />}
      {cannotStoreLocally && !refusal && <CannotStoreNotice live={live} />}
      {broughtBack && <BroughtBackNotice slug={slug} {...broughtBack} />}
      {leftBehind && <LeftBehindNotice live={live} items={leftBehind} />}
      {homecoming && <HomecomingNotice live={live} homecoming={homecoming} code={code} />}
      {session &&
        removedMeanwhile.map((itemId) => (
          <RemovedNotice
            key={itemId}
            live={live}
            session={session}
            itemId={itemId}
            removal={removals.get(itemId)}
          />
        ))}
    </div>
  );
}

/** Words have nowhere to wait but on this page. */
function CannotStoreNotice({ live }: { live: LiveDocument }) {
  const offline = useLivePart(live, "save") === "offline";
  const [read, setRead] = useState(false);
  if (offline) {
    return (
      <Notice tone="danger" role="alert">
        {m.ui_keeps_nothing_waiting()}
      </Notice>
    );
  }
  if (read) return null;
  return (
    <Notice tone="warning" role="alert">
      <p>{m.ui_keeps_nothing()}</p>
      <Button size="sm" className="mt-2" onClick={() => setRead(true)}>
        {m.ui_home_read()}
      </Button>
    </Notice>
  );
}

/** Why the connection ended for good, and what to do. */
function RefusalNotice({ reason }: { reason: CloseReason }) {
  const words =
    reason === "signed-out"
      ? m.ui_document_signed_out()
      : reason === "withdrawn"
        ? m.accounts_withdrawn_notice()
        : reason === "hidden" || reason === "not-found"
          ? m.ui_document_refused()
          : m.ui_document_change_refused();
  return (
    <Notice tone="danger" role="alert">
      {words}
    </Notice>
  );
}

function wordsOf(live: LiveDocument, itemId: string): string {
  return plainText(readItem(live.doc, itemId).text);
}

/** Words that came too late for the document, to be copied, with the way out. */
function LeftBehindNotice({ live, items }: { live: LiveDocument; items: readonly string[] }) {
  const texts = items.map((id) => [id, wordsOf(live, id)] as const).filter(([, text]) => text);
  return (
    <Notice tone="danger" role="alert">
      <p>{m.ui_document_left_behind()}</p>
      {texts.length > 0 && (
        <ul className="mt-2 grid gap-1 border-l-2 border-danger/40 pl-3 font-serif">
          {texts.map(([id, text]) => (
            <li key={id} className="whitespace-pre-wrap select-all">
              {text}
            </li>
          ))}
        </ul>
      )}
      <Button size="sm" className="mt-2" onClick={() => window.location.reload()}>
        {m.ui_document_reload()}
      </Button>
    </Notice>
  );
}

/** After an absence: what went to the server, and what others had changed in the meantime. */
function HomecomingNotice({
  live,
  homecoming,
  code,
}: {
  live: LiveDocument;
  homecoming: Homecoming;
  code: string | null;
}) {
  const refs = useMemo(() => {
    const theirs = new Set(homecoming.changedByOthers);
    return readOutline(live.doc)
      .areas.flatMap((area) => area.items)
      .filter(({ id }) => theirs.has(id))
      .map((item) => ({ id: item.id, ref: itemRef(code, item.areaNumber, item.number) }));
  }, [live, homecoming, code]);
  const gone = useMemo(() => {
    const theirs = new Set(homecoming.removedByOthers);
    return readOutline(live.doc)
      .removed.filter(({ id }) => theirs.has(id))
      .map(({ id }) => [id, wordsOf(live, id)] as const);
  }, [live, homecoming]);
  return (
    <Notice tone="success" role="status">
      <p>{m.ui_home_sent({ count: homecoming.sent })}</p>
      {refs.length > 0 && (
        <p>
          {m.ui_home_others()}{" "}
          {refs.map(({ id, ref }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <a href={`#item-${id}`} className="font-semibold text-accent underline">
                {ref}
              </a>
            </span>
          ))}
        </p>
      )}
      {gone.length > 0 && (
        <>
          <p>{m.ui_home_removed()}</p>
          <ul className="max-h-40 list-disc overflow-y-auto pl-5 font-serif">
            {gone.map(([id, words]) => (
              <li key={id} className="whitespace-pre-wrap">
                {words || m.plans_removed_item_blank()}
              </li>
            ))}
          </ul>
        </>
      )}
      <Button size="sm" className="mt-2" onClick={live.dismissHomecoming}>
        {m.ui_home_read()}
      </Button>
    </Notice>
  );
}

/** Someone removed an item in which this person was writing, or joined it to another. */
function RemovedNotice({
  live,
  session,
  itemId,
  removal,
}: {
  live: LiveDocument;
  session: EditorSession;
  itemId: string;
  removal: RemovalView | undefined;
}) {
  const announce = useAnnounce();
  const words = wordsOf(live, itemId);
  // Its words stand in another item: brought back, they would be there twice.
  const joined = itemOf(live.doc, itemId)?.get("joined") !== undefined;
  const what = joined ? m.ui_joined_meanwhile() : m.ui_removed_meanwhile();
  useEffect(() => announce(what), [announce, what]);
  return (
    <Notice tone="warning">
      <p>{what}</p>
      <RemovalLine removal={removal} />
      {words && (
        <p className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap font-serif text-muted">
          {words}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="sm"
          onClick={() => {
            session.restore(itemId);
            live.dismissRemoved(itemId);
            session.focusItem(itemId, "end");
          }}
        >
          {m.ui_removed_bring_back()}
        </Button>
        <Button size="sm" onClick={() => live.dismissRemoved(itemId)}>
          {m.ui_removed_leave()}
        </Button>
      </div>
    </Notice>
  );
}
