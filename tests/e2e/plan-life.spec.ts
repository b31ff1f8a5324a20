/** A plan is approved as it was read, closed to editing at once, and reopened. */
import { m } from "../../app/i18n/messages";
import { exported } from "./exported";
import { caretTo, expectStatus, item, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "plan-life", demo: true } });

test("an approval is for the text that was read; it closes the plan until it is taken back", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  for (const step of [m.plans_step_approve(), m.plans_step_close()]) {
    await expect(drafter.getByRole("button", { name: step, exact: true })).toHaveCount(0);
  }

  const question = convener.getByRole("alertdialog", { name: m.plans_step_approve() });
  const yes = question.getByRole("button", { name: m.plans_step_approve(), exact: true });
  const ask = async () => {
    await convener.getByRole("button", { name: m.plans_step_approve(), exact: true }).click();
    await expect(question).toContainText(m.plans_step_approve_text());
    await expect(yes).toBeEnabled();
  };
  // While the convener thinks about it, the drafter writes on: that is not what was read.
  await ask();
  const text = item(drafter, "CA 1.1");
  await caretTo(text, "end");
  await drafter.keyboard.type(" Late words.");
  await expectStatus(drafter, "saved");
  await expect.poll(() => wordsOf(item(convener, "CA 1.1"))).toContain("Late words.");
  await yes.click();
  await expect(convener.getByRole("alert")).toHaveText(m.plans_step_moved_on());
  expect((await exported(convener, "/plans/canada")).state).toBe("open");
  await expect(text).toHaveAttribute("contenteditable", "true");

  // As the message says: read, and approve again.
  await ask();
  await yes.click();
  await expect(convener.getByText(m.plans_state_approved(), { exact: true })).toBeVisible();
  await expect(convener.getByRole("alert")).toHaveCount(0);
  expect((await exported(convener, "/plans/canada")).state).toBe("approved");

  // The drafter's page closes without being loaded again, and keeps all that was written.
  await expect(text).toHaveAttribute("contenteditable", "false");
  await expect(drafter.getByText(m.plans_state_approved(), { exact: true })).toBeVisible();
  await expect(drafter.getByRole("button", { name: m.plans_item_add() })).toHaveCount(0);
  expect(await wordsOf(text)).toContain("Late words.");

  await convener.getByRole("link", { name: m.plans_history(), exact: true }).click();
  await convener.getByRole("link", { name: new RegExp(m.plans_version_approval()) }).click();
  await expect(convener.getByText(m.plans_version_note())).toBeVisible();
  await expect(convener.getByText("Late words.")).toBeVisible();
  await convener.goto("/plans/canada");

  await convener.getByRole("button", { name: m.plans_step_reopen(), exact: true }).click();
  await convener
    .getByRole("alertdialog")
    .getByRole("button", { name: m.plans_step_reopen(), exact: true })
    .click();
  await expect(text).toHaveAttribute("contenteditable", "true");
  await caretTo(text, "end");
  await drafter.keyboard.type(" Drafting goes on.");
  await expectStatus(drafter, "saved");
  await expect.poll(() => wordsOf(item(convener, "CA 1.1"))).toContain("Drafting goes on.");
});

test("a plan closed to comment disappears for members while they read it", async ({ visit }) => {
  const convener = await visit("convener.mx", "/plans/mexico");
  const member = await visit("member.mx", "/plans/mexico");
  await expectStatus(member, "live");
  await convener.getByRole("button", { name: m.plans_step_close(), exact: true }).click();
  await convener
    .getByRole("alertdialog")
    .getByRole("button", { name: m.plans_step_close(), exact: true })
    .click();
  await expect(convener.getByText(m.plans_state_draft(), { exact: true })).toBeVisible();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_403());
  expect((await member.request.get("/plans/mexico/export.json")).status()).toBe(403);
});

test("a submitted plan is read by the other delegations", async ({ visit }) => {
  const other = await visit("drafter.mx", "/plans");
  expect((await other.request.get("/plans/united-states/export.json")).status()).toBe(403);
  const convener = await visit("convener.us", "/plans/united-states");
  await expectStatus(convener, "saved");
  for (const step of [m.plans_step_approve(), m.plans_step_submit()]) {
    await convener.getByRole("button", { name: step, exact: true }).click();
    await convener
      .getByRole("alertdialog", { name: step })
      .getByRole("button", { name: step, exact: true })
      .click();
  }
  await expect(convener.getByText(m.plans_state_submitted(), { exact: true })).toBeVisible();
  await other.goto("/plans/united-states");
  await expectStatus(other, "live");
  await expect(item(other, "US 1.1")).toHaveAttribute("contenteditable", "false");
});
