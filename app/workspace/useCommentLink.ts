import { useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { ThreadPlace } from "../comments/places";
import type { ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";

/** The comment that an address leads to, `#comment-ID`, or null. */
const commentIn = (hash: string): string | null =>
  /^#comment-([\w-]{1,64})$/.exec(hash)?.[1] ?? null;

/**
 * Follows a link to a comment: shows its thread in the panel, also one that is resolved or that the
 * filter leaves out, and its passage in the text once that is there.
 * @param show shows the panel and takes the focus to the first of these elements that is there.
 * @returns whether the comment is not there, or not this person's to read; and what forgets it.
 */
export function useCommentLink(
  threads: readonly ThreadView[],
  places: ReadonlyMap<string, ThreadPlace>,
  activate: (threadId: string) => void,
  show: (...to: string[]) => void,
): { lost: boolean; dismiss(): void } {
  const announce = useAnnounce();
  const { hash, key } = useLocation();
  const [lost, setLost] = useState(false);
  /** What is to be shown once more, when the text is there and the threads are in their order. */
  const [waiting, setWaiting] = useState<{ threadId: string; commentId: string } | null>(null);
  const latest = useRef({ threads, activate, show });
  latest.current = { threads, activate, show };

  useEffect(() => {
    const commentId = commentIn(hash);
    setLost(false);
    if (commentId === null) return;
    const { threads, activate, show } = latest.current;
    const thread = threads.find(({ comments }) => comments.some(({ id }) => id === commentId));
    if (thread) {
      activate(thread.id);
      setWaiting({ threadId: thread.id, commentId });
    } else {
      setLost(true);
      announce(m.comments_link_lost());
    }
    if (thread) show(`comment-${commentId}`, `thread-${thread.id}`);
    else show();
  }, [hash, key, announce]);

  const placed = waiting !== null && places.has(waiting.threadId);
  useEffect(() => {
    if (!placed || waiting === null) return;
    setWaiting(null);
    // Whoever went somewhere else in the meantime stays there.
    const there = document.activeElement;
    if (there && there !== document.body && !there.closest(".workspace-side")) return;
    latest.current.activate(waiting.threadId);
    latest.current.show(`comment-${waiting.commentId}`, `thread-${waiting.threadId}`);
  }, [placed, waiting]);
  return { lost, dismiss: () => setLost(false) };
}
