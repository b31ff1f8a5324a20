/**
 * Keeps the deadlines of silence procedures and of consultation rounds: looks at start, and every
 * few seconds, whether one has passed. It only makes known soon what follows; that it holds from the
 * deadline on, and what may be done then, every operation sees for itself.
 */
import type { AppContext, OperationContext } from "../context";
import { closeRoundsOver } from "../plans/rounds.server";
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
export function startDeadlineTimer(app: AppContext, every = EVERY): Deadlines {
  let running: Promise<void> | null = null;
  const check = (): Promise<void> => {
    running ??= keepAll({ ...app, actor: null, requestId: null }).finally(() => {
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

/** What fails with one kind of deadline must not stop the other. */
async function keepAll(context: OperationContext): Promise<void> {
  const { log } = context;
  try {
    const adopted = await closeOverdue(context);
    if (adopted) log.info({}, "adoption: the agenda is adopted by silence");
  } catch (error) {
    log.error({ err: error }, "adoption: a deadline could not be kept");
  }
  try {
    const closed = await closeRoundsOver(context);
    if (closed > 0) log.info({ closed }, "plans: consultation rounds are over");
  } catch (error) {
    log.error({ err: error }, "plans: a consultation round could not be closed");
  }
}
