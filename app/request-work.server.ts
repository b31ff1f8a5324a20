/** How much of everyone's time the requests of one person may take: of a large plan each page takes long. */
import { performance } from "node:perf_hooks";
import { LRUCache } from "lru-cache";
import { Allowance } from "./allowance.server";
import { REQUEST_LIMITS } from "./limits";

/** More people than ask for something within the same few minutes. */
const MAX_PEOPLE = 2_000;

export interface RequestWork {
  /** Waits while the person's requests have taken more than they may, for as long as that is, or the longest wait. */
  waitFor(personId: string): Promise<void>;
  /**
   * Begins to count for a person.
   * @returns what ends it; what the event loop did in between is taken for theirs
   */
  count(personId: string): () => void;
}

/**
 * @param active milliseconds for which the event loop has been busy, of this process
 * @param now milliseconds
 */
export function createRequestWork(
  active: () => number = () => performance.eventLoopUtilization().active,
  now: () => number = () => performance.now(),
): RequestWork {
  const { workPerSecond, workBurst, longestWait } = REQUEST_LIMITS;
  const people = new LRUCache<string, Allowance>({ max: MAX_PEOPLE });
  const of = (personId: string): Allowance => {
    const allowance = people.get(personId) ?? new Allowance(workPerSecond, workBurst, now);
    people.set(personId, allowance);
    return allowance;
  };
  return {
    async waitFor(personId) {
      const wait = Math.min(of(personId).untilSome(), longestWait);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
    count(personId) {
      const before = active();
      let over = false;
      return () => {
        if (!over) of(personId).charge(active() - before);
        over = true;
      };
    },
  };
}
