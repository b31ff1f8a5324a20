/** Where a page is scrolled to is its reader's affair. */
import { m } from "../../app/i18n/messages";
import { exported } from "./exported";
import { expectStatus } from "./plan-page";
import { expect, test } from "./workspace";

test.use({
  workspace: { name: "scrolling", demo: true },
  contextOptions: { reducedMotion: "reduce" },
});

test("news that comes while one scrolls does not throw the page back; Back does", async ({
  visit,
  session,
}) => {
  const page = await visit("convener.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const scrollTo = (top: number) => page.evaluate((to) => window.scrollTo(0, to), top);

  // The data that a colleague's comment makes the page ask for is slow to come.
  let asked = () => {};
  let answer = () => {};
  const isAsked = new Promise<void>((done) => {
    asked = done;
  });
  const hasScrolled = new Promise<void>((done) => {
    answer = done;
  });
  // All of the page's data, or the comments alone: as the page was told.
  await page.route(/canada\.data|\/documents\/[^/]+\/comments/, async (route) => {
    asked();
    await hasScrolled;
    await route.continue();
  });
  const member = await session("member.ca");
  const plan = await exported(member, "/plans/canada");
  const told = await member.request.post(`/documents/${plan.id}/comments`, {
    form: {
      intent: "open",
      about: "item",
      itemId: plan.areas[0]?.items[0]?.id ?? "",
      body: "This is news.",
      requestKey: "scrolling-news",
    },
  });
  expect(told.ok(), await told.text()).toBe(true);
  await isAsked;
  await scrollTo(700);
  answer();
  await expect(page.getByText("This is news.").first()).toBeAttached();
  expect(await scrolled()).toBe(700);

  // Another page begins at its top, and coming back one finds one's place.
  await page.getByRole("link", { name: m.plans_history() }).click();
  await expect(page).toHaveURL(/\/history/);
  await expect.poll(scrolled).toBe(0);
  await page.goBack();
  await expectStatus(page, "saved");
  await expect.poll(scrolled).toBe(700);
});
