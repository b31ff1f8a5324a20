/** A national item changes after it was taken; words go into brackets and come out of them. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { pdfWords } from "./exported";
import { caretTo, drawn, expectStatus, item, reveal, undoOffered } from "./plan-page";
import { expect, test } from "./workspace";

/** So many brackets the demo agenda has. */
const IN_DEMO = 2;

test.use({ workspace: { name: "negotiating", demo: true } });

const toolbar = (page: Page) => page.getByRole("toolbar", { name: m.plans_format_toolbar() });

test("a change of a source is shown with its words, taken over, and undone", async ({ visit }) => {
  // CA 2.2 is placed alone, so that its words stand in the agenda as they were taken.
  const secretariat = await visit("secretariat", "/agenda");
  await expectStatus(secretariat, "saved");
  await secretariat
    .getByRole("checkbox", { name: m.agenda_select({ ref: "CA 2.2" }), exact: true })
    .check();
  await secretariat
    .getByRole("group", { name: m.agenda_actions() })
    .getByRole("button", { name: m.agenda_compile(), exact: true })
    .click();
  const compile = secretariat.getByRole("dialog", { name: m.agenda_compile_title({ count: 1 }) });
  await compile.getByRole("button", { name: m.agenda_compile_do() }).click();
  await expect(compile).toHaveCount(0);
  const placed = secretariat
    .locator("[data-item-id]")
    .filter({ has: secretariat.getByRole("link", { name: "CA 2.2", exact: true }) });
  await expect(placed).toHaveCount(1);

  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(drafter, "saved");
  await reveal(drafter, "CA 2.2");
  await caretTo(item(drafter, "CA 2.2"), "end");
  await drafter.keyboard.type(" Do so every year.");

  const changed = placed.getByRole("button", { name: m.drift_see({ ref: "CA 2.2" }) });
  await expect(changed).toBeVisible();
  await expect(placed).not.toContainText("every year");
  await changed.click();
  const dialog = secretariat.getByRole("dialog", { name: m.drift_title({ ref: "CA 2.2" }) });
  await expect(dialog.locator("ins")).toContainText("Do so every year.");
  await dialog.getByRole("button", { name: m.drift_take_over() }).click();
  await expect(dialog).toHaveCount(0);
  await expect(placed).toContainText("Do so every year.");
  await expect(changed).toHaveCount(0);

  await undoOffered(secretariat).press("Enter");
  await expect(placed).not.toContainText("every year");
  await expect(changed).toBeVisible();

  // An observer sees what changed, and nothing to decide with.
  const observer = await visit("observer", "/agenda");
  await expectStatus(observer, "live");
  await observer.getByRole("button", { name: m.drift_see({ ref: "CA 2.2" }) }).click();
  const shown = observer.getByRole("dialog");
  await expect(shown).toContainText(m.drift_reader());
  await expect(shown.getByRole("button", { name: m.drift_keep() })).toHaveCount(0);
});

test("brackets are made and lifted by keyboard, counted for all, and written in the PDF", async ({
  visit,
}) => {
  const secretariat = await visit("secretariat", "/agenda");
  await expectStatus(secretariat, "saved");
  const convener = await visit("convener.mx", "/agenda");
  await expectStatus(convener, "live");
  await expect(convener.getByText(m.brackets_left({ count: IN_DEMO + 1 }))).toHaveCount(0);

  await reveal(secretariat, "1.1");
  const editor = item(secretariat, "1.1");
  await caretTo(editor, "start");
  for (let i = 0; i < 9; i += 1) await secretariat.keyboard.press("Shift+ArrowRight");
  await drawn(secretariat);
  await secretariat.keyboard.press("ControlOrMeta+Alt+KeyB");
  const dialog = secretariat.getByRole("dialog", { name: m.brackets_make_title() });
  await dialog.getByRole("button", { name: m.brackets_make_do() }).click();
  await expect(dialog.getByRole("alert")).toContainText(m.brackets_holders_missing());
  await dialog.getByRole("checkbox", { name: /^MX/ }).check();
  await dialog.getByRole("button", { name: m.brackets_make_do() }).click();
  await expect(dialog).toHaveCount(0);
  await expect(editor.locator("[data-bracket]")).toHaveText("Establish");

  const left = convener.getByText(m.brackets_left({ count: IN_DEMO + 1 }));
  await expect(left).toBeVisible();
  await left.click();
  await expect(convener.getByRole("link", { name: "1.1", exact: true }).first()).toBeVisible();
  await expect(toolbar(convener).getByRole("button", { name: m.brackets_tool() })).toHaveCount(0);

  await expectStatus(secretariat, "saved");
  const pdf = async (search: string) =>
    pdfWords(await (await convener.request.get(`/agenda/export.pdf${search}`)).body());
  expect(await pdf("")).toContain("[Establish (MX)]");
  expect(await pdf("?version=clean")).not.toContain("[Establish");

  await caretTo(editor, 3);
  await secretariat.keyboard.press("ControlOrMeta+Alt+KeyL");
  await expect(editor.locator("[data-bracket]")).toHaveCount(0);
  await expect(editor).toContainText("Establish");
  await expect(left).toHaveCount(0);
});

test("words of several delegations begin as alternatives that each holds", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  for (const ref of ["CA 1.5", "US 1.4"]) {
    await page.getByRole("checkbox", { name: m.agenda_select({ ref }), exact: true }).check();
  }
  await page
    .getByRole("group", { name: m.agenda_actions() })
    .getByRole("button", { name: m.agenda_compile(), exact: true })
    .click();
  const dialog = page.getByRole("dialog", { name: m.agenda_compile_title({ count: 2 }) });
  await dialog.getByLabel(m.brackets_form()).selectOption("alternatives");
  // What is shown is what it will begin with.
  await expect(dialog.locator("[data-bracket=alternative]")).toHaveCount(2);
  await dialog.getByRole("button", { name: m.agenda_compile_do() }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(m.brackets_left({ count: IN_DEMO + 2 }))).toBeVisible();
  const made = page
    .locator("[data-item-id]")
    .filter({ has: page.getByRole("link", { name: "US 1.4", exact: true }) });
  const alternatives = made.locator("[data-bracket=alternative]");
  await expect(alternatives).toHaveCount(2);
  await expect(alternatives.first()).toHaveAttribute("data-held-by", "CA");
  await expect(alternatives.last()).toHaveAttribute("data-held-by", "US");
});
