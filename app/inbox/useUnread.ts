/** How much is unread, kept true while the page is looked at. */
import { useLocation, useNavigation, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { hearWithdrawn, isTold, onUnread } from "../collab/personal-news";
import { placeOf } from "./view";

export interface Unread {
  count: number;
  newest: number;
}

/** Milliseconds from one question to the next, on a page in sight that is not told. */
const EVERY = 60_000;

async function ask(options?: RequestInit): Promise<Unread | null> {
  try {
    const answer = await fetch("/inbox/count", options);
    if (answer.status === 401 && ((await answer.json()) as { withdrawn?: boolean }).withdrawn) {
      hearWithdrawn();
    }
    return answer.ok ? ((await answer.json()) as Unread) : null;
  } catch {
    // Without a network the last count stands; the next question comes soon.
    return null;
  }
}

/**
 * Hears it from the server, on a page with a connection to it. Any other asks: seldom while the page is
 * in sight, and at once when it comes into sight, another page was opened, or this one loaded its data
 * again. What the address names is marked as read.
 * @param known what the page came with.
 * @param onNews called when something came that was not there before.
 */
export function useUnread(known: Unread, onNews: (unread: Unread) => void): Unread {
  const [unread, setUnread] = useState(known);
  const newest = useRef(known.newest);
  const tell = useRef(onNews);
  tell.current = onNews;
  const take = useCallback((next: Unread | null) => {
    if (!next) return;
    setUnread((last) => (last.count === next.count && last.newest === next.newest ? last : next));
    if (next.newest > newest.current) tell.current(next);
    newest.current = Math.max(newest.current, next.newest);
  }, []);

  useEffect(() => take(known), [known, take]);
  useEffect(() => onUnread(take), [take]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible" && !isTold()) void ask().then(take);
    };
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("online", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("online", look);
    };
  }, [take]);

  // A page that was told to load its data again may have been told of what is news here too.
  const revalidated = useRevalidator().state;
  const navigated = useNavigation().state;
  const first = useRef(true);
  useEffect(() => {
    if (revalidated !== "idle" || navigated !== "idle") return;
    // The first time is the page as it came.
    if (!first.current && !isTold()) void ask().then(take);
    first.current = false;
  }, [revalidated, navigated, take]);

  const { pathname, hash } = useLocation();
  useEffect(() => {
    const place = placeOf(hash);
    if (!place) return;
    void ask({ method: "POST", body: new URLSearchParams(place) }).then(take);
  }, [pathname, hash, take]);

  return unread;
}
