/**
 * Caches the loader data of pages with a live document. Such a page must not give way to an error page
 * when its data cannot be loaded: what was typed and not yet sent would go with it. Without a connection the
 * cached data serves on, while the page is on the screen and when one comes back to it.
 *
 * The cache is in memory and belongs to one person: what a plan shows depends on who reads it, and the
 * next reader on this device may be someone else.
 */
import { isRouteErrorResponse } from "@remix-run/react";

const cache = new Map<string, unknown>();
let cachedFor: string | null = null;

/** Keeps what a page shows a person, as an effect of the page; what others were shown is forgotten. */
export function cacheLoaderData(personId: string | null, key: string, data: unknown): void {
  if (personId !== cachedFor) cache.clear();
  cachedFor = personId;
  if (personId !== null) cache.set(key, data);
}

/** Forgets all that was shown to anybody but this person. */
export function cacheLoaderDataFor(personId: string | null): void {
  if (personId !== cachedFor) cache.clear();
  cachedFor = personId;
}

/** What the page on the screen shows; null while there is none. */
export const cachedLoaderData = <T>(key: string): T | null =>
  (cache.get(key) as T | undefined) ?? null;

/**
 * The data of `load`, or, where the server could not be reached or answered with a fault, what the
 * page was shown with last. What the server does answer (a redirect, a refusal) is passed on, and
 * ends what was kept of the page.
 */
export async function orCachedLoaderData<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const answered =
      error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
    if (answered) cache.delete(key);
    if (answered || !cache.has(key)) throw error;
    return cache.get(key) as T;
  }
}
