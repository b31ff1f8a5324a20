/** The colour scheme a reader has chosen, kept in a cookie so that the first paint is right. */
import { readCookie } from "../cookies";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "concerted_theme";

export function isTheme(value: unknown): value is Theme {
  return typeof value === "string" && (THEMES as readonly string[]).includes(value);
}

export function readTheme(cookieHeader: string | null): Theme {
  const chosen = readCookie(cookieHeader, THEME_COOKIE);
  return isTheme(chosen) ? chosen : "system";
}
