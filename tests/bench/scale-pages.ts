/**
 * The page of the agenda in Chromium: of a large consultation, and beside it the demo's with its 37 items.
 * How long it takes to be seen and to be live, and how long a letter in the filter and a ticked box hold
 * the page up: from the event to the frame after it, and the longest task that follows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { type Bench, median, pause } from "./measure";
import { heldUp, openWatched, sideBySide, watched } from "./page-watch";

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
  try {
    return await sideBySide({
      name: "The page of the agenda, and beside it the one with 37 national items",
      folder,
      other: { name: "37 items", folder: small },
      labels: LABELS,
      round,
    });
  } finally {
    rmSync(small, { recursive: true, force: true });
  }
}
