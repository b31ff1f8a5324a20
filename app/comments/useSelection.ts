import { useCallback, useEffect, useState } from "react";
import { DEFAULT_SELECTION, type Selection, selectionIn, withSelection } from "./filters";

/**
 * Which threads are shown, kept in the page's address. The router is not told: it would load all
 * of the page again for something that the page does by itself, and could not without a network.
 * The page comes from the server, or from this device, with what is shown by default.
 */
export function useSelection(): [Selection, (selection: Selection) => void] {
  const [selection, setSelection] = useState(DEFAULT_SELECTION);
  useEffect(() => setSelection(selectionIn(window.location.search)), []);
  const select = useCallback((next: Selection) => {
    setSelection(next);
    const { pathname, search, hash } = window.location;
    const address = `${pathname}${withSelection(search, next)}${hash}`;
    window.history.replaceState(window.history.state, "", address);
  }, []);
  return [selection, select];
}
