/** Where to go back to after signing in or changing the language. */
import { safePath } from "../ui/safe-path";

/**
 * A path inside this workspace, the home page for anything else. A path can also become a foreign
 * address by being tidied up: browsers drop tabs and line breaks from it, and `/.//elsewhere` is
 * `//elsewhere` without its dot.
 */
export function returnPath(value: unknown): string {
  if (typeof value !== "string" || /\p{Cc}/u.test(value)) return "/";
  const path = safePath(value);
  return path.startsWith("//") ? "/" : path;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const to = returnPath(path);
  return to === "/" ? "/login" : `/login?to=${encodeURIComponent(to)}`;
}
