/** Much of a plan goes by one careless step, and the convener brings the version before it back. */
import { m } from "../../app/i18n/messages";
import { expectAccessible } from "./accessible";
import { exported, exportedItem } from "./exported";
import { announcement, caretTo, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "history", demo: true } });

test("an area that was removed comes back with its items and what was said of them", async ({
  visit,
}) => {
  const page = await visit("convener.ca", "/plans/canada");
  const other = await visit("drafter.ca", "/plans/canada");
  await expectStatus(other, "saved");
  await reveal(other, "CA 3.3");
  await expectStatus(page, "saved");
  // Without a change since the version that is there, that one would serve.
  await caretTo(item(page, "CA 2.2"), "end");
  await page.keyboard.type(" Late words.");
  await expectStatus(page, "saved");
  await expect
    .poll(async () => (await exportedItem(page, "/plans/canada", "CA 2.2")).text)
    .toContain("Late words.");
  const before = await exported(page, "/plans/canada");
  const { id: itemId } = await exportedItem(page, "/plans/canada", "CA 2.2");
  const comments = `/documents/${before.id}/comments`;
  const words = "Which ministry answers for this?";
  const comment = { intent: "open", itemId, body: words, requestKey: "history-test-comment" };
  const sent = await page.request.post(comments, { form: comment });
  expect(sent.status()).toBe(200);

  await page.getByRole("heading", { level: 2 }).nth(1).hover();
  await page.getByRole("button", { name: m.plans_area_menu({ number: 2 }) }).click();
  await page.getByRole("menuitem", { name: m.plans_area_remove() }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: m.plans_area_remove() }).click();
  await expectStatus(page, "saved");
  await expect
    .poll(async () => (await exported(page, "/plans/canada")).areas.length)
    .toBe(before.areas.length - 1);

  await page.getByRole("link", { name: m.plans_history(), exact: true }).click();
  await expectAccessible(page, "history");
  await page
    .getByRole("link", { name: `${m.plans_bring_back()} ${m.plans_version_removal()}` })
    .click();
  const question = page.getByRole("alertdialog", { name: m.plans_bring_back_title() });
  await expect(question).toContainText("CA 2.2");
  await question.getByRole("button", { name: m.plans_bring_back_confirm(), exact: true }).click();

  // It is said, and the keyboard goes on from the top of the page it is said on.
  await expect(announcement(page)).toContainText(m.plans_bring_back_done());
  await expect(page.getByRole("main")).toBeFocused();
  // Who has the text open is told by whom, and where to find what they may have been writing.
  const link = other.getByRole("link", { name: m.ui_brought_back_before(), exact: true });
  await expect(link).toBeInViewport();
  await link.click();
  await expect(other.getByText(m.plans_version_note())).toBeVisible();
  await page.getByRole("link", { name: m.plans_history_back(), exact: true }).click();
  await expectStatus(page, "saved");
  await expect(item(page, "CA 2.2")).toBeVisible();
  await expect
    .poll(async () => (await exported(page, "/plans/canada")).areas)
    .toEqual(before.areas);
  const kept = await (await page.request.get(comments)).text();
  expect(kept).toContain(words);
  await expect(page.getByRole("article").filter({ hasText: words }).first()).toBeVisible();
});
