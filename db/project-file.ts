/** Files of the project that are read while it runs: migrations, threads, templates, the build. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The code runs from its sources or bundled into a file of `build/`: the root is above either. */
function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "remix.config.js"))) return folder;
    if (folder === dirname(folder)) throw new Error(`No project around ${from}.`);
  }
}

const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file or folder of the project, whatever the current folder is. */
export function projectFile(path: string): string {
  return join(ROOT, path);
}
