import { useMemo, useSyncExternalStore } from "react";
import { type Selection, selectionIn, withSelection } from "./filters";

/**
 * Which threads are shown, kept in the page's address. The router is not told: it would load all
 * of the page again for something that the page does by itself, and could not without a network.
 * The page comes from the server, or from this device, with what is shown by default.
 */
export function useSelection(): [Selection, (selection: Selection) => void] {
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const selection = useMemo(() => selectionIn(search), [search]);
  return [selection, select];
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function select(next: Selection): void {
  const { pathname, search, hash } = window.location;
  const address = `${pathname}${withSelection(search, next)}${hash}`;
  window.history.replaceState(window.history.state, "", address);
  for (const listener of listeners) listener();
}
