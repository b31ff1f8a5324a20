/** What is known of the items that were removed from a document. */

import type * as Y from "yjs";
import { authorUnder } from "#db/authors";
import { findDocument, type ItemRow } from "#db/documents";
import { listPeople } from "#db/people";
import { listRemovals, recordRemovals } from "#db/removals";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { itemsOf } from "./document";
import type { RemovalView } from "./view";

/** Records who removed what, for a projection that is about to be written. */
export async function recordRemovalsIn(
  tx: Queries,
  documentId: string,
  doc: Y.Doc,
  projected: readonly ItemRow[],
  at: number,
): Promise<void> {
  const removed = projected.filter((row) => row.removed).map(({ id }) => id);
  await recordRemovals(tx, documentId, removed, at, (itemId) => {
    // Whoever wrote the mark removed the item: it is an entry of its own.
    const mark = itemsOf(doc).get(itemId)?._map.get("removed");
    return mark ? authorUnder(tx, documentId, mark.id.client) : null;
  });
}

/**
 * Who removed which items of a document, and when; for those who can bring them back.
 * @throws Refused `not-found`, or by the policy.
 */
export async function readRemovals(
  context: OperationContext,
  documentId: string,
): Promise<RemovalView[]> {
  const { read } = context.store;
  const document = await findDocument(read, documentId);
  if (!document) throw new Refused("not-found");
  allow(context.actor, "edit", document);
  const names = new Map((await listPeople(read)).map(({ id, name }) => [id, name]));
  return (await listRemovals(read, documentId)).map(({ itemId, ref, at, personId }) => ({
    itemId,
    ref,
    at,
    by: (personId && names.get(personId)) ?? null,
  }));
}
