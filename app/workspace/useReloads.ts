import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { Announcement } from "../collab/protocol";
import { ReloadSchedule } from "./reload-schedule";
import { reloadFor } from "./reload-topics";

/** What announces: returns what ends it. */
export type Announcing = (hear: (announcement: Announcement) => void) => () => void;

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/**
 * Loads the page's data again when the server says that it has changed.
 * @param announcing the same function until what announces is another; null while nothing does
 */
export function useReloads(announcing: Announcing | null): void {
  const { revalidate, state } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  const [schedule] = useState(
    () =>
      new ReloadSchedule({
        load: (topics) => {
          reloadFor(topics);
          latest.current();
        },
        now: () => performance.now(),
        random: Math.random,
        after,
      }),
  );
  // With a form under way, or a page to come, the router loads by itself: that is not to be given up either.
  const loading = useNavigation().state !== "idle" || state === "loading";
  useEffect(() => schedule.setLoading(loading), [schedule, loading]);

  useEffect(() => {
    const look = () => schedule.setSeen(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [schedule]);

  useEffect(() => {
    if (!announcing) return;
    const off = announcing((announcement) => schedule.told(announcement));
    return () => {
      off();
      schedule.end();
    };
  }, [schedule, announcing]);
}
