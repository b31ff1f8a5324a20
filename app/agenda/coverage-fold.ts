/** Whether the reader has the coverage unfolded: kept in a cookie, so that the first paint is right. */
import { readCookie } from "../cookies";

export const COVERAGE_COOKIE = "concerted_coverage";

const A_YEAR = 31_536_000;

/** Folded until the reader opens it: the first screen belongs to the items and the text. */
export function isCoverageOpen(cookieHeader: string | null): boolean {
  return readCookie(cookieHeader, COVERAGE_COOKIE) === "open";
}

/** What the page sets as its cookie. */
export function coverageCookie(open: boolean): string {
  return `${COVERAGE_COOKIE}=${open ? "open" : "folded"}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax`;
}
