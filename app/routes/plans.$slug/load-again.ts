/** Asks for that of a plan's data of which the page was told that it has changed. */
import type { Amendments, AmendmentsAnswer } from "~/amendments/view";
import type { ThreadsAnswer, ThreadView } from "~/comments/threads";
import type { DocumentView } from "~/plans/view";
import { keptData } from "~/workspace/last-data";
import { topicsOfLoad } from "~/workspace/reload-topics";

/** What the page of a plan is given. */
export interface PlanData {
  view: DocumentView;
  threads: ThreadView[];
  amendments: Amendments;
}

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
    const path = `/documents/${known.view.id}/${what}`;
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
    if (!proposed) return { ...known, threads: said.threads };
    const { ok: _, ...amendments } = proposed;
    return { ...known, threads: said.threads, amendments };
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
