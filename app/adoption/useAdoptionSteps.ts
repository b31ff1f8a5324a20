/** Sending a step from its dialog, and hearing what came of it. */
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "../ui/announce";
import { ADOPTION_PATH, type AdoptionIntent, type AdoptionResult } from "./requests";
import { doneText, refusedText } from "./wording";

const AFTER_FOCUS_MS = 100;

/**
 * To be held by what stays on the page when the step is taken: a dialog, or the box it was opened
 * from, may be gone by then.
 * @param onDone called once a step is taken and the page shows it.
 * @returns `refused` is why the last one was not taken, null while there is nothing to say; `field`
 * names what of the form was at fault.
 */
export function useAdoptionSteps(onDone: () => void) {
  const { state, data, submit } = useFetcher<AdoptionResult>();
  const announce = useAnnounce();
  const handled = useRef<AdoptionResult | undefined>(undefined);
  const [dismissed, setDismissed] = useState<AdoptionResult | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    // The notice of a refusal speaks for itself.
    if (!data.ok) return;
    done.current();
    // Said after the focus has moved, or the name of where it went would cut it off.
    setTimeout(() => announce(doneText(data.intent)), AFTER_FOCUS_MS);
  }, [state, data, announce]);

  const pending = state !== "idle";
  const refused = !pending && data && !data.ok && data !== dismissed ? data : null;
  return {
    pending,
    refused: refused && refusedText(refused),
    field: refused?.field ?? null,
    /** Forgets why the last one was not taken: another is about to be asked for. */
    dismiss: () => setDismissed(data),
    send(fields: { intent: AdoptionIntent } & Record<string, string>) {
      submit(fields, { method: "post", action: ADOPTION_PATH });
    },
  };
}
export type AdoptionSteps = ReturnType<typeof useAdoptionSteps>;
