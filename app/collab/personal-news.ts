/**
 * What the server tells a person rather than a document: how much they have not read, and that their
 * access was withdrawn. It comes over whatever connection the page has; who shows it listens here, and
 * asks by itself where there is none.
 */
import { parseUnread, type UnreadCount } from "./protocol";

const listeners = new Set<(unread: UnreadCount) => void>();
let connections = 0;

/** Passes on a stateless message, if it is one of these. */
export function hearPersonal(payload: string): void {
  const unread = parseUnread(payload);
  if (unread) for (const listener of listeners) listener(unread);
}

/** @returns what ends it */
export function onUnread(listener: (unread: UnreadCount) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const whenWithdrawn = new Set<() => void>();

/** Passes on that the person's access was withdrawn. */
export function hearWithdrawn(): void {
  for (const listener of whenWithdrawn) listener();
}

/** @returns what ends it */
export function onWithdrawn(listener: () => void): () => void {
  whenWithdrawn.add(listener);
  return () => whenWithdrawn.delete(listener);
}

/**
 * Says that there is a connection over which it comes.
 * @returns what says that it is gone
 */
export function countConnection(): () => void {
  connections += 1;
  let counted = true;
  return () => {
    if (counted) connections -= 1;
    counted = false;
  };
}

/** Whether the server can tell. */
export const isTold = (): boolean => connections > 0;
