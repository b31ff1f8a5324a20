/** When a digest is due. */
import { momentOf, wallTime } from "../i18n/time-zones";
import type { Choices } from "../notifications/choices";

const DAY = 86_400_000;
const MONDAY = 1;

/**
 * The last moment, not after now, at which a digest was to go out; null for someone who wants none.
 * What came before it and was not mailed goes out now, however late that is.
 * @param now milliseconds since the epoch.
 */
export function lastDigestTime(
  { mail, mailHour, timeZone }: Pick<Choices, "mail" | "mailHour" | "timeZone">,
  now: number,
): number | null {
  if (mail === "never") return null;
  const today = Date.parse(wallTime(now, timeZone).slice(0, 10));
  for (let back = 0; back <= 7; back++) {
    const date = new Date(today - back * DAY);
    if (mail === "weekly" && date.getUTCDay() !== MONDAY) continue;
    const at = hourOf(date.toISOString().slice(0, 10), mailHour, timeZone);
    if (at !== null && at <= now) return at;
  }
  return null;
}

/** An hour that clocks skip on this day is the next one. */
function hourOf(date: string, hour: number, timeZone: string): number | null {
  const wall = (of: number) => `${date}T${String(of).padStart(2, "0")}:00`;
  return momentOf(wall(hour), timeZone) ?? momentOf(wall(hour + 1), timeZone);
}

const FIRST_PAUSE = 5 * 60_000;
const LONGEST_PAUSE = 3_600_000;

/**
 * How long to wait, in milliseconds, before a mail that could not be sent is tried again.
 * @param failures in a row, from 1.
 */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
}
