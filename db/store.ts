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
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { DiskFlush, type FlushFile } from "./disk-flush";
import {
  FileGuard,
  LOG_SIZE_LIMIT,
  problemOf,
  problemOfWrite,
  type StoreProblem,
  StoreUnavailable,
} from "./file-guard";
import { projectFile } from "./project-file";
import * as schema from "./schema";
import { IN_ONE_STEP } from "./sound-copy";

/** A handle for queries: the reading connection, or the one of a running transaction. */
export type Queries = BetterSQLite3Database<typeof schema>;

export interface Store {
  /** Path of the database, for a thread that reads it by itself. */
  readonly file: string;
  /** For reading outside a transaction. */
  readonly read: Queries;
  /**
   * Runs `work` in one transaction and returns its result when that is on disk; rolls all of it
   * back if `work` throws.
   * Inside, await only functions of `db/`: anything slower would hold up every other writer.
   * A transaction must not be started inside another: it would wait for itself.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * The same without the wait for the disk: its result outlives the process, but a power cut may
   * take it back, with all that was committed later, until `onDisk` says otherwise. For the updates of
   * documents and what is projected from them alone: `changeStamp` does not count it.
   */
  commit<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Is another as soon as anything but the text of documents was written, by this process or by
   * another: what was read since it was asked for is as it was for as long as it is the same.
   */
  changeStamp(): string;
  /**
   * Resolves when all that has been committed by now is on disk, in the files that a new start will
   * find; rejects if the disk failed or the files are others by now.
   */
  onDisk(): Promise<void>;
  /** Why nothing can be written at this moment; null as long as all is well. */
  problem(): StoreProblem | null;
  /** After a write that failed: tries a small one, to see whether it is over. */
  retry(): Promise<void>;
  /** Copies all that is committed to a new file, from the files that are open, wherever they are. */
  copyTo(file: string): Promise<void>;
  /**
   * Gives some of the room that nothing uses any more back to the disk.
   * @param pages at most
   * @returns how many pages are left unused
   */
  giveBackSpace(pages: number): Promise<number>;
  /** Waits for the writes under way, then closes both connections. */
  close(): Promise<void>;
}

const MIGRATIONS = projectFile("migrations");

function connect(file: string): Database.Database {
  const connection = new Database(file, { timeout: 10_000 });
  // Heeded only by a database that has no tables yet; older ones are converted (db/workspace.ts).
  connection.pragma("auto_vacuum = INCREMENTAL");
  connection.pragma("journal_mode = WAL");
  connection.pragma(`journal_size_limit = ${LOG_SIZE_LIMIT}`);
  connection.pragma("foreign_keys = ON");
  return connection;
}

/**
 * Opens the database file, making and migrating it as needed.
 * @param file path of the SQLite file; its folder is created.
 * @param flush how to flush it to disk
 */
export function openStore(file: string, flush?: FlushFile): Store {
  mkdirSync(dirname(file), { recursive: true });
  const writer = connect(file);
  const write = drizzle(writer, { schema });
  writer.pragma("synchronous = FULL");
  migrate(write, { migrationsFolder: MIGRATIONS });
  // Something has to be written, so that the log of writes exists, in its folder on disk too.
  writer.exec("BEGIN IMMEDIATE; PRAGMA user_version = 0; COMMIT");
  // From now on a commit waits for no disk. Only the order of writes is seen to: the database
  // stays whole whenever the power goes.
  writer.pragma("synchronous = NORMAL");
  const reader = connect(file);
  reader.pragma("query_only = ON");
  const guard = new FileGuard(file);
  /** The last write failed, and no other has succeeded since. */
  let failed: StoreProblem | null = null;
  const blocked = (): StoreProblem | null => {
    const kind = failed?.kind === "damaged" ? "damaged" : guard.look();
    return kind && problemOf(kind);
  };
  const assertInPlace = () => {
    const problem = blocked();
    if (problem) throw new StoreUnavailable(problem);
  };
  const disk = new DiskFlush(`${file}-wal`, flush, assertInPlace);

  /** How many transactions were committed. */
  let changes = 0;
  // Of the writing connection: it is another once one of another process has written.
  const othersVersion = () => Number(writer.pragma("data_version", { simple: true }));

  let last: Promise<unknown> = Promise.resolve();
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };

  const begin = writer.prepare("BEGIN IMMEDIATE");
  const commit = writer.prepare("COMMIT");
  const rollback = writer.prepare("ROLLBACK");
  const transact = async <T>(
    work: (tx: Queries) => Promise<T>,
    committed: () => void = () => undefined,
  ): Promise<T> => {
    if (disk.failure) throw disk.failure;
    assertInPlace();
    try {
      begin.run();
      const result = await work(write);
      commit.run();
      committed();
      failed = null;
      return result;
    } catch (error) {
      if (writer.inTransaction) rollback.run();
      const kind = problemOfWrite(error);
      if (!kind) throw error;
      failed = problemOf(kind);
      throw new StoreUnavailable(failed, error);
    }
  };

  return {
    file,
    read: drizzle(reader, { schema }),
    transaction: async (work) => {
      const result = await inLine(() =>
        transact(work, () => {
          changes += 1;
        }),
      );
      await disk.onDiskSoon();
      return result;
    },
    commit: (work) => inLine(() => transact(work)),
    changeStamp: () => `${changes}.${othersVersion()}`,
    onDisk: () => disk.onDisk(),
    problem: () => (disk.failure ? problemOf("flush-failed") : (blocked() ?? failed)),
    retry: () =>
      inLine(() => transact(async () => void writer.pragma("user_version = 0"))).catch(
        (error: unknown) => {
          if (!(error instanceof StoreUnavailable)) throw error;
        },
      ),
    copyTo: async (target) => {
      await writer.backup(target, IN_ONE_STEP);
    },
    giveBackSpace: (pages) =>
      inLine(async () => {
        const count = (what: string) => Number(writer.pragma(what, { simple: true }));
        if (blocked() || disk.failure || count("freelist_count") === 0) return 0;
        writer.pragma(`incremental_vacuum(${pages})`);
        guard.mayShrinkTo(count("page_count") * count("page_size"));
        // Only a checkpoint makes the file smaller; this kind waits for nobody.
        writer.pragma("wal_checkpoint(PASSIVE)");
        return count("freelist_count");
      }),
    close: () =>
      inLine(async () => {
        await disk.close();
        reader.close();
        writer.close();
      }),
  };
}
