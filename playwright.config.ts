import { defineConfig } from "@playwright/test";
import { findChromium } from "./tests/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  reporter: "list",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  // Long enough for a busy machine; what is there sooner is not waited for.
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    actionTimeout: 15_000,
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
    // On for one run by `npm run test:browser -- --trace on`: it takes a fifth of the time.
    trace: "off",
    // Each page of its own would fill a store of its own; the tests of offline use allow it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Each page is new to the browser and gone soon: optimising its code costs more than it saves.
        "--js-flags=--no-opt --no-maglev",
      ],
    },
  },
  projects: [{ name: "chromium" }],
});
