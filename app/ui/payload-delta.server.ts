/** Caches which parts were sent, by a stamp (a hash of them all), so that a page can name them in a few bytes. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Payload } from "./payload";
import { deltaOf, lettersOf, type PartsDelta } from "./payload-delta";

/** As many as pages may be behind, each at a state of its own. The letters themselves are shared. */
const MAX_STAMPS = 500;

const sent = new LRUCache<string, ReadonlyMap<string, number>>({ max: MAX_STAMPS });

/** Of what is sent now; to be given back as `since`. */
export function stampOf(values: readonly Payload<unknown>[]): string {
  const letters = lettersOf(values);
  const hash = createHash("sha256");
  for (const part of letters) hash.update(part).update(".");
  const stamp = hash.digest("base64url");
  if (!sent.has(stamp)) sent.set(stamp, new Map(letters.map((part, place) => [part, place])));
  return stamp;
}

/** What of a value was not among what was sent with a stamp; all of it, where the stamp is not known. */
export function deltaSince(since: string, value: Payload<unknown>): PartsDelta {
  return deltaOf(value.compressed, sent.get(since) ?? new Map());
}
