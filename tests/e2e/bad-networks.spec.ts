/**
 * Bad networks and bad storage: nothing that was written is lost, doubled or misplaced, and no page
 * ever says *Saved* of what is not on the server.
 */
import type { BrowserContextOptions, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { type Network, openNetwork, type Weather } from "./bad-network";
import { caretTo, chooseForItem, expectStatus, item, reveal, wordsOf } from "./plan-page";
import { test as base, expect, type Who } from "./workspace";

interface Networks {
  /** A window of someone with a network of their own. */
  visitOver(
    who: Who,
    path: string,
    options?: BrowserContextOptions,
  ): Promise<{ page: Page; network: Network }>;
}

const test = base.extend<Networks>({
  visitOver: async ({ server, visit }, use) => {
    const networks: Network[] = [];
    await use(async (who, path, options = {}) => {
      const network = await openNetwork(server.url);
      networks.push(network);
      return { page: await visit(who, path, { ...options, baseURL: network.url }), network };
    });
    await Promise.all(networks.map((network) => network.close()));
  },
});

test.use({
  workspace: { name: "bad-networks", demo: true },
  serviceWorkers: "allow",
  newWindows: true,
});

/** Words that can be found again, each once: who typed them, and as which. */
const MARK = /q[ab]\d+q/g;

/** From now on notes, several times a second, what stands on the page while it says *Saved*. */
async function watch(page: Page): Promise<void> {
  await page.evaluate((source) => {
    const noted = new Set<string>();
    Object.assign(window, { savedMarks: noted });
    setInterval(() => {
      if (!document.querySelector("[data-save-state=saved]")) return;
      for (const frame of document.querySelectorAll("[data-item-id]")) {
        for (const mark of frame.textContent?.match(new RegExp(source, "g")) ?? []) noted.add(mark);
      }
    }, 20);
  }, MARK.source);
}

/** All that has stood on the page while it said *Saved*. */
function saidSaved(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { savedMarks: Set<string> }).savedMarks]);
}

/** Types letter by letter, as a person does, at the end of an item. */
async function typeAtEnd(page: Page, ref: string, words: string): Promise<void> {
  await caretTo(item(page, ref), "end");
  await page.keyboard.type(words, { delay: 5 });
}

test("two people write through every weather, and a fresh reader finds all of it once", async ({
  visit,
  visitOver,
  server,
}) => {
  test.slow();
  const a = await visitOver("drafter.ca", "/plans/canada");
  const b = await visitOver("convener.ca", "/plans/canada");
  // Reads from the server itself, whatever the weather.
  const reader = await visit("drafter.ca", "/plans/canada", { baseURL: server.url });
  const read = async (): Promise<string[]> =>
    (await wordsOf(item(reader, "CA 1.2"))).match(MARK) ?? [];
  for (const { page } of [a, b]) {
    await expectStatus(page, "saved");
    await watch(page);
  }
  await expectStatus(reader, "saved");
  const before = await wordsOf(item(reader, "CA 1.2"));
  const typed: string[] = [];
  let count = 0;
  const next = (who: "a" | "b") => {
    count += 1;
    const mark = `q${who}${count}q`;
    typed.push(mark);
    return ` ${mark}`;
  };
  /** What has been called saved on either page is on the server, if nothing more can come there. */
  const check = async (weather: Weather) => {
    const there = await read();
    for (const { page } of [a, b]) {
      const said = await saidSaved(page);
      expect(
        said.filter((mark) => !there.includes(mark)),
        `called saved, ${weather}`,
      ).toEqual([]);
    }
  };

  const bad: Weather[] = ["silent", "answers-lost", "down", "bad-gateway", "sign-in-page"];
  for (const weather of bad) {
    await typeAtEnd(b.page, "CA 1.2", next("b"));
    await expectStatus(b.page, "saved");
    a.network.become(weather);
    await typeAtEnd(a.page, "CA 1.2", next("a"));
    await typeAtEnd(b.page, "CA 1.2", next("b"));
    await expectStatus(b.page, "saved");
    await expect.poll(read).toContain(typed.at(-1));
    await expect(a.page.locator("[data-save-state]")).toHaveAttribute(
      "data-save-state",
      "offline",
      { timeout: 20_000 },
    );
    await typeAtEnd(a.page, "CA 1.2", next("a"));
    await check(weather);
    a.network.become("good");
    await expect(a.page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "saved", {
      timeout: 20_000,
    });
    await expect.poll(async () => [...(await read())].sort()).toEqual([...typed].sort());
  }

  // Slow, and broken off again and again in the middle of a word.
  a.network.become("slow");
  for (let round = 0; round < 3; round += 1) {
    await typeAtEnd(a.page, "CA 1.2", next("a"));
    a.network.become("down");
    await typeAtEnd(b.page, "CA 1.2", next("b"));
    a.network.become("slow");
  }
  a.network.become("good");
  for (const { page } of [a, b]) await expectStatus(page, "saved");
  await expect.poll(async () => [...(await read())].sort()).toEqual([...typed].sort());
  await check("good");

  const fresh = await visit("member.ca", "/plans/canada", { baseURL: server.url });
  await expectStatus(fresh, "live");
  const words = await wordsOf(item(fresh, "CA 1.2"));
  const marks = words.match(MARK) ?? [];
  expect([...marks].sort(), "each once").toEqual([...typed].sort());
  for (const who of ["qa", "qb"]) {
    const own = (all: readonly string[]) => all.filter((mark) => mark.startsWith(who));
    expect(own(marks), "in the order in which they were typed").toEqual(own(typed));
  }
  expect(words.replace(MARK, "").replace(/ +/g, " ").trim(), "and nothing else is changed").toBe(
    before.replace(/ +/g, " ").trim(),
  );
  for (const { page } of [a, b]) expect(await wordsOf(item(page, "CA 1.2"))).toBe(words);
});

