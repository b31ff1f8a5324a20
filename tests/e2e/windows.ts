/**
 * Browser windows that go from test to test. To start a process for each new window and to read the
 * scripts in it anew was most of what the browser tests took; a window that is given back keeps its
 * process and the files of the server, and nothing else.
 */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";

/** A page of the server without scripts, at which a window waits for the next test. */
const REST = "/healthz";

export interface Windows {
  /** A window in which nobody is signed in; used before, but by no page that is still open. */
  take(options: BrowserContextOptions): Promise<Page>;
  /** Takes everything out of a window that a test has left in it. */
  giveBack(page: Page): Promise<void>;
}

export function createWindows(browser: Browser): Windows {
  const idle = new Map<string, Page[]>();
  const kinds = new Map<Page, string>();
  return {
    async take(options) {
      const kind = JSON.stringify(options);
      const page = idle.get(kind)?.pop() ?? (await (await browser.newContext(options)).newPage());
      kinds.set(page, kind);
      return page;
    },
    async giveBack(page) {
      const kind = kinds.get(page) ?? "";
      await clear(page, JSON.parse(kind) as BrowserContextOptions);
      idle.set(kind, [...(idle.get(kind) ?? []), page]);
    },
  };
}

async function clear(page: Page, { viewport }: BrowserContextOptions): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  page.removeAllListeners();
  await Promise.all([
    context.unrouteAll(),
    context.clearPermissions(),
    context.setOffline(false),
    page.unrouteAll(),
    page.emulateMedia({
      media: null,
      colorScheme: "light",
      reducedMotion: "no-preference",
      forcedColors: "none",
    }),
  ]);
  if (viewport) await page.setViewportSize(viewport);
  await page.goto(REST);
  await page.evaluate(() => sessionStorage.clear());
  await clearStorage(context, page);
  expect(await leftIn(page), "what is left in a window").toEqual([]);
}

async function clearStorage(context: BrowserContext, page: Page): Promise<void> {
  const devTools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devTools.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await devTools.send("Page.resetNavigationHistory");
  await devTools.detach();
  await context.clearCookies();
}

/** What a page could find there of those before it. */
async function leftIn(page: Page): Promise<string[]> {
  const stored = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ...(await caches.keys()),
  ]);
  const cookies = await page.context().cookies();
  return [...stored, ...cookies.map(({ name }) => name)];
}
