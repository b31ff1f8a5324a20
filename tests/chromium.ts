/**
 * A Chromium for the browser tests: the one named by `CHROMIUM_PATH`, the system's, Playwright's,
 * or else one that is installed now.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** The headless shell first: without a window's machinery the browser tests take three quarters of the time. */
const NAMES = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** Folders and files looked at after those in PATH. */
const USUAL_FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/homebrew/bin"];
const USUAL_FILES = [
  "/opt/google/chrome/chrome",
  "/usr/lib/chromium/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some systems keep a file of this name that only says how to install the real one. */
function starts(path: string): boolean {
  if (process.platform === "win32") return true;
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium on this machine, or null.
 * @throws an Error of one line if `CHROMIUM_PATH` names no program.
 */
export function findChromium(environment = process.env): string | null {
  const named = environment.CHROMIUM_PATH;
  if (named) {
    if (executable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no program: mend or unset it.`);
  }
  const folders = [...(environment.PATH ?? "").split(delimiter), ...USUAL_FOLDERS].filter(Boolean);
  const places = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...USUAL_FILES,
    chromium.executablePath(),
  ];
  return [...new Set(places)].find((path) => executable(path) && starts(path)) ?? null;
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", 2, 2] }).status === 0;
}

function installFromSystem(): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  process.env.DEBIAN_FRONTEND ??= "noninteractive";
  const install = (name: string) =>
    run("apt-get", ["install", "-y", "--no-install-recommends", name]);
  return run("apt-get", ["update"]) && (install("chromium-headless-shell") || install("chromium"));
}

function installFromPlaywright(): boolean {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  return run(process.execPath, [cli, "install", "chromium"]);
}

/**
 * The path of a Chromium; installs one if there is none, by the system's packages when this is
 * Debian or Ubuntu and we are root, else by Playwright.
 * @throws an Error of one line that says what to do when nothing works.
 */
export function findOrInstallChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.warn("No Chromium found: installing one.");
  for (const install of [installFromSystem, installFromPlaywright]) {
    const installed = install() ? findChromium() : null;
    if (installed) return installed;
  }
  throw new Error(
    "No Chromium found, and none could be installed: install one and set CHROMIUM_PATH to it.",
  );
}
