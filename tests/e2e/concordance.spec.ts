/** Nothing unaccounted for: the table of concordance, objections, and filters that can be shared. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expectStatus } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "concordance", demo: true } });

const row = (page: Page, ref: string) => page.locator(`tr[data-concordance="${ref}"]`);
const national = (page: Page, ref: string) => page.locator(`[data-national-item="${ref}"]`);

test("every national item and what became of it, filtered in the address", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  await page.getByRole("link", { name: m.agenda_concordance() }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.agenda_concordance());
  await expect(page.getByText(m.agenda_shown({ count: 37 }))).toBeVisible();
  await expect(row(page, "CA 1.3")).toContainText(m.agenda_consolidated());
  await expect(row(page, "1.1")).toContainText("CA 1.3");
  await expect(row(page, "CA 1.5")).toContainText(m.agenda_one_unplaced());

  await page.getByLabel(m.agenda_disposition(), { exact: true }).selectOption("deferred");
  await expect(page.getByText(m.agenda_shown({ count: 1 }))).toBeVisible();
  await expect(row(page, "CA 3.1")).toBeVisible();
  await expect(page).toHaveURL(/\/agenda\/concordance\?outcome=deferred$/);
  await page.reload();
  await expect(page.getByText(m.agenda_shown({ count: 1 }))).toBeVisible();

  await page.getByLabel(m.agenda_disposition(), { exact: true }).selectOption("consolidated");
  await row(page, "CA 1.3").getByRole("link", { name: "1.1" }).click();
  await expect(page).toHaveURL(/\/agenda#item-/);
});

test("a band of the flow leads to its items, also by keyboard", async ({ visit }) => {
  const page = await visit("observer", "/agenda/concordance");
  const flow = page.getByRole("region", { name: m.agenda_flow() });
  const band = flow.getByRole("link", {
    name: m.agenda_flow_band({
      from: "CA 1",
      to: m.agenda_status_unplaced(),
      count: 2,
    }),
  });
  await band.first().focus();
  await expect(flow.getByText("CA 1.5 · CA 1.6")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(m.agenda_shown({ count: 2 }))).toBeVisible();
  await expect(page).toHaveURL(/delegation=CA&area=1&outcome=unplaced$/);
});

test("a delegation objects to what set its item aside; the secretariat sees it at once", async ({
  visit,
}) => {
  const secretariat = await visit("secretariat", "/agenda");
  await expectStatus(secretariat, "saved");
  const convener = await visit("convener.us", "/agenda");
  await expectStatus(convener, "live");
  await expect(convener.getByText(m.agenda_own_aside({ count: 1 }))).toBeVisible();
  await convener
    .getByRole("button", { name: m.agenda_coverage_show(), exact: true })
    .first()
    .click();
  await expect(convener).toHaveURL(/status=set-aside&delegation=US/);

  await convener.getByRole("button", { name: m.agenda_object_to({ ref: "US 2.1" }) }).click();
  const dialog = convener.getByRole("dialog");
  await dialog.getByLabel(m.agenda_object_reason()).fill("It concerns all three parliaments.");
  await dialog.getByRole("button", { name: m.agenda_object_do() }).click();
  await expect(dialog).toHaveCount(0);
  for (const page of [convener, secretariat]) {
    await expect(national(page, "US 2.1").locator("[data-objection]")).toContainText(
      "It concerns all three parliaments.",
    );
  }
  await expect(secretariat.getByText(m.agenda_objections_stand({ count: 1 }))).toBeVisible();
  // To others the plan is internal, and with it what is said of it.
  const other = await visit("convener.ca", "/agenda/concordance");
  await expect(row(other, "CA 3.1")).toBeVisible();
  await expect(other.locator("[data-objection]")).toHaveCount(0);

  await convener.goto("/agenda/concordance?outcome=objected");
  await expect(row(convener, "US 2.1")).toBeVisible();
  const withdraw = { name: m.agenda_objection_withdraw_of({ ref: "US 2.1" }) };
  await convener.getByRole("button", withdraw).click();
  await convener
    .getByRole("alertdialog")
    .getByRole("button", { name: m.agenda_objection_withdraw(), exact: true })
    .click();
  await expect(convener.locator("[data-objection]")).toHaveCount(0);
  await expect(secretariat.locator("[data-objection]")).toHaveCount(0);
});

test("the filters of the agenda stay in its address", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda?disposition=not-carried");
  await expectStatus(page, "saved");
  await expect(page.getByText(m.agenda_shown({ count: 1 }))).toBeVisible();
  await expect(national(page, "US 2.1")).toBeVisible();
  await page.getByLabel(m.agenda_disposition(), { exact: true }).selectOption("");
  await page.getByLabel(m.agenda_delegation(), { exact: true }).selectOption("MX");
  await expect(page.getByText(m.agenda_shown({ count: 8 }))).toBeVisible();
  await expect(page).toHaveURL(/\/agenda\?delegation=MX$/);
  await page.reload();
  await expect(page.getByText(m.agenda_shown({ count: 8 }))).toBeVisible();
});
