/** Whether a file is a sound database of this version, and in one line what to do where it is not. */
import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { projectFile } from "./project-file";

const MIGRATIONS = projectFile("migrations");

/** Data that cannot be used as it is; the message says what to do, in one line. */
export class UnusableData extends Error {
  override readonly name = "UnusableData";
}

/** The code of an error of SQLite or of the operating system; empty where there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/**
 * An error of SQLite or of the file system as a line that says what to do.
 * @param file the database or folder that was being used
 */
export function explained(error: unknown, file: string): UnusableData {
  if (error instanceof UnusableData) return error;
  const code = codeOf(error);
  const known = REMEDIES.find(([codes]) => codes.test(code))?.[1];
  const reason = error instanceof Error ? error.message : String(error);
  return new UnusableData(
    (known ? `${file} ${known}` : `${file} cannot be used: ${reason}`).replace(/\s+/gu, " "),
    { cause: error },
  );
}

const REMEDIES: readonly [RegExp, string][] = [
  [/^SQLITE_NOTADB/, "is not a database: move it away, or take another one."],
  [/^SQLITE_CORRUPT/, "is damaged: take another one, such as a backup (npm run restore -- FILE)."],
  [
    /^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS)/,
    "cannot be written: let the user that runs this command write to it and to its folder.",
  ],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, "is locked by another program: end that program first."],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, "cannot be written: make room on its disk."],
  [/^(SQLITE_IOERR|EIO)/, "cannot be read or written: its disk fails."],
  [/^(EEXIST|ENOTDIR)/, "is not a folder: set DATA_DIR to another one."],
];

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

/**
 * @param thoroughly whether indexes are compared with their tables too, which takes several times as long
 * @throws UnusableData unless the connection is to a sound database that this version knows.
 */
export function checkSoundness(
  connection: Database.Database,
  file: string,
  { thoroughly = true } = {},
): void {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ hash }) => hash);
  let had: string[] | null;
  let soundness: unknown;
  try {
    had = migrationsOf(connection);
    const pragma = thoroughly ? "integrity_check(1)" : "quick_check(1)";
    soundness = connection.pragma(pragma, { simple: true });
  } catch (error) {
    const code = codeOf(error);
    if (code === "SQLITE_NOTADB") throw new UnusableData(`${file} is not a database.`);
    throw explained(error, file);
  }
  if (soundness !== "ok") throw new UnusableData(`${file} is damaged: take another one.`);
  if (had === null || had[0] !== known[0]) {
    throw new UnusableData(`${file} is not a database of Concerted.`);
  }
  if (had.some((hash) => !known.includes(hash))) {
    throw new UnusableData(`${file} was made by a newer version of Concerted: use that version.`);
  }
}

/** Opens a database that has to be there. */
export function openExisting(file: string, { readonly = false } = {}): Database.Database {
  if (!existsSync(file)) throw new UnusableData(`There is no database at ${file}.`);
  if (!statSync(file).isFile()) throw new UnusableData(`${file} is not a file.`);
  try {
    return new Database(file, { readonly, timeout: 10_000 });
  } catch (error) {
    throw explained(error, file);
  }
}
