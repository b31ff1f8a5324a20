/**
 * Work that nobody waits for, a little at a time and in the order it was asked for. It is not left to
 * React's transitions: those of a page are drawn all together, begin anew after whatever the reader
 * does, and after five seconds hold the page up until they are through.
 */

/** At a time, in one drawing. */
const TOGETHER = 6;

/** Browsers without idle callbacks wait this long in between, in milliseconds. */
const PAUSE = 30;

const waiting = new Set<() => void>();
let asked = false;

function soon(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, PAUSE);
}

function ask(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  soon(() => {
    asked = false;
    for (const work of [...waiting].slice(0, TOGETHER)) {
      waiting.delete(work);
      work();
    }
    ask();
  });
}

/** @returns what gives it up. */
export function whenIdle(work: () => void): () => void {
  waiting.add(work);
  ask();
  return () => void waiting.delete(work);
}
