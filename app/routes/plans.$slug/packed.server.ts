/** What the page of a plan is given, packed: what is the same for all readers is packed once. */

import type { Amendments, AmendmentView } from "../../amendments/view";
import { type AmendmentPart, partsOfAmendments } from "../../amendments/view-parts";
import type { ThreadView } from "../../comments/threads";
import { partsOfText } from "../../plans/text-parts";
import type { DocumentView, PlanLoad } from "../../plans/view";
import { pack, packParts } from "../../ui/packed.server";

export function packedPlan({
  view: { content, ...about },
  threads,
  amendments: { amendments, permissions },
}: {
  view: DocumentView;
  threads: ThreadView[];
  amendments: Amendments;
}) {
  const { own, shared } = partsOfAmendments(amendments);
  return {
    about,
    content: packParts(content, partsOfText(content)),
    threads: pack(threads),
    amendments: packParts<AmendmentView[], AmendmentPart>(amendments, shared, [own]),
    permissions,
  } satisfies PlanLoad & Record<string, unknown>;
}

export type PlanData = ReturnType<typeof packedPlan>;
