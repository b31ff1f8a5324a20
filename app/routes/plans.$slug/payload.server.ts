/** What the page of a plan is given, compressed: what is the same for all readers is compressed once. */

import type { Amendments, AmendmentView } from "../../amendments/view";
import { type AmendmentPart, partsOfAmendments } from "../../amendments/view-parts";
import type { ThreadView } from "../../comments/threads";
import { partsOfText } from "../../documents/text-parts";
import type { DocumentView, PlanLoad } from "../../documents/view";
import { compress, compressParts } from "../../ui/payload.server";

export function planPayload({
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
    content: compressParts(content, partsOfText(content)),
    threads: compress(threads),
    amendments: compressParts<AmendmentView[], AmendmentPart>(amendments, shared, [own]),
    permissions,
  } satisfies PlanLoad & Record<string, unknown>;
}

export type PlanData = ReturnType<typeof planPayload>;
