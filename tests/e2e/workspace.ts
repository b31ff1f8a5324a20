/**
 * What every browser test starts from: a server of its own for each file, and people, each in a
 * browser context of their own.
 */
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { type Server, startServer } from "./server";

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
  workspace: Workspace;
  server: Server;
}

interface PerTest {
  /** What pages may report in this test, because it makes them do so. */
  expectedTrouble: RegExp | null;
  /** A new browser window with nobody signed in. */
  device(options?: BrowserContextOptions): Promise<Page>;
  /** A new browser window in which a demo account is signed in, at no page: for its requests. */
  session(who: Who): Promise<Page>;
  /** A new browser window in which a demo account is signed in, at a path. */
  visit(who: Who, path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** What a page must never say, whatever is tested on it. */
const TROUBLE = /Content Security Policy|hydrat|Minified React error|^Warning: /i;

export const test = base.extend<PerTest, PerWorker>({
  workspace: [
    { name: "demo", demo: true },
    { option: true, scope: "worker" },
  ],

  server: [
    async ({ workspace }, use) => {
      const server = await startServer(workspace);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  expectedTrouble: [null, { option: true }],

  device: async ({ browser, baseURL, contextOptions, expectedTrouble }, use) => {
    const contexts: BrowserContext[] = [];
    const troubles: string[] = [];
    const note = (trouble: string) => {
      if (!expectedTrouble?.test(trouble)) troubles.push(trouble);
    };
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, ...options });
      contexts.push(context);
      context.on("weberror", (error) => note(String(error.error().stack ?? error.error())));
      context.on("console", (message) => {
        if (TROUBLE.test(message.text())) note(message.text());
      });
      return context.newPage();
    });
    for (const context of contexts) await context.close();
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
