/** What becomes of the amendments of an item that stay open once another was accepted. */
import { type AmendmentRow, updateAmendments } from "#db/amendments";
import type { Queries } from "#db/store";
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { carry, rebased } from "./carry";
import { carryDetails } from "./details";
import { editsOf } from "./edits";
import type { AmendmentKind } from "./rules";
import { tokensOf } from "./tokens";
import { detailsProposalOf, parsed, parsedDetails, proposalOf } from "./writing.server";

/** Who decided, when, in which step. */
interface Decider {
  decidedBy: string;
  decidedAt: number;
  decisionId: string;
}

/**
 * Carries on, or ends, those that stay open.
 * @param kind of the one that was accepted
 * @param effect what the item said before and after, as JSON
 */
export async function afterAcceptance(
  tx: Queries,
  kind: AmendmentKind,
  open: readonly AmendmentRow[],
  effect: { from: string | null; to: string | null },
  { decidedBy, decidedAt, decisionId }: Decider,
): Promise<void> {
  const decider = { decidedBy, decidedAt, decisionId };
  // Without the item there is nothing that they could change.
  if (kind === "removal") await supersede(tx, open, decider);
  if (kind === "text") await carryOn(tx, open, parsed(effect.from), parsed(effect.to), decider);
  if (kind === "details") await endWhatIsSaid(tx, open, parsedDetails(effect.to), decider);
}

async function supersede(
  tx: Queries,
  rows: readonly AmendmentRow[],
  decider: Decider,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await updateAmendments(tx, ids, { ...decider, reason: "", state: "superseded" });
}

/**
 * Amendments of the same text that stay open, once it has changed: carried onto the new text where
 * that is plain, and superseded where it says already what they proposed.
 */
async function carryOn(
  tx: Queries,
  rows: readonly AmendmentRow[],
  before: RichText,
  after: RichText,
  decider: Decider,
): Promise<void> {
  const made = editsOf(tokensOf(before), tokensOf(after));
  for (const row of rows.filter(({ kind }) => kind === "text")) {
    const carried = carry(proposalOf(row), before);
    if (carried.outcome !== "clean") continue;
    if (carry(proposalOf(row), after).outcome === "done") {
      await supersede(tx, [row], decider);
      continue;
    }
    const next = rebased(before, carried.edits, made);
    if (!next) continue;
    await updateAmendments(tx, [row.id], {
      carriedBasis: JSON.stringify(next.basis),
      carriedText: JSON.stringify(next.proposed),
    });
  }
}

/** Amendments of details that stay open are superseded where the item says by now what they proposed. */
async function endWhatIsSaid(
  tx: Queries,
  rows: readonly AmendmentRow[],
  now: Details,
  decider: Decider,
): Promise<void> {
  const said = rows.filter(
    (row) => row.kind === "details" && carryDetails(detailsProposalOf(row), now).outcome === "done",
  );
  await supersede(tx, said, decider);
}
