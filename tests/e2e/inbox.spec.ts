/** Someone is answered: the header says so, the inbox leads to the place, and that is read then. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "inbox", demo: true } });

const THREAD = "Could the text say to whom this office reports?";

const bell = (page: Page) => page.getByRole("banner").getByRole("link", { name: m.inbox_title() });
const unread = (page: Page) =>
  page.getByRole("region", { name: m.inbox_unread() }).getByRole("listitem");
const earlier = (page: Page) =>
  page.getByRole("region", { name: m.inbox_earlier(), exact: true }).getByRole("listitem");

/** As the page of the plan sends it: a reply in the thread that begins with these words. */
async function answer(page: Page, words: string): Promise<void> {
  const plan = await (await page.request.get("/plans/canada/export.json")).json();
  const comments = `/documents/${plan.id}/comments`;
  const { threads } = await (await page.request.get(comments)).json();
  const thread = threads.find((each: { comments: { body: string }[] }) =>
    each.comments[0]?.body.startsWith(THREAD),
  );
  const form = { intent: "reply", threadId: thread.id, body: words };
  expect((await page.request.post(comments, { form })).ok()).toBe(true);
}

/** The page comes into sight again, which is when it asks what is new. */
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

test("an answer is told within seconds, read by opening it, and marked and unmarked", async ({
  session,
  visit,
}) => {
  const member = await visit("member.ca", "/inbox");
  await expect(member.getByRole("heading", { level: 1 })).toHaveText(m.inbox_title());
  const markAll = member.getByRole("button", { name: m.inbox_mark_all() });
  if (await markAll.isVisible()) await markAll.click();
  await expect(member.getByText(m.inbox_none_unread())).toBeVisible();
  await expect(bell(member)).toHaveAccessibleName(m.inbox_title());

  await member.goto("/plans");
  const drafter = await session("drafter.ca");
  await answer(drafter, "To the minister.");
  await comeBack(member);
  await expect(bell(member)).toHaveAccessibleName(m.inbox_link({ count: 1 }));
  await expect(member.getByRole("status").getByText(m.inbox_news({ count: 1 }))).toBeAttached();
  // A second answer before the first was read is no second notice.
  await answer(drafter, "And to Parliament.");

  await bell(member).click();
  await expect(unread(member)).toHaveCount(1);
  await expect(unread(member)).toContainText("And to Parliament.");
  await expect(unread(member)).toContainText("CA 1.3");
  const name = "Demo Drafter, Canada";
  await unread(member)
    .getByRole("link", { name: m.inbox_said_reply({ name }) })
    .click();
  await expect(member).toHaveURL(/\/plans\/canada#comment-/);
  await expect(bell(member)).toHaveAccessibleName(m.inbox_title());

  await member.goto("/inbox");
  const read = earlier(member).filter({ hasText: "And to Parliament." });
  const what = m.inbox_said_reply({ name });
  await read.getByRole("button", { name: m.inbox_mark_unread_of({ what }) }).click();
  await expect(unread(member)).toHaveCount(1);
  await expect(bell(member)).toHaveAccessibleName(m.inbox_link({ count: 1 }));
  await unread(member)
    .getByRole("button", { name: m.inbox_mark_read_of({ what }) })
    .click();
  await expect(unread(member)).toHaveCount(0);
  await member.getByRole("button", { name: m.inbox_undo(), exact: true }).click();
  await expect(unread(member)).toHaveCount(1);
});

test("what is not wanted is not told; kinds can be shown alone", async ({ session, visit }) => {
  const convener = await visit("convener.ca", "/inbox");
  await convener.getByRole("button", { name: m.inbox_kind_thread() }).click();
  await expect(convener).toHaveURL(/kind=thread/);
  await expect(unread(convener).first()).toContainText("1.");

  const member = await visit("member.ca", "/inbox/choices");
  await expect(member.getByText(m.inbox_choices_no_mail())).toBeVisible();
  await member.getByRole("checkbox", { name: m.inbox_kind_reply() }).uncheck();
  await member.getByRole("button", { name: m.inbox_choices_save() }).click();
  await expect(member.getByText(m.inbox_choices_saved()).first()).toBeVisible();
  await member.goto("/inbox");
  const before = await unread(member).count();
  await answer(await session("drafter.ca"), "Or to both.");
  await member.reload();
  await expect(member.getByText("Or to both.")).toHaveCount(0);
  expect(await unread(member).count()).toBe(before);
});

test("it is nobody else's, and not for those who are not signed in", async ({ device, visit }) => {
  const observer = await visit("observer", "/inbox");
  await expect(observer.getByText(m.inbox_empty())).toBeVisible();
  const anyone = await device();
  expect((await anyone.request.get("/inbox/count")).status()).toBe(401);
  await anyone.goto("/inbox");
  await expect(anyone).toHaveURL(/\/login/);
});
