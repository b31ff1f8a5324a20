/** Sending what a convener does with a consultation round, and hearing what came of it. */
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "../ui/announce";
import { roundDone } from "./round-wording";
import type { RoundAnswer, RoundIntent } from "./rounds";

const AFTER_FOCUS_MS = 100;

/**
 * To be held by what stays on the page when it is done.
 * @param onDone called once the page shows it.
 * @returns `refused` is why the last one was not done, null while there is nothing to say.
 */
export function useRoundSteps(slug: string, onDone: () => void) {
  const { state, data, submit } = useFetcher<RoundAnswer>();
  const announce = useAnnounce();
  const handled = useRef<RoundAnswer | undefined>(undefined);
  const [dismissed, setDismissed] = useState<RoundAnswer | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    // The notice of a refusal speaks for itself.
    if (!data.ok) return;
    done.current();
    // Said after the focus has moved, or the name of where it went would cut it off.
    setTimeout(() => announce(roundDone(data.intent)), AFTER_FOCUS_MS);
  }, [state, data, announce]);

  const pending = state !== "idle";
  return {
    pending,
    refused: !pending && data && !data.ok && data !== dismissed ? data : null,
    /** Forgets why the last one was not done: another is about to be asked for. */
    dismiss: () => setDismissed(data),
    send(fields: { intent: RoundIntent } & Record<string, string>) {
      submit(fields, { method: "post", action: `/plans/${slug}/rounds?index` });
    },
  };
}
export type RoundSteps = ReturnType<typeof useRoundSteps>;
