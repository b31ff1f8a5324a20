/** Going through the threads of a document by keys. */

export interface Stop {
  id: string;
  /** Place, among the items of the document, of the one it stands on; -1 where it stands on none. */
  item: number;
}

/**
 * The thread one step on from where one is, around the end to the other side; null if there is none.
 * @param stops in the order in which they are shown.
 * @param at the thread one is in, or else the place of the item that has the caret, if one has.
 */
export function nextThread(
  stops: readonly Stop[],
  at: { threadId: string | null; item: number | null },
  step: 1 | -1,
): string | null {
  const index = stops.findIndex(({ id }) => id === at.threadId);
  if (index >= 0) return stops[(index + step + stops.length) % stops.length]?.id ?? null;
  const { item } = at;
  const ahead = stops.filter(
    (stop) => item === null || (step === 1 ? stop.item >= item : stop.item <= item),
  );
  const among = ahead.length > 0 ? ahead : stops;
  return among.at(step === 1 ? 0 : -1)?.id ?? null;
}
