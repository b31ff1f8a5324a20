/** Notifies people, in the transaction of the event that they are notified of. */
import type { DocumentRow } from "#db/documents";
import { listChoices } from "#db/notification-choices";
import { dropUnread, insertNotices, listTold, type NoticeRow } from "#db/notifications";
import { listPeople } from "#db/people";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import type { AppContext } from "../context";
import { type News, type Recipient, toldOf } from "./rules";

/** What people are told: the news, where it is, and the rule of who may read it. */
export interface NotifiableEvent {
  news: News;
  document: DocumentRow;
  subject: NoticeRow["subject"];
  subjectId: string;
  /** Who did it; null for the clock. */
  by: string | null;
  mayRead(person: Actor): boolean;
}

type Context = Pick<AppContext, "newId" | "now">;

/** Everyone, with what they do not want to be told. */
async function listRecipients(q: Queries): Promise<Recipient[]> {
  const muted = new Map((await listChoices(q)).map((row) => [row.personId, row.muted]));
  return (await listPeople(q)).map(({ id, role, delegation, withdrawnAt }) => ({
    id,
    role,
    delegation,
    withdrawn: withdrawnAt !== null,
    muted: muted.get(id) ?? [],
  }));
}

/** Who would be told of this, as things are. */
export async function recipientsOf(q: Queries, event: NotifiableEvent): Promise<string[]> {
  const { news, document, by, mayRead } = event;
  const people = await listRecipients(q);
  const told = toldOf(news, { by, subject: subjectOf(document), people, mayRead });
  return told.map(({ id }) => id);
}

/**
 * Tells everyone whom it concerns, once each: what they have been told already stays as it is,
 * except that a decision made anew is told anew.
 */
export async function notify(tx: Queries, context: Context, event: NotifiableEvent): Promise<void> {
  const { news, document, subject, subjectId, by } = event;
  const rows = (await recipientsOf(tx, event)).map(
    (personId): NoticeRow => ({
      id: context.newId(),
      personId,
      kind: news.kind,
      documentId: document.id,
      subject,
      subjectId,
      actorId: by,
      at: context.now(),
      readAt: null,
      mailedAt: null,
    }),
  );
  await insertNotices(tx, rows, { again: news.kind === "decision" });
  if (news.kind === "mention") {
    // Who is named need not be told a second time that something was said there.
    const named = rows.map(({ personId }) => personId);
    await dropUnread(tx, named, ["reply", "thread"], subjectId);
  }
}

/** Whether there is anyone who would be told of this and has not been. */
export async function isNews(q: Queries, event: NotifiableEvent): Promise<boolean> {
  const known = new Set(await listTold(q, event.news.kind, event.subjectId));
  return (await recipientsOf(q, event)).some((id) => !known.has(id));
}
