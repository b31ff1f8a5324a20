/** What someone writes as an amendment, put onto the document as it stands; and what writing it further does. */
import type { AmendmentRow } from "#db/amendments";
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { Refused } from "../refusal";
import { carry, sameText } from "./carry";
import { carryDetails, changedDetails } from "./details";
import { detailsProposalOf, parsed, proposalOf } from "./writing.server";

/** What someone wrote on a text, on the text that stands by now. */
export function onto(now: RichText, basis: RichText, text: RichText): RichText {
  if (carry({ basis, proposed: text }, basis).outcome === "done")
    throw new Refused("invalid", "text");
  const carried = carry({ basis, proposed: text }, now);
  if (carried.outcome === "clean") return carried.text;
  if (carried.outcome === "done") throw new Refused("already-done", "text");
  throw new Refused("moved-on", "text");
}

/** The same for details. */
export function detailsOnto(now: Details, basis: Details = now, details: Details = now): Details {
  const proposal = { basis, proposed: details };
  if (carryDetails(proposal, basis).outcome === "done") throw new Refused("invalid", "text");
  const carried = carryDetails(proposal, now);
  if (carried.outcome === "clean") return carried.details;
  if (carried.outcome === "done") throw new Refused("already-done", "text");
  throw new Refused("moved-on", "text");
}

/** What was sent for an amendment that exists. */
export interface Further {
  basis?: RichText;
  text?: RichText;
  basisDetails?: Details;
  details?: Details;
}

/** What an amendment is to say from now on. */
export interface Rewritten {
  content: Partial<AmendmentRow>;
  /**
   * Whether it proposes something else than before. Whoever supported it has not seen that: their
   * support ends. Another justification, or the same change on a text that has grown, is not that.
   */
  proposesOther: boolean;
}

const AS_BEFORE: Rewritten = { content: {}, proposesOther: false };

/**
 * One's own amendment written further.
 * @param standing the item as it stands; asked for where the amendment is of one and is another now.
 * @throws Refused as for a new one.
 */
export async function rewritten(
  row: AmendmentRow,
  { basis, text, basisDetails, details }: Further,
  currentOf: (itemId: string) => Promise<{ text: RichText; details: Details }>,
): Promise<Rewritten> {
  if (row.kind === "new" && text) {
    if (sameText(parsed(row.proposedText), text)) return AS_BEFORE;
    return { content: { proposedText: JSON.stringify(text) }, proposesOther: true };
  }
  if (row.kind === "text" && text && row.itemId) {
    const before = proposalOf(row);
    const from = basis ?? before.basis;
    // It stays as it was written, though the words around or in its place may be others by now.
    if (sameText(from, before.basis) && sameText(text, before.proposed)) return AS_BEFORE;
    const now = (await currentOf(row.itemId)).text;
    const proposed = onto(now, from, text);
    const carried = carry(before, now);
    return {
      content: {
        basisText: JSON.stringify(now),
        proposedText: JSON.stringify(proposed),
        carriedBasis: null,
        carriedText: null,
      },
      proposesOther: carried.outcome !== "clean" || !sameText(carried.text, proposed),
    };
  }
  if (row.kind === "details" && details && row.itemId) {
    const before = detailsProposalOf(row);
    const from = basisDetails ?? before.basis;
    if (sameDetails(from, before.basis) && sameDetails(details, before.proposed)) return AS_BEFORE;
    const now = (await currentOf(row.itemId)).details;
    const proposed = detailsOnto(now, from, details);
    const carried = carryDetails(before, now);
    return {
      content: { basisText: JSON.stringify(now), proposedText: JSON.stringify(proposed) },
      proposesOther: carried.outcome !== "clean" || !sameDetails(carried.details, proposed),
    };
  }
  return AS_BEFORE;
}

const sameDetails = (one: Details, other: Details) => changedDetails(one, other).length === 0;
