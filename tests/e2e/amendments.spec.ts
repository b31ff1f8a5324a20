/** Amendments from proposal to decision, while others are typing in the same item. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { caretTo, expectStatus, item, reveal, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "amendments", demo: true } });

const REF = "CA 1.2";
const AUTHORS = ["Demo Coalition Member, Canada (CA)", "Demo Drafter, Canada (CA)"];

/** Opens the form for an item, with the item's words in it. */
async function openForm(page: Page, ref: string) {
  await reveal(page, ref);
  await item(page, ref).hover();
  await page.getByRole("button", { name: m.plans_item_menu({ ref }) }).click();
  await page.getByRole("menuitem", { name: m.amendments_propose() }).click();
  const dialog = page.getByRole("dialog", { name: m.amendments_propose_title({ ref }) });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function write(page: Page, name: string, words: string) {
  await page.getByRole("dialog").getByRole("textbox", { name }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(words);
}

test("colliding proposals are merged by hand while others type in the item, and taken back", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  await expectStatus(member, "live");
  const [his, hers] = [item(convener, REF), item(drafter, REF)];
  const before = await wordsOf(his);
  const last = before.replace(/\.$/, "").split(" ").at(-1) ?? "";
  const ending = (words: string, text = before) => text.replace(`${last}.`, `${words}.`);

  // The member writes on the words as they were when the form was opened.
  const form = await openForm(member, REF);
  await caretTo(his, "start");
  await caretTo(hers, "start");
  await convener.keyboard.type("At once: ");
  await expect.poll(() => wordsOf(hers)).toBe(`At once: ${before}`);
  await write(member, m.amendments_text(), ending(`${last} of all kinds`));
  await form.getByRole("button", { name: m.amendments_propose_do(), exact: true }).click();
  await expect(form.getByText(m.amendments_justification_missing())).toBeVisible();
  await form.getByLabel(m.amendments_justification()).fill("Nobody is to be left out.");
  await form.getByRole("button", { name: m.amendments_propose_do(), exact: true }).click();
  await expect(form).toHaveCount(0);

  // The drafter proposes other words there, and goes on typing.
  const other = await openForm(drafter, REF);
  await write(drafter, m.amendments_text(), ending(`${last} everywhere`, `At once: ${before}`));
  await other.getByLabel(m.amendments_justification()).fill("It is to hold in all provinces.");
  await other.getByRole("button", { name: m.amendments_propose_do(), exact: true }).click();
  await expect(other).toHaveCount(0);
  const below = (page: Page) =>
    page.getByRole("button", { name: m.amendments_on_item({ count: 2, ref: REF }) });
  await expect(below(member)).toBeVisible();

  await below(convener).click();
  const cards = convener.getByRole("article", { name: m.amendments_of_text({ ref: REF }) });
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toBeFocused();
  await expect(cards.first()).toContainText("Demo Coalition Member, Canada");
  await expect(cards.first().locator("ins")).toContainText("of all kinds");
  for (const box of await cards.getByRole("checkbox").all()) await box.check();
  await convener.getByRole("button", { name: m.amendments_merge() }).click();
  const merging = convener.getByRole("dialog", {
    name: m.amendments_merge_title({ count: 2, ref: REF }),
  });
  const current = `At once: ${before}`;
  const merged = ending(`${last} of all kinds, everywhere`, current);
  await write(convener, m.amendments_modify_text({ ref: REF }), merged);
  await caretTo(hers, "start");
  await drafter.keyboard.type("Again. ");
  await merging.getByRole("button", { name: m.amendments_modify_do({ count: 2 }) }).click();
  await expect(merging).toHaveCount(0);
  for (const page of [convener, drafter, member]) {
    await expect.poll(() => wordsOf(item(page, REF))).toBe(`Again. ${merged}`);
  }
  await expect(below(member)).toHaveCount(0);

  await member.goto("/plans/canada/amendments?show=mine");
  const mine = member.getByRole("article", { name: m.amendments_of_text({ ref: REF }) });
  await expect(mine).toContainText(m.amendments_state_modified());
  // All that can still be done with it is to speak of it.
  await expect(mine.getByRole("button")).toHaveText([m.comments_begin_on_amendment()]);

  // The history says whose words they are, and each was told, in their own window.
  const decided = m.inbox_said_decision_own({ name: "Demo Convener, Canada", outcome: "" }).trim();
  const proposed = m.inbox_said_amendment({ name: "Demo Coalition Member, Canada" });
  for (const [who, told] of [
    ["convener.ca", proposed],
    ["drafter.ca", decided],
    ["member.ca", decided],
  ] as const) {
    const page = await visit(who, who === "member.ca" ? "/inbox" : "/plans/canada/history");
    // A member has no history; what became of theirs is on the page of amendments.
    const authors = who === "member.ca" ? [] : AUTHORS;
    for (const author of authors) {
      const entry = page.getByRole("listitem").filter({ hasText: author });
      await expect(entry).toContainText(m.amendments_state_modified());
      await expect(entry.locator("ins").first()).toContainText("of all kinds");
    }
    await page.goto("/inbox");
    await expect(page.getByRole("listitem").filter({ hasText: told }).first()).toContainText(REF);
  }

  // What was accepted is taken back; what was typed stays.
  await convener.getByRole("button", { name: m.amendments_undo() }).click();
  await expect.poll(() => wordsOf(hers)).toBe(`Again. ${current}`);
  await expect(mine).toContainText(m.amendments_state_proposed());
});

test("a convener rejects with a reason, a member withdraws, each on the page of amendments", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada/amendments");
  const removal = convener.getByRole("article", {
    name: m.amendments_of_removal({ ref: "CA 3.3" }),
  });
  await removal.getByRole("button", { name: m.amendments_reject() }).click();
  const dialog = convener.getByRole("dialog");
  await dialog.getByRole("button", { name: m.amendments_reject_do({ count: 1 }) }).click();
  await expect(dialog.getByText(m.amendments_reason_missing())).toBeVisible();
  await dialog
    .getByLabel(m.amendments_reason(), { exact: true })
    .fill("The two have other indicators.");
  await dialog.getByRole("button", { name: m.amendments_reject_do({ count: 1 }) }).click();
  await expect(removal).toHaveCount(0);

  const member = await visit("member.ca", "/plans/canada/amendments?show=mine");
  const rejected = member.getByRole("article", {
    name: m.amendments_of_removal({ ref: "CA 3.3" }),
  });
  await expect(rejected).toContainText("The two have other indicators.");
  const own = member.getByRole("article", { name: m.amendments_of_text({ ref: "CA 1.5" }) });
  await own.getByRole("button", { name: m.amendments_withdraw() }).click();
  await member
    .getByRole("alertdialog")
    .getByRole("button", { name: m.amendments_withdraw() })
    .click();
  await expect(own).toContainText(m.amendments_state_withdrawn());
});

