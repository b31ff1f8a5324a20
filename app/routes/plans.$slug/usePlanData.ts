/** What the page of a plan was given, decompressed; what is as it was before stays the same objects. */
import { useMemo } from "react";
import type { Amendments, AmendmentView } from "../../amendments/view";
import { type AmendmentPart, amendmentsOfParts } from "../../amendments/view-parts";
import type { ThreadView } from "../../comments/threads";
import type { DocumentContent } from "../../documents/document";
import { fromPlainText } from "../../documents/rich-text";
import { type TextPart, textOfParts } from "../../documents/text-parts";
import type { DocumentView } from "../../documents/view";
import {
  type Payload,
  type PayloadParts,
  useDecompressed,
  useDecompressedParts,
} from "../../ui/payload";

export function usePlanData(loaded: {
  about: Omit<DocumentView, "content">;
  content: PayloadParts<DocumentContent, TextPart>;
  threads: Payload<ThreadView[]>;
  amendments: PayloadParts<AmendmentView[], AmendmentPart>;
  permissions: Amendments["permissions"];
}): { view: DocumentView; threads: ThreadView[]; amendments: Amendments } {
  const { about, permissions } = loaded;
  const content = useDecompressedParts(loaded.content, contentOf);
  const threads = useDecompressed(loaded.threads);
  const all = useDecompressedParts(loaded.amendments, amendmentsOfParts);
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
