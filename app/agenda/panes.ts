/** How the national items and the agenda share the width: a percentage, kept per device in a cookie. */
import { readCookie } from "../cookies";

export const SHARE_MIN = 25;
export const SHARE_MAX = 75;
export const SHARE_USUAL = 50;

/** How far a key moves the separator, in per cent. */
const BY_ARROW = 2;
const BY_PAGE = 10;

export const PANES_COOKIE = "concerted_panes";
const A_YEAR = 31_536_000;

/** A share of the width that can be shown: whole, and within its limits. */
export function limitedShare(share: number): number {
  return Math.min(SHARE_MAX, Math.max(SHARE_MIN, Math.round(share)));
}

/** The share at which the separator is where the pointer is. */
export function shareAt(pointer: number, box: { left: number; width: number }): number {
  return box.width > 0 ? limitedShare(((pointer - box.left) / box.width) * 100) : SHARE_USUAL;
}

/** The share after a key; null for keys that the separator does not know. */
export function shareByKey(key: string, share: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return limitedShare(share - BY_ARROW);
    case "ArrowRight":
      return limitedShare(share + BY_ARROW);
    case "PageUp":
      return limitedShare(share - BY_PAGE);
    case "PageDown":
      return limitedShare(share + BY_PAGE);
    case "Home":
      return SHARE_MIN;
    case "End":
      return SHARE_MAX;
    case "Enter":
      return SHARE_USUAL;
    default:
      return null;
  }
}

/** As the reader left it on this device; the usual share for a cookie that says nothing sound. */
export function readShare(cookieHeader: string | null): number {
  const cookie = readCookie(cookieHeader, PANES_COOKIE);
  return cookie !== null && /^\d{2}$/.test(cookie) ? limitedShare(Number(cookie)) : SHARE_USUAL;
}

/** What the page sets as its cookie. */
export function shareCookie(share: number): string {
  return `${PANES_COOKIE}=${limitedShare(share)}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax`;
}
