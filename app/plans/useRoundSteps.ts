/** Sending what a convener does with a consultation round, and hearing what came of it. */
import { useStepForm } from "../ui/useStepForm";
import { roundDone } from "./round-wording";
import type { RoundAnswer, RoundIntent } from "./rounds";

/** @param onDone called once the page shows it. */
export function useRoundSteps(slug: string, onDone: () => void) {
  const { send, ...steps } = useStepForm<RoundAnswer>(({ intent }) => {
    onDone();
    return roundDone(intent);
  });
  return {
    ...steps,
    send(fields: { intent: RoundIntent } & Record<string, string>) {
      send(fields, { action: `/plans/${slug}/rounds?index` });
    },
  };
}
export type RoundSteps = ReturnType<typeof useRoundSteps>;
