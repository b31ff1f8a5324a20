/** A filter kept in the page's address, so that what is shown can be shared and survives a reload. */
import { useLocation } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";

/**
 * @param read reads the filter from the search parameters; both must not change between renders.
 * @param write the other way round; what is not asked for is not named.
 */
export function useFilterInUrl<Filter>(
  read: (search: URLSearchParams) => Filter,
  write: (filter: Filter) => URLSearchParams,
): [Filter, (filter: Filter) => void] {
  const { key, search } = useLocation();
  const [filter, setFilter] = useState(() => read(new URLSearchParams(search)));
  const shownFor = useRef(key);
  useEffect(() => {
    if (shownFor.current === key) return;
    shownFor.current = key;
    setFilter(read(new URLSearchParams(search)));
  }, [key, search, read]);

  const set = useCallback(
    (next: Filter) => {
      setFilter(next);
      // Not through the router: nothing is to be loaded for it, and no step of "back" to be made.
      const { pathname, hash } = window.location;
      const written = write(next).toString();
      const address = `${pathname}${written === "" ? "" : `?${written}`}${hash}`;
      window.history.replaceState(window.history.state, "", address);
    },
    [write],
  );
  return [filter, set];
}
