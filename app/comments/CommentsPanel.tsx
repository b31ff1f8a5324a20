import { MessageSquarePlus } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import type { Actor } from "../accounts/policy";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Composer, type Draft } from "./Composer";
import { FilterBar, NoThreads } from "./FilterBar";
import { matches } from "./filters";
import { placeName } from "./place-name";
import type { ThreadPlace } from "./places";
import { ThreadCard } from "./ThreadCard";
import { type CommentPermissions, inOrder, newByOthers, type ThreadView } from "./threads";
import { useSelection } from "./useSelection";

export interface CommentsPanelProps {
  documentId: string;
  /** Of the document's words, which are quoted. */
  language: string;
  threads: readonly ThreadView[];
  /** From `useThreadPlaces` or `placesOf`; empty until the document's text is there. */
  places: ReadonlyMap<string, ThreadPlace>;
  permissions: CommentPermissions;
  me: Actor;
  /** Code of the plan's delegation; null for the agenda. */
  delegation: string | null;
  activeThreadId: string | null;
  /** Asks for a thread to be the active one and its passage to be shown. */
  onActivate(threadId: string): void;
  /** Begins a thread on the document as a whole. */
  onBeginOnDocument(): void;
  /** What is being commented on; null when no new thread is being written. */
  draft: Draft | null;
  /** The new thread's id, or null when the draft was given up. */
  onDraftDone(threadId: string | null): void;
}

/** All threads of a document, and the form for a new one. It fills the width it is given. */
export function CommentsPanel({
  documentId,
  language,
  threads,
  places,
  permissions,
  me,
  delegation,
  activeThreadId,
  onActivate,
  onBeginOnDocument,
  draft,
  onDraftDone,
}: CommentsPanelProps) {
  const [selection, select] = useSelection();
  const reading = { me, delegation };
  useNews(threads, places, me.id);
  const ordered = useMemo(
    () => inOrder(threads, ({ id }) => places.get(id)?.position ?? 0),
    [threads, places],
  );
  // The active thread stays in sight when it is resolved under one's hands.
  const shown = ordered.filter(
    (thread) => matches(selection, thread, reading) || thread.id === activeThreadId,
  );

  return (
    <section aria-label={m.comments_title()} className="grid content-start gap-3">
      {permissions.comment && draft?.about !== "document" && (
        <Button size="sm" className="justify-self-start" onClick={onBeginOnDocument}>
          <MessageSquarePlus size={16} aria-hidden />
          {m.comments_begin_on_document()}
        </Button>
      )}
      {draft && permissions.comment && (
        <Composer
          documentId={documentId}
          language={language}
          draft={draft}
          me={me}
          mayBeInternal={permissions.internal}
          onDone={onDraftDone}
        />
      )}
      {threads.length > 0 && (
        <FilterBar threads={threads} reading={reading} selection={selection} onSelect={select} />
      )}
      {shown.length > 0 ? (
        <ul className="grid gap-3">
          {shown.map((thread) => (
            <li key={thread.id}>
              <ThreadCard
                documentId={documentId}
                language={language}
                thread={thread}
                place={places.get(thread.id)}
                me={me}
                active={thread.id === activeThreadId}
                onActivate={() => onActivate(thread.id)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <NoThreads
          selection={selection}
          none={threads.length === 0}
          mayComment={permissions.comment}
          onSelect={select}
        />
      )}
    </section>
  );
}

/** Reads out the comments that others have just written. */
function useNews(
  threads: readonly ThreadView[],
  places: ReadonlyMap<string, ThreadPlace>,
  me: string,
): void {
  const announce = useAnnounce();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(threads.flatMap(({ comments }) => comments.map(({ id }) => id)));
    const news = before ? newByOthers(before, threads, me) : [];
    const [first] = news;
    if (!first) return;
    const place = places.get(first.thread.id);
    const { name } = first.comment.author;
    announce(
      news.length === 1 && place
        ? m.comments_said_new({ name, ref: placeName(place) })
        : m.comments_said_several({ count: news.length }),
    );
  }, [threads, places, me, announce]);
}
