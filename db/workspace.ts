/**
 * The data folder of a workspace: its database, and a marker that says that there is one. Without
 * the marker, a server that is started on a folder whose database was lost would quietly begin an
 * empty workspace.
 */
import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type Database from "better-sqlite3";
import type { FlushFile } from "./disk-flush";
import { workspace } from "./schema";
import { checkSoundness, explained, openExisting, UnusableData } from "./soundness";
import { openStore, type Queries, type Store } from "./store";

export const DATABASE = "concerted.sqlite";
const MARKER = "workspace.json";

/** How copies begin that were made of a database: what is beside them was a workspace once. */
export const RESCUED = "concerted.rescued-";
const COPIES = [RESCUED, `${DATABASE}.before-restore-`];

const RESTORE = "restore a backup (npm run restore -- FILE)";

/** The workspace that a folder is said to hold: its id, null if the marker cannot be read. */
interface Marker {
  id: string | null;
}

function readMarker(dataDir: string): Marker | null {
  const file = join(dataDir, MARKER);
  if (!existsSync(file)) return null;
  try {
    const { workspace: id } = JSON.parse(readFileSync(file, "utf8")) as { workspace?: unknown };
    return { id: typeof id === "string" ? id : null };
  } catch {
    return { id: null };
  }
}

function writeMarker(dataDir: string, id: string): void {
  const file = join(dataDir, MARKER);
  const unfinished = `${file}.${process.pid}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify({ workspace: id })}\n`, { flush: true });
  renameSync(unfinished, file);
}

/** The id in a database; null in one of an older version, and in one without tables. */
function readId(connection: Database.Database): string | null {
  const known = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'workspace'").get();
  const id = known && connection.prepare("SELECT id FROM workspace").pluck().get();
  return typeof id === "string" ? id : null;
}

/**
 * Looks at what is in the folder before anything is made or changed in it.
 * @param convert whether nobody else has the database open, so that it may be rewritten
 */
function inspect(dataDir: string, marker: Marker | null, convert: boolean): void {
  const file = join(dataDir, DATABASE);
  const markerFile = join(dataDir, MARKER);
  if (!existsSync(file)) {
    const copy = existsSync(dataDir) && readdirSync(dataDir).find(isCopy);
    if (copy && !marker) {
      throw new UnusableData(
        `${file} is missing, but ${copy} is beside it: restore that (npm run restore -- ${join(dataDir, copy)}), or move it away to begin anew.`,
      );
    }
    if (!marker) return;
    throw new UnusableData(
      `${file} is missing, but ${markerFile} says that there was a workspace: put the database back, or ${RESTORE}; to begin anew, delete ${markerFile}.`,
    );
  }
  const connection = openExisting(file);
  try {
    if (connection.prepare("SELECT count(*) FROM sqlite_master").pluck().get() === 0) {
      throw new UnusableData(
        `${file} is empty: ${RESTORE}; to begin anew, delete it${marker ? ` and ${markerFile}` : ""}.`,
      );
    }
    checkSoundness(connection, file, { thoroughly: false });
    const id = readId(connection);
    if (marker?.id && id && marker.id !== id) {
      throw new UnusableData(
        `${file} is of another workspace than ${markerFile} says: put the right one back, or ${RESTORE}; to go on with this one, delete ${markerFile}.`,
      );
    }
    if (convert) giveBackSpaceFromNowOn(connection);
  } finally {
    connection.close();
  }
}

const isCopy = (name: string) =>
  COPIES.some((beginning) => name.startsWith(beginning)) && !name.includes("unfinished");

/** Pages that are not used any more can be given back only by a database that was made, or rewritten, so. */
function giveBackSpaceFromNowOn(connection: Database.Database): void {
  const INCREMENTAL = 2;
  if (connection.pragma("auto_vacuum", { simple: true }) === INCREMENTAL) return;
  try {
    connection.pragma("auto_vacuum = INCREMENTAL");
    connection.exec("VACUUM");
  } catch {
    // No room for a second copy, or an import is running: the next start tries again.
  }
}

/** The id of the workspace in an open database; given to it here if it has none. */
async function idOf(tx: Queries, fallback: string): Promise<string> {
  const id = tx.select({ id: workspace.id }).from(workspace).get()?.id;
  if (id) return id;
  tx.insert(workspace).values({ id: fallback }).run();
  return fallback;
}

/**
 * Opens the workspace in a folder; makes one where there has been none.
 * @param alone whether the caller holds the folder's lock: only then is an older database rewritten
 * @throws UnusableData, with a line that says what to do, if it cannot be used; nothing is changed then.
 */
export async function openWorkspace(
  dataDir: string,
  { alone = false, flush }: { alone?: boolean; flush?: FlushFile } = {},
): Promise<Store> {
  const file = join(dataDir, DATABASE);
  try {
    const marker = readMarker(dataDir);
    inspect(dataDir, marker, alone);
    const store = openStore(file, flush);
    try {
      const id = await store.transaction((tx) => idOf(tx, marker?.id ?? randomUUID()));
      if (marker?.id !== id) writeMarker(dataDir, id);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    throw explained(error, file);
  }
}

/** Makes the folder, where there is none. */
export function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw explained(error, dataDir);
  }
}

/** A database has been put in place from elsewhere: the marker says which from now on. */
export function markRestored(database: string): void {
  const connection = openExisting(database);
  try {
    const id = readId(connection);
    // That of an older version gets its id, and its marker, at the next start.
    if (id) writeMarker(dirname(database), id);
    else rmSync(join(dirname(database), MARKER), { force: true });
  } finally {
    connection.close();
  }
}
