/**
 * How much the requests of one person may take of what is everyone's: so many are under way at once, and
 * for so long they may keep the event loop busy. Beyond that they wait; nothing is refused.
 */
import { performance } from "node:perf_hooks";
import { LRUCache } from "lru-cache";
import { Allowance } from "./allowance.server";
import { REQUEST_LIMITS } from "./limits";

/** More people than ask for something within the same few minutes. */
const MAX_PEOPLE = 2_000;

export interface PersonRequest {
  /** It is begun: what the event loop does from now on, until it has left, is taken for its work. */
  begin(): void;
  /** It has been answered, or given up. */
  leave(): void;
}

export interface PersonRequests {
  /**
   * Resolves when a request of the person may be begun.
   * @param isGone whether its sender has given it up: then it waits no longer
   */
  enter(personId: string, isGone: () => boolean): Promise<PersonRequest>;
}

interface OfPerson {
  work: Allowance;
  underWay: number;
  /** Those that wait until one that is under way has left. */
  held: (() => void)[];
}

/**
 * @param active milliseconds for which the event loop has been busy, of this process
 * @param now milliseconds
 */
export function createPersonRequests(
  active: () => number = () => performance.eventLoopUtilization().active,
  now: () => number = () => performance.now(),
): PersonRequests {
  const { atOnce, workPerSecond, workBurst, longestWait } = REQUEST_LIMITS;
  const people = new LRUCache<string, OfPerson>({ max: MAX_PEOPLE });

  return {
    async enter(personId, isGone) {
      const person = people.get(personId) ?? {
        work: new Allowance(workPerSecond, workBurst, now),
        underWay: 0,
        held: [],
      };
      people.set(personId, person);
      if (person.underWay < atOnce) person.underWay += 1;
      // Whoever leaves hands its place on.
      else await new Promise<void>((resolve) => person.held.push(resolve));
      const wait = isGone() ? 0 : Math.min(person.work.untilSome(), longestWait);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      let begunAt: number | null = null;
      let left = false;
      return {
        begin() {
          begunAt = active();
        },
        leave() {
          if (left) return;
          left = true;
          if (begunAt !== null) person.work.charge(active() - begunAt);
          const next = person.held.shift();
          if (next) next();
          else person.underWay -= 1;
        },
      };
    },
  };
}
