/** Asks for that of a plan's data of which the page was told that it has changed. */
import type { AmendmentsAnswer } from "~/amendments/view";
import { partsOfAmendments } from "~/amendments/view-parts";
import type { ThreadsAnswer } from "~/comments/threads";
import { notPacked } from "~/ui/packed";
import { keptData } from "~/workspace/last-data";
import { topicsOfLoad } from "~/workspace/reload-topics";
import type { PlanData } from "./packed.server";

/**
 * @param key by which the page's data is kept
 * @returns the data as it is now; null where more has changed than can be asked for by itself, or the
 * question was not answered
 */
export async function loadToldOf(key: string, signal: AbortSignal): Promise<PlanData | null> {
  const topics = topicsOfLoad();
  const known = keptData<PlanData>(key);
  if (!topics || !known) return null;
  if (![...topics].every((topic) => topic === "comments" || topic === "amendments")) return null;
  const ask = async <Answer extends { ok: boolean }>(what: string): Promise<Answer> => {
    const path = `/documents/${known.about.id}/${what}`;
    const answer = await fetch(path, { signal, redirect: "manual" });
    const body = answer.ok ? ((await answer.json()) as Answer) : null;
    if (!body?.ok) throw new Error(`${path} answered ${answer.status}`);
    return body;
  };
  try {
    // A decision about an amendment can end a thread; what is said changes no amendment.
    const [said, proposed] = await Promise.all([
      ask<ThreadsAnswer>("comments"),
      topics.has("amendments") ? ask<AmendmentsAnswer>("amendments") : null,
    ]);
    if (!said.ok || proposed?.ok === false) return null;
    const threads = notPacked(said.threads);
    if (!proposed) return { ...known, threads };
    const { own, shared } = partsOfAmendments(proposed.amendments);
    const { permissions } = proposed;
    const amendments = notPacked(own);
    return { ...known, threads, amendments, compared: notPacked(shared), permissions };
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
