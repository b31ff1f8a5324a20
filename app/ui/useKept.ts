import { useMemo, useRef, useSyncExternalStore } from "react";

/** What is kept, as JSON; null for what is known to be kept no more. */
const known = new Map<string, string | null>();
const listeners = new Set<() => void>();

/** Of all that is kept here, so that it can be told from what others keep, and taken away. */
const PREFIX = "concerted/written/";
/** Begins the keys of what is no writing: how something is shown. */
export const CHOICE = "choice:";
/** Here the other tabs hear that whoever wrote in them has signed out. */
const CHANNEL = "concerted/written";

/**
 * What is being written in a form, so that it outlives it: hidden, closed, lost with its page, or
 * loaded again, it is still there. Kept in this tab only, and until it is sent, given up or as it was
 * at first. Two forms of one key write the same; the server, and the page while it comes to life, know of
 * nothing kept.
 * @param key of this form and whoever writes in it
 * @returns what is written, what keeps it, and what forgets it
 */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const first = useRef(initial);
  const kept = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const value = useMemo(
    () => (kept === null ? first.current : parsed(kept, first.current)),
    [kept],
  );
  const keep = (next: T) => {
    const text = JSON.stringify(next);
    write(key, text === JSON.stringify(first.current) ? null : text);
  };
  return [value, keep, () => write(key, null)];
}

let others: BroadcastChannel | null = null;

function subscribe(listener: () => void): () => void {
  others ??= hearOthers();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function parsed<T>(kept: string, initial: T): T {
  try {
    return JSON.parse(kept) as T;
  } catch {
    return initial;
  }
}

// Storage may be switched off in the browser: what is written is then kept by the page alone.
function read(key: string): string | null {
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const stored = inStorage((storage) => storage.getItem(PREFIX + key));
  known.set(key, stored);
  return stored;
}

function write(key: string, kept: string | null): void {
  known.set(key, kept);
  inStorage((storage) => {
    if (kept === null) storage.removeItem(PREFIX + key);
    else storage.setItem(PREFIX + key, kept);
    return null;
  });
  for (const listener of listeners) listener();
}

function inStorage(ask: (storage: Storage) => string | null): string | null {
  try {
    return ask(sessionStorage);
  } catch {
    return null;
  }
}

/** What is kept under a key, for what is written elsewhere than in a form; null if nothing is. */
export function readKept<T>(key: string): T | null {
  const kept = read(key);
  return kept === null ? null : parsed<T | null>(kept, null);
}

export function writeKept(key: string, kept: unknown): void {
  write(key, kept === null ? null : JSON.stringify(kept));
}

function keysKept(): string[] {
  const keys = new Set([...known].flatMap(([key, kept]) => (kept === null ? [] : key)));
  inStorage((storage) => {
    for (let at = 0; at < storage.length; at++) {
      const key = storage.key(at);
      if (key?.startsWith(PREFIX)) keys.add(key.slice(PREFIX.length));
    }
    return null;
  });
  return [...keys];
}

/** How much was begun in this tab and is not sent: forms, and suggestions on their way. */
export function countKept(): number {
  return keysKept().filter((key) => !key.startsWith(CHOICE)).length;
}

/** Forgets all that is kept in this tab, and in the others: whoever wrote it signs out. */
export function forgetAllKept(): void {
  forgetHere();
  others ??= hearOthers();
  others?.postMessage("forget");
}

function forgetHere(): void {
  for (const key of keysKept()) write(key, null);
}

function hearOthers(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = forgetHere;
  return channel;
}
