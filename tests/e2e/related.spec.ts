/** From a national item to related ones of other delegations; and the glossary that leads there. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expectStatus } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "related", demo: true } });

const disclosure = (page: Page, ref: string) =>
  page.getByRole("button", { name: m.related_of({ ref }), exact: true });

const relatedList = (page: Page, ref: string) =>
  page.getByRole("region", { name: m.related_of({ ref }), exact: true });

test("related items of other delegations are read, selected and compiled together", async ({
  visit,
}) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  const open = disclosure(page, "CA 2.1");
  await open.focus();
  await page.keyboard.press("Enter");
  await expect(open).toHaveAttribute("aria-expanded", "true");
  const list = relatedList(page, "CA 2.1");
  const found = list.locator("[data-related-item='US 1.4']");
  await expect(found).toContainText("standards of care");
  await expect(found).toContainText(m.agenda_one_unplaced());
  await expect(found.getByRole("list", { name: m.related_concepts() })).toContainText(
    "professionals",
  );
  await expect(list.locator("[data-related-item^='CA']")).toHaveCount(0);

  await found.getByRole("checkbox").press("Space");
  await page
    .getByRole("checkbox", { name: m.agenda_select({ ref: "CA 2.1" }), exact: true })
    .check();
  const bar = page.getByRole("group", { name: m.agenda_actions() });
  await expect(bar).toContainText("CA 2.1 · US 1.4");
  await bar.getByRole("button", { name: m.agenda_compile(), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: m.agenda_compile_title({ count: 2 }) });
  await dialog.getByRole("button", { name: m.agenda_compile_do() }).click();
  await expect(dialog).toHaveCount(0);
  // The list stays open, and says where the other went.
  await expect(found).not.toContainText(m.agenda_one_unplaced());

  await open.click();
  await expect(list).toHaveCount(0);
});

test("a suggested group is only selected; people decide what becomes of it", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  await page.getByRole("button", { name: m.related_groups_open() }).press("Enter");
  const dialog = page.getByRole("dialog", { name: m.related_groups_title() });
  const group = dialog.locator("[data-proposed-group='MX 2.3, US 3.3, US 3.5']");
  await expect(group).toContainText("media");
  // Of one area alone, these would not be found.
  await dialog.getByLabel(m.agenda_area(), { exact: true }).selectOption("3");
  await expect(group).toHaveCount(0);
  await dialog.getByLabel(m.agenda_area(), { exact: true }).selectOption("");
  await group.getByRole("button").click();
  await expect(dialog).toHaveCount(0);
  const bar = page.getByRole("group", { name: m.agenda_actions() });
  await expect(bar).toContainText("MX 2.3 · US 3.3 · US 3.5");
  for (const ref of ["MX 2.3", "US 3.3", "US 3.5"]) {
    await expect(page.locator(`[data-national-item="${ref}"]`)).toHaveAttribute(
      "data-status",
      "unplaced",
    );
  }
});

test("a related item is gone to, also where the filter had left it out", async ({ visit }) => {
  const page = await visit("observer", "/agenda");
  await expectStatus(page, "live");
  await page.getByText(m.agenda_more_filters(), { exact: true }).click();
  await page.getByLabel(m.agenda_delegation(), { exact: true }).selectOption("CA");
  const target = page.locator("[data-national-item='MX 2.4']");
  await expect(target).toHaveCount(0);
  await disclosure(page, "CA 2.3").click();
  const list = relatedList(page, "CA 2.3");
  // Who may not merge selects nothing.
  await expect(list.locator("[data-related-item='MX 2.4']")).toBeVisible();
  await expect(list.getByRole("checkbox")).toHaveCount(0);
  await list.getByRole("button", { name: m.related_show({ ref: "MX 2.4" }) }).click();
  await expect(target).toBeFocused();
  await expect(target).toBeInViewport();
});

test("shared concepts are named in the reader's language", async ({ visit }) => {
  const page = await visit("observer", "/agenda", { locale: "fr-CA" });
  await page
    .getByRole("button", { name: m.related_of({ ref: "CA 2.3" }, { locale: "fr" }), exact: true })
    .click();
  await expect(page.locator("[data-related-item='MX 2.4']")).toContainText("prévention");
});

test("the secretariat adds, edits and removes concepts; a change not seen is not overwritten", async ({
  visit,
}) => {
  const page = await visit("secretariat", "/agenda");
  await page.getByRole("link", { name: m.glossary_title(), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.glossary_title());
  await page.getByRole("button", { name: m.glossary_add(), exact: true }).click();
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: m.glossary_save() });
  await save.click();
  await expect(dialog).toContainText(m.glossary_problem_none());
  await dialog.getByLabel(m.glossary_terms_in_en()).fill("birth registration\ncivil registry");
  await dialog.getByLabel(m.glossary_terms_in_es()).fill("registro de nacimientos");
  await save.click();
  await expect(dialog).toHaveCount(0);

  await page.getByLabel(m.glossary_search(), { exact: true }).fill("NACIMIENTOS");
  const name = "birth registration";
  const row = page.locator("[data-concept]");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("civil registry");
  await expect(row).toContainText(m.glossary_no_term());

  const other = await visit("secretariat", "/glossary");
  await other.getByRole("button", { name: m.glossary_edit_of({ name }) }).click();
  await page.getByRole("button", { name: m.glossary_edit_of({ name }) }).click();
  await dialog.getByLabel(m.glossary_terms_in_fr()).fill("enregistrement des naissances");
  await save.click();
  await expect(dialog).toHaveCount(0);
  const late = other.getByRole("dialog");
  await late.getByLabel(m.glossary_terms_in_fr()).fill("état civil");
  await late.getByRole("button", { name: m.glossary_save() }).click();
  await expect(late).toContainText(m.glossary_moved_on());
  await expect(late.getByLabel(m.glossary_terms_in_fr())).toHaveValue("état civil");

  const observer = await visit("observer", "/glossary");
  await expect(observer.getByText("enregistrement des naissances").first()).toBeVisible();
  await expect(observer.getByRole("button", { name: m.glossary_add() })).toHaveCount(0);
  await expect(observer.getByRole("button", { name: m.glossary_edit_of({ name }) })).toHaveCount(0);

  await page.getByRole("button", { name: m.glossary_remove_of({ name }) }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: m.glossary_remove(), exact: true }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText(m.glossary_none_found(), { exact: true })).toBeVisible();
});