test("going elsewhere without a connection says so, and the way back leads to the live text", async ({
  visitOver,
}) => {
  const { page, network } = await visitOver("drafter.mx", "/plans/mexico");
  await expectStatus(page, "saved");
  await page.waitForFunction(() =>
    Object.values(window.__remixManifest.routes).every(
      ({ module }) => performance.getEntriesByName(new URL(module, location.origin).href).length,
    ),
  );
  for (const weather of ["bad-gateway", "sign-in-page"] as const) {
    network.become(weather);
    await expectStatus(page, "offline");
    await typeAtEnd(page, "MX 1.1", ` ${weather}.`);
    await page.getByRole("link", { name: m.ui_nav_agenda() }).first().click();
    await expect(page.getByRole("heading", { name: m.ui_unreachable() })).toBeVisible();
    await expect(
      page.getByRole("link", { name: "Plan de Acción Nacional de México" }),
    ).toBeVisible();
    await page.getByRole("button", { name: m.ui_unreachable_back() }).click();
    await expect.poll(() => wordsOf(item(page, "MX 1.1"))).toContain(`${weather}.`);
    await expectStatus(page, "offline");
    await typeAtEnd(page, "MX 1.1", " And on.");
    network.become("good");
    await expectStatus(page, "saved");
  }
  // A page that could not be loaded comes by itself once it can.
  network.become("down");
  await expectStatus(page, "offline");
  await page.getByRole("link", { name: m.ui_nav_agenda() }).first().click();
  await expect(page.getByRole("heading", { name: m.ui_unreachable() })).toBeVisible();
  network.become("good");
  await expect(page.getByRole("heading", { name: m.ui_unreachable() })).toBeHidden();
  await expect(page).toHaveURL(/\/agenda$/);
});

