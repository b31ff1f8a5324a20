import { useCallback } from "react";
import { hearNews } from "../collab/news-connection";
import { collabUrl } from "../collab/useLiveDocument";
import { type Announcing, useReloads } from "./useReloads";

/** Keeps a page up to date that shows a document's data, but not its text to work on. */
export function useNewsOf(documentId: string): void {
  const announcing = useCallback<Announcing>(
    (hear) => hearNews(collabUrl(), documentId, hear),
    [documentId],
  );
  useReloads(announcing);
}
