/**
 * A place to return to, only if it is inside this workspace: a path with one leading slash.
 * Anything else (`//elsewhere`, `/\elsewhere`, `https:…`) becomes the home page.
 */
export function safePath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || !/^\/(?![/\\])/.test(value)) return fallback;
  const url = new URL(value, "http://workspace.invalid");
  return url.host === "workspace.invalid" ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
