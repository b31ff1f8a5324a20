/** In what order requests are begun. */

/** @param priority the request's `Priority` header (RFC 9218): of an urgency above 3, it can wait. */
export type RequestTurn = (priority?: string) => Promise<void>;

const CAN_WAIT = /(?:^|[\s,])u=[4-7](?:[\s,;]|$)/;

/**
 * Requests begin one at a time, each in a turn of the event loop of its own. What a page is made of is
 * read without a pause, so several requests that arrive together would hold up everyone's letters for as
 * long as all of them take; so it is for as long as the longest. Those that pages make by themselves come
 * after those that someone waits for.
 */
export function createRequestTurns(): RequestTurn {
  const awaited: (() => void)[] = [];
  const inBackground: (() => void)[] = [];
  const isSomeWaiting = () => awaited.length > 0 || inBackground.length > 0;
  const beginNext = () => {
    (awaited.shift() ?? inBackground.shift())?.();
    if (isSomeWaiting()) setImmediate(beginNext);
  };
  return (priority = "") =>
    new Promise((resolve) => {
      if (!isSomeWaiting()) setImmediate(beginNext);
      (CAN_WAIT.test(priority) ? inBackground : awaited).push(resolve);
    });
}
