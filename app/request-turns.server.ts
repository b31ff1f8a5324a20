/** In what order requests are begun. */
import { FairQueue } from "./processes/fair-queue";

/**
 * Resolves when it is the request's turn.
 * @param asker whose request it is: a person's id or, where nobody is signed in, an address
 * @param priority the request's `Priority` header (RFC 9218): of an urgency above 3, it can wait
 */
export type RequestTurn = (asker: string, priority?: string) => Promise<void>;

const CAN_WAIT = /(?:^|[\s,])u=[4-7](?:[\s,;]|$)/;

/** After so many that someone waits for, one that can wait is begun: what never ends must not starve it. */
const AWAITED_IN_A_ROW = 8;

const NO_LIMITS = { total: Number.POSITIVE_INFINITY, perOwner: Number.POSITIVE_INFINITY };

/**
 * Requests begin one at a time, each in a turn of the event loop of its own. What a page is made of is
 * read without a pause, so several requests that arrive together would hold up everyone's letters for as
 * long as all of them take; so it is for as long as the longest. Those that pages make by themselves come
 * after those that someone waits for. Those who ask are served in turn: however many pages one of them
 * asks for at once, the next one of everyone else comes after one of theirs.
 */
export function createRequestTurns(): RequestTurn {
  const awaited = new FairQueue<() => void>(NO_LIMITS);
  const inBackground = new FairQueue<() => void>(NO_LIMITS);
  let inARow = 0;
  const isSomeWaiting = () => awaited.size > 0 || inBackground.size > 0;
  const next = () => {
    const isAwaited = awaited.size > 0 && (inARow < AWAITED_IN_A_ROW || inBackground.size === 0);
    inARow = isAwaited ? inARow + 1 : 0;
    return (isAwaited ? awaited : inBackground).take();
  };
  const beginNext = () => {
    next()?.();
    if (isSomeWaiting()) setImmediate(beginNext);
  };
  return (asker, priority = "") =>
    new Promise((resolve) => {
      if (!isSomeWaiting()) setImmediate(beginNext);
      (CAN_WAIT.test(priority) ? inBackground : awaited).add(asker, resolve);
    });
}
