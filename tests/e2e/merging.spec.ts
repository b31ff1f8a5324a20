/** The secretariat merges national items; coverage follows, here and elsewhere; the PDF has all. */
import type { Locator, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { exportedItem, exportedItems, pdfWords } from "./exported";
import { expectStatus, item, reveal, undoOffered } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "merging", demo: true } });

const REFS = ["CA 1.5", "MX 2.3", "US 1.4"];
const SLUGS = { CA: "canada", MX: "mexico", US: "united-states" } as const;

const coverage = (page: Page): Locator =>
  page.getByRole("table", { name: m.agenda_coverage_caption() });

/** Placed and total in the corner of the coverage picture: all areas, all delegations. */
const overall = (page: Page): Locator =>
  coverage(page).getByRole("row").last().locator("td").last();

/** A cell of the coverage picture, by area number and delegation. */
async function cell(page: Page, area: number, code: string): Promise<Locator> {
  const heads = await coverage(page).getByRole("columnheader").allInnerTexts();
  const column = heads.findIndex((head) => head.includes(code));
  expect(column, `column of ${code}`).toBeGreaterThanOrEqual(0);
  const row = coverage(page).getByRole("row", { name: m.agenda_area_number({ number: area }) });
  return row.locator("td").nth(column);
}

const fold = (page: Page): Locator =>
  page.getByRole("button", { name: m.agenda_pane_coverage(), exact: true });

/** Unfolds the coverage, as someone would who wants to follow it. */
async function unfold(page: Page): Promise<void> {
  await fold(page).click();
  await expect(coverage(page)).toBeVisible();
}

async function placedOf(where: Locator): Promise<[placed: number, total: number]> {
  const found = /(\d+) of (\d+)/.exec((await where.textContent()) ?? "");
  return [Number(found?.[1]), Number(found?.[2])];
}

const shows = (placed: number, total: number) =>
  new RegExp(`(^|\\D)${m.agenda_coverage_placed({ placed, total })}(\\D|$)`);

const national = (page: Page, ref: string): Locator =>
  page.locator(`[data-national-item="${ref}"]`);

async function nationalText(page: Page, ref: string): Promise<string> {
  const slug = SLUGS[ref.slice(0, 2) as keyof typeof SLUGS];
  return (await exportedItem(page, `/plans/${slug}`, ref)).text;
}

async function merge(page: Page): Promise<void> {
  for (const ref of REFS) {
    await page.getByRole("checkbox", { name: m.agenda_select({ ref }), exact: true }).check();
  }
  await page
    .getByRole("group", { name: m.agenda_actions() })
    .getByRole("button", { name: m.agenda_compile(), exact: true })
    .click();
  const dialog = page.getByRole("dialog", { name: m.agenda_compile_title({ count: 3 }) });
  await dialog.getByLabel(m.agenda_compile_area()).selectOption({ index: 0 });
  await dialog.getByRole("button", { name: m.agenda_compile_do() }).click();
  await expect(dialog).toHaveCount(0);
}

