/**
 * `npm run backup -- FILE` and `npm run restore -- FILE`: all data of a workspace in one file, and
 * back. A backup may be made while the server runs; a restore may not, because the server and the
 * pages open in it hold the documents in memory. Whatever is wrong is one line on stderr and exit
 * code 1, with nothing changed.
 */
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { projectFile } from "./project-file";

const MIGRATIONS = projectFile("migrations");

/** Something the person can mend; the message says what, in one line. */
export class CannotBackUp extends Error {}

/** Copies in one step: in several, every write of a busy server would make it begin anew. */
const inOneStep = { progress: () => 0x7fffffff };

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Names of the migrations a database has had; null if it is none of ours. */
function migrationsOf(connection: Database.Database): string[] | null {
  const table = connection
    .prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .get();
  if (!table) return null;
  const rows = connection.prepare("select hash from __drizzle_migrations order by created_at");
  return rows
    .pluck()
    .all()
    .map((hash) => String(hash));
}

/** @throws CannotBackUp unless the connection is to a sound database that this version knows. */
function check(connection: Database.Database, file: string): void {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ hash }) => hash);
  let had: string[] | null;
  let soundness: unknown;
  try {
    had = migrationsOf(connection);
    soundness = connection.pragma("integrity_check(1)", { simple: true });
  } catch (error) {
    const code = codeOf(error);
    if (code === "SQLITE_NOTADB") throw new CannotBackUp(`${file} is not a database.`);
    if (code === "SQLITE_CORRUPT") throw new CannotBackUp(`${file} is damaged: take another one.`);
    throw error;
  }
  if (soundness !== "ok") throw new CannotBackUp(`${file} is damaged: take another one.`);
  if (had === null || had[0] !== known[0]) {
    throw new CannotBackUp(`${file} is not a database of Concerted.`);
  }
  if (had.some((hash) => !known.includes(hash))) {
    throw new CannotBackUp(`${file} was made by a newer version of Concerted: use that version.`);
  }
}

function open(file: string, { readonly }: { readonly: boolean }): Database.Database {
  if (!existsSync(file)) throw new CannotBackUp(`There is no database at ${file}.`);
  if (!statSync(file).isFile()) throw new CannotBackUp(`${file} is not a file.`);
  try {
    return new Database(file, { readonly, timeout: 10_000 });
  } catch (error) {
    throw new CannotBackUp(`${file} cannot be opened: ${String(error)}`);
  }
}

/**
 * Writes all that is committed now to a new file, and checks it.
 * @param database the SQLite file of the workspace.
 * @throws CannotBackUp if there is no such database, or the file exists.
 */
export async function backUp(database: string, file: string): Promise<void> {
  if (existsSync(file)) throw new CannotBackUp(`${file} exists: choose another name.`);
  // Not as read-only: such a connection would leave the second file behind when it closes.
  const source = open(database, { readonly: false });
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    await source.backup(unfinished, inOneStep);
    const copy = new Database(unfinished);
    try {
      // One file that can be read anywhere: the running database has a second one beside it.
      copy.pragma("journal_mode = DELETE");
      check(copy, database);
    } finally {
      copy.close();
    }
    if (existsSync(file)) throw new CannotBackUp(`${file} exists: choose another name.`);
    renameSync(unfinished, file);
  } finally {
    source.close();
    for (const ending of ["", "-journal", "-wal", "-shm"]) {
      rmSync(unfinished + ending, { force: true });
    }
  }
}

/**
 * Makes sure that nobody has the database open, and takes what its second file holds into it.
 * @throws CannotBackUp if a server has it open.
 */
function takeAlone(database: string): void {
  const connection = new Database(database, { timeout: 0 });
  try {
    // SQLite leaves the mode of the running server only if it can lock out everyone else.
    connection.pragma("journal_mode = DELETE");
  } catch (error) {
    if (codeOf(error).startsWith("SQLITE_BUSY")) {
      throw new CannotBackUp("A server has the database open: stop it first.");
    }
    if (codeOf(error) !== "SQLITE_NOTADB") throw error;
    throw new CannotBackUp(`${database} is no database: move it away first.`);
  } finally {
    connection.close();
  }
}

/**
 * Puts the data of a backup in the place of the workspace's, in one transaction.
 * @param database the SQLite file of the workspace; there may be none yet.
 * @param now for the name of the file that keeps what was there.
 * @returns that file; null if there was nothing to keep.
 * @throws CannotBackUp if the file is no sound backup, or a server runs. Nothing is changed then.
 */
export async function restore(database: string, file: string, now: Date): Promise<string | null> {
  if (existsSync(file) && existsSync(database) && realpathSync(file) === realpathSync(database)) {
    throw new CannotBackUp(`${file} is the database itself.`);
  }
  const source = open(file, { readonly: true });
  try {
    check(source, file);
    if (!existsSync(database)) {
      mkdirSync(dirname(database), { recursive: true });
      await source.backup(database, inOneStep);
      endSilences(database, now);
      return null;
    }
    takeAlone(database);
    const time = now.toISOString().replace(/\.\d+/, "").replaceAll(":", "");
    const kept = `${database}.before-restore-${time}`;
    if (existsSync(kept)) throw new CannotBackUp(`${kept} exists: wait a second.`);
    const current = new Database(database, { readonly: true });
    try {
      await current.backup(kept, inOneStep);
    } finally {
      current.close();
    }
    await source.backup(database, inOneStep);
    endSilences(database, now);
    return kept;
  } finally {
    source.close();
  }
}

/**
 * Ends the silence procedures that were running when the backup was made. Whether a delegation has
 * broken the silence since is not in it, and with the first look at the clock the agenda would be
 * adopted over its objection, for good.
 */
function endSilences(database: string, now: Date): void {
  const restored = new Database(database);
  try {
    const known = restored.prepare("SELECT 1 FROM sqlite_master WHERE name = 'silences'").get();
    // A backup of an older version has none, and is migrated at the next start.
    if (!known) return;
    restored
      .prepare(
        "UPDATE silences SET outcome = 'lapsed', ended_at = ?, reason = 'restored' WHERE outcome IS NULL",
      )
      .run(now.getTime());
  } finally {
    restored.close();
  }
}

const USAGE = "Usage: npm run backup -- FILE, or npm run restore -- FILE";

async function run([command, file, ...more]: readonly string[]): Promise<string> {
  const database = join(process.env.DATA_DIR || "./data", "concerted.sqlite");
  if (!file || file.startsWith("-") || more.length > 0) throw new CannotBackUp(USAGE);
  if (command === "backup") {
    await backUp(database, file);
    return `All data of ${database} is in ${file}, checked.`;
  }
  if (command === "restore") {
    const kept = await restore(database, file, new Date());
    const before = kept ? ` What was there before is in ${kept}.` : "";
    return `${database} holds the data of ${file} now.${before}`;
  }
  throw new CannotBackUp(USAGE);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  // All that is internal to delegations is in these files: for this user alone.
  process.umask(0o077);
  run(process.argv.slice(2)).then(
    (line) => {
      process.stdout.write(`${line}\n`);
    },
    (error: unknown) => {
      const line = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${line.replace(/\s+/gu, " ")}\n`);
      process.exitCode = 1;
    },
  );
}
