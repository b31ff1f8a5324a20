import { useState } from "react";

/**
 * What is being written in a form, so that it outlives it: closed, lost with its page, or loaded
 * again, it is still there. Kept in this tab only, and until it is sent or given up. For forms that
 * are opened on the page: it is read when they are.
 * @param key of this form and whoever writes in it
 */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => readKept(key) ?? initial);
  const keep = (next: T) => {
    setValue(next);
    writeKept(key, next);
  };
  return [value, keep, () => writeKept(key, null)];
}

// Storage may be switched off in the browser: what is written is then kept by the form alone.
export function readKept<T>(key: string): T | null {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? null : (JSON.parse(kept) as T);
  } catch {
    return null;
  }
}

export function writeKept(key: string, kept: unknown): void {
  try {
    if (kept === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    return;
  }
}
