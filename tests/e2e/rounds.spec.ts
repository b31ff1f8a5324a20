/** A plan is opened for comment until a date, to all delegations; it closes by itself; its report. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expectAccessible } from "./accessible";
import { expectStatus, item } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "rounds", demo: true, clock: true } });

const HOUR = 3_600_000;
const banner = (page: Page, number = 1) =>
  page.getByRole("region", { name: m.rounds_name({ number }), exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Fills in the dialog that is open and sends it. */
async function setRound(page: Page, title: string, all: boolean, note = ""): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title, exact: true });
  if (all) await dialog.locator("input[name=audience][value=all]").check();
  await dialog.getByLabel(m.rounds_field_note()).fill(note);
  await dialog.getByRole("button", { name: title, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test("a plan is open to all delegations until a date, and closes while it is read", async ({
  visit,
  server,
}) => {
  const other = await visit("drafter.ca", "/plans/mexico");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_403());
  const convener = await visit("convener.mx", "/plans/mexico");
  const member = await visit("member.mx", "/plans/mexico");
  await expectStatus(convener, "saved");
  await expectStatus(member, "live");
  await press(convener, m.rounds_set_date());
  const inTwoHours = new Date(Date.now() + 2 * HOUR)
    .toISOString()
    .slice(0, "2026-12-01T18:00".length);
  await convener.getByLabel(m.rounds_field_zone()).selectOption("UTC");
  await convener.getByLabel(m.rounds_field_closes()).fill(inTwoHours);
  await setRound(convener, m.rounds_set_date(), true, "Is area 1 complete?");
  await expect(banner(convener)).toContainText(m.rounds_for_all());
  await expect(convener.getByRole("button", { name: m.rounds_set_date() })).toHaveCount(0);

  // The member hears of it; another delegation finds the plan, reads it as it is written, comments.
  await expect(banner(member)).toContainText("Is area 1 complete?");
  await expect(banner(member).getByRole("button")).toHaveCount(0);
  await other.goto("/plans");
  await other.getByRole("link", { name: /México/ }).click();
  await expectStatus(other, "live");
  await expect(banner(other)).toContainText("Is area 1 complete?");
  await expect(item(other, "MX 1.1")).toHaveAttribute("contenteditable", "false");
  await item(other, "MX 1.1").hover();
  await press(other, m.plans_item_comment({ ref: "MX 1.1" }));
  const words = "Seen from Canada, this needs a date.";
  await other.getByLabel(m.comments_new_label()).fill(words);
  await press(other, m.comments_send());
  await expect(member.getByText(words)).toBeVisible();

  await item(other, "MX 1.1").hover();
  await press(other, m.plans_item_comment({ ref: "MX 1.1" }));
  await other.getByLabel(m.comments_new_label()).fill("Not sent in time.");

  // Its moment comes: every page says so by itself, and nothing more is taken.
  await server.advance(3 * HOUR);
  const closed = new RegExp(m.rounds_closed_on({ date: "" }));
  await expect(banner(member)).toContainText(closed);
  await expect(banner(other)).toContainText(closed);
  // What was being written is there to be copied, and is not sent any more.
  const unsent = other.getByLabel(m.comments_new_label());
  await expect(other.getByText(m.comments_problem_right())).toBeVisible();
  await expect(unsent).toHaveValue("Not sent in time.");
  await expect(unsent).toHaveAttribute("readonly", "");
  await expect(other.getByRole("button", { name: m.comments_send(), exact: true })).toHaveCount(0);
  await other.getByRole("button", { name: m.comments_cancel(), exact: true }).click();
  await expect(unsent).toHaveCount(0);
  const id = (await (await convener.request.get("/plans/mexico/export.json")).json()).id;
  const late = await other.request.post(`/documents/${id}/comments`, {
    form: { intent: "open", itemId: "any", body: "Late" },
  });
  expect(late.status()).toBe(409);
  await expect(item(convener, "MX 1.1")).toHaveAttribute("contenteditable", "true");

  // The report, on its page and as files.
  await banner(other)
    .getByRole("link", { name: m.rounds_report_of({ number: 1 }) })
    .click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(m.report_title({ number: 1 }));
  await expect(other.getByText(words)).toBeVisible();
  await expect(other.getByText(m.report_not_resolved())).toBeVisible();
  await expectAccessible(other, "report of a round");
  for (const format of ["pdf", "docx", "csv"]) {
    const file = await other.request.get(`/plans/mexico/rounds/1/report.${format}`);
    expect(file.status(), format).toBe(200);
  }
  await press(convener, m.rounds_again());
  await setRound(convener, m.rounds_again(), false);
  await expect(banner(convener, 2)).toContainText(m.rounds_for_members());
  expect((await other.request.get("/plans/mexico")).status()).toBe(403);
});

test("a convener opens without a date, then changes a round and ends it", async ({
  visit,
  session,
}) => {
  const convener = await visit("convener.us", "/plans/united-states");
  await expectStatus(convener, "saved");
  await press(convener, m.plans_step_close());
  await convener
    .getByRole("alertdialog")
    .getByRole("button", { name: m.plans_step_close() })
    .click();
  await expect(convener.getByText(m.plans_state_draft(), { exact: true })).toBeVisible();

  // What is written now stays within, which is said; the dialog asks which of it goes out.
  for (const words of ["This one goes out.", "This one stays within."]) {
    await item(convener, "US 1.1").hover();
    await press(convener, m.plans_item_comment({ ref: "US 1.1" }));
    await expect(convener.getByText(m.plans_readers_drafters_again())).toBeVisible();
    await convener.getByLabel(m.comments_new_label()).fill(words);
    await press(convener, m.comments_send());
    await expect(convener.getByLabel(m.comments_new_label())).toHaveCount(0);
  }
  await press(convener, m.plans_step_open());
  const dialog = convener.getByRole("dialog", { name: m.plans_step_open(), exact: true });
  const held = dialog.getByRole("group", { name: m.plans_let_out() });
  await expect(held.getByRole("checkbox")).toHaveCount(3);
  await expect(held.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await held.getByRole("checkbox", { name: /This one goes out/ }).check();
  await expectAccessible(convener, "opening, with what was written while it was closed");
  await dialog.getByLabel(m.rounds_until_none()).check();
  await expect(dialog.getByLabel(m.rounds_field_closes())).toBeHidden();
  await dialog.getByRole("button", { name: m.plans_step_open(), exact: true }).click();
  await expect(convener.getByText(m.plans_state_open(), { exact: true })).toBeVisible();
  await expect(banner(convener)).toHaveCount(0);
  const observer = await session("observer");
  const { id } = await (await observer.request.get("/plans/united-states/export.json")).json();
  const heard = await (await observer.request.get(`/documents/${id}/comments`)).text();
  expect(heard).toContain("This one goes out.");
  expect(heard).not.toContain("This one stays within.");

  // A moment that is past is refused beside its field, and what was filled in stays.
  await press(convener, m.rounds_set_date());
  const setting = convener.getByRole("dialog", { name: m.rounds_set_date(), exact: true });
  const closes = setting.getByLabel(m.rounds_field_closes());
  await expect(closes).toHaveValue(/T18:00$/);
  await closes.fill("2020-01-01T18:00");
  await setting.getByLabel(m.rounds_field_note()).fill("Kept");
  await setting.getByRole("button", { name: m.rounds_set_date(), exact: true }).click();
  await expect(setting.getByText(m.rounds_error_past())).toBeVisible();
  await expect(setting.getByLabel(m.rounds_field_note())).toHaveValue("Kept");
  await expectAccessible(convener, "setting a round, with an error");
  const year = new Date().getFullYear();
  await closes.fill(`${year + 1}-01-15T18:00`);
  await setting.getByRole("button", { name: m.rounds_set_date(), exact: true }).click();
  await expect(banner(convener)).toContainText(m.rounds_for_members());

  await press(convener, m.rounds_change());
  await setRound(convener, m.rounds_change_name(), true, "Changed");
  await expect(banner(convener)).toContainText(m.rounds_for_all());
  await press(convener, m.rounds_end());
  await convener.getByRole("alertdialog").getByRole("button", { name: m.rounds_end() }).click();
  await expect(banner(convener)).toContainText(new RegExp(m.rounds_closed_on({ date: "" })));
  await expect(banner(convener).getByRole("button", { name: m.rounds_end() })).toHaveCount(0);
  await convener.getByRole("link", { name: m.rounds_title(), exact: true }).click();
  await expect(
    convener.getByRole("heading", { name: m.rounds_number({ number: 1 }) }),
  ).toBeVisible();
  await expectAccessible(convener, "rounds of a plan");
});
