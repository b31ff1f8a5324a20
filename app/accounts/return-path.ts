/** Where to go back to after signing in or changing the language. */

/**
 * A path inside this workspace, the home page for anything else (`//elsewhere`, `/\\elsewhere`,
 * `https:…`). A path can also become a foreign address by being tidied up: browsers drop tabs and
 * line breaks from it, and `/.//elsewhere` is `//elsewhere` without its dot.
 */
export function returnPath(value: unknown): string {
  if (typeof value !== "string" || /\p{Cc}/u.test(value) || !/^\/(?![/\\])/.test(value)) return "/";
  const url = URL.canParse(value, "http://workspace.invalid")
    ? new URL(value, "http://workspace.invalid")
    : null;
  if (url?.host !== "workspace.invalid") return "/";
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith("//") ? "/" : path;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const to = returnPath(path);
  return to === "/" ? "/login" : `/login?to=${encodeURIComponent(to)}`;
}
