/**
 * A page with a live document must not fall to an error page because its data could not be loaded
 * again: with it would go what was typed and not yet sent. Then the data it has serves on.
 */
import { isRouteErrorResponse } from "@remix-run/react";

const kept = new Map<string, unknown>();

/** Keeps what a page was given at its first loading, which happens on the server. */
export function keepData(key: string, data: unknown): void {
  kept.set(key, data);
}

/**
 * The data of `load`, or, where the server could not be reached or answered with a fault, what the
 * page had before. What the server does answer (a redirect, a refusal) is passed on.
 */
export async function orKeptData<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    const data = await load();
    kept.set(key, data);
    return data;
  } catch (error) {
    const answered =
      error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
    if (answered || !kept.has(key)) throw error;
    return kept.get(key) as T;
  }
}
