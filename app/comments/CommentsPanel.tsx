import { useMemo } from "react";
import type { Actor } from "../accounts/policy";
import { m } from "../i18n/messages";
import { useProgressiveCount } from "../ui/useProgressiveCount";
import { Composer, type Draft } from "./Composer";
import { FilterBar, NoThreads } from "./FilterBar";
import { matches } from "./filters";
import type { ThreadPlace } from "./places";
import { ThreadCard } from "./ThreadCard";
import { type CommentPermissions, inOrder, type ThreadView } from "./threads";
import { useNews } from "./useNews";
import { useSelection } from "./useSelection";

/** More threads than fit beside a screen of text. */
const FIRST = 8;

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
  const drawn = useProgressiveCount(shown.length, FIRST);
  const atLeast = shown.findIndex(({ id }) => id === activeThreadId) + 1;

  return (
    <section aria-label={m.comments_title()} className="grid grid-cols-1 content-start gap-3">
      <FilterBar
        threads={threads}
        reading={reading}
        selection={selection}
        onSelect={select}
        onBegin={permissions.comment && draft?.about !== "document" ? onBeginOnDocument : null}
      />
      {draft && (
        <Composer
          documentId={documentId}
          language={language}
          draft={draft}
          me={me}
          mayComment={permissions.comment}
          mayBeInternal={permissions.internal}
          onDone={onDraftDone}
        />
      )}
      {shown.length > 0 ? (
        <ul className="grid gap-3">
          {shown.slice(0, Math.max(drawn, atLeast)).map((thread) => (
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
