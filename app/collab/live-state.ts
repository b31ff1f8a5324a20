/** What a page knows of its live document: whether it is there, saved, writable, and who else is. */
import type { Homecoming } from "./away";
import type { CloseReason } from "./protocol";

/** What others see of a person on the page. */
export interface Presence {
  id: string;
  name: string;
  delegation: string | null;
  /** Colour slot of the delegation. */
  slot: number;
}

/**
 * `saved`: all that was typed here is on the server's disk. `saving`: some of it is on its way.
 * `offline`: there is no connection; what is typed waits on this page, or on this device.
 * `refused`: the server does not let this person in (any more). `not-saved`: it does not take what
 * was written here.
 */
export type SaveState = "connecting" | "saved" | "saving" | "offline" | "refused" | "not-saved";

/** Refusals of the person, and not of what was written. */
const OF_THE_PERSON: readonly CloseReason[] = ["signed-out", "withdrawn", "hidden", "not-found"];

export interface LiveState {
  save: SaveState;
  /** Why the server refused, when it did. */
  refusal: CloseReason | null;
  /** Whether the document has arrived; before, the page shows what it was sent as HTML. */
  ready: boolean;
  /** Whether the server takes changes from here. */
  writable: boolean;
  /**
   * The right to edit ended while words typed here were under way: they are on this page and not
   * in the document. These are the items they stand in.
   */
  leftBehind: readonly string[] | null;
  /** How many changes made here the server has not confirmed. */
  waiting: number;
  /** Whether they are kept on this device when the page is closed. */
  storedLocally: boolean;
  /** Whether this browser kept a copy of the document, or was asked to, and does not any more. */
  cannotStoreLocally: boolean;
  /** Who took this person's access away, by role; null where that was not the reason to be refused. */
  withdrawnBy: string | null;
  /** What happened during an absence, until the person has read it. */
  homecoming: Homecoming | null;
  /** Items that someone removed while this person was writing in them. */
  removedMeanwhile: readonly string[];
  /** Who has the document open, each person once, oneself included. */
  present: Presence[];
}

export const NOT_OPEN: LiveState = {
  save: "connecting",
  refusal: null,
  ready: false,
  writable: false,
  leftBehind: null,
  waiting: 0,
  storedLocally: false,
  cannotStoreLocally: false,
  withdrawnBy: null,
  homecoming: null,
  removedMeanwhile: [],
  present: [],
};

/** What of the connection decides what may be said. */
export interface Transmission {
  connected: boolean;
  /** Whether the server is known to have all that stands on this page (`confirmations.ts`). */
  upToDate: boolean;
  /** Whether something was changed here that it is not known to have. */
  unconfirmed: boolean;
}

/** What the page may say about saving. It never says `saved` without the server's word for it. */
export function saveState(
  { refusal, ready, leftBehind }: Pick<LiveState, "refusal" | "ready" | "leftBehind">,
  { connected, upToDate, unconfirmed }: Transmission,
): SaveState {
  if (refusal) return OF_THE_PERSON.includes(refusal) ? "refused" : "not-saved";
  if (leftBehind) return "not-saved";
  if (!connected) return ready || unconfirmed ? "offline" : "connecting";
  if (!ready) return "connecting";
  if (unconfirmed) return "saving";
  // Nothing was written, and yet the two copies have not been compared.
  return upToDate ? "saved" : "connecting";
}

/** Who is present according to what the pages say of themselves, each person once. */
export function presentIn(states: Iterable<unknown>): Presence[] {
  const people = new Map<string, Presence>();
  for (const state of states) {
    const { user } = state as { user?: Presence };
    if (typeof user?.id === "string" && typeof user.name === "string") people.set(user.id, user);
  }
  return [...people.values()];
}
