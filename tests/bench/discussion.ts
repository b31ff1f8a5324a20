/**
 * What a much discussed plan costs, of 40 items with 300 comments and 200 amendments; beside it the
 * demo's plan with its few: the server's work, and in Chromium how long the page takes to be live, and how
 * long a letter and a filter hold it up.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { findDocumentBySlug } from "#db/documents";
import { AMENDMENTS, COMMENTS, fillDiscussion, ITEMS, SLUG } from "./discussion-workspace";
import { type Bench, median, pause, type Row } from "./measure";
import { heldUp, openWatched, sideBySide, watched } from "./page-watch";
import { fillDemo } from "./scale-workspace";
import { browser as asking, kilobytes, measured, openApp } from "./server-work";

const LETTERS = "so that all";

export async function benchDiscussion(): Promise<Bench[]> {
  process.env.NODE_ENV = "production";
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "concerted-bench-discussion-")));
  const [much, little] = folders as [string, string];
  try {
    const rows: Row[] = [];
    for (const [folder, fill, of] of [
      [much, fillDiscussion, ""],
      [little, fillDemo, ", the demo's"],
    ] as const) {
      const app = openApp(folder);
      await fill(app);
      const { ask } = await asking(app);
      const id = (await findDocumentBySlug(app.store.read, SLUG))?.id ?? "";
      const pages = [
        ["the plan", `/plans/${SLUG}`],
        ["its amendments, a page of their own", `/plans/${SLUG}/amendments?show=all`],
        ["its amendments, read again", `/documents/${id}/amendments`],
        ["its comments, read again", `/documents/${id}/comments`],
      ] as const;
      for (const [label, path] of pages) {
        rows.push(...(await measured(`${label}${of}`, () => ask("convener.ca", path))));
      }
      rows.push(
        ...(await kilobytes(`the plan, its size${of}`, () => ask("convener.ca", pages[0][1]))),
      );
      await app.store.close();
    }
    const name = `The server's work: a plan of ${ITEMS} items, ${COMMENTS} comments, ${AMENDMENTS} amendments`;
    const pages = await sideBySide({
      name: "The page of that plan, and beside it the demo's",
      folder: much,
      other: { name: "the demo's", folder: little },
      labels: LABELS,
      round,
    });
    return [{ name, rows }, pages];
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

const LABELS = [
  "seen, from the navigation",
  "live, from the navigation",
  "a letter in an item: to the next frame",
  "a letter in an item: longest task",
  "another filter of comments: to the next frame",
  "another filter of comments: longest task",
] as const;
type Figures = Record<(typeof LABELS)[number], number>;

async function round(browser: Browser, url: string): Promise<Figures> {
  const path = `/plans/${SLUG}`;
  const page = await openWatched(browser, url, {
    who: "convener.ca",
    path,
    seen: "[data-item-id]",
  });
  const { seen = Number.NaN, live = Number.NaN } = await watched(page);
  // What follows the opening is not what a letter costs.
  await pause(2_000);
  await page.locator("[data-item-id]").nth(6).getByRole("textbox").click();
  await pause(1_000);
  const letters = [];
  for (const letter of LETTERS) letters.push(await heldUp(page, () => page.keyboard.press(letter)));
  const filters = [];
  await page.locator("[data-margin-head] select").first().focus();
  for (const key of ["ArrowDown", "ArrowUp", "ArrowDown", "ArrowUp"]) {
    filters.push(await heldUp(page, () => page.keyboard.press(key)));
  }
  await page.context().close();
  return {
    "seen, from the navigation": seen,
    "live, from the navigation": live,
    "a letter in an item: to the next frame": median(letters.map(({ frame }) => frame)),
    "a letter in an item: longest task": median(letters.map(({ task }) => task)),
    "another filter of comments: to the next frame": median(filters.map(({ frame }) => frame)),
    "another filter of comments: longest task": median(filters.map(({ task }) => task)),
  };
}
