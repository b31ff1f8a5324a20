/**
 * `npm run backup -- FILE` and `npm run restore -- FILE`: all data of a workspace in one file, and
 * back. A backup may be made while the server runs; a restore may not, because the server and the
 * pages open in it hold the documents in memory. Whatever is wrong is one line on stderr and exit
 * code 1, with nothing changed.
 */
import { existsSync, mkdirSync, realpathSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { lockFolder } from "./server-lock";
import { IN_ONE_STEP, writeSoundCopy } from "./sound-copy";
import { checkSoundness, codeOf, explained, openExisting, UnusableData } from "./soundness";
import { DATABASE, markRestored } from "./workspace";

/** Something the person can mend; the message says what, in one line. */
class CannotBackUp extends UnusableData {}

/**
 * Writes all that is committed now to a new file, and checks it.
 * @param database the SQLite file of the workspace.
 * @throws UnusableData if there is no such database, or the file exists.
 */
export async function backUp(database: string, file: string): Promise<void> {
  if (existsSync(file)) throw new CannotBackUp(`${file} exists: choose another name.`);
  // Not as read-only: such a connection would leave the second file behind when it closes.
  const source = openExisting(database);
  try {
    await writeSoundCopy(database, file, async (unfinished) => {
      await source.backup(unfinished, IN_ONE_STEP);
    });
  } finally {
    source.close();
  }
}

/**
 * Makes sure that nobody has the database open, and takes what its second file holds into it.
 * @returns whether it can be read at all
 * @throws UnusableData if a server has it open.
 */
function takeAlone(database: string): boolean {
  const connection = new Database(database, { timeout: 0 });
  try {
    // SQLite leaves the mode of the running server only if it can lock out everyone else.
    connection.pragma("journal_mode = DELETE");
    return connection.pragma("quick_check(1)", { simple: true }) === "ok";
  } catch (error) {
    if (codeOf(error).startsWith("SQLITE_BUSY")) {
      throw new CannotBackUp("A server has the database open: stop it first.");
    }
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) return false;
    throw error;
  } finally {
    connection.close();
  }
}

/**
 * Puts the data of a backup in the place of the workspace's, in one transaction.
 * @param database the SQLite file of the workspace; there may be none yet.
 * @param now for the name of the file that keeps what was there.
 * @returns that file; null if there was nothing to keep.
 * @throws UnusableData if the file is no sound backup, or a server runs. Nothing is changed then.
 */
export async function restore(database: string, file: string, now: Date): Promise<string | null> {
  if (existsSync(file) && existsSync(database) && realpathSync(file) === realpathSync(database)) {
    throw new CannotBackUp(`${file} is the database itself.`);
  }
  const source = openExisting(file, { readonly: true });
  try {
    checkSoundness(source, file);
    mkdirSync(dirname(database), { recursive: true });
    // No server starts on the folder while its database is being written.
    const lock = lockFolder(dirname(database), now.getTime());
    try {
      return await replaceBy(source, database, now);
    } finally {
      lock.release();
    }
  } finally {
    source.close();
  }
}

async function replaceBy(
  source: Database.Database,
  database: string,
  now: Date,
): Promise<string | null> {
  let aside: string | null = null;
  if (existsSync(database)) {
    const readable = takeAlone(database);
    const time = now.toISOString().replace(/\.\d+/, "").replaceAll(":", "");
    aside = `${database}.before-restore-${time}`;
    if (existsSync(aside)) throw new CannotBackUp(`${aside} exists: wait a second.`);
    if (readable) await copyOf(database, aside);
    else moveAside(database, aside);
  }
  await source.backup(database, IN_ONE_STEP);
  endSilences(database, now);
  markRestored(database);
  return aside;
}

async function copyOf(database: string, aside: string): Promise<void> {
  const current = new Database(database, { readonly: true });
  try {
    await current.backup(aside, IN_ONE_STEP);
  } finally {
    current.close();
  }
}

/** What is damaged is kept as it is: someone may still be able to read something in it. */
function moveAside(database: string, aside: string): void {
  for (const ending of ["-wal", "-shm", ""]) {
    if (existsSync(database + ending)) renameSync(database + ending, aside + ending);
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
  const database = join(process.env.DATA_DIR || "./data", DATABASE);
  if (!file || file.startsWith("-") || more.length > 0) throw new CannotBackUp(USAGE);
  if (command === "backup") {
    await backUp(database, file);
    return `All data of ${database} is in ${file}, checked.`;
  }
  if (command === "restore") {
    const aside = await restore(database, file, new Date());
    const before = aside ? ` What was there before is in ${aside}.` : "";
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
      const { message } = explained(error, process.env.DATA_DIR || "./data");
      process.stderr.write(`${message.replace(/\s+/gu, " ")}\n`);
      process.exitCode = 1;
    },
  );
}
