/** In which language a document is drafted: what its exports are labelled in, and read aloud as. */
import { setDocumentLanguage } from "#db/documents";
import { addToRecord } from "#db/record";
import { allow } from "../accounts/allow.server";
import type { Locale, OperationContext } from "../context";
import { Refused } from "../refusal";
import { findDocumentAsOf } from "./as-of.server";
import { setLanguage } from "./document-changes";
import { editDocument } from "./log.server";

/**
 * Says in which language a document is drafted. Its words stay as they are.
 * @throws Refused "already-done" if it is that language, "not-found", or by the policy: it is for
 * those who may edit the document now.
 */
export async function changeLanguage(
  context: OperationContext,
  input: { documentId: string; language: Locale },
): Promise<void> {
  const { documentId, language } = input;
  const update = await context.store.transaction(async (tx) => {
    const at = context.now();
    const document = await findDocumentAsOf(tx, documentId, at);
    if (!document) throw new Refused(context.actor ? "not-found" : "signed-out");
    const actor = allow(context.actor, "edit", document);
    if (document.language === language) throw new Refused("already-done");
    await setDocumentLanguage(tx, document.id, language);
    const edit = await editDocument(context, tx, document, actor.id, (doc) =>
      setLanguage(doc, language),
    );
    edit.doc.destroy();
    await addToRecord(tx, {
      at,
      personId: actor.id,
      action: `${document.kind}.language`,
      documentId: document.id,
      detail: { from: document.language, to: language },
      requestId: context.requestId,
    });
    return edit.update;
  });
  context.live.apply(documentId, update);
  context.live.announce(documentId, "document");
}
