/** Sending a step from its dialog, and hearing what came of it. */
import { useStepForm } from "../ui/useStepForm";
import { ADOPTION_PATH, type AdoptionIntent, type AdoptionResult } from "./requests";
import { doneText, refusedText } from "./wording";

/**
 * @param onDone called once a step is taken and the page shows it.
 * @returns `refused` is why the last one was not taken, null while there is nothing to say; `field`
 * names what of the form was at fault.
 */
export function useAdoptionSteps(onDone: () => void) {
  const { send, refused, ...steps } = useStepForm<AdoptionResult>(({ intent }) => {
    onDone();
    return doneText(intent);
  });
  return {
    ...steps,
    refused: refused && refusedText(refused),
    field: refused?.field ?? null,
    send(fields: { intent: AdoptionIntent } & Record<string, string>) {
      send(fields, { action: ADOPTION_PATH });
    },
  };
}
export type AdoptionSteps = ReturnType<typeof useAdoptionSteps>;
