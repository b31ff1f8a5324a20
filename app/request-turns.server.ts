/**
 * Requests begin one at a time, each in a turn of the event loop of its own. What a page is made of is
 * read without a pause, so several requests that arrive together would hold up everyone's letters for as
 * long as all of them take; so it is for as long as the longest.
 */
export function createRequestTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const beginNext = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(beginNext);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(beginNext);
    });
}
