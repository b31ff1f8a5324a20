/**
 * What the real-time server and its clients agree on beyond the Hocuspocus protocol: the path, the
 * names of documents, why a connection is closed, what is announced, and who is present.
 */

export const COLLAB_PATH = "/collab";

const NAME = /^plan\/([A-Za-z0-9._~-]{1,64})$/;

const NEWS_NAME = /^news\/([A-Za-z0-9._~-]{1,64})$/;

/** The agenda is named like a plan: outside, a document is its id. */
export function documentName(documentId: string): string {
  return `plan/${documentId}`;
}

/** The id in a document name, null for any other string. */
export function documentIdOf(name: string): string | null {
  return NAME.exec(name)?.[1] ?? null;
}

/**
 * The name under which a page hears what is announced of a document that it does not show to work on:
 * without the text, without presence.
 */
export function newsName(documentId: string): string {
  return `news/${documentId}`;
}

/** The id in such a name, null for any other string. */
export function newsIdOf(name: string): string | null {
  return NEWS_NAME.exec(name)?.[1] ?? null;
}

/** Why a connection, or access to one document on it, ends; with the WebSocket's close code. */
export const CLOSE_CODES = {
  /** No session, or it has ended. */
  "signed-out": 4401,
  /** This person's access to the workspace was taken away; by whom stands after a colon. */
  withdrawn: 4410,
  /** This person may not read this document (now). */
  hidden: 4403,
  "not-found": 4404,
  /** Rights have changed, or the open copy was replaced: connect again to get the new ones. */
  reconnect: 4205,
  /** The server is stopping and will be back. */
  restarting: 1012,
  /** An update could not be written to disk, so nobody has seen it. The copy here still has it. */
  "not-saved": 4500,
  /** The document could not be read from disk. */
  unavailable: 4503,
  /** Too many messages, documents or connections. */
  "too-many": 4429,
  /** Nothing was opened, or nothing was heard, for too long. */
  idle: 4408,
  /** A frame that is not the protocol. */
  malformed: 4400,
  "too-large": 1009,
  /** An update with something that a document may not hold. */
  content: 4422,
} as const;
export type CloseReason = keyof typeof CLOSE_CODES;

const AGAIN: readonly CloseReason[] = [
  "reconnect",
  "restarting",
  "not-saved",
  "unavailable",
  "too-many",
  "idle",
];

/**
 * Reads why the server closed a socket or a document, from a close event or from the reason of a
 * refused authentication; null for a connection that simply broke.
 */
export function closeReason(event: { code?: number; reason?: string }): CloseReason | null {
  const name = event.reason?.split(":", 1)[0];
  if (name && Object.hasOwn(CLOSE_CODES, name)) return name as CloseReason;
  const known = Object.entries(CLOSE_CODES).find(([, code]) => code === event.code);
  return known ? (known[0] as CloseReason) : null;
}

/** The reason that says by which role access was withdrawn; empty where the record does not know. */
export function writeWithdrawn(role: string | null): string {
  return `${"withdrawn" satisfies CloseReason}:${role ?? ""}`;
}

/** The role in such a reason; null for any other, and where it is not known. */
export function withdrawnBy(event: { reason?: string }): string | null {
  const [name, role] = event.reason?.split(":", 2) ?? [];
  return name === ("withdrawn" satisfies CloseReason) && role ? role : null;
}

/** Whether trying again can help. Otherwise the client should stop and say why. */
export function shouldReconnect(reason: CloseReason | null): boolean {
  return reason === null || AGAIN.includes(reason);
}

/**
 * What a page that has heard nothing for a while sends as a stateless message, and what the server
 * sends back. A browser does not tell its pages of the WebSocket's own pings.
 */
export const PING = "ping";
export const PONG = "pong";

export const TOPICS = ["comments", "amendments", "agenda", "document"] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * What the server announces: data of this topic has changed. Whoever shows it asks for it again, at a
 * moment of their own within `spread` milliseconds: otherwise all would ask at once.
 */
export interface Announcement {
  topic: Topic;
  spread: number;
}

/** How many notices someone has not read, and when the newest of them came. */
export interface UnreadCount {
  count: number;
  newest: number;
}

export function writeAnnouncement({ topic, spread }: Announcement): string {
  return JSON.stringify({ topic, spread });
}

export function writeUnread({ count, newest }: UnreadCount): string {
  return JSON.stringify({ unread: { count, newest } });
}

/** The fields of a stateless message; none for what is no JSON object. */
function fieldsOf(payload: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Reads a stateless message; null for anything that is not an announcement. */
export function parseAnnouncement(payload: string): Announcement | null {
  const { topic, spread = 0 } = fieldsOf(payload);
  const known = TOPICS.find((candidate) => candidate === topic);
  return known && isCount(spread) ? { topic: known, spread } : null;
}

/** Reads a stateless message; null for anything that does not say how much is unread. */
export function parseUnread(payload: string): UnreadCount | null {
  const { unread } = fieldsOf(payload);
  if (typeof unread !== "object" || unread === null) return null;
  const { count, newest } = unread as { count?: unknown; newest?: unknown };
  return isCount(count) && isCount(newest) ? { count, newest } : null;
}

/**
 * The field `user` of a presence state. The server puts in `id`, `name` and `delegation` itself
 * and drops states that claim to be someone else; the colour slot passes as sent. Beside it a
 * state has the field `cursor`, a caret or null, and no other.
 */
export interface PresentUser {
  id: string;
  name: string;
  delegation: string | null;
  slot?: number;
}
