/** Sending a position from its dialog, and hearing what came of it. */
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useAnnounce } from "../ui/announce";
import { POSITIONS_PATH, type PositionResult } from "./position-requests";
import { refusalText } from "./position-wording";

const AFTER_FOCUS_MS = 100;

type Fields =
  | { intent: "give"; itemId: string; position: string; note: string; textHash: string }
  | { intent: "withdraw"; itemId: string }
  | { intent: "agree-rest"; items: string };

/**
 * @param onDone called once it is recorded, when the page shows it; it gives the sentence to say.
 * @returns `refused` is why the last one was not recorded, null while there is nothing to say.
 */
export function usePositionSteps(onDone: () => string) {
  const { state, data, submit } = useFetcher<PositionResult>();
  const announce = useAnnounce();
  const handled = useRef<PositionResult | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    // The notice of a refusal speaks for itself.
    if (!data.ok) return;
    const said = done.current();
    // Said after the focus has moved, or the name of where it went would cut it off. The dialog is
    // gone by then, so its timer is not cleared with it.
    setTimeout(() => announce(said), AFTER_FOCUS_MS);
  }, [state, data, announce]);

  const pending = state !== "idle";
  return {
    pending,
    refused: !pending && data && !data.ok ? refusalText(data) : null,
    send(fields: Fields) {
      submit({ ...fields }, { method: "post", action: POSITIONS_PATH });
    },
  };
}
