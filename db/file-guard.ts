/**
 * Whether the files that SQLite has open are still those at their path. A process that has a file
 * open goes on reading and writing it after it was deleted or another was put in its place; what it
 * writes then is gone with the process. So nothing counts as saved before this was asked
 * (docs/decisions/0036-the-promise-is-on-the-file.md).
 */
import { accessSync, constants, type StatsBase, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "./soundness";

/** Why nothing can be written. The first five can pass by themselves, the others need a new start. */
export type ProblemKind =
  | "missing"
  | "replaced"
  | "read-only"
  | "full"
  | "write-failed"
  | "truncated"
  | "damaged"
  | "flush-failed";

const MESSAGES: Record<ProblemKind, string> = {
  missing: "The database files are gone: put the same files back, or stop and restore a backup.",
  replaced:
    "Other files stand in the place of the database: put the same files back, or stop and start again.",
  "read-only": "The disk of the database is read-only: make it writable.",
  full: "The disk of the database is full: make room.",
  "write-failed": "The database could not be written: look at its disk, room and permissions.",
  truncated: "A database file was cut short: stop and restore a backup.",
  damaged: "The database is damaged: stop and restore a backup.",
  "flush-failed": "The disk failed: start again, which reads what it really holds.",
};

export interface StoreProblem {
  kind: ProblemKind;
  /** One line for the operator, without a path. */
  message: string;
}

export const problemOf = (kind: ProblemKind): StoreProblem => ({ kind, message: MESSAGES[kind] });

/** Nothing can be written now; nothing was. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";

  /** By its name: the pages are bundled apart from the server, each with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "StoreUnavailable";
  }

  constructor(
    readonly problem: StoreProblem,
    cause?: unknown,
  ) {
    super(problem.message, { cause });
  }
}

/** What a write that failed with this error says of the database; null where it says nothing. */
export function problemOfWrite(error: unknown): ProblemKind | null {
  const code = codeOf(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return "damaged";
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM)/.test(code) ? "write-failed" : null;
}

/** The database, its write-ahead log, and the index of that. */
const ENDINGS = ["", "-wal", "-shm"] as const;

/** Bytes that have to be free. With less, a transaction might fit and the next one not. */
const LEAST_FREE = 1024 * 1024;

/** The write-ahead log may shrink to this many bytes by itself; the store sets it as SQLite's limit. */
export const LOG_SIZE_LIMIT = 16 * 1024 * 1024;

type Identity = Pick<StatsBase<bigint>, "dev" | "ino" | "size">;

/** What is asked about the disk that a file is on. */
export interface Disk {
  isReadOnly(file: string): boolean;
  freeBytes(file: string): number;
}

export class FileGuard {
  private readonly known: Map<(typeof ENDINGS)[number], Identity>;
  private truncated = false;
  /**
   * Down to this size SQLite itself makes the database smaller. It does so not when it gives the room
   * up but at the next checkpoint, so what is allowed outlasts looks at the file as it still is.
   */
  private floor: bigint | null = null;

  /**
   * @param file the database; it and its log have to be open by now
   * @param disk how to ask about the disk
   */
  constructor(
    private readonly file: string,
    private readonly disk: Disk = DISK,
  ) {
    this.known = new Map(
      ENDINGS.map((ending) => [ending, statSync(file + ending, { bigint: true })]),
    );
  }

  /** Looks at the files; costs some microseconds. */
  look(): ProblemKind | null {
    if (this.truncated) return "truncated";
    for (const [ending, before] of this.known) {
      const now = identityOf(this.file + ending);
      if (!now) return "missing";
      if (now.dev !== before.dev || now.ino !== before.ino) return "replaced";
      if (now.size < this.leastSize(ending, before.size)) {
        this.truncated = true;
        return "truncated";
      }
      if (ending === "" && this.floor !== null && now.size <= this.floor) this.floor = null;
      this.known.set(ending, now);
    }
    if (this.disk.isReadOnly(this.file)) return "read-only";
    return this.disk.freeBytes(this.file) < LEAST_FREE ? "full" : null;
  }

  private leastSize(ending: (typeof ENDINGS)[number], before: bigint): bigint {
    const allowed = ending === "-wal" ? BigInt(LOG_SIZE_LIMIT) : ending === "" ? this.floor : null;
    return allowed !== null && allowed < before ? allowed : before;
  }

  /** SQLite itself makes the database smaller from now on, down to this many bytes. */
  mayShrinkTo(bytes: number): void {
    const floor = BigInt(bytes);
    if (this.floor === null || floor < this.floor) this.floor = floor;
  }
}

function identityOf(path: string): Identity | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    // A folder on the way is gone or closed: whoever starts next will not find the file either.
    return undefined;
  }
}

/** Of the disk: permissions say nothing about a file that is open already. */
function isReadOnly(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return false;
  } catch (error) {
    return codeOf(error) === "EROFS";
  }
}

function freeBytes(file: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    // Some file systems do not say.
    return Number.POSITIVE_INFINITY;
  }
}

const DISK: Disk = { isReadOnly, freeBytes };
