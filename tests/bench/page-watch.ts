/**
 * What a page in Chromium tells of itself: when it was seen and live, and how long an act holds it up,
 * from the event to the frame after it, and the longest task that follows.
 */
import { type Browser, chromium, type Page } from "@playwright/test";
import { findOrInstallChromium } from "../chromium";
import { type Bench, median, pause, progress, type Row } from "./measure";
import { type Pages, startDemo } from "./typing-servers";

const ROUNDS = 5;

/** What a page notes of itself; times in milliseconds. */
export interface Watched {
  seen?: number;
  live?: number;
  frame?: number;
  tasks: number[];
}

/** Runs in the page before its own code. `seen` is when the first of `watchedFor` is there. */
function watch(watchedFor: string): void {
  const target = window as unknown as { watched: Watched };
  target.watched = { tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) target.watched.tasks.push(duration);
  }).observe({ entryTypes: ["longtask"] });
  for (const type of ["keydown", "click"]) {
    document.addEventListener(
      type,
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            target.watched.frame = performance.now() - timeStamp;
          };
          channel.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  }
  const look = () => {
    const { watched } = target;
    if (document.querySelector(watchedFor)) watched.seen ??= performance.now();
    if (document.querySelector("[data-save-state=saved]")) watched.live ??= performance.now();
    if (watched.live === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export const watched = (page: Page) =>
  page.evaluate(() => (window as unknown as { watched: Watched }).watched);

/** A page in which a person of the demo is signed in, once it is live. */
export async function openWatched(
  browser: Browser,
  url: string,
  { who, path, seen }: { who: string; path: string; seen: string },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(60_000);
  // What tsx calls in functions that have a name; the page does not have it.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.addInitScript(watch, seen);
  const page = await context.newPage();
  await page.request.post(`${url}/login`, {
    form: { email: `${who}@demo.example`, password: "concerted-demo" },
    maxRedirects: 0,
  });
  await page.goto(`${url}${path}`);
  await page.waitForFunction(
    () => (window as unknown as { watched: Watched }).watched.live !== undefined,
  );
  return page;
}

/** What an act holds up: until the next frame, and by the longest task of the next second. */
export async function heldUp(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => {
    (window as unknown as { watched: Watched }).watched = { tasks: [] };
  });
  await act();
  await pause(1_000);
  const { frame, tasks } = await watched(page);
  // Shorter ones are not told.
  return { frame: frame ?? Number.NaN, task: Math.max(0, ...tasks) };
}

/**
 * The same rounds in the pages of two workspaces, in turns; medians of all but the first.
 * @param folder of the one that is measured; `other` is what it stands beside
 * @param round what it takes, in milliseconds, by label
 */
export async function sideBySide<Label extends string>({
  name,
  folder,
  other,
  labels,
  round,
}: {
  name: string;
  folder: string;
  other: { name: string; folder: string };
  labels: readonly Label[];
  round(browser: Browser, url: string): Promise<Record<Label, number>>;
}): Promise<Bench> {
  const servers: Pages[] = [await startDemo(folder), await startDemo(other.folder)];
  const browser = await chromium.launch({
    executablePath: findOrInstallChromium(),
    args: ["--no-sandbox"],
  });
  try {
    const figures: Record<Label, number>[][] = [[], []];
    for (let number = 0; number <= ROUNDS; number += 1) {
      for (const [i, { url }] of servers.entries()) {
        const found = await round(browser, url);
        if (number > 0) figures[i]?.push(found);
        const which = i === 0 ? "measured" : other.name;
        progress(`round ${number}, ${which}: ${JSON.stringify(found)}`);
      }
    }
    const of = (i: number, label: Label) => median((figures[i] ?? []).map((found) => found[label]));
    return {
      name,
      rows: labels.flatMap((label): Row[] => [
        { label, value: of(0, label), unit: "ms" },
        { label: `${label}, ${other.name}`, value: of(1, label), unit: "ms" },
      ]),
    };
  } finally {
    await browser.close();
    for (const server of servers) await server.stop();
  }
}
