/** Dates, numbers and sorting as the reader's language has them. */
import type { Locale } from "../context";

/** Makes a format once for each language: making one costs a hundred times as much as using it. */
function once<Format>(make: (locale: Locale) => Format): (locale: Locale) => Format {
  const made = new Map<Locale, Format>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}

const dates = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }));
const dateTimes = once(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
);
const distances = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
const numbers = once((locale) => new Intl.NumberFormat(locale));
const collators = once(
  (locale) => new Intl.Collator(locale, { numeric: true, sensitivity: "base" }),
);

export function formatDate(locale: Locale, at: number): string {
  return dates(locale).format(at);
}

export function formatDateTime(locale: Locale, at: number): string {
  return dateTimes(locale).format(at);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "5 minutes ago"; a date once it is a week old. */
export function formatRelative(locale: Locale, at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) > 7 * 86_400_000) return formatDate(locale, at);
  const format = distances(locale);
  for (const [unit, length] of STEPS) {
    if (Math.abs(distance) >= length) return format.format(Math.trunc(distance / length), unit);
  }
  return format.format(0, "second");
}

export function formatNumber(locale: Locale, value: number): string {
  return numbers(locale).format(value);
}

/** A comparison for sorting names as a reader of this language expects. */
export function comparing(locale: Locale): (a: string, b: string) => number {
  return collators(locale).compare;
}

/** A moment as clocks in a time zone show it, with the zone's name. */
export function formatInZone(locale: Locale, at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "long",
  }).format(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface TimeLeft {
  count: number;
  unit: "day" | "hour" | "minute";
}

/** How long until a moment that lies ahead, in the unit in which one would say it. */
export function timeLeft(at: number, now: number): TimeLeft {
  const left = Math.max(0, at - now);
  if (left >= 48 * HOUR) return { count: Math.floor(left / (24 * HOUR)), unit: "day" };
  if (left >= 2 * HOUR) return { count: Math.floor(left / HOUR), unit: "hour" };
  return { count: Math.ceil(left / MINUTE), unit: "minute" };
}

/** How long what `timeLeft` says stays true, in milliseconds; at least one. */
export function timeLeftHolds(at: number, now: number): number {
  const left = Math.max(0, at - now);
  const { count, unit } = timeLeft(at, now);
  // Days and hours are counted down from whole ones, minutes up to the next.
  if (unit === "minute") return Math.max(1, left - (count - 1) * MINUTE);
  return left - count * (unit === "day" ? 24 * HOUR : HOUR) + 1;
}

/** The same in words: "in 3 days", "in 5 hours", "in 12 minutes". */
export function formatTimeLeft(locale: Locale, at: number, now: number): string {
  const { count, unit } = timeLeft(at, now);
  return new Intl.RelativeTimeFormat(locale).format(count, unit);
}

/** A day as a time zone has it: "Wednesday, December 2, 2026". */
export function formatDayInZone(locale: Locale, at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "full" }).format(at);
}

/** The time of day that clocks in a time zone show. */
export function formatTimeInZone(locale: Locale, at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" }).format(at);
}

/** A whole hour of the day, from 0: "8:00 AM". */
export function formatHour(locale: Locale, hour: number): string {
  return formatTimeInZone(locale, hour * HOUR, "UTC");
}
