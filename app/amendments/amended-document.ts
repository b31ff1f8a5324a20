/** The document as the forms of amendments need it: live, or as a page was given it. */
import type { Details, DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import type { RichText } from "../documents/rich-text";

export interface AmendedDocument {
  id: string;
  /** Of its words. */
  language: string;
  areas: { id: string; number: number; title: string; items: { id: string; ref: string }[] }[];
  /** Null for an item that is not there. */
  textOf(itemId: string): RichText | null;
  detailsOf(itemId: string): Details | null;
}

/** @param delegation code of the plan. */
export function amendedDocument(
  document: { id: string; language: string; delegation: string | null },
  content: Pick<DocumentContent, "areas">,
): AmendedDocument {
  const items = new Map(content.areas.flatMap((area) => area.items.map((item) => [item.id, item])));
  return {
    id: document.id,
    language: document.language,
    areas: content.areas.map((area) => ({
      id: area.id,
      number: area.number,
      title: area.title,
      items: area.items.map((item) => ({
        id: item.id,
        ref: itemRef(document.delegation, item.areaNumber, item.number),
      })),
    })),
    textOf: (itemId) => items.get(itemId)?.text ?? null,
    detailsOf: (itemId) => items.get(itemId)?.details ?? null,
  };
}

/**
 * A document in which others write on: its places as they are now, the words of an item as they are
 * whenever they are asked for.
 */
export function livingDocument(read: () => AmendedDocument): AmendedDocument {
  return {
    ...read(),
    textOf: (itemId) => read().textOf(itemId),
    detailsOf: (itemId) => read().detailsOf(itemId),
  };
}

/** Where an item stands: its area, and the item before it. */
export function placeIn(
  { areas }: AmendedDocument,
  itemId: string,
): { areaId: string; afterItemId: string } | null {
  for (const { id, items } of areas) {
    const at = items.findIndex((item) => item.id === itemId);
    if (at >= 0) return { areaId: id, afterItemId: items[at - 1]?.id ?? "" };
  }
  return null;
}
