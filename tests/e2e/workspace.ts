/**
 * What every browser test starts from: a server of its own for each file, and people, each in a
 * browser window of their own. A worker keeps its browser, its address and its windows from file to
 * file (`windows.ts`).
 */
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
  type WebError,
} from "@playwright/test";
import { freePort, type Server, startServer } from "./server";
import { createWindows, type Windows } from "./windows";

export { expect };

/** The part of a demo address before the @. */
export type Who =
  | `${"convener" | "drafter" | "member"}.${"ca" | "mx" | "us"}`
  | "observer"
  | "secretariat";

const DEMO_PASSWORD = "concerted-demo";

interface Workspace {
  /** Another name is another server: each file has one. */
  name: string;
  demo: boolean;
  /** Whether tests may move the server's clock ahead. */
  clock?: boolean;
}

interface PerWorker {
  /** The server of a workspace; the one of the workspace before it is stopped. */
  serverFor(workspace: Workspace): Promise<Server>;
  windows: Windows;
}

interface PerTest {
  workspace: Workspace;
  server: Server;
  /** Whether windows are new and gone afterwards: where their process or service worker matters. */
  newWindows: boolean;
  /** What pages may report in this test, because it makes them do so. */
  expectedTrouble: RegExp | null;
  /** A browser window with nobody signed in. */
  device(options?: BrowserContextOptions): Promise<Page>;
  /** A browser window in which a demo account is signed in, at no page: for its requests. */
  session(who: Who): Promise<Page>;
  /** A browser window in which a demo account is signed in, at a path. */
  visit(who: Who, path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** What a page must never say, whatever is tested on it. */
const TROUBLE = /Content Security Policy|hydrat|Minified React error|^Warning: /i;

export const test = base.extend<PerTest, PerWorker>({
  workspace: [{ name: "demo", demo: true }, { option: true }],

  serverFor: [
    // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
    async ({}, use) => {
      const port = await freePort();
      let current: { name: string; server: Server } | null = null;
      const stop = async () => {
        const { name, server } = current ?? {};
        current = null;
        await server?.stop().catch((error: Error) => {
          throw new Error(`In workspace ${name}: ${error.message}`);
        });
      };
      await use(async (workspace) => {
        if (current?.name === workspace.name) return current.server;
        await stop();
        current = { name: workspace.name, server: await startServer({ ...workspace, port }) };
        return current.server;
      });
      await stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  server: [
    async ({ serverFor, workspace }, use) => use(await serverFor(workspace)),
    { timeout: 60_000 },
  ],

  windows: [async ({ browser }, use) => use(createWindows(browser)), { scope: "worker" }],

  baseURL: async ({ server }, use) => use(server.url),

  expectedTrouble: [null, { option: true }],

  newWindows: [false, { option: true }],

  device: async (
    {
      browser,
      windows,
      newWindows,
      baseURL,
      locale,
      serviceWorkers,
      viewport,
      contextOptions,
      expectedTrouble,
    },
    use,
    testInfo,
  ) => {
    const pages: Page[] = [];
    const contexts = new Set<BrowserContext>();
    const troubles: string[] = [];
    const note = (trouble: string) => {
      if (!expectedTrouble?.test(trouble)) troubles.push(trouble);
    };
    const hearError = (error: WebError) => note(String(error.error().stack ?? error.error()));
    const hearConsole = (message: ConsoleMessage) => {
      if (TROUBLE.test(message.text())) note(message.text());
    };
    await use(async (options = {}) => {
      const defaults = { ...contextOptions, baseURL, locale, serviceWorkers, viewport };
      const all = { ...defaults, ...options };
      const page = newWindows
        ? await (await browser.newContext(all)).newPage()
        : await windows.take(all);
      pages.push(page);
      contexts.add(page.context());
      page.context().on("weberror", hearError).on("console", hearConsole);
      return page;
    });
    // The pictures of a failure are taken when a window is closed.
    const close = newWindows || testInfo.status !== testInfo.expectedStatus;
    await Promise.all(
      pages.map((page) => (close ? page.context().close() : windows.giveBack(page))),
    );
    for (const context of contexts) {
      context.off("weberror", hearError).off("console", hearConsole);
    }
    expect(troubles, "errors that pages have reported").toEqual([]);
  },

  session: async ({ device }, use) => {
    await use(async (who) => {
      const page = await device();
      await signIn(page, who);
      return page;
    });
  },

  visit: async ({ device }, use) => {
    await use(async (who, path, options) => {
      const page = await device(options);
      await signIn(page, who);
      await page.goto(path);
      return page;
    });
  },
});

/** Sends what the sign-in form sends, so that the window has the session's cookie. */
export async function signIn(page: Page, who: Who): Promise<void> {
  const email = `${who}@demo.example`;
  const answer = await page.request.post("/login", {
    form: { email, password: DEMO_PASSWORD },
    maxRedirects: 0,
  });
  expect([302, 204, 202], `sign-in of ${email}`).toContain(answer.status());
}
