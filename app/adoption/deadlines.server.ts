/**
 * Keeps the deadlines of silence procedures: looks at start, and every few seconds, whether one has
 * passed. It only makes the adoption known soon; that it holds from the deadline on, and what may
 * be done then, every operation sees for itself.
 */
import type { AppContext } from "../context";
import { closeOverdue } from "./closing.server";

/** Milliseconds from one look to the next. */
const EVERY = 2_000;

export interface Deadlines {
  /** Looks now. Never throws: what fails is logged, and tried again the next time. */
  check(): Promise<void>;
  /** Waits for the look under way; there is none after it. */
  stop(): Promise<void>;
}

/** @param every milliseconds from one look to the next. */
export function keepDeadlines(app: AppContext, every = EVERY): Deadlines {
  let running: Promise<void> | null = null;
  const check = (): Promise<void> => {
    running ??= closeOverdue({ ...app, actor: null, requestId: null })
      .then((adopted) => {
        if (adopted) app.log.info({}, "adoption: the agenda is adopted by silence");
      })
      .catch((error: unknown) => {
        app.log.error({ err: error }, "adoption: a deadline could not be kept");
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => void check(), every);
  timer.unref();
  void check();
  return {
    check,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
