import { useLiveDocument } from "../collab/useLiveDocument";
import { useDelegation, useRootData } from "../ui/root-data";
import { useTopicReload } from "./useTopicReload";

/**
 * Keeps a page up to date that shows a document's data, but not its text to work on.
 * @param path of the page on which the document is worked on: its copy on this device is named by it.
 */
export function useNewsOf({ id, title }: { id: string; title: string }, path: string): void {
  const person = useRootData()?.person;
  const slot = useDelegation(person?.delegation ?? null)?.slot ?? 5;
  const live = useLiveDocument({
    documentId: id,
    title,
    path,
    me: {
      id: person?.id ?? "",
      name: person?.name ?? "",
      delegation: person?.delegation ?? null,
      slot,
    },
  });
  useTopicReload(live);
}
