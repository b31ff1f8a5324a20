/** Choosing a language, and formatting by it. */
import { LOCALES, type Locale } from "../context";
import { getLocale, overwriteGetLocale } from "./generated/runtime.js";

export const LOCALE_COOKIE = "concerted_locale";

/** Each language by its own name, as a switch should show it. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  fr: "Français",
  es: "Español",
};

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && (LOCALES as readonly string[]).includes(value);
}

/** The first known language in order of preference: `fr-CA,fr;q=0.9` gives `fr`. */
export function negotiateLocale(acceptLanguage: string | undefined): Locale | null {
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const q = parameters.find((p) => p.trim().startsWith("q="));
      return { tag: tag.toLowerCase(), q: q ? Number(q.trim().slice(2)) || 0 : 1 };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of ranked) {
    const language = tag.split("-")[0];
    if (isLocale(language)) return language;
  }
  return null;
}

/** The language in which the catalogue speaks at this moment. */
export const currentLocale = (): Locale => getLocale();

/** Tells the catalogue where to look up the reader's language. */
export function readLocaleFrom(source: () => Locale): void {
  overwriteGetLocale(source);
}
