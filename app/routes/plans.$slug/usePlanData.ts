/** What the page of a plan was given, unpacked; what is as it was before stays the same objects. */
import { useMemo } from "react";
import type { Amendments, AmendmentView } from "../../amendments/view";
import { type AmendmentPart, amendmentsOfParts } from "../../amendments/view-parts";
import type { ThreadView } from "../../comments/threads";
import type { DocumentContent } from "../../plans/document";
import { fromPlainText } from "../../plans/rich-text";
import { type TextPart, textOfParts } from "../../plans/text-parts";
import type { DocumentView } from "../../plans/view";
import { type Packed, type PackedParts, useUnpacked, useUnpackedParts } from "../../ui/packed";

export function usePlanData(loaded: {
  about: Omit<DocumentView, "content">;
  content: PackedParts<DocumentContent, TextPart>;
  threads: Packed<ThreadView[]>;
  amendments: PackedParts<AmendmentView[], AmendmentPart>;
  permissions: Amendments["permissions"];
}): { view: DocumentView; threads: ThreadView[]; amendments: Amendments } {
  const { about, permissions } = loaded;
  const content = useUnpackedParts(loaded.content, contentOf);
  const threads = useUnpacked(loaded.threads);
  const all = useUnpackedParts(loaded.amendments, amendmentsOfParts);
  const view = useMemo(() => ({ ...about, content }), [about, content]);
  const amendments = useMemo(() => ({ amendments: all, permissions }), [all, permissions]);
  return { view, threads, amendments };
}

const NOTHING: DocumentContent = {
  title: "",
  preamble: fromPlainText(""),
  areas: [],
  removed: [],
};
const contentOf = (parts: TextPart[]): DocumentContent => textOfParts(parts) ?? NOTHING;
