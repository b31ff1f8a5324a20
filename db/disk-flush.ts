/**
 * Waiting for the disk without standing still. SQLite, told to flush, does so inside the commit, and
 * the whole process waits with it. Here a commit only hands its pages to the operating system,
 * which keeps them if the process is killed; the flush that a power cut needs is a call of our own
 * on the write-ahead log, made by another thread while the next commits are written. All who wait
 * share it (docs/decisions/0013-flush-beside-the-commit.md).
 */
import { closeSync, fdatasync, openSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/** Flushes an open file; rejects if the disk has failed. */
export type FlushFile = (fileDescriptor: number) => Promise<void>;

const flushToDisk: FlushFile = promisify(fdatasync);

/**
 * Milliseconds from the beginning of one flush to that of the next, at least, unless someone is in
 * a hurry. Each costs the processor and the disk about the same, however much it writes; while
 * people type, nobody notices such a wait.
 */
const BETWEEN_FLUSHES = 50;

export class DiskFlush {
  private readonly fileDescriptor: number;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private error: Error | null = null;
  private closed = false;
  private begunAt = Number.NEGATIVE_INFINITY;
  /** Ends the wait for the next flush. */
  private hurry = new AbortController();

  /**
   * @param file the write-ahead log, which has to exist, and to stay the same file until `close`
   * @param verify asked after each flush; throws if what was flushed is not to be found by a new start
   */
  constructor(
    file: string,
    private readonly flush: FlushFile = flushToDisk,
    private readonly verify: () => void = () => undefined,
  ) {
    this.fileDescriptor = openSync(file, "r+");
  }

  /** Why the disk can't be trusted any more; null as long as it can. */
  get failure(): Error | null {
    return this.error;
  }

  /** The same as `onDisk`, as soon as the flush under way is done: for a step that someone waits for. */
  onDiskSoon(): Promise<void> {
    const flushed = this.onDisk();
    this.hurry.abort();
    return flushed;
  }

  /** Resolves when all that has been committed before this call is on disk. */
  onDisk(): Promise<void> {
    // A flush that has begun may have missed the last commit: that one waits for the next.
    this.next ??= this.runNext();
    return this.next;
  }

  /** Waits for what is under way, then lets go of the file; once, however often it is called. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await (this.next ?? this.running)?.catch(() => undefined);
    closeSync(this.fileDescriptor);
  }

  private async runNext(): Promise<void> {
    await this.running?.catch(() => undefined);
    const wait = this.begunAt + BETWEEN_FLUSHES - performance.now();
    // It rejects only when it is ended before its time.
    if (wait > 0) await setTimeout(wait, null, this.hurry).catch(() => undefined);
    this.hurry = new AbortController();
    this.running = this.next;
    this.next = null;
    this.begunAt = performance.now();
    return this.run();
  }

  private async run(): Promise<void> {
    if (!this.error) {
      try {
        await this.flush(this.fileDescriptor);
      } catch (cause) {
        // What could not be flushed may count as flushed from now on, so asking again says nothing.
        this.error = new Error("the disk failed: nothing is written until a new start", { cause });
      }
    }
    if (this.error) throw this.error;
    this.verify();
  }
}
