/** What the page of a plan was given, unpacked; what is as it was before stays the same objects. */
import { useMemo, useRef } from "react";
import type { Amendments } from "../../amendments/view";
import { amendmentsOfParts, type SharedPart } from "../../amendments/view-parts";
import type { ThreadView } from "../../comments/threads";
import type { DocumentContent } from "../../plans/document";
import { fromPlainText } from "../../plans/rich-text";
import { type TextPart, textOfParts } from "../../plans/text-parts";
import type { DocumentView } from "../../plans/view";
import { type Packed, type PackedParts, useUnpacked, useUnpackedParts } from "../../ui/packed";
import { shared } from "../../ui/shared";
import type { packedPlan } from "./packed.server";

export function usePlanData(loaded: {
  about: Omit<DocumentView, "content">;
  content: PackedParts<DocumentContent, TextPart>;
  threads: Packed<ThreadView[]>;
  amendments: ReturnType<typeof packedPlan>["amendments"];
  compared: PackedParts<SharedPart[], SharedPart>;
  permissions: Amendments["permissions"];
}): { view: DocumentView; threads: ThreadView[]; amendments: Amendments } {
  const { about, permissions } = loaded;
  const content = useUnpackedParts(loaded.content, contentOf);
  const threads = useUnpacked(loaded.threads);
  const own = useUnpacked(loaded.amendments);
  const compared = useUnpackedParts(loaded.compared, asTheyAre);
  const last = useRef<unknown>(undefined);
  const view = useMemo(() => ({ ...about, content }), [about, content]);
  const amendments = useMemo(() => {
    const all = shared(last.current, amendmentsOfParts(own, compared));
    last.current = all;
    return { amendments: all, permissions };
  }, [own, compared, permissions]);
  return { view, threads, amendments };
}

const NOTHING: DocumentContent = {
  title: "",
  preamble: fromPlainText(""),
  areas: [],
  removed: [],
};
const contentOf = (parts: TextPart[]): DocumentContent => textOfParts(parts) ?? NOTHING;
const asTheyAre = (parts: SharedPart[]): SharedPart[] => parts;
