import type { IncomingHttpHeaders } from "node:http";
import type { Locale, Person } from "../context";
import { readCookie } from "../cookies";
import { isLocale, LOCALE_COOKIE, negotiateLocale } from "./locale";

/** The language chosen on this device, else by this person, else asked for by the browser. */
export function preferredLocale(headers: IncomingHttpHeaders, person: Person | null): Locale {
  const chosen = readCookie(headers.cookie, LOCALE_COOKIE);
  if (isLocale(chosen)) return chosen;
  return person?.locale ?? negotiateLocale(headers["accept-language"]) ?? "en";
}
