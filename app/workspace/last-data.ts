/**
 * A page with a live document must not fall to an error page because its data could not be loaded
 * again: with it would go what was typed and not yet sent. Then the data it has serves on.
 *
 * It is kept for as long as the page is on the screen and no longer: what a plan shows depends on
 * who looks at it, and the next to look on this device may be someone else.
 */
import { isRouteErrorResponse } from "@remix-run/react";

const kept = new Map<string, unknown>();

/**
 * Keeps what a page shows, as an effect of the page.
 * @returns what takes it away again.
 */
export function keepData(key: string, data: unknown): () => void {
  kept.set(key, data);
  return () => kept.delete(key);
}

/** What the page on the screen shows; null while there is none. */
export const keptData = <T>(key: string): T | null => (kept.get(key) as T | undefined) ?? null;

/**
 * The data of `load`, or, where the server could not be reached or answered with a fault, what the
 * page on the screen has. What the server does answer (a redirect, a refusal) is passed on.
 */
export async function orKeptData<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const answered =
      error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
    if (answered || !kept.has(key)) throw error;
    return kept.get(key) as T;
  }
}
