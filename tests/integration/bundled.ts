/** Scripts that a test starts many times, bundled once: read file by file each start takes seconds. */
import { basename } from "node:path";
import { buildSync } from "esbuild";
import { projectFile } from "#db/project-file";

/**
 * @param script path of a TypeScript file, from the project's root.
 * @returns path of a JavaScript file for node. It is in `build/`, from where packages are found.
 */
export function bundled(script: string): string {
  const outfile = projectFile(`build/test/${basename(script, ".ts")}.js`);
  buildSync({
    entryPoints: [projectFile(script)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return outfile;
}
