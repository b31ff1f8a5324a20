/**
 * How long a letter takes from the key to the screen on a long plan, beside a bare editor with the
 * same text; and how long that plan takes to be seen and to be live.
 *
 * A letter's time is from the key event's own timestamp, which the browser gives it before any
 * page code runs, to a message sent in the next animation frame: it arrives when the frame's
 * layout and painting are done. The Event Timing API would round to 8 ms and leave out what is
 * faster than 16. Both pages wait for a frame of the same length, 16.7 ms at most.
 */
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from "@playwright/test";
import { findOrInstallChromium } from "../chromium";
import { type Bench, median, type Percentiles, pause, percentiles, progress } from "./measure";
import { startBare, startOurs } from "./typing-servers";

const ITEMS = 300;
const WORDS_PER_ITEM = 200;
const ROUNDS = 3;
const LETTERS = 80;
const LOADS = 5;
/** Between two letters; not a multiple of a frame. */
const BETWEEN_LETTERS = 90;

interface Opening {
  seen: number;
  live: number;
}

interface Measured {
  letterTimes: number[];
  opening: Partial<Opening>;
}

/** An item in the middle of the plan; it has an editor as soon as it is near the window. */
async function itemOf(page: Page): Promise<Locator> {
  const item = page.locator("[data-item-id]").nth(ITEMS / 2);
  await item.scrollIntoViewIfNeeded();
  return item.getByRole("textbox");
}

async function paragraphOf(page: Page): Promise<Locator> {
  return page.locator(".tiptap p").nth(ITEMS / 2);
}

/** Runs in the page before its own code. */
function watch(): void {
  const target = window as unknown as Measured;
  target.letterTimes = [];
  target.opening = {};
  document.addEventListener(
    "keydown",
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => target.letterTimes.push(performance.now() - timeStamp);
        channel.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  const look = () => {
    const { opening } = target;
    if (opening.seen === undefined && document.querySelector("[data-item-id] p")?.textContent) {
      opening.seen = performance.now();
    }
    if (opening.live === undefined && document.querySelector("[data-save-state=saved]")) {
      opening.live = performance.now();
    }
    if (opening.live === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * Types into an element.
 * @throws if a letter is not on the page afterwards
 */
async function type(page: Page, target: Locator): Promise<Percentiles> {
  const lengthOf = async () => (await target.textContent())?.length ?? 0;
  await target.click();
  // What scrolling and the caret bring about is not what typing costs.
  await pause(1_000);
  const before = await lengthOf();
  await page.evaluate(() => {
    (window as unknown as { letterTimes: number[] }).letterTimes = [];
  });
  for (let letter = 0; letter < LETTERS; letter += 1) {
    await page.keyboard.press("abcdefgh "[letter % 9] ?? "a");
    await pause(BETWEEN_LETTERS);
  }
  const times = await page.evaluate(
    () => (window as unknown as { letterTimes: number[] }).letterTimes,
  );
  const written = (await lengthOf()) - before;
  if (times.length < LETTERS || written !== LETTERS) {
    throw new Error(`${times.length} letters timed and ${written} written, of ${LETTERS}`);
  }
  return percentiles(times);
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(60_000);
  // What tsx calls in functions that have a name; the page does not have it.
  await context.addInitScript("globalThis.__name = (named) => named");
  await context.addInitScript(watch);
  return context;
}

/** A signed-in window on the plan, as it is when it is live; with an empty cache. */
async function openOurs(browser: Browser, url: string): Promise<{ page: Page; opening: Opening }> {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.request.post(`${url}/login`, {
    form: { email: "drafter.ca@demo.example", password: "concerted-demo" },
    maxRedirects: 0,
  });
  await page.goto(`${url}/plans/canada`);
  await page.waitForFunction(
    () => (window as unknown as { opening: { live?: number } }).opening.live !== undefined,
  );
  const opening = await page.evaluate(
    () => (window as unknown as { opening: { seen: number; live: number } }).opening,
  );
  return { page, opening };
}

export async function benchTyping(): Promise<Bench[]> {
  const ours = await startOurs(ITEMS, WORDS_PER_ITEM);
  const bare = await startBare(ITEMS, WORDS_PER_ITEM);
  const browser = await chromium.launch({
    executablePath: findOrInstallChromium(),
    args: ["--no-sandbox"],
  });
  try {
    const openings: Opening[] = [];
    for (let load = 1; load <= LOADS; load += 1) {
      const { page, opening } = await openOurs(browser, ours.url);
      await page.context().close();
      openings.push(opening);
      const { seen, live } = opening;
      progress(
        `opening ${load}: seen after ${seen.toFixed(0)} ms, live after ${live.toFixed(0)} ms`,
      );
    }
    const pages = [
      (await openOurs(browser, ours.url)).page,
      await (await newContext(browser)).newPage(),
    ];
    await pages[1]?.goto(bare.url);
    const rounds: Percentiles[][] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const i of round % 2 ? [0, 1] : [1, 0]) {
        const page = pages[i];
        if (!page) continue;
        await page.bringToFront();
        const times = await type(page, await (i === 0 ? itemOf(page) : paragraphOf(page)));
        if (round > 0) rounds[i]?.push(times);
        const name = i === 0 ? "the plan" : "the bare editor";
        progress(`round ${round}, ${name}: ${times.p50.toFixed(1)} / ${times.p95.toFixed(1)} ms`);
      }
    }
    const of = (i: number, which: "p50" | "p95") =>
      median((rounds[i] ?? []).map((times) => times[which]));
    return [
      {
        name: `Typing in a plan of ${ITEMS} items and ${ITEMS * WORDS_PER_ITEM} words`,
        rows: [
          ...(["p50", "p95"] as const).flatMap((which) => [
            { label: `key to screen, ${which}, the plan`, value: of(0, which), unit: "ms" },
            { label: `key to screen, ${which}, a bare editor`, value: of(1, which), unit: "ms" },
            {
              label: `key to screen, ${which}, ratio`,
              value: of(0, which) / of(1, which),
              unit: "×",
            },
          ]),
          {
            label: "first screen, from the navigation",
            value: median(openings.map(({ seen }) => seen)),
            unit: "ms",
          },
          {
            label: "live, from the navigation",
            value: median(openings.map(({ live }) => live)),
            unit: "ms",
          },
        ],
      },
    ];
  } finally {
    await browser.close();
    await ours.stop();
    await bare.stop();
  }
}
