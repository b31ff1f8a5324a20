/** What the inbox does by the clock: telling of deadlines, and sending digests. */
import type { AppContext } from "../context";
import { notifyOfDeadlines } from "../notifications/deadlines.server";
import type { Digests } from "./digests.server";

/** Milliseconds from one look to the next. */
const EVERY = 60_000;

export interface InboxTimer {
  /** Looks now. Never throws: what fails is logged, and tried again the next time. */
  check(): Promise<void>;
  /** Waits for the look under way; there is none after it. */
  stop(): Promise<void>;
}

/**
 * @param digests null where no mail is sent.
 * @param every milliseconds from one look to the next.
 */
export function startInboxTimer(
  app: AppContext,
  digests: Digests | null,
  every = EVERY,
): InboxTimer {
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      await notifyOfDeadlines(app);
    } catch (error) {
      app.log.error({ err: error }, "inbox: deadlines could not be told");
    }
    await digests?.send();
  };
  const check = (): Promise<void> => {
    running ??= look().finally(() => {
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
