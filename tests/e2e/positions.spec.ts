/** Delegations take a position on exact words; when the words change, all see what is to be confirmed. */
import type { Locator, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { exported } from "./exported";
import { announcement, caretTo, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "positions", demo: true } });

const REF = "1.1";

const frame = (page: Page): Locator =>
  page.locator("[data-item-id]").filter({ has: item(page, REF) });
const said = (page: Page, code: string): Locator =>
  frame(page).locator(`[data-delegation="${code}"]`);
const giveButton = (page: Page, label: string): Locator =>
  frame(page).getByRole("button", { name: `${label} ${REF}`, exact: true });
const dialogOf = (page: Page): Locator =>
  page.getByRole("dialog", { name: m.positions_dialog({ ref: REF }) });

async function openAgenda(page: Page, status: "saved" | "live"): Promise<Page> {
  await expectStatus(page, status);
  await reveal(page, REF);
  await expect(item(page, REF)).toBeVisible();
  return page;
}

/** Position and words of the first item, as everyone can export them. */
async function exportedFirst(page: Page) {
  const { areas } = await exported(page, "/agenda");
  const found = areas[0]?.items[0] as unknown as {
    id: string;
    text: string;
    positions: { delegation: string; position: string; current: boolean }[];
  };
  return found;
}

test("words that were agreed to and then changed are to be confirmed, and say what changed", async ({
  visit,
}) => {
  // Three pages and eight rounds between them.
  test.slow();
  const canada = await openAgenda(await visit("convener.ca", "/agenda"), "live");
  const mexico = await openAgenda(await visit("convener.mx", "/agenda"), "live");
  const secretariat = await openAgenda(await visit("secretariat", "/agenda"), "saved");
  const { text } = await exportedFirst(canada);

  // Canada agrees, by keyboard alone; Mexico sees it.
  await giveButton(canada, m.positions_give()).focus();
  await canada.keyboard.press("Enter");
  await expect(dialogOf(canada)).toContainText(text);
  await dialogOf(canada)
    .getByRole("radio", { name: m.positions_agreed(), exact: false })
    .first()
    .focus();
  await canada.keyboard.press("Space");
  await canada.keyboard.press("Enter");
  await expect(dialogOf(canada)).toHaveCount(0);
  await expect(giveButton(canada, m.positions_change())).toBeFocused();
  for (const page of [canada, mexico, secretariat]) {
    await expect(said(page, "CA")).toContainText(m.positions_agreed());
    await expect(said(page, "CA")).not.toContainText(m.positions_to_confirm());
  }

  // Formatting is no change of words.
  await item(secretariat, REF).click();
  await secretariat.keyboard.press("ControlOrMeta+A");
  await secretariat.keyboard.press("ControlOrMeta+B");
  await expect(item(canada, REF).locator("strong").first()).toBeVisible();
  await expectStatus(secretariat, "saved");
  expect((await exportedFirst(canada)).positions).toEqual([
    { delegation: "CA", position: "agreed", current: true, note: "" },
  ]);

  // A word is.
  await caretTo(item(secretariat, REF), "end");
  await secretariat.keyboard.type(" Nationwide");
  for (const page of [canada, mexico]) {
    await expect(said(page, "CA")).toContainText(m.positions_to_confirm());
  }
  await expect(announcement(canada)).toContainText(m.positions_words_changed_in({ refs: REF }));
  const inserted = frame(canada).locator("ins");
  await expect(inserted).toContainText("Nationwide");
  await expect(inserted).toContainText(m.ui_diff_added());
  await expect(canada.getByRole("region", { name: m.positions_title() })).toContainText(
    m.positions_count_to_confirm({ count: 1 }),
  );
  // To others it is folded.
  await frame(mexico).getByText(m.positions_details()).click();
  await expect(frame(mexico).locator("ins")).toContainText("Nationwide");

  // Canada goes there and confirms; the words must be those it read.
  await canada.getByRole("button", { name: m.positions_next() }).click();
  await expect(giveButton(canada, m.positions_confirm())).toBeFocused();
  await canada.keyboard.press("Enter");
  await expect(dialogOf(canada).locator("ins")).toContainText("Nationwide");
  await caretTo(item(secretariat, REF), "end");
  await secretariat.keyboard.type(" soon");
  await expect(dialogOf(canada).getByText(m.positions_moved())).toBeVisible();
  const confirm = dialogOf(canada).getByRole("button", { name: m.positions_submit_confirm() });
  await expect(confirm).toBeDisabled();
  await dialogOf(canada).getByRole("button", { name: m.positions_read_new() }).click();
  await confirm.click();
  await expect(dialogOf(canada)).toHaveCount(0);
  for (const page of [canada, mexico]) {
    await expect(said(page, "CA")).not.toContainText(m.positions_to_confirm());
  }

  // Mexico objects, which asks for a reason, and takes it back.
  await giveButton(mexico, m.positions_give()).click();
  await dialogOf(mexico).getByRole("radio", { name: m.positions_objection() }).check();
  await dialogOf(mexico).getByRole("button", { name: m.positions_submit() }).click();
  const reason = dialogOf(mexico).getByLabel(m.positions_note_objection());
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  await reason.fill("There is no budget for it.");
  await dialogOf(mexico).getByRole("button", { name: m.positions_submit() }).click();
  await expect(frame(canada).locator("[data-agreement=objected]")).toBeVisible();
  await giveButton(mexico, m.positions_change()).click();
  await dialogOf(mexico).getByRole("button", { name: m.positions_withdraw() }).click();
  await mexico
    .getByRole("alertdialog")
    .getByRole("button", { name: m.positions_withdraw_do() })
    .click();
  await expect(said(canada, "MX")).toContainText(m.positions_missing());
  await expect(giveButton(mexico, m.positions_give())).toBeFocused();
});