test("what a hotel answers is shown, and never kept in the place of a plan", async ({
  visitOver,
}) => {
  const { page, network } = await visitOver("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  const kept = () =>
    page.evaluate(async () => (await caches.match("/plans/united-states"))?.text() ?? "");
  await expect.poll(kept).toContain("Concerted");
  network.become("sign-in-page");
  await page.goto("/plans/united-states");
  await expect(page.getByRole("heading", { name: "Welcome, guest" })).toBeVisible();
  expect(await kept()).toContain("Concerted");
  network.become("down");
  await page.goto("/plans/united-states");
  await expectStatus(page, "offline");
  await expect(item(page, "US 1.1")).toBeVisible();
});

test("with its storage cleared under the page, it says so and goes on sending", async ({
  visitOver,
  visit,
  server,
}) => {
  const { page } = await visitOver("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  const devTools = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await devTools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await expect(page.getByText(m.ui_keeps_nothing())).toBeVisible();
  await typeAtEnd(page, "US 1.2", " Typed after that.");
  await expectStatus(page, "saved");
  const reader = await visit("convener.us", "/plans/united-states", { baseURL: server.url });
  await expectStatus(reader, "saved");
  expect(await wordsOf(item(reader, "US 1.2"))).toContain("Typed after that.");
});

test("on a full device nothing is promised, and leaving is asked about while words wait", async ({
  visitOver,
}) => {
  const { page, network } = await visitOver("drafter.us", "/plans");
  await page.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.goto("/plans/united-states");
  await expectStatus(page, "saved");
  await expect(page.getByText(m.ui_keeps_nothing())).toBeVisible();
  network.become("down");
  await expectStatus(page, "offline");
  await typeAtEnd(page, "US 1.3", " Nowhere else.");
  await expect(page.getByText(m.ui_keeps_nothing_waiting())).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const leaving = page.evaluate(() => window.location.reload());
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await leaving;
  network.become("good");
  await expectStatus(page, "saved");
  expect(await wordsOf(item(page, "US 1.3"))).toContain("Nowhere else.");
});

test("an item removed during an absence is told where one is looking, with its number and who did it", async ({
  visitOver,
}) => {
  const { page, network } = await visitOver("drafter.ca", "/plans/canada", {
    viewport: { width: 1280, height: 700 },
  });
  const here = await visitOver("convener.ca", "/plans/canada");
  await expectStatus(page, "saved");
  await expectStatus(here.page, "saved");
  network.become("down");
  await expectStatus(page, "offline");
  await reveal(page, "CA 2.8");
  await typeAtEnd(page, "CA 2.8", " Only here.");
  await reveal(here.page, "CA 2.8");
  await chooseForItem(here.page, "CA 2.8", m.plans_item_remove());
  await expectStatus(here.page, "saved");
  network.become("good");
  const notice = page.locator(".live-notices").getByText(m.ui_removed_meanwhile());
  await expect(notice).toBeInViewport();
  await expect(page.locator(".live-notices")).toContainText("CA 2.8 ·");
  await expect(page.locator(".live-notices")).toContainText("Only here.");
  await page.getByRole("button", { name: m.ui_removed_leave() }).click();
  await page.getByText(m.plans_removed_items({ count: 1 })).click();
  const list = page.getByRole("listitem").filter({ hasText: "Only here." });
  await expect(list).toContainText("CA 2.8 ·");
  await expect(list).toContainText(m.plans_removed_by({ name: "" }).replace(/ ?,$/, ""));

  // One that was joined to its neighbour is not called removed; one that others removed is named.
  network.become("down");
  await expectStatus(page, "offline");
  await typeAtEnd(page, "CA 2.3", " Joined.");
  const gone = await wordsOf(item(here.page, "CA 2.5"));
  await chooseForItem(here.page, "CA 2.5", m.plans_item_remove());
  await caretTo(item(here.page, "CA 2.3"), "start");
  await here.page.keyboard.press("Backspace");
  await expectStatus(here.page, "saved");
  network.become("good");
  const notices = page.locator(".live-notices");
  await expect(notices.getByText(m.ui_joined_meanwhile())).toBeInViewport();
  await expect(notices.getByText(m.ui_removed_meanwhile())).toBeHidden();
  await expect(notices).toContainText(m.ui_home_removed());
  await expect(notices).toContainText(gone);
});

test("a new version of the server is said, and loaded when asked", async ({ visit }) => {
  const page = await visit("drafter.mx", "/plans/mexico", { serviceWorkers: "block" });
  await expectStatus(page, "saved");
  await page.route(/agenda\.data(\?|$)/, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "x-concerted-build": "another" };
    await route.fulfill({ response, headers });
  });
  await typeAtEnd(page, "MX 1.2", " Before the new version.");
  await page.getByRole("link", { name: m.ui_nav_agenda() }).first().click();
  await expect(page.getByRole("heading", { name: m.ui_new_version_title() })).toBeVisible();
  await page.goBack();
  await expect(page.getByText(m.ui_new_version()).first()).toBeVisible();
  await expect.poll(() => wordsOf(item(page, "MX 1.2"))).toContain("Before the new version.");
  await page.unroute(/agenda\.data(\?|$)/);
  await page.getByRole("button", { name: m.ui_new_version_reload() }).click();
  await expectStatus(page, "saved");
  await expect(page.getByText(m.ui_new_version())).toHaveCount(0);
});

test("whose access is withdrawn is told so, by which role, and has nothing left of the text", async ({
  visitOver,
  session,
}) => {
  const { page } = await visitOver("drafter.mx", "/plans/mexico");
  await expectStatus(page, "saved");
  const words = await wordsOf(item(page, "MX 2.1"));
  const secretariat = await session("secretariat");
  const people = await (await secretariat.request.get("/people")).text();
  const personId = await page.evaluate(
    () => Object.keys(localStorage).find((key) => key.startsWith("concerted/copy/")) ?? "",
  );
  const [, , id = ""] = personId.split("/");
  expect(people).toContain(id);
  const open = async (path: string) => {
    const other = await page.context().newPage();
    await other.goto(path);
    await expect(other.getByRole("main")).toBeVisible();
    return other;
  };
  const [followed, asked] = [await open("/agenda/concordance"), await open("/inbox")];
  await secretariat.request.post("/people.data", { form: { intent: "withdraw", personId: id } });
  await expect(page).toHaveURL(/\/login/);
  // A page without the text hears it too; one without a connection asks once it is looked at.
  await expect(followed).toHaveURL(/\/login/);
  await asked.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(asked).toHaveURL(/\/login/);
  const role = m.accounts_role_secretariat();
  await expect(page.getByText(m.accounts_withdrawn_by({ role }))).toBeVisible();
  expect(await page.locator("body").textContent()).not.toContain(words);
  const left = () =>
    page.evaluate(async () => [
      ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
      ...Object.keys(localStorage),
      ...(await caches.keys()).filter((name) => name.includes("pages")),
    ]);
  await expect.poll(left).toEqual([]);
  await page.goto("/plans/mexico");
  await expect(page.getByText(m.accounts_withdrawn_by({ role }))).toBeVisible();
});
