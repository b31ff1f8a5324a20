/** No serious or critical finding of axe on any page, in light and in dark. */
import { m } from "../../app/i18n/messages";
import { expectAccessible } from "./accessible";
import { caretTo, expectStatus, item } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "accessibility", demo: true } });

// Each walk has axe read many whole pages, in light and dark.
test.describe.configure({ timeout: 180_000 });

test("sign-in page, refusals, and pages that are not there", async ({ device, visit }) => {
  const page = await device();
  await page.goto("/login");
  await expectAccessible(page, "sign-in");
  await page.getByRole("button", { name: m.accounts_sign_in(), exact: true }).click();
  await expect(page.getByText(m.accounts_problem_missing()).first()).toBeVisible();
  await expectAccessible(page, "sign-in with an error");
  const drafter = await visit("drafter.mx", "/plans/canada");
  await expectAccessible(drafter, "403");
  await drafter.goto("/nowhere");
  await expect(drafter.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_404());
  await expectAccessible(drafter, "404");
});

test("plans, a plan being edited, its side panel and history", async ({ visit }) => {
  const page = await visit("drafter.ca", "/plans");
  await expectAccessible(page, "plans");
  await page.goto("/plans/canada");
  await expectStatus(page, "saved");
  await caretTo(item(page, "CA 1.3"), "end");
  await expectAccessible(page, "plan, comments");
  await page.getByRole("tab", { name: m.ui_side_details() }).click();
  await expect(page.getByLabel(m.plans_detail_lead())).toBeVisible();
  await expectAccessible(page, "plan, details");
  await page.getByRole("button", { name: m.plans_item_menu({ ref: "CA 1.3" }) }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "plan, menu of an item");
  await page.goto("/plans/canada/history");
  await expectAccessible(page, "history");
  await page.goto("/plans/canada/amendments");
  await expect(page.getByRole("article").first()).toBeVisible();
  await expectAccessible(page, "amendments");
});

test("a plan as a member reads it, also on a phone", async ({ visit }) => {
  const page = await visit("member.ca", "/plans/canada");
  await expectStatus(page, "live");
  await item(page, "CA 1.3").hover();
  await page.getByRole("button", { name: m.plans_item_comment({ ref: "CA 1.3" }) }).click();
  await expect(page.getByLabel(m.comments_new_label())).toBeFocused();
  await expectAccessible(page, "plan of a member, writing a comment");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("complementary", { name: m.ui_side_panel() })).toBeVisible();
  await expectAccessible(page, "plan of a member on a phone");

  // What is seldom needed there opens below one button, and goes as it came.
  await page.reload();
  const settings = page.getByLabel(m.ui_settings(), { exact: true });
  const signOut = page.getByRole("button", { name: m.ui_sign_out(), exact: true });
  await settings.click();
  await expect(signOut).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(signOut).toBeHidden();
  await expect(settings).toBeFocused();
  await settings.press("Enter");
  await expect(signOut).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(signOut).toBeHidden();
});

test("the agenda, with a dialog open and for an observer, and its adoption", async ({ visit }) => {
  const page = await visit("secretariat", "/agenda");
  await expectStatus(page, "saved");
  await page.getByRole("button", { name: m.agenda_pane_coverage(), exact: true }).click();
  await expect(page.getByRole("table", { name: m.agenda_coverage_caption() })).toBeVisible();
  await expectAccessible(page, "agenda, coverage unfolded");
  await page.getByRole("checkbox", { name: m.agenda_select({ ref: "CA 1.5" }) }).check();
  await page.getByRole("button", { name: m.agenda_set_aside(), exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "agenda, setting aside");
  const observer = await visit("observer", "/agenda");
  await expectStatus(observer, "live");
  await expectAccessible(observer, "agenda of an observer");

  // What a step needs is named; until it is there, the step cannot be taken.
  await page.getByRole("dialog").getByRole("button", { name: m.ui_cancel(), exact: true }).click();
  await page.getByRole("link", { name: m.adoption_title(), exact: true }).click();
  const forward = page.locator("[data-step=put-forward]");
  await expect(forward.locator("[data-requirement=placed]")).toContainText(m.adoption_unmet());
  await expect(forward.getByRole("link", { name: m.adoption_show_unplaced() })).toBeVisible();
  await expect(forward.getByRole("button")).toBeDisabled();
  await expectAccessible(page, "adoption");
});

test("the table of concordance, and the glossary", async ({ visit }) => {
  const page = await visit("convener.mx", "/agenda/concordance");
  await expect(page.getByRole("table").first()).toBeVisible();
  await expectAccessible(page, "concordance");
  await page.goto("/glossary");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.glossary_title());
  await expectAccessible(page, "glossary");
});

test("drafts before there are any, and checking a copy", async ({ visit, device }) => {
  const page = await visit("observer", "/agenda/drafts");
  await expect(page.getByText(m.drafts_empty())).toBeVisible();
  await expectAccessible(page, "drafts");
  const anyone = await device();
  await anyone.goto(`/check?sha256=${"0".repeat(64)}`);
  await expect(anyone.getByLabel(m.check_file(), { exact: true })).toBeVisible();
  await expectAccessible(anyone, "a copy that is not known");
});

test("the people page, with a new invitation", async ({ visit }) => {
  const page = await visit("secretariat", "/people");
  await page.getByLabel(m.accounts_role(), { exact: true }).selectOption("observer");
  await page.getByRole("button", { name: m.accounts_make_link() }).click();
  await expect(page.getByLabel(m.accounts_link(), { exact: true })).toBeVisible();
  await expectAccessible(page, "people");
});

test("the inbox, full and empty, and what one chooses to be told", async ({ visit }) => {
  const page = await visit("convener.ca", "/inbox");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page, "inbox");
  await page.goto("/inbox/choices");
  await expectAccessible(page, "choices");
  const observer = await visit("observer", "/inbox");
  await expect(observer.getByText(m.inbox_empty())).toBeVisible();
  await expectAccessible(observer, "empty inbox");
});
