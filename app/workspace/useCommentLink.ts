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
 * @param show shows a thread in the panel, or, with null, the panel alone, and takes the focus there.
 * @returns whether the comment is not there, or not this person's to read; and what forgets it.
 */
export function useCommentLink(
  threads: readonly ThreadView[],
  places: ReadonlyMap<string, ThreadPlace>,
  activate: (threadId: string) => void,
  show: (threadId: string | null, commentId: string) => void,
): { lost: boolean; dismiss(): void } {
  const announce = useAnnounce();
  const { hash, key } = useLocation();
  const [lost, setLost] = useState(false);
  /** The thread whose passage is still to be shown. */
  const [waiting, setWaiting] = useState<string | null>(null);
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
      setWaiting(thread.id);
    } else {
      setLost(true);
      announce(m.comments_link_lost());
    }
    show(thread?.id ?? null, commentId);
  }, [hash, key, announce]);

  const placed = waiting !== null && places.has(waiting);
  useEffect(() => {
    if (!placed || waiting === null) return;
    latest.current.activate(waiting);
    setWaiting(null);
  }, [placed, waiting]);
  return { lost, dismiss: () => setLost(false) };
}
