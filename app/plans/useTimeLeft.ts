import { useEffect, useState } from "react";
import { timeLeftHolds } from "../i18n/format";

/** The longest that a browser waits; for longer it would not wait at all. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * The time by the reader's clock, new whenever how long it is until a moment is said otherwise.
 * @returns null until the page is alive.
 */
export function useTimeLeft(until: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const time = Date.now();
      setNow(time);
      if (time < until)
        timer = setTimeout(look, Math.min(timeLeftHolds(until, time), LONGEST_WAIT));
    };
    look();
    // A device that slept has missed what it waited for.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [until]);
  return now;
}
