/** The rules of comments that go beyond the document: who opened a thread, who wrote a comment. */
import { type Actor, type Decision, mayOnDocument, type Subject } from "../accounts/policy";

/** Threads are for those who may read the document. */
export function mayReadThreads(actor: Actor | null, subject: Subject): Decision {
  return mayOnDocument(actor, "read", subject);
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