test("three national items become one; coverage follows at once, and undo takes it back", async ({
  visit,
}) => {
  const secretariat = await visit("secretariat", "/agenda");
  const other = await visit("convener.ca", "/agenda");
  await expectStatus(secretariat, "saved");
  await expectStatus(other, "live");
  await unfold(secretariat);
  await unfold(other);
  const [placed, total] = await placedOf(overall(secretariat));
  expect(total).toBe(37);
  const canada = await cell(secretariat, 1, "CA");
  const [placedCa, totalCa] = await placedOf(canada);
  const before = await exportedItems(secretariat, "/agenda");
  const ref = `1.${before.filter((each) => each.ref.startsWith("1.")).length + 1}`;
  for (const one of REFS) {
    await expect(national(secretariat, one)).toHaveAttribute("data-status", "unplaced");
  }

  await merge(secretariat);
  for (const page of [secretariat, other]) {
    await expect(overall(page)).toHaveText(shows(placed + 3, total));
    await expect(await cell(page, 1, "CA")).toHaveText(shows(placedCa + 1, totalCa));
  }
  for (const one of REFS) {
    await expect(national(secretariat, one)).toHaveAttribute("data-status", "placed");
    await expect(national(secretariat, one)).toContainText(m.agenda_went_to({ ref }));
  }
  // The new item is in the live text of both, with a link to each of its sources.
  const texts = await Promise.all(REFS.map((one) => nationalText(secretariat, one)));
  for (const page of [secretariat, other]) {
    await reveal(page, ref);
    const frame = page.locator("[data-item-id]").filter({ has: item(page, ref) });
    for (const text of texts) await expect(item(page, ref)).toContainText(text);
    await expect(frame.getByText(m.agenda_sources(), { exact: true })).toBeVisible();
  }
  const frame = secretariat.locator("[data-item-id]").filter({ has: item(secretariat, ref) });
  await expect(frame.getByRole("link", { name: "CA 1.5", exact: true })).toBeVisible();
  await expect(frame.getByRole("link", { name: "MX 2.3", exact: true })).toBeVisible();
  const link = frame.getByRole("link", { name: "US 1.4", exact: true });
  await expect(link).toHaveAttribute("href", /^\/plans\/united-states#item-/);

  await expect(secretariat.getByText(m.agenda_done_compile({ count: 3 })).last()).toBeVisible();
  // The newest of the steps that can be undone stands first.
  const steps = secretariat.getByRole("region", { name: m.agenda_steps() });
  const newest = steps.getByRole("listitem").first();
  for (const one of REFS) await expect(newest).toContainText(one);
  await newest.getByRole("button", { name: m.agenda_undo_of({ step: "" }) }).click();
  for (const page of [secretariat, other]) {
    await expect(overall(page)).toHaveText(shows(placed, total));
    await expect(item(page, ref)).toHaveCount(0);
  }
  for (const one of REFS) {
    await expect(national(secretariat, one)).toHaveAttribute("data-status", "unplaced");
  }
  expect(await exportedItems(secretariat, "/agenda")).toEqual(before);
});

test("what was merged is in the PDF, and a source leads to its national item", async ({
  visit,
}) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  await unfold(page);
  const [placed, total] = await placedOf(overall(page));
  await merge(page);
  await expect(overall(page)).toHaveText(shows(placed + 3, total));

  const status = page.getByRole("region", { name: m.ui_file_region() });
  // One that takes long can be given up.
  await page.route("**/export.json", () => undefined);
  await page.getByRole("button", { name: m.plans_export(), exact: true }).click();
  await page.getByRole("menuitem", { name: m.plans_export_json() }).click();
  await expect(status).toContainText(m.ui_file_making({ file: m.plans_export_json() }));
  await expect(status).toHaveAttribute("aria-busy", "true");
  await status.getByRole("button", { name: m.ui_cancel() }).click();
  await expect(status).toBeHidden();
  await page.unroute("**/export.json");

  await page.getByRole("button", { name: m.plans_export(), exact: true }).click();
  const [saved, answered] = await Promise.all([
    page.waitForEvent("download"),
    page.context().waitForEvent("response", (answer) => answer.url().includes("/export.pdf")),
    page.getByRole("menuitem", { name: m.plans_export_pdf_letter() }).click(),
  ]);
  expect(answered.status()).toBe(200);
  expect(saved.suggestedFilename()).toMatch(/^[a-z-]+.*\.pdf$/);
  await expect(status).toContainText(m.ui_file_ready({ file: m.plans_export_pdf_letter() }));
  await status.getByRole("button", { name: m.ui_close() }).click();
  await expect(status).toBeHidden();
  const file = await page.request.get(answered.url());
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect(file.headers()["content-disposition"]).toContain(".pdf");
  const words = await pdfWords(await file.body());
  for (const { ref, text, sources } of await exportedItems(page, "/agenda")) {
    expect(words).toContain(ref);
    for (const line of text.split("\n")) expect(words).toContain(line);
    for (const source of sources ?? []) expect(words).toContain(source.ref);
  }
  for (const one of REFS) expect(words).toContain(await nationalText(page, one));

  const link = page.getByRole("link", { name: "US 1.4", exact: true });
  await link.click();
  await expect(page).toHaveURL(/\/plans\/united-states#item-/);
  await expect(item(page, "US 1.4")).toBeInViewport();
});

test("the coverage is one line until it is opened, and stays as it was left", async ({ visit }) => {
  const page = await visit("observer", "/agenda");
  await expectStatus(page, "live");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  const line = page.getByRole("region", { name: m.agenda_pane_coverage() });
  await expect(line).toContainText(/\d+ of 37 placed/);
  await expect(fold(page)).toHaveAttribute("aria-expanded", "false");
  await expect(coverage(page)).toBeHidden();

  await fold(page).focus();
  await page.keyboard.press("Enter");
  await expect(fold(page)).toHaveAttribute("aria-expanded", "true");
  await expect(coverage(page)).toBeVisible();
  await page.reload();
  await expectStatus(page, "live");
  await expect(coverage(page)).toBeVisible();
  await fold(page).click();
  await page.reload();
  await expect(coverage(page)).toBeHidden();

  // On a phone it is a pane of its own, with nothing to unfold; there too is one heading.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  const panes = page.getByRole("group", { name: m.agenda_panes() });
  await panes.getByRole("button", { name: m.agenda_pane_coverage() }).click();
  await expect(coverage(page)).toBeVisible();
  await panes.getByRole("button", { name: m.agenda_pane_agenda() }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
});

test("after a step the keyboard goes on with the next national item", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  const box = (ref: string) =>
    page.getByRole("checkbox", { name: m.agenda_select({ ref }), exact: true });
  const [taken, next] = ["CA 2.1", "CA 2.2"];

  await box(taken).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: m.agenda_compile_title({ count: 1 }) });
  await dialog.getByRole("button", { name: m.agenda_compile_do() }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(box(next)).toBeFocused();

  // Taken back, it is the one to go on with again.
  await undoOffered(page).press("Enter");
  await expect(page.getByText(m.agenda_done_undo()).last()).toBeVisible();
  await expect(box(taken)).toBeFocused();

  await page.keyboard.press("Space");
  await page
    .getByRole("group", { name: m.agenda_actions() })
    .getByRole("button", { name: m.agenda_set_aside() })
    .press("Enter");
  const aside = page.getByRole("dialog");
  await aside.getByLabel(m.agenda_reason()).fill("To be taken up with the next review.");
  await aside.getByRole("button", { name: m.agenda_aside_do() }).press("Enter");
  await expect(box(next)).toBeFocused();
});
