/** Asks for that of a plan's data of which the page was told that it has changed. */
import type { ThreadsAnswer } from "~/comments/threads";
import { uncompressed } from "~/ui/payload";
import { cachedLoaderData } from "~/workspace/loader-data-cache";
import { IN_BACKGROUND, topicsOfLoad } from "~/workspace/reload-topics";
import type { PlanData } from "./payload.server";

/**
 * What is said stands beside the text, and can be asked for by itself. Amendments cannot: they are
 * compared with the text as it is, and the page has to have that very text.
 * @param key by which the page's data is kept
 * @returns the data as it is now; null where more has changed than what is said, or the question was
 * not answered
 */
export async function loadToldOf(key: string, signal: AbortSignal): Promise<PlanData | null> {
  const topics = topicsOfLoad();
  const known = cachedLoaderData<PlanData>(key);
  if (!topics || !known) return null;
  if (![...topics].every((topic) => topic === "comments")) return null;
  try {
    const path = `/documents/${known.about.id}/comments`;
    const answer = await fetch(path, { signal, redirect: "manual", headers: IN_BACKGROUND });
    const body = answer.ok ? ((await answer.json()) as ThreadsAnswer) : null;
    return body?.ok ? { ...known, threads: uncompressed(body.threads) } : null;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
