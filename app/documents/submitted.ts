/** Which delegations have said what they have to say: the plan of each, once it is submitted. */
import { isFinal, type PlanState } from "../accounts/policy";

/** Those whose plan is not submitted, in their order; also those that have none. */
export function awaitedOf(
  delegations: readonly string[],
  plans: readonly { delegation: string | null; state: PlanState }[],
): string[] {
  return delegations.filter(
    (code) => !plans.some(({ delegation, state }) => delegation === code && isFinal(state)),
  );
}
