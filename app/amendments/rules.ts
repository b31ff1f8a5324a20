/** The rules of amendments that go beyond the document: their states, whose they are, since when. */
import {
  type Actor,
  type Decision,
  mayOnDocument,
  mayOnDocumentSince,
  type Openings,
  type Subject,
  writtenSince,
} from "../accounts/policy";

export const AMENDMENT_STATES = [
  "proposed",
  "withdrawn",
  "accepted",
  "accepted-modified",
  "rejected",
  "superseded",
] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];

export const AMENDMENT_KINDS = ["text", "details", "new", "removal", "move"] as const;
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

/** What a rule asks of an amendment. */
export interface Facts {
  state: AmendmentState;
  proposedBy: string;
  proposedAt: number;
}

/** When its proposer last wrote it. */
export const writtenAt = (row: { proposedAt: number; editedAt: number | null }): number =>
  row.editedAt ?? row.proposedAt;

/** Whether it waits for a decision. */
export const isPending = ({ state }: Pick<Facts, "state">): boolean => state === "proposed";

/** Whether its words came into the text, as proposed or otherwise. */
export const isAccepted = ({ state }: Pick<Facts, "state">): boolean =>
  state === "accepted" || state === "accepted-modified";

/** Whether it was ended by a decision, which can be taken back. */
export const isDecided = ({ state }: Pick<Facts, "state">): boolean =>
  !isPending({ state }) && state !== "withdrawn";

/**
 * Reading one: for those who may read the amendments of the document, now and also as it was when
 * this one was proposed. What a delegation suggested to itself before it opened its plan stays there;
 * what was proposed, or written anew, while the plan was closed again, until it is let out.
 */
export function mayReadAmendment(
  actor: Actor | null,
  subject: Subject,
  { id, proposedAt, editedAt }: AmendmentFacts,
  opened: Openings,
): Decision {
  const first = writtenSince(id, proposedAt, opened);
  const last = writtenSince(id, editedAt ?? proposedAt, opened);
  const decision = mayOnDocumentSince(actor, "read-amendments", subject, first, opened);
  return decision.allowed
    ? mayOnDocumentSince(actor, "read-amendments", subject, last, opened)
    : decision;
}

/** An amendment as far as it matters when it was written. */
export interface AmendmentFacts {
  id: string;
  proposedAt: number;
  editedAt: number | null;
}

const closed: Decision = { allowed: false, reason: "state" };

/** Changing and withdrawing: one's own, while it is not decided and one may propose. */
export function mayChangeAmendment(
  actor: Actor | null,
  subject: Subject,
  amendment: Facts,
): Decision {
  const decision = mayOnDocument(actor, "propose", subject);
  if (!decision.allowed) return decision;
  if (actor?.id !== amendment.proposedBy) return { allowed: false, reason: "role" };
  return isPending(amendment) ? decision : closed;
}

/** Supporting: what someone else proposed, while it is not decided. */
export function maySupport(actor: Actor | null, subject: Subject, amendment: Facts): Decision {
  const decision = mayOnDocument(actor, "support", subject);
  if (!decision.allowed) return decision;
  if (actor?.id === amendment.proposedBy) return { allowed: false, reason: "role" };
  return isPending(amendment) ? decision : closed;
}

/** Deciding, and taking a decision back. */
export function mayDecide(actor: Actor | null, subject: Subject, amendment: Facts): Decision {
  const decision = mayOnDocument(actor, "decide", subject);
  if (!decision.allowed) return decision;
  return isPending(amendment) ? decision : closed;
}
