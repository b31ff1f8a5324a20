/** The common ground of the operations on comments: their transaction, and what they find in it. */
import {
  type CommentRow,
  findComment,
  findThread,
  hasComments,
  type ThreadFacts,
} from "#db/comments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor, Decision } from "../accounts/policy";
import type { OperationContext } from "../context";
import { findDocumentAsOf } from "../plans/standing.server";
import { Refused } from "../refusal";
import { mayReadThread, type Readable } from "./rules";

/** What every operation on comments answers. */
export interface Written {
  threadId: string;
  commentId: string | null;
}

interface Outcome {
  written: Written;
  /** For the record; null when nothing was changed. */
  entry: { action: string; detail: Record<string, unknown> } | null;
}

/** For a form that was received before, or asks for what is so already. */
export const unchanged = (written: Written): Outcome => ({ written, entry: null });
export const changed = (action: string, written: Written, detail = {}): Outcome => ({
  written,
  entry: { action, detail: { ...written, ...detail } },
});

/** One transaction on a document's threads; once committed, the pages that show them are told. */
export async function write(
  context: OperationContext,
  documentId: string,
  work: (tx: Queries, document: DocumentRow) => Promise<Outcome>,
): Promise<Written> {
  if (!context.actor) throw new Refused("signed-out");
  const { written, entry } = await context.store.transaction(async (tx) => {
    const document = await findDocumentAsOf(tx, documentId, context.now());
    if (!document) throw new Refused("not-found");
    const outcome = await work(tx, document);
    if (outcome.entry) {
      await addToRecord(tx, {
        at: context.now(),
        personId: context.actor?.id ?? null,
        documentId,
        requestId: context.requestId,
        ...outcome.entry,
      });
    }
    return outcome;
  });
  if (entry) context.live.announce(documentId, "comments");
  return written;
}

/** The actor, if this was allowed; throws `Refused` with the reason if not. */
export function granted(actor: Actor | null, decision: Decision): Actor {
  if (!decision.allowed) throw new Refused(decision.reason);
  if (!actor) throw new Refused("signed-out");
  return actor;
}

/** What the rules ask of a stored thread. */
export const readableOf = ({ thread, amendment }: ThreadFacts): Readable => ({
  createdAt: thread.createdAt,
  internalTo: thread.internalTo,
  proposedAt: amendment?.proposedAt ?? null,
});

async function readable(
  q: Queries,
  document: DocumentRow,
  actor: Actor,
  threadId: string,
): Promise<ThreadFacts | null> {
  const found = await findThread(q, document.id, threadId);
  if (!found) return null;
  const opened = await openingsOf(q, document.id);
  const decision = mayReadThread(actor, subjectOf(document), readableOf(found), opened);
  return decision.allowed ? found : null;
}

/** A thread that the actor may read; to anyone else it is as if there were none. */
export async function factsOf(
  q: Queries,
  document: DocumentRow,
  actor: Actor,
  threadId: string,
): Promise<ThreadFacts> {
  const facts = await readable(q, document, actor, threadId);
  if (!facts || !(await hasComments(q, threadId))) throw new Refused("not-found", "threadId");
  return facts;
}

/** A comment in a thread that the actor may read; to anyone else it is as if there were none. */
export async function commentOf(
  tx: Queries,
  document: DocumentRow,
  actor: Actor,
  id: string,
): Promise<{ comment: CommentRow; facts: ThreadFacts }> {
  const comment = await findComment(tx, document.id, id);
  const facts = comment && (await readable(tx, document, actor, comment.threadId));
  if (!comment || !facts) throw new Refused("not-found", "commentId");
  return { comment, facts };
}
