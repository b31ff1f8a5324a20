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
 * `offline`: there is no connection; what is typed waits on this device. `refused`: the server
 * does not let this person in (any more).
 */
export type SaveState = "connecting" | "saved" | "saving" | "offline" | "refused";

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
  kept: boolean;
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
  kept: false,
  homecoming: null,
  removedMeanwhile: [],
  present: [],
};

/** What the page may say about saving. It never says `saved` without the server's word for it. */
export function saveState(
  { refusal, ready, writable }: Pick<LiveState, "refusal" | "ready" | "writable">,
  { connected, unsaved }: { connected: boolean; unsaved: boolean },
): SaveState {
  if (refusal) return "refused";
  if (!connected) return ready || unsaved ? "offline" : "connecting";
  if (!ready) return "connecting";
  return writable && unsaved ? "saving" : "saved";
}
