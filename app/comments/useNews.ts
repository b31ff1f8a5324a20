import { useEffect, useRef } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { placeName } from "./place-name";
import type { ThreadPlace } from "./places";
import { newByOthers, type ThreadView } from "./threads";

/** Reads out the comments that others have just written. */
export function useNews(
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
