/** Words on a device without a connection: kept when the page is closed, sent and explained later. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { caretTo, chooseForItem, expectStatus, item, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({
  workspace: { name: "offline-copies", demo: true },
  serviceWorkers: "allow",
  newWindows: true,
});

/** Waits until the page and all that it needs is kept on the device. */
async function keptOnDevice(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const pages = names.find((name) => name.startsWith("concerted/pages/"));
        const files = names.find((name) => name === "concerted/files");
        if (!pages || !files) return 0;
        const kept = await (await caches.open(pages)).match(window.location.pathname);
        // The files come after the page; none is asked for once all are there.
        const before = (await (await caches.open(files)).keys()).length;
        await new Promise((done) => setTimeout(done, 300));
        const after = (await (await caches.open(files)).keys()).length;
        return kept && before === after ? after : 0;
      }),
    )
    .toBeGreaterThan(10);
}

async function leftOnDevice(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ...(await caches.keys()),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage).filter((key) => key.startsWith("concerted/")),
  ]);
}

test("a plan is written on while nothing answers, in a page opened anew, and sent when all is back", async ({
  visit,
  server,
}) => {
  // The server is stopped and started again in it.
  test.slow();
  const first = await visit("drafter.ca", "/plans/canada");
  await expectStatus(first, "saved");
  const before = await wordsOf(item(first, "CA 1.2"));
  await keptOnDevice(first);

  await server.down();
  await expectStatus(first, "offline");
  await caretTo(item(first, "CA 1.2"), "end");
  await first.keyboard.type(" Written on the train.");
  await expect(first.getByText(m.plans_status_waiting({ count: 1 }))).toBeVisible();
  const context = first.context();
  await first.close();

  const again = await context.newPage();
  await again.goto("/plans/canada");
  await expectStatus(again, "offline");
  await expect.poll(() => wordsOf(item(again, "CA 1.2"))).toBe(`${before} Written on the train.`);
  await expect(again.getByText(m.plans_status_waiting({ count: 1 }))).toBeVisible();
  await caretTo(item(again, "CA 1.2"), "end");
  await again.keyboard.type(" And in another page.");
  await again.keyboard.press("Alt+ArrowUp");
  const both = `${before} Written on the train. And in another page.`;
  await expect.poll(() => wordsOf(item(again, "CA 1.1"))).toBe(both);
  await again.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => wordsOf(item(again, "CA 1.2"))).toBe(both);

  // A page that was never open here says so, and what there is instead.
  const other = await context.newPage();
  await other.goto("/plans/mexico");
  await expect(other.getByRole("heading", { name: m.ui_offline_title() })).toBeVisible();
  await expect(other.getByRole("link", { name: "National Action Plan of Canada" })).toBeVisible();
  await other.close();

  await server.up();
  await expectStatus(again, "saved");
  await expect(again.getByText(/^You are back online/)).toBeVisible();
  const here = await visit("convener.ca", "/plans/canada");
  await expectStatus(here, "saved");
  expect(await wordsOf(item(here, "CA 1.2"))).toBe(both);
  await again.getByRole("button", { name: m.ui_home_read() }).click();
  await expect(again.getByText(/^You are back online/)).toBeHidden();
});

test("what others did meanwhile is told, and an item removed while one wrote in it comes back", async ({
  visit,
}) => {
  const away = await visit("drafter.mx", "/plans/mexico");
  const here = await visit("convener.mx", "/plans/mexico");
  await expectStatus(away, "saved");
  await expectStatus(here, "saved");
  const before = await wordsOf(item(away, "MX 1.1"));

  await away.context().setOffline(true);
  await expectStatus(away, "offline");
  await caretTo(item(away, "MX 1.1"), "end");
  await away.keyboard.type(" Words that nobody else has seen.");
  await chooseForItem(here, "MX 1.1", m.plans_item_remove());
  await caretTo(item(here, "MX 1.1"), "end");
  await here.keyboard.type(" Changed meanwhile.");
  await expectStatus(here, "saved");
  await away.context().setOffline(false);
  await expectStatus(away, "saved");

  await expect(away.getByText(m.ui_home_sent({ count: 1 }))).toBeVisible();
  const notice = away.getByText(m.ui_removed_meanwhile()).first();
  await expect(notice).toBeVisible();
  await away.getByRole("button", { name: m.ui_removed_bring_back() }).click();
  const words = `${before} Words that nobody else has seen.`;
  await expect.poll(() => wordsOf(item(here, "MX 1.1"))).toBe(words);
  await expect(item(away, "MX 1.1")).toBeFocused();
  await expect(away.getByRole("button", { name: m.ui_removed_bring_back() })).toBeHidden();
});

