import { useEffect, useState } from "react";
import { whenIdle } from "./idle";

/** More than fits on a tall screen. */
const FIRST = 24;

/** What is drawn at a time without anyone noticing. */
const MORE = 40;

/**
 * How many entries of a long list are drawn. The server, and the page while it comes to life, draw
 * the first ones; the others follow by themselves, piece by piece and after whatever the reader
 * does. In the end all are there: to be found, heard and printed.
 * @param all how many entries there are
 * @param first how many of them more than fill a screen
 */
export function useProgressiveCount(all: number, first = FIRST): number {
  const [drawn, setDrawn] = useState(first);
  useEffect(() => {
    if (drawn < all) return whenIdle(() => setDrawn(drawn + MORE));
  }, [drawn, all]);
  return drawn;
}
