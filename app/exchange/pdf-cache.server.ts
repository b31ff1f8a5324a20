/** Finished PDFs on disk, under the hash of what they are made from: a number and size at most. */
import {
  access,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

export interface PdfCacheLimits {
  /** How many to keep, and how many bytes of all together. */
  files: number;
  bytes: number;
}

export interface PdfCache {
  /** The PDF of this key; null if there is none, or it is damaged. */
  read(key: string): Promise<Buffer | null>;
  /** Whether there is one of this key. */
  has(key: string): Promise<boolean>;
  /** Keeps a PDF, and drops those read longest ago if there are too many. */
  write(key: string, pdf: Buffer): Promise<void>;
}

/** @param folder made as needed; may be emptied at any time. */
export function createPdfCache(folder: string, limits: PdfCacheLimits): PdfCache {
  const fileOf = (key: string) => join(folder, `${key}.pdf`);
  return {
    async read(key) {
      const file = fileOf(key);
      try {
        const pdf = await readFile(file);
        if (pdf.subarray(0, 5).toString("latin1") !== "%PDF-") return null;
        const now = new Date();
        // Read lately, it is dropped later.
        await utimes(file, now, now).catch(() => undefined);
        return pdf;
      } catch {
        return null;
      }
    },
    has: (key) =>
      access(fileOf(key)).then(
        () => true,
        () => false,
      ),
    async write(key, pdf) {
      if (pdf.length > limits.bytes) return;
      await mkdir(folder, { recursive: true });
      const file = fileOf(key);
      // Written aside and renamed, so that no one ever reads half a file.
      const aside = `${file}.${process.pid}${UNFINISHED}`;
      await writeFile(aside, pdf);
      await rename(aside, file);
      await dropOldest(folder, limits);
    },
  };
}

const UNFINISHED = ".part";
/** An unfinished file this old, in milliseconds, is left over from a process that died. */
const LEFT_OVER_AFTER = 3_600_000;

async function dropOldest(folder: string, limits: PdfCacheLimits): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return { path, at: found?.mtimeMs ?? 0, bytes: found?.size ?? 0 };
    }),
  );
  const isUnfinished = ({ path }: { path: string }) => path.endsWith(UNFINISHED);
  const leftOver = files.filter(
    (file) => isUnfinished(file) && file.at < Date.now() - LEFT_OVER_AFTER,
  );
  const finished = files.filter((file) => !isUnfinished(file)).sort((a, b) => b.at - a.at);
  let bytes = 0;
  const tooMany = finished.filter((file, index) => {
    bytes += file.bytes;
    return index >= limits.files || bytes > limits.bytes;
  });
  await Promise.all([...leftOver, ...tooMany].map(({ path }) => rm(path, { force: true })));
}
