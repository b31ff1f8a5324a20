/** What operations on what stands beside a document's text have in common: comments, amendments. */
import type { DocumentRow } from "#db/documents";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { findDocumentAsOf } from "./as-of.server";

/** What an operation did, for the record and for those who have the document open. */
export interface OperationResult<T> {
  result: T;
  /** Null when nothing was changed: the form was received before, or asks for what is so already. */
  entry: { action: string; detail: Record<string, unknown> } | null;
  /** A change of the text, in the log already. */
  update?: Uint8Array;
  /** The delegation whose people alone may know of it; where it is not given, all who may read such things. */
  hearers?: string | null;
}

/** Tells the pages of those who may read what was changed. */
function announce(
  { live }: OperationContext,
  document: DocumentRow,
  action: string,
  hearers: string | null = null,
): void {
  const topic = action.startsWith("amendments.") ? "amendments" : "comments";
  const reading = topic === "amendments" ? "read-amendments" : "read-comments";
  live.announce(
    document.id,
    topic,
    (person) =>
      (hearers === null || person.delegation === hearers) &&
      mayOnDocument(person, reading, subjectOf(document)).allowed,
  );
}

/**
 * One transaction on the document as it stands at this moment, with its entry in the record; once
 * committed, the open copy has the change of the text and the pages that show the document are told.
 */
export async function onDocument<T>(
  context: OperationContext,
  documentId: string,
  work: (tx: Queries, document: DocumentRow) => Promise<OperationResult<T>>,
): Promise<T> {
  if (!context.actor) throw new Refused("signed-out");
  const { result, entry, update, document, hearers } = await context.store.transaction(
    async (tx) => {
      const document = await findDocumentAsOf(tx, documentId, context.now());
      if (!document) throw new Refused("not-found");
      const outcome = await work(tx, document);
      if (outcome.entry) {
        await addToRecord(tx, {
          at: context.now(),
          personId: context.actor?.id ?? null,
          documentId,
          requestId: context.requestId,
          ...outcome.entry,
        });
      }
      return { ...outcome, document };
    },
  );
  if (update) context.live.apply(documentId, update);
  if (entry) announce(context, document, entry.action, hearers);
  return result;
}
