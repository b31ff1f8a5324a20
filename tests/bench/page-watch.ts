/**
 * What a page in Chromium tells of itself: when it was seen and live, and how long an act holds it up,
 * from the event to the frame after it, and the longest task that follows.
 */
import type { Browser, Page } from "@playwright/test";
import { pause } from "./measure";

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