test("details are proposed in their fields, and accepted with a change", async ({ visit }) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  const ref = "CA 2.2";
  const form = await openForm(member, ref);
  await form.getByLabel(m.amendments_kind_details()).check();
  await form.getByLabel(m.amendments_justification()).fill("Someone has to answer for it.");
  await form.getByRole("button", { name: m.amendments_propose_do(), exact: true }).click();
  // Nothing was changed yet: it says so, and stays open.
  await expect(form.getByText(m.amendments_problem_no_change())).toBeVisible();
  await form.getByLabel(m.plans_detail_lead(), { exact: true }).fill("Department of Justice");
  await form.getByRole("button", { name: m.amendments_propose_do(), exact: true }).click();
  await expect(form).toHaveCount(0);

  await convener.goto("/plans/canada/amendments");
  const card = convener.getByRole("article", { name: m.amendments_of_details({ ref }) });
  await expect(card.locator("ins")).toContainText("Department of Justice");
  await card.getByRole("button", { name: m.amendments_modify() }).click();
  const dialog = convener.getByRole("dialog", { name: m.amendments_modify_title() });
  const lead = dialog.getByLabel(m.plans_detail_lead(), { exact: true });
  await expect(lead).toHaveValue("Department of Justice");
  await lead.fill("Department of Justice, with the provinces");
  await dialog.getByRole("button", { name: m.amendments_modify_do({ count: 1 }) }).click();
  await expect(dialog).toHaveCount(0);
  await reveal(member, ref);
  await expect(member.getByText("Department of Justice, with the provinces")).toBeVisible();
});

