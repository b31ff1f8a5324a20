/** The notices of a person, as far as they may still read what these are about. */
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import { findChoices } from "#db/notification-choices";
import { listNotices, listUnread, type StoredNotice } from "#db/notifications";
import { listPeople } from "#db/people";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor, Openings } from "../accounts/policy";
import { type Mention, mentionsIn, segmentsOf, tokenOf } from "../comments/mentions";
import type { AppContext, OperationContext } from "../context";
import { firstChoices } from "../notifications/choices";
import { findDocumentAsOf } from "../plans/standing.server";
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
  const { actor, store, settings } = context;
  if (!actor) throw new Refused("signed-out");
  const unread = await listUnread(store.read, actor.id, SHOWN);
  const latest = await listNotices(store.read, actor.id, SHOWN);
  const known = new Set(unread.map(({ notice }) => notice.id));
  const stored = [...unread, ...latest.filter(({ notice }) => !known.has(notice.id))];
  const { timeZone } = (await findChoices(store.read, actor.id)) ?? firstChoices(settings.mail);
  return {
    notices: await shownOf(store.read, context, actor, stored.slice(0, 2 * SHOWN)),
    choices: { timeZone },
  };
}

/** How much is unread, for someone who is signed in or not. */
export async function readUnread(
  context: Pick<AppContext, "store" | "now">,
  actor: Actor | null,
): Promise<Unread> {
  if (!actor) return { count: 0, newest: 0 };
  const { read } = context.store;
  const shown = await shownOf(read, context, actor, await listUnread(read, actor.id, SHOWN));
  return { count: shown.length, newest: shown[0]?.at ?? 0 };
}

/** Of stored notices those that say something to this person, in the same order. */
export async function shownOf(
  q: Queries,
  { now }: Pick<AppContext, "now">,
  actor: Actor,
  stored: readonly StoredNotice[],
): Promise<NoticeView[]> {
  const nameOf = await namesIn(q, stored);
  const known = new Map<string, { document: DocumentRow; opened: Openings } | null>();
  const views: NoticeView[] = [];
  for (const each of stored) {
    const { documentId, kind } = each.notice;
    let place = known.get(documentId);
    if (place === undefined) {
      const document = await findDocumentAsOf(q, documentId, now());
      place = document ? { document, opened: await openingsOf(q, documentId) } : null;
      known.set(documentId, place);
    }
    const about = aboutOf(each);
    if (!place || !about) continue;
    const { document, opened } = place;
    if (isShown(actor, subjectOf(document), kind, about, opened)) {
      views.push(viewOf(actor, document, each, nameOf));
    }
  }
  return views;
}

/** How a silence ends that does not hold until its deadline. */
const ENDED_OTHERWISE: ReadonlySet<string | null> = new Set(["broken", "called-off", "lapsed"]);

/** Null where the thing is not there at all. */
function aboutOf({ comment, thread, amendment, round, silence }: StoredNotice): About | null {
  if (comment && thread) {
    const { createdAt, internalTo, about } = thread;
    const proposedAt = about === "amendment" ? (amendment?.proposedAt ?? null) : null;
    return {
      subject: "comment",
      deleted: comment.deletedAt !== null,
      thread: { createdAt, internalTo, proposedAt },
    };
  }
  if (amendment) {
    const { state, proposedAt } = amendment;
    return { subject: "amendment", state, proposedAt };
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
