/**
 * One server for one data folder. The lock is a transaction held open in a small database of its
 * own, so that the operating system releases it however the process ends, and nothing stale is ever
 * left behind. It is not an exclusive one: whoever comes too late can read who holds it.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { codeOf, UnusableData } from "./soundness";

const LOCK_FILE = "server.lock";

export interface ServerLock {
  release(): void;
}

/**
 * Takes the lock of a data folder.
 * @param now in milliseconds since the epoch, for whoever comes later
 * @throws UnusableData if another process holds it
 */
export function lockFolder(dataDir: string, now: number): ServerLock {
  const file = join(dataDir, LOCK_FILE);
  const connection = new Database(file, { timeout: 0 });
  try {
    connection.exec("BEGIN IMMEDIATE");
    connection.exec(
      "CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, since INTEGER NOT NULL)",
    );
    connection.exec("DELETE FROM holder");
    connection.prepare("INSERT INTO holder VALUES (?, ?)").run(process.pid, now);
    connection.exec("COMMIT; BEGIN IMMEDIATE");
  } catch (error) {
    const held = codeOf(error).startsWith("SQLITE_BUSY");
    const message = held ? heldBy(connection, dataDir) : null;
    connection.close();
    if (message) throw new UnusableData(message);
    if (!codeOf(error).startsWith("SQLITE_NOTADB")) throw error;
    throw new UnusableData(`${file} is not the lock file of a server: delete it.`);
  }
  return { release: () => void connection.close() };
}

function heldBy(connection: Database.Database, dataDir: string): string {
  const holder = readHolder(connection);
  const who = holder
    ? ` (process ${holder.pid}, since ${new Date(holder.since).toISOString()})`
    : "";
  return `A server runs on ${dataDir} already${who}: stop it first, or set DATA_DIR to another folder.`;
}

function readHolder(connection: Database.Database): { pid: number; since: number } | null {
  try {
    const row = connection.prepare("SELECT pid, since FROM holder").raw().get();
    return Array.isArray(row) ? { pid: Number(row[0]), since: Number(row[1]) } : null;
  } catch {
    // It is being taken at this very moment.
    return null;
  }
}
