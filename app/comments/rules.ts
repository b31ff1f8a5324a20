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

/**
 * Reading a thread: for those who may read the comments of the document, now and also as it was
 * when the thread was begun. What a delegation said among itself before it first opened its plan
 * stays with those who draft it, and so do later replies to it.
 */
export function mayReadThread(
  actor: Actor | null,
  subject: Subject,
  thread: { createdAt: number },
  opened: Openings,
): Decision {
  const now = mayOnDocument(actor, "read-comments", subject);
  if (!now.allowed) return now;
  return mayOnDocument(actor, "read-comments", subjectAt(subject, thread.createdAt, opened));
}

/**
 * Resolving and reopening: those whom the policy lets settle any thread of the document, and
 * whoever opened this one, as long as they may still comment.
 */
export function mayResolve(
  actor: Actor | null,
  subject: Subject,
  thread: { createdBy: string },
): Decision {
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
