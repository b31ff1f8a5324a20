/** In what order requests are begun. */
import { FairQueue } from "./processes/fair-queue";

/**
 * @param asker whose request it is: a person's id or, where nobody is signed in, an address
 * @param priority the request's `Priority` header (RFC 9218): of an urgency above 3, it can wait
 * @param atOnce how many of theirs may be under way
 * @returns what is to be called when the request has been answered
 */
export type RequestTurn = (
  asker: string,
  priority?: string,
  atOnce?: number,
) => Promise<() => void>;

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
  /** How many of someone's are in the queue or under way, and those that wait until one has ended. */
  const begunBy = new Map<string, { count: number; held: (() => void)[] }>();
  const enter = (asker: string, priority: string, begin: () => void) => {
    if (!isSomeWaiting()) setImmediate(beginNext);
    (CAN_WAIT.test(priority) ? inBackground : awaited).add(asker, begin);
  };
  const leave = (asker: string) => {
    const begun = begunBy.get(asker);
    if (!begun) return;
    begun.count -= 1;
    if (begun.count === 0) begunBy.delete(asker);
    begun.held.shift()?.();
  };
  return (asker, priority = "", atOnce = Number.POSITIVE_INFINITY) =>
    new Promise((resolve) => {
      const begun = begunBy.get(asker) ?? { count: 0, held: [] };
      const go = () => {
        begun.count += 1;
        begunBy.set(asker, begun);
        let over = false;
        enter(asker, priority, () =>
          resolve(() => {
            if (!over) leave(asker);
            over = true;
          }),
        );
      };
      if (begun.count < atOnce) go();
      else begun.held.push(go);
    });
}
