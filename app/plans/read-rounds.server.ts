/** The consultation rounds of a plan, as far as a person may look back at them. */
import { listRounds, openingsOf } from "#db/consultations";
import { type DocumentRow, findDocumentBySlug } from "#db/documents";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocumentSince, type Openings, type Subject } from "../accounts/policy";
import type { OperationContext } from "../context";
import { planAsOf } from "../documents/as-of.server";
import { Refused } from "../refusal";
import { type RoundSpan, roundSpans } from "./rounds";

export interface RoundsRead {
  document: DocumentRow;
  actor: Actor;
  subject: Subject;
  opened: Openings;
  /** The last one first. */
  rounds: RoundSpan[];
}

/**
 * Those rounds in which the person could have read what was said, for who may read the comments.
 * @throws Refused "not-found", also for the agenda, or the policy's reason.
 */
export async function readRounds(context: OperationContext, slug: string): Promise<RoundsRead> {
  if (!context.actor) throw new Refused("signed-out");
  const q = context.store.read;
  const now = context.now();
  const found = await findDocumentBySlug(q, slug);
  if (found?.kind !== "plan") throw new Refused("not-found");
  const document = await planAsOf(q, found, now);
  const actor = allow(context.actor, "read-comments", document);
  const subject = subjectOf(document);
  const opened = await openingsOf(q, document.id);
  const rounds = roundSpans(await listRounds(q, document.id), now).filter(
    ({ until }) => mayOnDocumentSince(actor, "read-comments", subject, until - 1, opened).allowed,
  );
  return { document, actor, subject, opened, rounds };
}
