/** Reads a text file that someone handed in, trusting nothing about it. */
import { readFile, stat } from "node:fs/promises";
import { REQUEST_LIMITS } from "../limits";

/** The file is none that can be imported; the message is for the person, in one line. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
}

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "there is no such file",
};

/**
 * The text of a UTF-8 file, without its byte order mark.
 * @throws UnusableFile if it is missing, no plain file, empty, too large, binary or not UTF-8.
 */
export async function readTextFile(path: string): Promise<string> {
  const unusable = (reason: string) =>
    new UnusableFile(`Cannot import ${path.replace(/\s+/gu, " ")}: ${reason}.`);
  const bytes = await readBytes(path, unusable);
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (bytes.includes(0) && !wide) throw unusable("it is not a text file (Markdown is expected)");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unusable("it is not encoded in UTF-8; save it as UTF-8 and try again");
  }
  if (text.trim() === "") throw unusable("it is empty");
  return text;
}

async function readBytes(path: string, unusable: (reason: string) => Error): Promise<Buffer> {
  try {
    // Looked at before it is opened: opening a pipe would wait until someone writes to it.
    const found = await stat(path);
    if (found.isDirectory()) throw unusable("it is a folder");
    if (!found.isFile()) throw unusable("it is not a plain file");
    if (found.size > REQUEST_LIMITS.importBytes) {
      throw unusable(`it is larger than ${REQUEST_LIMITS.importBytes / 1024 ** 2} MB`);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") {
      throw unusable(REASONS[error.code] ?? `it cannot be read (${error.code})`);
    }
    throw error;
  }
}
