/**
 * What an amendment does to its item as that stands, as people read it. It is worked out when the row
 * or the item has become another, and kept with the row: readers share it.
 */
import type { AmendmentRow } from "#db/amendments";
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { memoizeByIdentity } from "../ui/memoize";
import { carry, type Proposal, sameText } from "./carry";
import { detailsRedline } from "./details";
import {
  type CurrentContentItem,
  outcomeOf,
  type ProspectiveOutcome,
  type ReadAmendment,
  readAmendment,
} from "./outcomes.server";
import { type RedlineParagraph, redline, redlineOf } from "./redline";
import { isAccepted, isPending } from "./rules";
import { tokensOf } from "./tokens";
import type { AmendmentView } from "./view";
import { parsed, parsedDetails } from "./writing.server";

export interface Compared {
  read: ReadAmendment;
  outcome: ProspectiveOutcome;
  view: Pick<
    AmendmentView,
    "basis" | "proposed" | "details" | "redline" | "outcome" | "result" | "since"
  >;
}

/** @param hasArea whether the area it names is there; true where it names none. */
export function compared(
  row: AmendmentRow,
  item: CurrentContentItem | null,
  hasArea: boolean,
): Compared {
  return comparedWith(row, item?.text ?? null, item?.details ?? null, hasArea);
}

const comparedWith = memoizeByIdentity(
  (
    row: AmendmentRow,
    text: RichText | null,
    details: Details | null,
    hasArea: boolean,
  ): Compared => {
    const item = text && details ? { text, details } : null;
    const read = readAmendment(row);
    const outcome = outcomeOf(read, item, hasArea);
    const { basis, proposed } = read;
    const current = outcome.outcome === "details" ? outcome.carried : outcome;
    const view: Compared["view"] = {
      basis,
      proposed,
      details: read.details && {
        ...read.details,
        result:
          outcome.outcome === "details" && outcome.carried.outcome === "clean"
            ? outcome.carried.details
            : null,
      },
      redline: read.details
        ? detailsRedlineOf(row, outcome, item?.details, read.details)
        : redlineWith(read, outcome, item?.text),
      outcome: current.outcome === "plain" ? "clean" : current.outcome,
      result:
        outcome.outcome === "clean"
          ? oneOf(proposed, outcome.text)
          : row.kind === "new"
            ? proposed
            : null,
      since: item && isPending(row) ? sinceOf(read, current.outcome, item) : null,
    };
    return { read, outcome, view };
  },
);

/** A text as the same object as another that says the same: what goes to a page is then written once. */
const oneOf = (known: RichText | null, text: RichText): RichText =>
  known && JSON.stringify(known) === JSON.stringify(text) ? known : text;

/**
 * What has changed in the item since it was proposed: where that is in the way, and where the whole
 * item is to go or to stand elsewhere, whose words are then others than those that were meant.
 */
function sinceOf(
  { row, basis, details }: ReadAmendment,
  outcome: AmendmentView["outcome"] | "plain",
  item: { text: RichText; details: Details },
): RedlineParagraph[] | null {
  if (details) return outcome === "collides" ? detailsRedline(details.basis, item.details) : null;
  const whole = row.kind === "removal" || row.kind === "move";
  if (!basis || !(outcome === "collides" || (whole && !sameText(basis, item.text)))) return null;
  return redline(basis, item.text);
}

/** Of details: what it does to those that stand, or what it was on those it was made on. */
function detailsRedlineOf(
  row: AmendmentRow,
  outcome: ProspectiveOutcome,
  now: Details | undefined,
  { basis, proposed }: { basis: Details; proposed: Details },
): RedlineParagraph[] {
  if (isAccepted(row))
    return detailsRedline(parsedDetails(row.decidedFrom), parsedDetails(row.decidedTo));
  if (now && outcome.outcome === "details" && outcome.carried.outcome === "clean") {
    return detailsRedline(now, outcome.carried.details);
  }
  return detailsRedline(basis, proposed);
}

const NOTHING: RichText = { type: "doc", content: [] };

function redlineWith(
  { row, basis, proposed, texts }: ReadAmendment,
  outcome: ProspectiveOutcome,
  now: RichText | undefined,
): RedlineParagraph[] {
  if (row.kind === "move") return [];
  if (isAccepted(row) && row.kind === "text") return acceptedRedline(row, texts);
  // What a convener made of a new item is what was accepted.
  if (isAccepted(row) && row.kind === "new" && row.decidedTo !== null) {
    return redline(NOTHING, parsed(row.decidedTo));
  }
  if (outcome.outcome === "clean" && now) return redlineOf(tokensOf(now), outcome.edits);
  // What is to go is what stands.
  if (row.kind === "removal" && isPending(row) && now) return redline(now, NOTHING);
  // What went is what the item said then, and not when it was proposed.
  if (row.kind === "removal" && isAccepted(row) && row.decidedFrom !== null) {
    return redline(parsed(row.decidedFrom), NOTHING);
  }
  return redline(basis ?? NOTHING, proposed ?? NOTHING);
}

/**
 * What the acceptance of a text changed. Of several that were accepted together as they were, each shows
 * its own change: the words of the others are not its proposer's.
 */
function acceptedRedline(row: AmendmentRow, own: Proposal | null): RedlineParagraph[] {
  const [from, to] = [parsed(row.decidedFrom), parsed(row.decidedTo)];
  const carried = row.state === "accepted" && own ? carry(own, from) : null;
  if (carried?.outcome === "clean") return redlineOf(tokensOf(from), carried.edits);
  return redline(from, to);
}
