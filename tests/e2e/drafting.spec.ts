/** Hours of drafting: a zero draft at once, panes, dragging by keys, and two people at the same work. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expectStatus, undoOffered } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "drafting", demo: true } });

const unplaced = (page: Page) => page.locator('[data-national-item][data-status="unplaced"]');
const box = (page: Page, ref: string) =>
  page.getByRole("checkbox", { name: m.agenda_select({ ref }), exact: true });

test("a zero draft is looked at, accepted but for what is left out, and undone at once", async ({
  visit,
}) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  const before = await unplaced(page).count();
  const items = await page.locator("[data-item-id]").count();

  await page.getByRole("button", { name: m.drafting_zero_open() }).click();
  const dialog = page.getByRole("dialog", { name: m.drafting_zero_title() });
  const drafts = dialog.locator("[data-zero-draft]");
  await expect(drafts.first()).toBeVisible();
  const proposed = await drafts.count();
  await dialog
    .getByRole("checkbox", { name: m.drafting_zero_take({ refs: "US 1.4" }), exact: true })
    .uncheck();
  await dialog.getByRole("button", { name: m.drafting_zero_do({ count: proposed - 1 }) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(unplaced(page)).toHaveCount(1);
  await expect(unplaced(page)).toHaveAttribute("data-national-item", "US 1.4");
  await expect(page.locator("[data-item-id]")).toHaveCount(items + proposed - 1);

  await undoOffered(page).click();
  await expect(unplaced(page)).toHaveCount(before);
  await expect(page.locator("[data-item-id]")).toHaveCount(items);

  // Of a group, one item is left to be placed by itself.
  await page.getByRole("button", { name: m.drafting_zero_open() }).click();
  await dialog.getByLabel(m.drafting_zero_area()).selectOption({ index: 1 });
  await dialog.getByLabel(m.drafting_zero_everything()).check();
  await expect(dialog.locator('[data-zero-draft="MX 2.3, US 3.3, US 3.5"]')).toBeVisible();
  await dialog
    .getByRole("checkbox", { name: m.drafting_zero_take_along({ ref: "US 3.5" }), exact: true })
    .uncheck();
  const all = await drafts.count();
  const some = m.drafting_zero_count({ count: all, national: before - 1 });
  await expect(dialog.getByText(some)).toBeVisible();
  await dialog.getByRole("button", { name: m.drafting_zero_do({ count: all }) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(unplaced(page)).toHaveCount(1);
  await expect(unplaced(page)).toHaveAttribute("data-national-item", "US 3.5");
  await undoOffered(page).click();
  await expect(unplaced(page)).toHaveCount(before);

  // The width of the panes goes by keys, and is there again at the next visit.
  const separator = page.getByRole("separator", { name: m.drafting_panes_separator() });
  await expect(separator).toHaveAttribute("aria-valuenow", "50");
  await separator.press("ArrowLeft");
  await separator.press("ArrowLeft");
  await expect(separator).toHaveAttribute("aria-valuenow", "46");
  await page.reload();
  await expect(separator).toHaveAttribute("aria-valuenow", "46");
  await separator.dblclick();
  await expect(separator).toHaveAttribute("aria-valuenow", "50");
});

test("while a proposal is made anew, nothing moves below the pointer and nothing old is accepted", async ({
  visit,
}) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  await page.getByRole("button", { name: m.drafting_zero_open() }).click();
  const dialog = page.getByRole("dialog", { name: m.drafting_zero_title() });
  const drafts = dialog.locator("[data-zero-draft]");
  await expect(drafts.first()).toBeVisible();
  const accept = dialog.getByRole("button", { name: /\d/ }).last();
  await expect(accept).toBeEnabled();

  // The next answer is on its way for as long as it takes to look.
  let answer = () => {};
  const looked = new Promise<void>((done) => {
    answer = done;
  });
  await page.route("**/agenda/zero-draft?*", async (route) => {
    await looked;
    await route.continue();
  });
  const area = dialog.getByLabel(m.drafting_zero_area());
  const topOf = async () => (await area.boundingBox())?.y;
  const top = await topOf();
  const proposed = await drafts.count();
  await area.selectOption({ index: 1 });
  await expect(dialog.locator("section[aria-busy=true]").first()).toBeVisible();
  await expect(accept).toBeDisabled();
  expect(await drafts.count()).toBe(proposed);
  expect(await topOf()).toBe(top);
  answer();
  await expect(accept).toBeEnabled();
  expect(await drafts.count()).toBeLessThan(proposed);
  expect(await topOf()).toBe(top);
});

test("what one drags into the agenda by keys is gone from the selection of the other", async ({
  visit,
  device,
}) => {
  const page = await visit("secretariat", "/people");
  await page.getByLabel(m.accounts_role(), { exact: true }).selectOption("secretariat");
  await page.getByRole("button", { name: m.accounts_make_link() }).click();
  const invitation = await page.getByLabel(m.accounts_link(), { exact: true }).inputValue();
  const other = await device();
  await other.goto(invitation);
  await other.getByLabel(m.accounts_name()).fill("Second Secretariat");
  await other.getByLabel(m.accounts_email()).fill("second@test.example");
  await other.getByLabel(m.accounts_password()).fill("three unrelated words");
  await other.getByRole("button", { name: m.accounts_create_account() }).click();
  await expect(other).toHaveURL("/plans");

  await other.goto("/agenda");
  await expectStatus(other, "saved");
  await box(other, "US 1.4").check();
  await box(other, "CA 1.5").check();
  await page.goto("/agenda");
  await expectStatus(page, "saved");

  // Tab goes on from the first place in sight; the last of the areas' is reached the other way round.
  const place = page.getByRole("button", {
    name: m.drafting_drop_item({ ref: "1.1" }),
    exact: true,
  });
  await page
    .getByRole("button", { name: m.drafting_drag({ refs: "US 1.4" }), exact: true })
    .focus();
  await page.keyboard.press("Enter");
  await expect(place).toBeVisible();
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Shift+Tab");
  }
  await expect(place).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: m.agenda_add_title({ count: 1 }) });
  await expect(dialog.getByLabel(m.agenda_add_item()).locator("option:checked")).toContainText(
    "1.1 – ",
  );
  await dialog.getByRole("button", { name: m.agenda_add_do() }).click();
  await expect(dialog).toHaveCount(0);

  const news = `${m.drafting_other_placed({ person: "Demo Secretariat", refs: "US 1.4", ref: "1.1" })} ${m.drafting_deselected({ refs: "US 1.4" })}`;
  await expect(other.locator("[data-step-news]")).toContainText(news);
  await expect(other.getByRole("status").filter({ hasText: news })).toBeAttached();
  await expect(box(other, "US 1.4")).not.toBeChecked();
  await expect(box(other, "CA 1.5")).toBeChecked();
  const national = other.locator('[data-national-item="US 1.4"]');
  await expect(national).toContainText(m.agenda_went_to({ ref: "1.1" }));
});
