/**
 * The connection. Reads outside a transaction see committed data only; writes go through
 * `transaction`, one after the other.
 *
 * better-sqlite3 is synchronous, the functions of this folder are not, so that another database
 * can stand behind them later. Two connections keep both true: a transaction on the writing
 * connection may span awaits without an unrelated query slipping into it, because reads use the
 * other one and writers wait in line (docs/decisions/0004-sql-in-db.md).
 */

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import * as schema from "./schema";

/** A handle for queries: the reading connection, or the one of a running transaction. */
export type Queries = BetterSQLite3Database<typeof schema>;

export interface Store {
  /** Path of the database, for a thread that reads it by itself. */
  readonly file: string;
  /** For reading outside a transaction. */
  readonly read: Queries;
  /**
   * Runs `work` in one transaction and returns its result; rolls all of it back if `work` throws.
   * Inside, await only functions of `db/`: anything slower would hold up every other writer.
   * A transaction must not be started inside another: it would wait for itself.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * The same for what can be made again from what is on disk: it does not wait for the disk. A
   * power cut may take it back, as long as no later transaction has been committed.
   */
  transactionToRepeat<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /** Waits for the writes under way, then closes both connections. */
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

function connect(file: string): Database.Database {
  const connection = new Database(file, { timeout: 10_000 });
  connection.pragma("journal_mode = WAL");
  // FULL: a commit is on the disk when it returns, so that "Saved" outlives a power cut.
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  return connection;
}

/**
 * Opens the database file, making and migrating it as needed.
 * @param file path of the SQLite file; its folder is created.
 */
export function openStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true });
  const writer = connect(file);
  const write = drizzle(writer, { schema });
  migrate(write, { migrationsFolder: MIGRATIONS });
  const reader = connect(file);
  reader.pragma("query_only = ON");

  let last: Promise<unknown> = Promise.resolve();
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };

  const begin = writer.prepare("BEGIN IMMEDIATE");
  const commit = writer.prepare("COMMIT");
  const rollback = writer.prepare("ROLLBACK");
  const transact = async <T>(work: (tx: Queries) => Promise<T>): Promise<T> => {
    begin.run();
    try {
      const result = await work(write);
      commit.run();
      return result;
    } catch (error) {
      if (writer.inTransaction) rollback.run();
      throw error;
    }
  };

  return {
    file,
    read: drizzle(reader, { schema }),
    transaction: (work) => inLine(() => transact(work)),
    transactionToRepeat: (work) =>
      inLine(async () => {
        writer.pragma("synchronous = NORMAL");
        try {
          return await transact(work);
        } finally {
          writer.pragma("synchronous = FULL");
        }
      }),
    close: () =>
      inLine(async () => {
        reader.close();
        writer.close();
      }),
  };
}
