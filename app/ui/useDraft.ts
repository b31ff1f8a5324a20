import { useMemo, useRef, useSyncExternalStore } from "react";

/** Drafts as JSON; null for one that is known to be gone. */
const known = new Map<string, string | null>();
const listeners = new Set<() => void>();

/** Begins all keys of drafts in the session storage, so that they can be told from others, and cleared. */
const PREFIX = "concerted/written/";
/** Begins the keys of what is no writing: how something is shown. */
export const CHOICE = "choice:";
/** Here the other tabs hear that whoever wrote in them has signed out. */
const CHANNEL = "concerted/written";

/**
 * The draft of a form, in session storage. It outlives the form: hidden, closed, lost with its page or
 * loaded again, the draft is still there, in this tab only, until it is sent, discarded or as it was at
 * first. Two forms with one key share a draft. There is none on the server and during hydration.
 * @param key names the form and whoever writes in it
 * @returns the draft, a function that saves it, and one that discards it
 */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const first = useRef(initial);
  const draft = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const value = useMemo(
    () => (draft === null ? first.current : parsed(draft, first.current)),
    [draft],
  );
  const save = (next: T) => {
    const text = JSON.stringify(next);
    write(key, text === JSON.stringify(first.current) ? null : text);
  };
  return [value, save, () => write(key, null)];
}

let others: BroadcastChannel | null = null;

function subscribe(listener: () => void): () => void {
  others ??= hearOthers();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function parsed<T>(draft: string, initial: T): T {
  try {
    return JSON.parse(draft) as T;
  } catch {
    return initial;
  }
}

// Storage may be switched off in the browser: what is written is then kept by the page alone.
function read(key: string): string | null {
  const draft = known.get(key);
  if (draft !== undefined) return draft;
  const stored = inStorage((storage) => storage.getItem(PREFIX + key));
  known.set(key, stored);
  return stored;
}

function write(key: string, draft: string | null): void {
  known.set(key, draft);
  inStorage((storage) => {
    if (draft === null) storage.removeItem(PREFIX + key);
    else storage.setItem(PREFIX + key, draft);
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
export function readDraft<T>(key: string): T | null {
  const draft = read(key);
  return draft === null ? null : parsed<T | null>(draft, null);
}

export function writeDraft(key: string, draft: unknown): void {
  write(key, draft === null ? null : JSON.stringify(draft));
}

function draftKeys(): string[] {
  const keys = new Set([...known].flatMap(([key, draft]) => (draft === null ? [] : key)));
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
export function countDrafts(): number {
  return draftKeys().filter((key) => !key.startsWith(CHOICE)).length;
}

/** Forgets all that is kept in this tab, and in the others: whoever wrote it signs out. */
export function clearDrafts(): void {
  forgetHere();
  others ??= hearOthers();
  others?.postMessage("forget");
}

function forgetHere(): void {
  for (const key of draftKeys()) write(key, null);
}

function hearOthers(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = forgetHere;
  return channel;
}
