/** Notifies people of amendments, in the transaction that writes them. */
import { listDecision, listSupporters } from "#db/amendments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import { type Actor, ifOpenedAgain } from "../accounts/policy";
import type { OperationContext } from "../context";
import { type NotifiableEvent, notify } from "../notifications/notify.server";
import { type AmendmentFacts, mayReadAmendment } from "./rules";

async function eventOf(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  amendment: AmendmentFacts,
): Promise<Omit<NotifiableEvent, "news">> {
  const opened = await openingsOf(tx, document.id);
  const subject = subjectOf(document);
  // Who cannot read it while the plan is closed again finds the notice when it is opened.
  const later = ifOpenedAgain(subject, opened);
  return {
    document,
    subject: "amendment",
    subjectId: amendment.id,
    by: context.actor?.id ?? null,
    mayRead: (person: Actor) =>
      mayReadAmendment(person, subject, amendment, opened).allowed ||
      (later !== null && mayReadAmendment(person, later.subject, amendment, later.opened).allowed),
  };
}

/** Of what was proposed: the conveners of the plan. */
export async function notifyOfProposal(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  amendment: AmendmentFacts,
): Promise<void> {
  const event = await eventOf(tx, context, document, amendment);
  await notify(tx, context, { ...event, news: { kind: "amendment" } });
}

/** Of what was decided in one step, and of what is superseded by it: who proposed or supports it. */
export async function notifyOfDecision(
  tx: Queries,
  context: OperationContext,
  document: DocumentRow,
  decisionId: string,
): Promise<void> {
  for (const row of await listDecision(tx, document.id, decisionId)) {
    const concerned = [row.proposedBy, ...(await listSupporters(tx, row.id))];
    const event = await eventOf(tx, context, document, row);
    await notify(tx, context, { ...event, news: { kind: "decision", concerned } });
  }
}
