import { useEffect, useState } from "react";
import type { RemovalView } from "../view";

/** The server knows of a removal once it has projected the text: a little after the page does. */
const AGAIN_AFTER_MS = 1_500;
const TRIES = 5;

async function ask(documentId: string, signal: AbortSignal): Promise<RemovalView[]> {
  try {
    const answer = await fetch(`/documents/${documentId}/removals`, { signal });
    return answer.ok ? ((await answer.json()) as { removals: RemovalView[] }).removals : [];
  } catch {
    return [];
  }
}

/**
 * Number, time and author of removals, by item, as far as the server says; asked for until it knows
 * of all of them, or seems not to.
 * @param wanted ids of the items; none, and nothing is asked.
 */
export function useRemovals(
  documentId: string,
  wanted: readonly string[],
): ReadonlyMap<string, RemovalView> {
  const [known, setKnown] = useState<ReadonlyMap<string, RemovalView>>(new Map());
  const key = wanted.join(" ");
  useEffect(() => {
    if (key === "") return;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (left: number) => {
      const found = await ask(documentId, leaving.signal);
      if (leaving.signal.aborted) return;
      const byItem = new Map(found.map((removal) => [removal.itemId, removal]));
      setKnown(byItem);
      if (left > 1 && key.split(" ").some((id) => !byItem.has(id))) {
        timer = setTimeout(() => void look(left - 1), AGAIN_AFTER_MS);
      }
    };
    void look(TRIES);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [documentId, key]);
  return known;
}
