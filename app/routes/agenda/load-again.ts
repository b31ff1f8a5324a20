/** Asks for what has changed of the agenda's data since the page was given it. */
import { lettersOf, withDelta } from "~/ui/payload-delta";
import { cachedLoaderData } from "~/workspace/loader-data-cache";
import { IN_BACKGROUND } from "~/workspace/reload-topics";
import type { AgendaChanges, AgendaData } from "./data.server";

/**
 * @returns the data as it is now; null where the page has none yet, or the question was not answered, and
 * has to be asked for whole
 */
export async function loadAgain(signal: AbortSignal): Promise<AgendaData | null> {
  const known = cachedLoaderData<AgendaData>("agenda");
  if (!known) return null;
  try {
    const answer = await fetch(`/agenda/changes?since=${known.stamp}`, {
      signal,
      redirect: "manual",
      headers: IN_BACKGROUND,
    });
    if (!answer.ok) return null;
    const { view, document, content, threads, ...rest } = (await answer.json()) as AgendaChanges;
    const letters = lettersOf([known.view, known.document, known.content, known.threads]);
    return {
      ...rest,
      view: withDelta(view, letters),
      document: withDelta(document, letters),
      content: withDelta(content, letters),
      threads: withDelta(threads, letters),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
