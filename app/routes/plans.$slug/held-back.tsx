/** What was written while the plan was closed again, as the dialog of its opening lists it. */
import { shortRedline } from "../../amendments/short-redline";
import type { AmendmentView } from "../../amendments/view";
import { amendmentTitle } from "../../amendments/wording";
import { segmentsOf } from "../../comments/mentions";
import { placeTitle } from "../../comments/place-name";
import type { ThreadView } from "../../comments/threads";
import { itemRef } from "../../documents/numbering";
import type { DocumentView } from "../../documents/view";
import type { HeldBack } from "../../plans/LetOutChoice";

export function heldBackOf(
  view: Pick<DocumentView, "content" | "delegation">,
  threads: readonly ThreadView[],
  amendments: readonly AmendmentView[],
): HeldBack[] {
  const refs = new Map<string, string>();
  for (const area of view.content.areas) {
    refs.set(area.id, String(area.number));
    for (const item of area.items) {
      refs.set(item.id, itemRef(view.delegation, item.areaNumber, item.number));
    }
  }
  const ofThreads = threads
    .filter(({ heldBack }) => heldBack)
    .map(({ id, about, itemId, amendedItemId, comments }) => {
      // The newest words: those before it may be known already.
      const last = comments.findLast(({ deleted }) => !deleted);
      const ref = refs.get(amendedItemId ?? itemId) ?? "";
      return {
        id,
        label: placeTitle({ about, ref }),
        by: last?.author.name ?? "",
        words: wordsOf(last?.body ?? ""),
      };
    });
  const ofAmendments = amendments
    .filter(({ heldBack, state }) => heldBack && state !== "withdrawn")
    .map((amendment) => ({
      id: amendment.id,
      label: amendmentTitle(amendment),
      by: amendment.proposedBy.name,
      words:
        amendment.justification ||
        shortRedline(amendment.redline, 3)
          .map((piece) => ("text" in piece ? piece.text : ""))
          .join(""),
    }));
  return [...ofThreads, ...ofAmendments];
}

/** A comment's own words; names in it are only hinted at. */
const wordsOf = (body: string): string =>
  segmentsOf(body)
    .map((segment) => ("text" in segment ? segment.text : "@…"))
    .join("");