test("a convener agrees to the rest in one step, on the words that were read", async ({
  visit,
}) => {
  test.slow();
  const us = await openAgenda(await visit("convener.us", "/agenda"), "live");
  const secretariat = await openAgenda(await visit("secretariat", "/agenda"), "saved");
  await us.getByRole("button", { name: m.positions_rest_open() }).focus();
  await us.keyboard.press("Enter");
  const dialog = us.getByRole("dialog", { name: m.positions_rest_title() });
  const boxOf = (ref: string) => dialog.locator(`[data-rest="${ref}"]`).getByRole("checkbox");
  await expect(boxOf(REF)).toBeChecked();
  await boxOf("1.2").uncheck();
  const count = await dialog.getByRole("checkbox", { checked: true }).count();
  const send = dialog.getByRole("button", { name: m.positions_rest_do({ count }) });

  // The words of one change while it is open: nothing is sent before they are read.
  await caretTo(item(secretariat, REF), "end");
  await secretariat.keyboard.type(" in time");
  await expect(dialog.getByRole("alert")).toContainText(REF);
  await expect(send).toBeDisabled();
  await dialog.getByRole("button", { name: m.positions_rest_read_new() }).click();
  await expect(dialog.locator(`[data-rest="${REF}"]`)).toContainText("in time");
  await expect(boxOf(REF)).not.toBeChecked();
  await boxOf(REF).check();
  await send.click();
  await expect(dialog).toHaveCount(0);
  await expect(announcement(us)).toContainText(m.positions_rest_done({ count }));
  await expect(said(secretariat, "US")).toContainText(m.positions_agreed());
  await expect(us.getByRole("region", { name: m.positions_title() })).toContainText(
    m.positions_count_missing({ count: 1 }),
  );

  // What it has agreed to is to be confirmed once the words change, and is then not ticked.
  await caretTo(item(secretariat, REF), "end");
  await secretariat.keyboard.type(" everywhere");
  await expect(said(us, "US")).toContainText(m.positions_to_confirm());
  await us.getByRole("button", { name: m.positions_rest_open() }).click();
  await expect(boxOf(REF)).not.toBeChecked();
  await expect(boxOf("1.2")).toBeChecked();
  await expect(dialog.locator(`[data-rest="${REF}"] ins`)).toContainText("everywhere");
});

test("nobody but conveners can give one, and none for another delegation", async ({
  session,
  visit,
}) => {
  const drafter = await openAgenda(await visit("drafter.ca", "/agenda"), "live");
  await expect(frame(drafter).getByText(m.positions_title(), { exact: true })).toBeVisible();
  await expect(drafter.getByRole("button", { name: m.positions_give() })).toHaveCount(0);
  for (const who of ["drafter.ca", "secretariat", "member.us", "observer"] as const) {
    const page = await session(who);
    const { id } = await exportedFirst(page);
    const form = {
      intent: "give",
      itemId: id,
      position: "agreed",
      note: "",
      textHash: "0".repeat(64),
      delegation: "CA",
    };
    const answer = await page.request.post("/agenda/positions", { form });
    expect(answer.status(), who).toBe(403);
    const withdrawal = { intent: "withdraw", itemId: id, delegation: "CA" };
    const taken = await page.request.post("/agenda/positions", { form: withdrawal });
    expect(taken.status(), who).toBe(403);
  }
});
