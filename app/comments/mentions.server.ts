/** Names in comments: who may be named, and what is kept of those who were. */
import { findAmendments } from "#db/amendments";
import { setMentions } from "#db/comments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import { listPeople, type PersonRow } from "#db/people";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocumentSince, writtenSince } from "../accounts/policy";
import type { OperationContext } from "../context";
import { findDocumentAsOf } from "../documents/as-of.server";
import { checked } from "../forms";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { mentionableInput } from "./input";
import type { Mentionable } from "./mention-offers";
import { homeOf, mentionedPeople, mentionsIn, sameMention } from "./mentions";
import { mayReadThread, type Readable } from "./rules";
import { factsOf, readableOf } from "./writing.server";

/**
 * Everyone with access who may read a thread of this document, in the order of their delegations:
 * those who can be named in it, and the only ones who are ever told of it.
 */
export async function readersOf(
  q: Queries,
  document: DocumentRow,
  thread: Readable,
): Promise<PersonRow[]> {
  const subject = subjectOf(document);
  const opened = await openingsOf(q, document.id);
  const people = await listPeople(q);
  return people.filter(
    (person) =>
      person.withdrawnAt === null && mayReadThread(person, subject, thread, opened).allowed,
  );
}

/**
 * Keeps whom a comment names, in place of those whom it named before. Refused with `invalid` if it
 * names someone who may not read the thread; those whom it named already may have lost that since.
 * @param before the comment's text until now; empty for a new one.
 */
export async function keepMentions(
  tx: Queries,
  document: DocumentRow,
  thread: Readable,
  comment: { id: string; body: string },
  before = "",
): Promise<void> {
  const mentions = mentionsIn(comment.body);
  if (mentions.length > CONTRIBUTION_LIMITS.mentionsPerComment)
    throw new Refused("invalid", "mentions");
  const known = mentionsIn(before);
  const added = mentions.filter((mention) => !known.some((other) => sameMention(mention, other)));
  if (added.length > 0) {
    const readers = await readersOf(tx, document, thread);
    const home = homeOf(thread, document.delegation);
    for (const mention of added) {
      if (mentionedPeople([mention], readers, home).length === 0) {
        throw new Refused("invalid", "mentions");
      }
    }
  }
  if (mentions.length > 0 || known.length > 0) await setMentions(tx, comment.id, mentions);
}

/**
 * Who can be named in a thread, or in one that is being begun. For those who may comment.
 * Throws `Refused`: `not-found` for a thread or an amendment that is not the actor's to read.
 */
export async function readMentionable(
  context: OperationContext,
  input: unknown,
): Promise<{ people: Mentionable[]; home: string | null }> {
  if (!context.actor) throw new Refused("signed-out");
  const { documentId, threadId, internal, about, itemId } = checked(mentionableInput, input);
  const q = context.store.read;
  const document = await findDocumentAsOf(q, documentId, context.now());
  if (!document) throw new Refused("not-found");
  const actor = allow(context.actor, "comment", document);
  if (internal) allow(actor, "make-internal", document);
  const thread = threadId
    ? readableOf(await factsOf(q, document, actor, threadId))
    : {
        createdAt: context.now(),
        internalTo: internal ? actor.delegation : null,
        proposedAt: about === "amendment" ? await proposedAt(q, document, actor, itemId) : null,
        amendmentId: itemId,
      };
  const readers = await readersOf(q, document, thread);
  return {
    people: readers.map(({ id, name, role, delegation }) => ({ id, name, role, delegation })),
    home: homeOf(thread, document.delegation),
  };
}

/** When an amendment that the actor may read was proposed; refused with `not-found` otherwise. */
export async function proposedAt(
  q: Queries,
  document: DocumentRow,
  actor: Actor,
  amendmentId: string,
): Promise<number> {
  const [amendment] = await findAmendments(q, document.id, [amendmentId]);
  const opened = await openingsOf(q, document.id);
  const since = amendment && writtenSince(amendmentId, amendment.proposedAt, opened);
  const readable =
    since !== undefined &&
    mayOnDocumentSince(actor, "read-amendments", subjectOf(document), since, opened).allowed;
  if (!amendment || !readable) throw new Refused("not-found", "itemId");
  return amendment.proposedAt;
}
