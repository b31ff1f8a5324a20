/** Whether the server is of a newer build than this page, whose files may be gone. */
let isThere = false;
const listeners = new Set<() => void>();

/** The server was heard to be of another build, or a file of this one could not be loaded. */
export function noteNewVersion(): void {
  if (isThere) return;
  isThere = true;
  for (const listener of listeners) listener();
}

export function isNewVersion(): boolean {
  return isThere;
}

export function subscribeToNewVersion(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
