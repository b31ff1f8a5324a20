/**
 * The page of the agenda in Chromium: of a large consultation, and beside it the demo's with its 37 items.
 * How long it takes to be seen and to be live, and how long a letter in the filter and a ticked box hold
 * the page up: from the event to the frame after it, and the longest task that follows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { findOrInstallChromium } from "../chromium";
import { type Bench, median, pause, progress, type Row } from "./measure";
import { heldUp, openWatched, watched } from "./page-watch";
import { type Pages, startDemo } from "./typing-servers";

const ROUNDS = 5;
/** Letters that most items have, so that the list stays long. */
const LETTERS = ["e", "a", "r", "s", "t"];

const open = (browser: Browser, url: string) =>
  openWatched(browser, url, { who: "secretariat", path: "/agenda", seen: "[data-national-item]" });

type Figures = Record<(typeof LABELS)[number], number>;
const LABELS = [
  "seen, from the navigation",
  "live, from the navigation",
  "a letter in the filter: to the next frame",
  "a letter in the filter: longest task",
  "a box ticked: to the next frame",
  "a box ticked: longest task",
] as const;

async function round(browser: Browser, url: string): Promise<Figures> {
  const page = await open(browser, url);
  const { seen = Number.NaN, live = Number.NaN } = await watched(page);
  // What follows the opening is not what a letter costs.
  await pause(2_000);
  await page.getByRole("searchbox").first().focus();
  const letters = [];
  for (const letter of LETTERS) {
    letters.push(await heldUp(page, () => page.keyboard.press(letter)));
    await page.keyboard.press("Backspace");
    await pause(500);
  }
  const boxes = [];
  for (const _ of LETTERS) {
    const box = page.locator("[data-selects-item]:not(:checked)").nth(2);
    await box.scrollIntoViewIfNeeded();
    boxes.push(await heldUp(page, () => box.click()));
  }
  await page.context().close();
  return {
    "seen, from the navigation": seen,
    "live, from the navigation": live,
    "a letter in the filter: to the next frame": median(letters.map(({ frame }) => frame)),
    "a letter in the filter: longest task": median(letters.map(({ task }) => task)),
    "a box ticked: to the next frame": median(boxes.map(({ frame }) => frame)),
    "a box ticked: longest task": median(boxes.map(({ task }) => task)),
  };
}

/** @param folder of a workspace with a large consultation */
export async function benchLargePages(folder: string): Promise<Bench> {
  const small = mkdtempSync(join(tmpdir(), "concerted-bench-small-"));
  const servers: Pages[] = [await startDemo(folder), await startDemo(small)];
  const browser = await chromium.launch({
    executablePath: findOrInstallChromium(),
    args: ["--no-sandbox"],
  });
  try {
    const figures: Figures[][] = [[], []];
    for (let number = 0; number <= ROUNDS; number += 1) {
      for (const [i, { url }] of servers.entries()) {
        const found = await round(browser, url);
        if (number > 0) figures[i]?.push(found);
        progress(`round ${number}, ${i === 0 ? "large" : "small"}: ${JSON.stringify(found)}`);
      }
    }
    const of = (i: number, label: (typeof LABELS)[number]) =>
      median((figures[i] ?? []).map((found) => found[label]));
    return {
      name: "The page of the agenda, and beside it the one with 37 national items",
      rows: LABELS.flatMap((label): Row[] => [
        { label, value: of(0, label), unit: "ms" },
        { label: `${label}, 37 items`, value: of(1, label), unit: "ms" },
      ]),
    };
  } finally {
    await browser.close();
    for (const server of servers) await server.stop();
    rmSync(small, { recursive: true, force: true });
  }
}
