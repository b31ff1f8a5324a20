import { useEffect, useState } from "react";
import type * as Y from "yjs";
import { type Anchored, placesOf, stablePlaces, type ThreadPlace } from "./places";

const NONE: ReadonlyMap<string, ThreadPlace> = new Map();
/** Placing all threads of a long document takes some milliseconds: not at every keystroke. */
const PAUSE_MS = 300;

/**
 * Where the threads of a live document stand, kept up while it changes.
 * @param threads the same array as long as they are the same, or they are placed at every render.
 * @param doc null until the document is there: no thread is placed then, and none is called gone.
 */
export function useThreadPlaces(
  doc: Y.Doc | null,
  delegation: string | null,
  threads: readonly Anchored[],
): ReadonlyMap<string, ThreadPlace> {
  const [places, setPlaces] = useState(NONE);
  useEffect(() => {
    if (!doc) {
      setPlaces(NONE);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const place = () => {
      timer = undefined;
      const next = placesOf(doc, delegation, threads);
      setPlaces((before) => stablePlaces(before, next));
    };
    const later = () => {
      timer ??= setTimeout(place, PAUSE_MS);
    };
    place();
    doc.on("update", later);
    return () => {
      clearTimeout(timer);
      doc.off("update", later);
    };
  }, [doc, delegation, threads]);
  return places;
}
