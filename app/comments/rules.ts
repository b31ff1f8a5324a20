/**
 * The rules of comments that go beyond the document: when a thread was begun and by whom, who wrote
 * a comment.
 */
import {
  type Actor,
  type Decision,
  mayOnDocument,
  type Openings,
  type Subject,
  subjectAt,
} from "../accounts/policy";

/** What it takes to say who may read a thread. */
export interface Readable {
  createdAt: number;
  /** Code of the delegation whose people alone read it. */
  internalTo: string | null;
  /** When the amendment it is about was proposed; null for one about anything else. */
  proposedAt: number | null;
}

/**
 * Reading a thread: for those who may read the comments of the document, now and also as it was
 * when the thread was begun. What a delegation said among itself before it first opened its plan
 * stays with those who draft it, and so do later replies to it. One about an amendment is for those
 * who may read that, and one internal to a delegation for its people, whatever else they may read.
 */
export function mayReadThread(
  actor: Actor | null,
  subject: Subject,
  thread: Readable,
  opened: Openings,
): Decision {
  const decision = mayReadSince(actor, "read-comments", subject, thread.createdAt, opened);
  if (!decision.allowed) return decision;
  if (!isOwn(actor, thread)) return HIDDEN;
  const { proposedAt } = thread;
  return proposedAt === null ? decision : mayReadAmended(actor, subject, { proposedAt }, opened);
}

/** Reading the amendment that a thread is or is to be about: now, and as it was when proposed. */
export function mayReadAmended(
  actor: Actor | null,
  subject: Subject,
  { proposedAt }: { proposedAt: number },
  opened: Openings,
): Decision {
  return mayReadSince(actor, "read-amendments", subject, proposedAt, opened);
}

function mayReadSince(
  actor: Actor | null,
  action: "read-comments" | "read-amendments",
  subject: Subject,
  at: number,
  opened: Openings,
): Decision {
  const now = mayOnDocument(actor, action, subject);
  return now.allowed ? mayOnDocument(actor, action, subjectAt(subject, at, opened)) : now;
}

const HIDDEN: Decision = { allowed: false, reason: "hidden" };

const isOwn = (actor: Actor | null, { internalTo }: Pick<Readable, "internalTo">): boolean =>
  internalTo === null || actor?.delegation === internalTo;

/**
 * Resolving and reopening: those whom the policy lets settle any thread of the document, and
 * whoever opened this one, as long as they may still comment. One that is internal to a delegation
 * is settled by its people, as nobody else knows of it.
 */
export function mayResolve(
  actor: Actor | null,
  subject: Subject,
  thread: { createdBy: string; internalTo: string | null },
): Decision {
  if (thread.internalTo !== null) {
    return isOwn(actor, thread) ? mayOnDocument(actor, "comment", subject) : HIDDEN;
  }
  const decision = mayOnDocument(actor, "resolve", subject);
  if (decision.allowed || actor?.id !== thread.createdBy) return decision;
  return mayOnDocument(actor, "comment", subject);
}

/** Editing and deleting: one's own comments, as long as one may still comment. */
export function mayChangeComment(
  actor: Actor | null,
  subject: Subject,
  comment: { authorId: string },
): Decision {
  const decision = mayOnDocument(actor, "comment", subject);
  if (!decision.allowed || actor?.id === comment.authorId) return decision;
  return { allowed: false, reason: "role" };
}
