/** Marking one's own notices as read, or as unread again. */
import { listUnreadOf, setRead } from "#db/notifications";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import type { placeOf } from "./view";

/**
 * Marks notices of the actor as read or unread; ids of others' are passed over.
 * @returns the ids of those that were not so before: what there is to undo
 * @throws Refused "signed-out"
 */
export async function markNotices(
  context: OperationContext,
  { ids, read }: { ids: readonly string[]; read: boolean },
): Promise<string[]> {
  const { actor } = context;
  if (!actor) throw new Refused("signed-out");
  return context.store.transaction((tx) => setRead(tx, actor.id, ids, read ? context.now() : null));
}

/**
 * Marks as read what the actor has been told of something that is before them now; of a comment,
 * of its whole thread.
 * @returns how many there were
 * @throws Refused "signed-out"
 */
export async function markOpened(
  context: OperationContext,
  place: NonNullable<ReturnType<typeof placeOf>>,
): Promise<number> {
  const { actor, store } = context;
  if (!actor) throw new Refused("signed-out");
  const unread = await listUnreadOf(store.read, actor.id, place);
  if (unread.length === 0) return 0;
  return (await markNotices(context, { ids: unread, read: true })).length;
}
