import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { LiveDocument } from "../collab/live-document";

/** At most one reload in this time, so that a flood of changes costs little. */
const PAUSE_MS = 400;

/** Loads the page's data again when the server says that comments, the merging or the state changed. */
export function useTopicReload(live: LiveDocument | null): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  useEffect(() => {
    if (!live) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const off = live.onTopic(() => {
      // A page that the server no longer opens would be exchanged for another, with its words.
      if (timer || live.getState().refusal) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          last = Date.now();
          latest.current();
        },
        Math.max(0, last + PAUSE_MS - Date.now()),
      );
    });
    return () => {
      clearTimeout(timer);
      off();
    };
  }, [live]);
}
