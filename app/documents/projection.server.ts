/** The database's view of a document's items: text, hash, place, number. */

import { createHash } from "node:crypto";
import type * as Y from "yjs";
import type { AreaRow, DocumentRow, ItemRow } from "#db/documents";
import { negotiatedWords } from "./brackets";
import { type DocumentContent, readDocument } from "./document";
import { itemRef } from "./numbering";
import { plainText, type RichText } from "./rich-text";

/** SHA-256 of an item's words; white space folded, formatting left out. */
export function textHash(text: string): string {
  return createHash("sha256").update(text.replace(/\s+/g, " ").trim()).digest("hex");
}

/**
 * What an item says, in a plan or in the agenda: what its hash is of, and what a position on it or
 * a disposition of it is bound to.
 * @param delegation of the document; null for the agenda, whose brackets are part of its words
 */
export function itemWords(delegation: string | null, text: RichText): string {
  return delegation === null ? negotiatedWords(text) : plainText(text);
}

/** Projects a document into rows. The same document always gives the same rows. */
export function project(
  document: Pick<DocumentRow, "id" | "delegation">,
  doc: Y.Doc,
): { title: string; areas: AreaRow[]; items: ItemRow[] } {
  const content = readDocument(doc);
  const row = (
    item: (typeof content.removed)[number],
    areaId: string,
    removed: boolean,
  ): ItemRow => {
    const text = itemWords(document.delegation, item.text);
    return {
      documentId: document.id,
      id: item.id,
      areaId,
      ref: removed ? "" : itemRef(document.delegation, item.areaNumber, item.number),
      areaNumber: item.areaNumber,
      number: item.number,
      text,
      hash: textHash(text),
      ...item.details,
      removed,
    };
  };
  return {
    title: content.title,
    areas: content.areas.map(({ id, title, number }) => ({
      documentId: document.id,
      id,
      title,
      number,
    })),
    items: [
      ...content.areas.flatMap((area) => area.items.map((item) => row(item, area.id, false))),
      ...content.removed.map((item) => row(item, item.areaId, true)),
    ],
  };
}

/** Hash of all that an approval approves: titles, order, words and details. */
export function documentHash(doc: Y.Doc): string {
  return contentHash(readDocument(doc));
}

/** The same of a document that has been read. */
export function contentHash(content: DocumentContent): string {
  return createHash("sha256")
    .update(
      JSON.stringify([
        content.title,
        content.preamble,
        content.areas.map((area) => [
          area.title,
          area.items.map((item) => [item.id, item.text, item.details]),
        ]),
      ]),
    )
    .digest("hex");
}