test("words typed offline are kept when a colleague makes a list of their paragraph meanwhile", async ({
  visit,
}) => {
  const away = await visit("drafter.ca", "/plans/canada");
  const here = await visit("convener.ca", "/plans/canada");
  await expectStatus(away, "saved");
  await expectStatus(here, "saved");
  const before = await wordsOf(item(here, "CA 1.3"));

  await away.context().setOffline(true);
  await expectStatus(away, "offline");
  await caretTo(item(away, "CA 1.3"), "end");
  await away.keyboard.type(" Not known to the colleague.");
  await caretTo(item(here, "CA 1.3"), "start");
  await here.getByRole("button", { name: m.plans_bullet_list(), exact: true }).click();
  await expect(item(here, "CA 1.3").getByRole("listitem")).toHaveCount(1);
  await expectStatus(here, "saved");
  await away.context().setOffline(false);
  await expectStatus(away, "saved");

  const kept = `${before} Not known to the colleague.`;
  await expect.poll(() => wordsOf(item(away, "CA 1.3"))).toBe(kept);
  await expect.poll(() => wordsOf(item(here, "CA 1.3"))).toBe(kept);
  await expect(item(away, "CA 1.3").getByRole("listitem")).toContainText(kept);
});

test("signing out takes everything off the device, and asks first when words wait", async ({
  visit,
}) => {
  const page = await visit("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  await keptOnDevice(page);
  expect(await leftOnDevice(page)).not.toEqual([]);

  await page.context().setOffline(true);
  await expectStatus(page, "offline");
  await caretTo(item(page, "US 1.1"), "end");
  await page.keyboard.type(" Not sent.");
  await page.getByRole("button", { name: m.ui_sign_out(), exact: true }).click();
  const question = page.getByRole("alertdialog", { name: m.ui_sign_out_waiting_title() });
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: m.ui_cancel() }).click();
  await expect(question).toBeHidden();
  expect(await wordsOf(item(page, "US 1.1"))).toContain("Not sent.");

  await page.context().setOffline(false);
  await expectStatus(page, "saved");
  // All is sent, but for a comment that was only begun.
  await caretTo(item(page, "US 1.1"), "end");
  await page.keyboard.press("Control+Alt+m");
  await page.getByLabel(m.comments_new_label()).fill("Is this");
  await page.getByRole("button", { name: m.ui_sign_out(), exact: true }).click();
  await expect(question).toContainText(m.ui_sign_out_written({ count: 1 }));
  await expect(question).not.toContainText(m.ui_sign_out_waiting({ count: 1 }));
  await question.getByRole("button", { name: m.ui_sign_out_anyway() }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect.poll(() => leftOnDevice(page)).toEqual([]);
});

test("a plan that is closed to a member is taken off the member's device", async ({ visit }) => {
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  await keptOnDevice(member);
  const copies = async () =>
    (await leftOnDevice(member)).filter((name) => name.startsWith("concerted/copy/"));
  expect(await copies()).not.toEqual([]);

  const convener = await visit("convener.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  const close = { name: m.plans_step_close(), exact: true };
  await convener.getByRole("button", close).click();
  await convener.getByRole("alertdialog").getByRole("button", close).click();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_403());
  await expect.poll(copies).toEqual([]);
  expect(await member.evaluate(() => caches.match("/plans/canada"))).toBeUndefined();
});
