import { type SubmitOptions, useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "./announce";

const AFTER_FOCUS_MS = 100;

type Answer = { ok: true } | { ok: false };

/**
 * Sending a form that takes a step, and hearing what came of it, once. To be held by what stays on
 * the page when the step is taken: a dialog, or the box it was opened from, may be gone by then.
 * @param onDone called once a step is taken and the page shows it; it gives the sentence to say.
 */
export function useStepForm<T extends Answer>(onDone: (answer: T & { ok: true }) => string) {
  const fetcher = useFetcher();
  const { state, submit } = fetcher;
  const data = fetcher.data as T | undefined;
  const announce = useAnnounce();
  const handled = useRef<T | undefined>(undefined);
  const [dismissed, setDismissed] = useState<T | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    // The notice of a refusal speaks for itself.
    if (!isDone(data)) return;
    const said = done.current(data);
    // Said after the focus has moved, or the name of where it went would cut it off. The dialog is
    // gone by then, so its timer is not cleared with it.
    setTimeout(() => announce(said), AFTER_FOCUS_MS);
  }, [state, data, announce]);

  const pending = state !== "idle";
  return {
    pending,
    /** Why the last one was not taken; null while there is nothing to say. */
    refused: !pending && data && !isDone(data) && data !== dismissed ? refusalOf(data) : null,
    /** Forgets why the last one was not taken: another is about to be asked for. */
    dismiss: () => setDismissed(data),
    send: (fields: Record<string, string>, options: Pick<SubmitOptions, "action">) =>
      submit(fields, { method: "post", ...options }),
  };
}

const isDone = <T extends Answer>(answer: T): answer is T & { ok: true } => answer.ok;
const refusalOf = <T extends Answer>(answer: T) => answer as T & { ok: false };
