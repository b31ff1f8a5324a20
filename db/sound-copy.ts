/** Copies of a database: whole and sound, or not there. */
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { checkSoundness, UnusableData } from "./soundness";

/** How to copy: in several steps, every write of a busy server would make it begin anew. */
export const IN_ONE_STEP = { progress: () => 0x7fffffff };

/**
 * Has a copy of a database written, and puts it at its name only when it is whole and sound.
 * @param copy writes it to the file that it is given
 */
export async function writeSoundCopy(
  database: string,
  file: string,
  copy: (unfinished: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    await copy(unfinished);
    const connection = new Database(unfinished);
    try {
      // One file that can be read anywhere: the running database has a second one beside it.
      connection.pragma("journal_mode = DELETE");
      checkSoundness(connection, database);
    } finally {
      connection.close();
    }
    // All that is internal to delegations is in it, whatever the process allows its other files.
    chmodSync(unfinished, 0o600);
    if (existsSync(file)) throw new UnusableData(`${file} exists: choose another name.`);
    renameSync(unfinished, file);
  } finally {
    for (const ending of ["", "-journal", "-wal", "-shm"]) {
      rmSync(unfinished + ending, { force: true });
    }
  }
}
