/**
 * Versions by the clock: keeps those that are due, lets go of those that have become too many, packs
 * what is kept, and gives the room that is left to the disk. Each look does little, so that nobody
 * who types waits for it.
 */
import { listDocuments } from "#db/documents";
import { lastSequenceOf } from "#db/log";
import { compressNextVersion, deleteVersions, findLatestVersion, listVersions } from "#db/versions";
import type { AppContext } from "../context";
import { saveVersion } from "./log.server";
import { isDue, versionsToThin } from "./versions";

/** Milliseconds from one look to the next. */
const EVERY = 30_000;
/** Pages of the database (4 kB each) that one look gives back. */
const PAGES = 500;
/** Versions that one look packs. */
const PACKED = 2;

type VersionContext = Pick<AppContext, "store" | "log" | "now" | "newId">;

export interface VersionTimer {
  /** Looks now. Never throws: what fails is logged, and tried again the next time. */
  check(): Promise<void>;
  /** Waits for the look under way; there is none after it. */
  stop(): Promise<void>;
}

/** @param every milliseconds from one look to the next. */
export function createVersionTimer(app: VersionContext, every = EVERY): VersionTimer {
  let running: Promise<void> | null = null;
  let stopped = false;
  const look = async () => {
    try {
      await saveDueVersions(app);
      await thinVersions(app);
      for (let i = 0; i < PACKED && !stopped; i += 1) {
        if (!(await compressNextVersion(app.store, app.newId))) break;
      }
      await app.store.giveBackSpace(PAGES);
    } catch (error) {
      app.log.error({ err: error }, "plans: versions could not be kept");
    }
  };
  const check = (): Promise<void> => {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  };
  const timer = setInterval(() => void check(), every);
  timer.unref();
  return {
    check,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Keeps a version of each document that has been worked on for long enough. */
export async function saveDueVersions(context: VersionContext): Promise<void> {
  const { store, now } = context;
  for (const { id, createdAt } of await listDocuments(store.read)) {
    const last = (await findLatestVersion(store.read, id)) ?? { seq: 0, createdAt };
    const seq = await lastSequenceOf(store.read, id);
    if (!isDue(last, { seq, now: now() })) continue;
    await store.transaction((tx) => saveVersion(context, tx, id, { reason: "timed", by: null }));
  }
}

/** Deletes the versions that have become too many. */
export async function thinVersions({ store, now }: VersionContext): Promise<void> {
  for (const { id } of await listDocuments(store.read)) {
    const ids = versionsToThin(await listVersions(store.read, id), now());
    if (ids.length > 0) await store.transaction((tx) => deleteVersions(tx, ids));
  }
}
