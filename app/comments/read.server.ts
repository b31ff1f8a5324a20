/** The threads of a document, as far as a person may read them. */
import { cachedThreads, type StoredThread, type ThreadRow } from "#db/comments";
import { cachedOpenings } from "#db/consultations";
import { findDocument } from "#db/documents";
import type { Store } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import {
  type Actor,
  isHeldBack,
  mayOnDocument,
  type Openings,
  type Subject,
} from "../accounts/policy";
import type { AppContext } from "../context";
import { Refused } from "../refusal";
import type { Anchor } from "./anchor";
import {
  mayChangeComment,
  mayReadComment,
  mayReadThread,
  mayResolve,
  readersOfThread,
} from "./rules";
import type { Threads, ThreadView } from "./threads";
import { readableOf } from "./writing.server";

/**
 * The threads of a document as this person may see them, with what they may do to each: for its
 * page, so none for someone who may read the document and not what is said of it.
 * Throws `Refused`: `not-found`, or the policy's reason if they may not read the document.
 */
export async function readThreads(
  context: Pick<AppContext, "store">,
  actor: Actor | null,
  documentId: string,
): Promise<Threads> {
  return threadsFor(context.store, actor, documentId, "read");
}

/** The same for someone who asks for the comments alone: refused if these are not theirs to read. */
export async function readThreadsAlone(
  context: Pick<AppContext, "store">,
  actor: Actor | null,
  documentId: string,
): Promise<Threads> {
  return threadsFor(context.store, actor, documentId, "read-comments");
}

async function threadsFor(
  store: Store,
  person: Actor | null,
  documentId: string,
  needed: "read" | "read-comments",
): Promise<Threads> {
  if (!person) throw new Refused("signed-out");
  const document = await findDocument(store.read, documentId);
  if (!document) throw new Refused("not-found");
  const actor = allow(person, needed, document);
  const subject = subjectOf(document);
  const opened = await cachedOpenings(store, documentId);
  const stored = await cachedThreads(store, documentId);
  return {
    threads: stored
      .filter((thread) => mayReadThread(actor, subject, readableOf(thread), opened).allowed)
      .map((thread) => readableIn(actor, subject, thread, opened))
      .filter(isAlive)
      .map((thread) => viewOf(actor, subject, thread, opened)),
    permissions: {
      comment: mayOnDocument(actor, "comment", subject).allowed,
      resolve: mayOnDocument(actor, "resolve", subject).allowed,
      internal: mayOnDocument(actor, "make-internal", subject).allowed,
    },
  };
}

/** A thread whose comments were all deleted is over. */
const isAlive = ({ comments }: StoredThread) =>
  comments.some(({ comment }) => comment.deletedAt === null);

/** The thread with those of its comments that this person may read. */
function readableIn(
  actor: Actor | null,
  subject: Subject,
  stored: StoredThread,
  opened: Openings,
): StoredThread {
  return {
    ...stored,
    comments: stored.comments.filter(
      ({ comment }) => mayReadComment(actor, subject, comment, opened).allowed,
    ),
  };
}

/** Whether words of it are held back, which the next opening can let out. */
const heldBackIn = ({ thread, comments }: StoredThread, opened: Openings): boolean =>
  thread.internalTo === null &&
  comments.some(
    ({ comment }) =>
      comment.deletedAt === null &&
      isHeldBack(thread.id, comment.editedAt ?? comment.createdAt, opened),
  );

function viewOf(
  actor: Actor | null,
  subject: Subject,
  stored: StoredThread,
  opened: Openings,
): ThreadView {
  const { thread, amendment, resolvedBy, reopenedBy, comments } = stored;
  return {
    id: thread.id,
    about: thread.about,
    itemId: thread.itemId,
    amendedItemId: amendment?.itemId ?? null,
    anchor: anchorOf(thread),
    quote: thread.quote,
    internalTo: thread.internalTo,
    createdAt: thread.createdAt,
    heldBack: heldBackIn(stored, opened),
    readers: readersOfThread(subject, readableOf(stored), opened),
    resolved: thread.resolvedAt === null ? null : { at: thread.resolvedAt, by: resolvedBy },
    reopened: thread.reopenedAt === null ? null : { at: thread.reopenedAt, by: reopenedBy },
    comments: comments.map(({ comment, author, mentioned }) => ({
      id: comment.id,
      author,
      body: comment.deletedAt === null ? comment.body : "",
      mentioned,
      createdAt: comment.createdAt,
      editedAt: comment.editedAt,
      deleted: comment.deletedAt !== null,
      may: {
        change: comment.deletedAt === null && mayChangeComment(actor, subject, comment).allowed,
      },
    })),
    may: {
      resolve: mayResolve(actor, subject, thread).allowed,
      reply: mayOnDocument(actor, "comment", subject).allowed,
    },
  };
}

const anchorOf = ({ anchorStart, anchorEnd }: ThreadRow): Anchor | null =>
  anchorStart === null || anchorEnd === null ? null : { start: anchorStart, end: anchorEnd };
