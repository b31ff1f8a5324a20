/** Telling people, a day ahead, that the time to comment or to break a silence ends. */
import { listDeadlines, type StoredDeadline } from "#db/deadlines";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { AppContext } from "../context";
import { findDocumentAsOf } from "../documents/as-of.server";
import { isNews, type NotifiableEvent, notify } from "./notify.server";
import { AHEAD } from "./rules";

/** Tells everyone whom a deadline within a day concerns and who has not been told of it. */
export async function notifyOfDeadlines(context: AppContext): Promise<void> {
  const now = context.now();
  const { store } = context;
  for (const deadline of await listDeadlines(store.read, now, now + AHEAD)) {
    // Asked beside the writers first: most of the time there is nothing to write.
    const event = await eventOf(store.read, deadline, now);
    if (!event || !(await isNews(store.read, event))) continue;
    await store.transaction(async (tx) => {
      const still = (await listDeadlines(tx, now, now + AHEAD)).some(
        ({ id }) => id === deadline.id,
      );
      const current = still && (await eventOf(tx, deadline, now));
      if (current) await notify(tx, context, current);
    });
  }
}

async function eventOf(
  q: Queries,
  { of, id, documentId }: StoredDeadline,
  now: number,
): Promise<NotifiableEvent | null> {
  const document = await findDocumentAsOf(q, documentId, now);
  if (!document) return null;
  return {
    news: { kind: "deadline", of },
    document,
    subject: "round",
    subjectId: id,
    by: null,
    mayRead: (person) => mayOnDocument(person, "read", subjectOf(document)).allowed,
  };
}
