/** Bringing back an earlier version of a plan or of the agenda. */
import * as Y from "yjs";
import { openingsOf } from "#db/consultations";
import { findAgenda } from "#db/documents";
import { addToRecord } from "#db/record";
import { findVersion } from "#db/versions";
import { allow, subjectOf } from "../accounts/allow.server";
import { mayOnDocumentSince } from "../accounts/policy";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import { findDocumentAsOf } from "./as-of.server";
import { bringTo } from "./bring-back";
import { editDocument, saveVersion } from "./log.server";

/**
 * Makes a document say what one of its versions says, for everyone who has it open. What it said
 * until then is kept first: bringing that back undoes this.
 * @returns the id of the version that holds the text before
 * @throws Refused "not-found" if there is no such version that the actor may see.
 */
export async function bringBackVersion(
  context: OperationContext,
  input: { documentId: string; versionId: string },
): Promise<{ replacedVersionId: string }> {
  const { update, replacedVersionId, agenda } = await context.store.transaction(async (tx) => {
    const document = await findDocumentAsOf(tx, input.documentId, context.now());
    if (!document) throw new Refused("not-found");
    const actor = allow(context.actor, "bring-back", document);
    const version = await findVersion(tx, input.versionId);
    if (version?.documentId !== document.id) throw new Refused("not-found");
    const opened = await openingsOf(tx, document.id);
    const subject = subjectOf(document);
    const { createdAt } = version;
    if (!mayOnDocumentSince(actor, "history", subject, createdAt, opened).allowed) {
      throw new Refused("not-found");
    }
    const replacedVersionId = await saveVersion(context, tx, document.id, {
      reason: "bring-back",
      by: actor.id,
    });
    const earlier = new Y.Doc();
    Y.applyUpdate(earlier, version.state);
    const { update } = await editDocument(context, tx, document, actor.id, (doc) =>
      bringTo(doc, earlier),
    );
    earlier.destroy();
    await addToRecord(tx, {
      at: context.now(),
      personId: actor.id,
      action: `${document.kind}.bring-back`,
      documentId: document.id,
      // Named as in the records of earlier releases.
      detail: { versionId: version.id, keptId: replacedVersionId },
      requestId: context.requestId,
    });
    return { update, replacedVersionId, agenda: await findAgenda(tx) };
  });
  context.live.apply(input.documentId, update);
  context.live.announce(input.documentId, "document");
  if (agenda) context.live.announce(agenda.id, "agenda");
  return { replacedVersionId };
}
