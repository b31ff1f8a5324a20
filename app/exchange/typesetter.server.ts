/**
 * The process in which PDFs are typeset. Typesetting takes a second of pure computing, and with a
 * text that is made for it as long and as much memory as it gets: in the server's own process it
 * would stop everyone's co-editing.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectFile } from "#db/project-file";
import { PROCESS_LIMITS } from "../limits";
import { createProcessPool, type RunOptions } from "../processes/process-pool.server";

const PROGRAM = projectFile("app/exchange/pdf/typeset-process.server.mjs");

const FAMILIES = ["@expo-google-fonts/source-serif-4", "@expo-google-fonts/source-sans-3"];
const WEIGHTS = [
  "400Regular",
  "400Regular_Italic",
  "600SemiBold",
  "600SemiBold_Italic",
  "700Bold",
  "700Bold_Italic",
];

function fontPaths(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return FAMILIES.flatMap((family) => {
    const folder = dirname(resolve(`${family}/package.json`));
    return WEIGHTS.map((weight) => join(folder, weight));
  });
}

export interface Typesetter {
  /**
   * @param data the template's data as JSON.
   * Rejects with `Refused("too-many")` if too many wait, with `WorkStopped` if it is too much for
   * the process, with an Error if it fails.
   */
  typeset(template: string, data: string, options: RunOptions): Promise<Buffer>;
  close(): Promise<void>;
}

export interface TypesetterLimits {
  /** Milliseconds for one PDF. */
  timeLimit?: number;
  /** Megabytes that the process may hold. */
  memoryMb?: number;
}

/** One process, started when first needed and kept warm: it has read the fonts. */
export function createTypesetter({
  timeLimit = PROCESS_LIMITS.exportMilliseconds,
  memoryMb = PROCESS_LIMITS.exportMegabytes,
}: TypesetterLimits = {}): Typesetter {
  const pool = createProcessPool({
    file: PROGRAM,
    data: { fontPaths: fontPaths() },
    ...{ timeLimit, memoryMb },
    queue: {
      total: PROCESS_LIMITS.exportsWaiting,
      perOwner: PROCESS_LIMITS.exportsWaitingPerPerson,
    },
    idleAfter: PROCESS_LIMITS.idleMilliseconds,
  });
  return {
    async typeset(template, data, options) {
      const pdf = await pool.run<Uint8Array>("typeset", [template, data], options);
      return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
    },
    close: () => pool.close(),
  };
}
