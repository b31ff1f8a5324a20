/** Runs of hostile updates, one after the other against one document, each from one number. */
import * as Y from "yjs";
import { diceOf, hostileUpdate, startDocument } from "./hostile-updates";
import { OpenOnServer } from "./survival";

/** Updates against one document, before the next one begins anew. */
export const PER_DOCUMENT = 25;

export interface Outcome {
  sent: number;
  letThrough: number;
}

/** @throws an Error with the number of the run, and the updates that it takes to see it again */
export function run(seed: number): Outcome {
  const dice = diceOf(seed);
  const start = startDocument();
  const server = new OpenOnServer(Y.encodeStateAsUpdate(start));
  const earlier: Uint8Array[] = [];
  const outcome = { sent: 0, letThrough: 0 };
  for (let i = 0; i < PER_DOCUMENT; i += 1) {
    const update = hostileUpdate(server.live, dice, earlier);
    outcome.sent += 1;
    let taken = false;
    try {
      taken = server.take(update);
      // Reading is most of the work: at the end, and now and then in between.
      if (taken && dice.below(5) === 0) server.check();
      if (i === PER_DOCUMENT - 1) server.check();
    } catch (error) {
      throw new BrokenRun(seed, earlier, error);
    }
    if (taken) outcome.letThrough += 1;
  }
  server.live.destroy();
  start.destroy();
  return outcome;
}

export class BrokenRun extends Error {
  constructor(
    readonly seed: number,
    readonly updates: readonly Uint8Array[],
    cause: unknown,
  ) {
    super(`run ${seed}: ${cause instanceof Error ? cause.stack : String(cause)}`);
  }
}
