/**
 * About what a page was told that made it load again: its loader then asks for that alone. What a person
 * does themselves, and going to another page, loads everything.
 */
import type { Topic } from "../collab/protocol";

/** Headers of what a page asks for by itself, while nobody waits for it (RFC 9218). */
export const IN_BACKGROUND = { Priority: "u=5" };

let told: ReadonlySet<Topic> | null = null;

/** Said just before the page is loaded again. */
export function reloadFor(topics: ReadonlySet<Topic>): void {
  told = topics;
}

/** The topics of this load, once; null where the page was not told of any. */
export function topicsOfLoad(): ReadonlySet<Topic> | null {
  const topics = told;
  told = null;
  return topics;
}
