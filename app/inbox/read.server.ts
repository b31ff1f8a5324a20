/** The notices of a person, as far as they may still read what these are about. */
import { cachedOpenings } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import { findChoices } from "#db/notification-choices";
import { listNotices, type StoredNotice } from "#db/notifications";
import { listPeople } from "#db/people";
import type { Queries } from "#db/store";
import { listUnread, listUnreadFacts, type NoticeFacts } from "#db/unread-notices";
import { subjectOf } from "../accounts/allow.server";
import type { Actor, Openings } from "../accounts/policy";
import { type Mention, mentionsIn, segmentsOf, tokenOf } from "../comments/mentions";
import type { AppContext, OperationContext } from "../context";
import { findDocumentAsOf } from "../documents/as-of.server";
import { FIRST_CHOICES } from "../notifications/choices";
import { Refused } from "../refusal";
import { firstWords, type Inbox, type NoticeView, pathOf, SHOWN } from "./view";
import { type About, isShown } from "./visible";

/** What the header says: how many notices are unread, and when the newest of them came. */
export interface Unread {
  count: number;
  newest: number;
}

/** @throws Refused "signed-out" */
export async function readInbox(context: OperationContext): Promise<Inbox> {
  const { actor, store } = context;
  if (!actor) throw new Refused("signed-out");
  const unread = await newestShown(context, actor, (...of) => listUnread(store.read, ...of));
  const latest = await newestShown(context, actor, (...of) => listNotices(store.read, ...of));
  const known = new Set(unread.map(({ stored }) => stored.notice.id));
  const older = latest.filter(({ stored }) => !known.has(stored.notice.id));
  const { timeZone } = (await findChoices(store.read, actor.id)) ?? FIRST_CHOICES;
  return {
    notices: await viewsOf(store.read, actor, [...unread, ...older]),
    choices: { timeZone },
  };
}

/** How much is unread, for someone who is signed in or not. */
export async function readUnread(context: ReadContext, actor: Actor | null): Promise<Unread> {
  if (!actor) return { count: 0, newest: 0 };
  const shown = await newestShown(context, actor, (...of) => listUnreadFacts(context.store, ...of));
  return { count: shown.length, newest: shown[0]?.stored.notice.at ?? 0 };
}

type ReadContext = Pick<AppContext, "store" | "now">;

/** The newest notices that are shown: what is not takes none of their places. */
async function newestShown<Stored extends NoticeFacts>(
  context: ReadContext,
  actor: Actor,
  list: (personId: string, limit: number, offset: number) => Promise<Stored[]>,
): Promise<Shown<Stored>[]> {
  const all: Shown<Stored>[] = [];
  for (let from = 0; ; from += SHOWN) {
    const page = await list(actor.id, SHOWN, from);
    all.push(...(await shownOf(context, actor, page)));
    const newest = newestOfEach(all);
    if (page.length < SHOWN || newest.length >= SHOWN) return newest.slice(0, SHOWN);
  }
}

/** A notice that says something to a person, and the document that it is about. */
export interface Shown<Stored extends NoticeFacts = StoredNotice> {
  stored: Stored;
  document: DocumentRow;
}

/** Those of one group are shown as one; any other notice is a group of its own. */
const groupOf = ({ notice, thread }: NoticeFacts): string =>
  notice.kind === "reply" && thread ? `${thread.id} ${notice.readAt}` : notice.id;

/**
 * Of several of replies in one thread, all unread or read at one moment, the newest that is still
 * there; all others. In the order in which they come.
 */
export function newestOfEach<Stored extends NoticeFacts>(
  shown: readonly Shown<Stored>[],
): Shown<Stored>[] {
  const newest = new Map<string, NoticeFacts["notice"]>();
  for (const { stored } of shown) {
    const { notice } = stored;
    const other = newest.get(groupOf(stored));
    const isNewer =
      !other || notice.at > other.at || (notice.at === other.at && notice.id > other.id);
    if (isNewer) newest.set(groupOf(stored), notice);
  }
  return shown.filter(({ stored }) => newest.get(groupOf(stored)) === stored.notice);
}

