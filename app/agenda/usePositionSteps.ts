/** Sending a position from its dialog, and hearing what came of it. */
import { useStepForm } from "../ui/useStepForm";
import { POSITIONS_PATH, type PositionResult } from "./position-requests";
import { refusalText } from "./position-wording";

type Fields =
  | { intent: "give"; itemId: string; position: string; note: string; textHash: string }
  | { intent: "withdraw"; itemId: string }
  | { intent: "agree-rest"; items: string };

/**
 * @param onDone called once it is recorded, when the page shows it; it gives the sentence to say.
 * @returns `refused` is why the last one was not recorded, null while there is nothing to say.
 */
export function usePositionSteps(onDone: () => string) {
  const { pending, refused, send } = useStepForm<PositionResult>(onDone);
  return {
    pending,
    refused: refused && refusalText(refused),
    send(fields: Fields) {
      send({ ...fields }, { action: POSITIONS_PATH });
    },
  };
}
