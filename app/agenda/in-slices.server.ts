/** Long work beside everything else that the process does. */
import { setImmediate } from "node:timers/promises";
import type { InSteps } from "./in-steps";

/** Milliseconds that others wait for at a time. */
const SLICE = 8;

/** Does the work in slices; between two of them others have their turn. */
export async function inSlices<T>(work: InSteps<T>, slice = SLICE): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began >= slice) {
      await setImmediate();
      began = performance.now();
    }
  }
}