/** Of stored notices each that says something to this person, in the same order. */
export async function shownOf<Stored extends NoticeFacts>(
  { store, now }: ReadContext,
  actor: Actor,
  stored: readonly Stored[],
): Promise<Shown<Stored>[]> {
  const known = new Map<string, { document: DocumentRow; opened: Openings } | null>();
  const shown: Shown<Stored>[] = [];
  for (const each of stored) {
    const { documentId, kind } = each.notice;
    let place = known.get(documentId);
    if (place === undefined) {
      const document = await findDocumentAsOf(store.read, documentId, now());
      place = document ? { document, opened: await cachedOpenings(store, documentId) } : null;
      known.set(documentId, place);
    }
    const about = aboutOf(each);
    if (!place || !about) continue;
    const { document, opened } = place;
    if (isShown(actor, subjectOf(document), kind, about, opened)) {
      shown.push({ stored: each, document });
    }
  }
  return shown;
}

/** As a page and a mail show them. */
export async function viewsOf(
  q: Queries,
  actor: Actor,
  shown: readonly Shown[],
): Promise<NoticeView[]> {
  const nameOf = await namesIn(
    q,
    shown.map(({ stored }) => stored),
  );
  return shown.map(({ stored, document }) => viewOf(actor, document, stored, nameOf));
}

/** How a silence ends that does not hold until its deadline. */
const ENDED_OTHERWISE: ReadonlySet<string | null> = new Set(["broken", "called-off", "lapsed"]);

/** Null where the thing is not there at all. */
function aboutOf({ comment, thread, amendment, round, silence }: NoticeFacts): About | null {
  if (comment && thread) {
    const { id, createdAt, internalTo, about, itemId: amendmentId } = thread;
    const proposedAt = about === "amendment" ? (amendment?.proposedAt ?? null) : null;
    return {
      subject: "comment",
      deleted: comment.deletedAt !== null,
      thread: { id, createdAt, internalTo, proposedAt, amendmentId },
      written: { threadId: id, createdAt: comment.createdAt, editedAt: comment.editedAt },
    };
  }
  if (amendment) {
    const { id, state, proposedAt, editedAt } = amendment;
    return { subject: "amendment", id, state, proposedAt, editedAt };
  }
  if (round) return { subject: "deadline", over: round.endedAt !== null };
  if (silence) return { subject: "deadline", over: ENDED_OTHERWISE.has(silence.outcome) };
  return null;
}

type NameOf = (mention: Mention) => string;

/** How names in these comments are written: people by their name, delegations by their code. */
async function namesIn(q: Queries, stored: readonly StoredNotice[]): Promise<NameOf> {
  const named = stored.some(({ comment }) => comment && mentionsIn(comment.body).length > 0);
  const people = named ? await listPeople(q) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (mention) => {
    const { kind, value } = mention;
    // What a role is called the page knows, in the reader's language.
    if (kind === "role") return tokenOf(mention);
    return `@${kind === "person" ? (names.get(value) ?? "") : value}`;
  };
}

const wordsOf = (body: string, nameOf: NameOf): string =>
  firstWords(
    segmentsOf(body)
      .map((segment) => ("text" in segment ? segment.text : nameOf(segment.mention)))
      .join(""),
  );

function viewOf(
  actor: Actor,
  document: DocumentRow,
  stored: StoredNotice,
  nameOf: NameOf,
): NoticeView {
  const { notice, comment, thread, amendment, round, silence } = stored;
  const { id, kind, at, readAt, subject, subjectId } = notice;
  return {
    id,
    kind,
    at,
    read: readAt !== null,
    document: {
      id: document.id,
      kind: document.kind,
      title: document.title,
      language: document.language,
      delegation: document.delegation,
    },
    actor: stored.actor && { name: stored.actor.name, delegation: stored.actor.delegation },
    ref: stored.ref || amendment?.basisRef || "",
    words: comment ? wordsOf(comment.body, nameOf) : "",
    internalTo: thread?.internalTo ?? null,
    decision:
      kind === "decision" && amendment
        ? { state: amendment.state, own: amendment.proposedBy === actor.id }
        : null,
    deadline: round
      ? { at: round.closesAt, timeZone: round.timeZone, of: "round" }
      : silence && { at: silence.deadline, timeZone: silence.timeZone, of: "silence" },
    path: pathOf(document, subject, subjectId),
  };
}
