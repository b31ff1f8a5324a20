/** Long work that can be interrupted: it yields often, and returns what came of it. */
export type InSteps<T> = Generator<void, T, void>;

/** Does it all at once: where nobody waits meanwhile. */
export function atOnce<T>(work: InSteps<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
