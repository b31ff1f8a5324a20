/** A moment that is named by a date, a time of day and the zone in which they are meant. */

const DAY = 86_400_000;
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Whether this is the name of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What clocks show in a zone at a moment: `2026-12-01T18:00`. */
export function wallTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/**
 * The moment at which clocks in a zone show this: the first, where they show it twice. Null for a
 * time that is skipped when clocks go forward, and for what is no date and time.
 * @param wall `2026-12-01T18:00`
 */
export function momentOf(wall: string, timeZone: string): number | null {
  if (!WALL.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offset = (at: number) => Date.parse(`${wallTime(at, timeZone)}:00Z`) - at;
  // Its offset is that of the day before or of the day after: clocks do not change twice in two days.
  const found = [offset(asUtc - DAY), offset(asUtc + DAY)]
    .map((by) => asUtc - by)
    .filter((at) => wallTime(at, timeZone) === wall);
  return found.length > 0 ? Math.min(...found) : null;
}
