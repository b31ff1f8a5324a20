/** How much one person may have proposed on one document. */
import { countAmendmentsOf } from "#db/amendments";
import type { Queries } from "#db/store";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";

/**
 * Asked in the transaction that wrote an amendment, after it did: what two forms sent at once have
 * written is counted by the second.
 * @throws Refused "limit" if it is more than one person may have.
 */
export async function refuseTooMuchProposed(
  tx: Queries,
  who: { documentId: string; personId: string },
): Promise<void> {
  const open = await countAmendmentsOf(tx, who, ["proposed"]);
  if (open.count > CONTRIBUTION_LIMITS.amendmentsPerPerson) {
    throw new Refused("limit", "amendments");
  }
  if (open.letters > CONTRIBUTION_LIMITS.amendmentLettersPerPerson) {
    throw new Refused("limit", "amendment-letters");
  }
  // What was withdrawn is shown too, and could be made without end.
  const all = await countAmendmentsOf(tx, who, ["proposed", "withdrawn"]);
  if (
    all.count > CONTRIBUTION_LIMITS.amendmentsAndWithdrawnPerPerson ||
    all.letters > CONTRIBUTION_LIMITS.amendmentAndWithdrawnLettersPerPerson
  ) {
    throw new Refused("limit", "amendments-withdrawn");
  }
}
