/**
 * Tells people how much they have not read, over the connections of the pages that they have open. One
 * question to the database for all of them, again and again; only whose notices have changed is looked up.
 * So it does not matter what changed them, nor which process did.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { unreadStamps } from "#db/notifications";
import type { Actor } from "../accounts/policy";
import type { AppContext } from "../context";
import { readUnread, type Unread } from "./read.server";

/** Milliseconds from one look to the next. */
const EVERY = 1_000;
/** How many people are looked up in one look; the others have their turn in the next. */
const AT_ONCE = 15;

/** The connections, as far as this needs to know of them. */
export interface Listening {
  /** Who can be told something, by id. */
  people(): ReadonlyMap<string, Actor>;
  tellUnread(personId: string, unread: Unread): void;
}

export interface UnreadPush {
  /** Looks now. Never throws: what fails is logged, and tried again. */
  look(): Promise<void>;
  /** Waits for the look under way; there is none after it. */
  stop(): Promise<void>;
}

export function pushUnread(
  app: Pick<AppContext, "store" | "log" | "now">,
  listening: Listening,
  every = EVERY,
): UnreadPush {
  /** Of those who are there, what they have been told of. */
  const told = new Map<string, string>();
  let running: Promise<void> | null = null;

  const tell = async (): Promise<void> => {
    const people = listening.people();
    for (const id of told.keys()) if (!people.has(id)) told.delete(id);
    if (people.size === 0) return;
    const stamps = await unreadStamps(app.store.read);
    const stampOf = (id: string) => stamps.get(id) ?? "";
    const behind = [...people.values()].filter(({ id }) => told.get(id) !== stampOf(id));
    for (const person of behind.slice(0, AT_ONCE)) {
      const unread = await readUnread(app, person);
      told.set(person.id, stampOf(person.id));
      listening.tellUnread(person.id, unread);
      await breathe();
    }
  };
  const look = (): Promise<void> => {
    running ??= tell()
      .catch((error: unknown) => app.log.error({ err: error }, "inbox: unread could not be told"))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => void look(), every);
  timer.unref();
  return {
    look,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
