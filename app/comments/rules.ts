/**
 * The rules of comments that go beyond the document: when a thread was begun and by whom, who wrote
 * a comment.
 */
import {
  type Actor,
  type Decision,
  mayOnDocument,
  mayOnDocumentSince,
  type Openings,
  type ReadersNow,
  readersNow,
  type Subject,
  subjectAt,
  writtenSince,
} from "../accounts/policy";

/** What it takes to say who may read a thread. */
export interface Readable {
  /** Undefined for one that is being begun. */
  id?: string;
  createdAt: number;
  /** Code of the delegation whose people alone read it. */
  internalTo: string | null;
  /** When the amendment it is about was proposed; null for one about anything else. */
  proposedAt: number | null;
  amendmentId?: string;
}

/**
 * Reading a thread: for those who may read the comments of the document, now and also as it was
 * when the thread was begun. What a delegation said among itself before it first opened its plan
 * stays with those who draft it, and so do later replies to it; what it said while the plan was closed
 * again, until that is let out at an opening. One about an amendment is for those
 * who may read that, and one internal to a delegation for its people, whatever else they may read.
 */
export function mayReadThread(
  actor: Actor | null,
  subject: Subject,
  thread: Readable,
  opened: Openings,
): Decision {
  const begun = writtenSince(thread.id, thread.createdAt, opened);
  const decision = mayOnDocumentSince(actor, "read-comments", subject, begun, opened);
  if (!decision.allowed) return decision;
  if (!isOwn(actor, thread)) return HIDDEN;
  if (thread.proposedAt === null) return decision;
  const proposed = writtenSince(thread.amendmentId, thread.proposedAt, opened);
  return mayOnDocumentSince(actor, "read-amendments", subject, proposed, opened);
}

/**
 * Reading a comment in a thread that one may read: it may have been written, or changed, while the
 * plan was closed again, in a thread that was begun before.
 */
export function mayReadComment(
  actor: Actor | null,
  subject: Subject,
  comment: { threadId: string; createdAt: number; editedAt: number | null },
  opened: Openings,
): Decision {
  const last = writtenSince(comment.threadId, comment.editedAt ?? comment.createdAt, opened);
  const first = writtenSince(comment.threadId, comment.createdAt, opened);
  const decision = mayOnDocumentSince(actor, "read-comments", subject, first, opened);
  return decision.allowed
    ? mayOnDocumentSince(actor, "read-comments", subject, last, opened)
    : decision;
}

/**
 * Who reads what is answered in a thread now: those of the thread. Null where the thread itself says
 * it, or all do.
 */
export function readersOfThread(
  subject: Subject,
  thread: Readable,
  opened: Openings,
): ReadersNow | null {
  if (thread.internalTo !== null) return null;
  const now = readersNow(subject, opened);
  const begun = writtenSince(thread.id, thread.createdAt, opened);
  if (opened.first !== null && begun < opened.first) return now && "drafters";
  return readersNow(subjectAt(subject, begun, opened), opened);
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
