/**
 * `npm run test:browser -- [options of playwright test]`: finds a Chromium, or installs one, and
 * runs the browser tests against ./build, each file with a server and data of its own.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOrInstallChromium } from "../chromium";
import { FILLED, fillDemo } from "./server";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function main(): Promise<number> {
  if (!existsSync(new URL("../../build/server/index.js", import.meta.url))) {
    console.error("The browser tests need a build: run `npm run build` first.");
    return 1;
  }
  let executable: string;
  try {
    executable = findOrInstallChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  const filled = mkdtempSync(join(tmpdir(), "concerted-e2e-filled-"));
  try {
    await fillDemo(filled);
    const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
    const { status } = spawnSync(process.execPath, [cli, "test", ...process.argv.slice(2)], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, CHROMIUM_PATH: executable, [FILLED]: filled },
    });
    return status ?? 1;
  } finally {
    rmSync(filled, { recursive: true, force: true });
  }
}

process.exitCode = await main();