test("an amendment is spoken of in its card, beside the plan and on the page of amendments", async ({
  visit,
}) => {
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  const below = (count: number) =>
    member.getByRole("button", { name: m.amendments_on_item({ count, ref: "CA 1.5" }) });
  // Two, or one where another test has withdrawn the other.
  await below(1).or(below(2)).click();
  const card = member.locator("article[id^=amendment-]:focus");
  await expect(card).toBeVisible();
  const id = (await card.getAttribute("id")) ?? "";
  const same = (page: Page) => page.locator(`[id="${id}"]`);
  const begin = { name: m.comments_begin_on_amendment() };
  await same(member).getByRole("button", begin).click();
  await same(member).getByLabel(m.comments_new_label()).fill("Who would do");
  // What is typed stays when the card is closed, and when the page is loaded again.
  await same(member).locator("[data-card-head]").click();
  await expect(same(member).getByLabel(m.comments_new_label())).toHaveCount(0);
  await member.goto("/plans/canada/amendments?show=all");
  const box = same(member).getByLabel(m.comments_new_label());
  await expect(box).toHaveValue("Who would do");
  await box.fill("Who would do this?");
  await box.press("ControlOrMeta+Enter");
  await expect(same(member)).toContainText("Who would do this?");
  await expect(same(member)).toContainText(m.comments_count({ count: 1 }));
  await expect(same(member).getByRole("button", begin)).toBeFocused();

  const convener = await visit("convener.ca", "/plans/canada/amendments?show=all");
  const thread = same(convener).getByRole("article").filter({ hasText: "Who would do this?" });
  await thread.getByRole("button", { name: m.comments_reply(), exact: true }).click();
  await thread.getByLabel(m.comments_reply_label()).fill("The provinces.");
  await thread.getByLabel(m.comments_reply_label()).press("ControlOrMeta+Enter");
  await expect(same(member)).toContainText("The provinces.");
});

test("what was written on words that others changed goes on from those that stand; what is merged is kept", async ({
  visit,
}) => {
  const ref = "CA 2.1";
  const convener = await visit("convener.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(member, "live");
  await reveal(convener, ref);
  const his = item(convener, ref);
  const before = await wordsOf(his);
  const form = await openForm(member, ref);
  await write(member, m.amendments_text(), `Together: ${before}`);
  await form.getByLabel(m.amendments_justification()).fill("Nobody can do it alone.");
  await caretTo(his, "start");
  await convener.keyboard.type("At once: ");
  await expect.poll(() => wordsOf(item(member, ref))).toBe(`At once: ${before}`);
  const propose = form.getByRole("button", { name: m.amendments_propose_do(), exact: true });
  await propose.click();
  const moved = form.getByRole("alert").filter({ hasText: m.amendments_moved_now() });
  await expect(moved).toContainText(`At once: ${before}`);
  await moved.getByRole("button", { name: m.amendments_propose_go_on() }).click();
  await expect(form.getByRole("alert")).toHaveCount(0);
  await propose.click();
  await expect(form).toHaveCount(0);

  await convener.goto("/plans/canada/amendments");
  const card = convener.getByRole("article", { name: m.amendments_of_text({ ref }) });
  const dialog = convener.getByRole("dialog", { name: m.amendments_modify_title() });
  const open = () => card.getByRole("button", { name: m.amendments_modify() }).click();
  await open();
  await dialog.getByLabel(m.amendments_note()).fill("Both are right.");
  await write(convener, m.amendments_modify_text({ ref }), `At once, together: ${before}`);
  await convener.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await convener.reload();
  await open();
  const text = dialog.getByRole("textbox", { name: m.amendments_modify_text({ ref }) });
  await expect(text).toHaveText(`At once, together: ${before}`);
  await expect(dialog.getByLabel(m.amendments_note())).toHaveValue("Both are right.");

  // While he wrote, she gave it other words: he is told, and reads them before he decides.
  await member.goto("/plans/canada/amendments?show=mine");
  const own = member.getByRole("article", { name: m.amendments_of_text({ ref }) });
  await own.getByRole("button", { name: m.amendments_change(), exact: true }).click();
  await write(member, m.amendments_text(), `All together: ${before}`);
  await member.getByRole("button", { name: m.amendments_change_do() }).click();
  await expect(member.getByRole("dialog")).toHaveCount(0);
  const decide = dialog.getByRole("button", { name: m.amendments_modify_do({ count: 1 }) });
  const again = dialog.getByRole("button", { name: m.amendments_merge_read() });
  await expect(again).toBeVisible();
  await expect(decide).toBeDisabled();
  await again.click();
  await expect(decide).toBeEnabled();
  await expect(text).toHaveText(`At once, together: ${before}`);
  await dialog.getByRole("button", { name: m.amendments_discard() }).click();
  await expect(dialog).toHaveCount(0);

  // The focus stays in the list when its card goes.
  await card.getByRole("button", { name: m.amendments_accept(), exact: true }).press("Enter");
  await expect(card).toHaveCount(0);
  // On the next one, or on the line of the decision where there is none below.
  const nextCard = convener.locator("article[id^=amendment-]:focus");
  const decision = convener
    .locator("main div:focus")
    .filter({ hasText: m.amendments_decided_last() });
  await expect(nextCard.or(decision)).toBeVisible();
});
