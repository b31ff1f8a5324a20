/** The colour scheme a reader has chosen, kept in a cookie so that the first paint is right. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "concerted_theme";

export function isTheme(value: unknown): value is Theme {
  return typeof value === "string" && (THEMES as readonly string[]).includes(value);
}

export function readTheme(cookieHeader: string | null): Theme {
  const match = new RegExp(`(?:^|;\\s*)${THEME_COOKIE}=([a-z]+)`).exec(cookieHeader ?? "");
  return isTheme(match?.[1]) ? match[1] : "system";
}
