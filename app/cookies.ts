/** Reading one cookie out of a header. */

/**
 * The value of the cookie of exactly this name, or null. Other cookies of the same host, however
 * malformed, do not disturb it.
 */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}
