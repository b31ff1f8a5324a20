/** Suggesting in the text: written in a copy while others type in the item, decided where it stands. */
import type { Locator, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { caretTo, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "suggesting", demo: true } });

const REF = "CA 1.2";

const suggesting = (page: Page) =>
  page.getByRole("button", { name: m.suggesting_switch(), exact: true });
/** The copy of an item, while one suggests. */
const copy = (page: Page, ref: string) =>
  page.getByRole("textbox", {
    name: m.suggesting_copy_label({ label: m.plans_item_label({ ref }) }),
    exact: true,
  });
const isSent = (page: Page) =>
  expect(page.locator("[role=status] [data-suggesting-state]")).toHaveAttribute(
    "data-suggesting-state",
    "suggested",
  );

/** The words of an item's text: without carets, and without what only suggestions would put there. */
function textOf(editor: Locator): Promise<string> {
  return editor.evaluate((element) => {
    const words = element.cloneNode(true) as Element;
    for (const drawn of words.querySelectorAll(
      ".remote-caret, .suggestion-words, .suggestion-opener",
    )) {
      drawn.remove();
    }
    return [...words.querySelectorAll("p")].map((p) => p.textContent ?? "").join("\n");
  });
}
const openers = (page: Page, ref: string) => item(page, ref).locator(".suggestion-opener");

test("what a drafter suggests while others type in the item is decided in place", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  await reveal(convener, REF);
  const before = await textOf(item(convener, REF));
  const [first = ""] = before.split(" ");

  // The short cut leaves the caret in the item.
  await caretTo(item(drafter, REF), "end");
  await drafter.keyboard.press("Control+Alt+e");
  await expect(suggesting(drafter)).toHaveAttribute("aria-pressed", "true");
  await expect(copy(drafter, REF)).toBeFocused();
  await drafter.keyboard.press("End");
  await drafter.keyboard.press("ArrowLeft");
  await drafter.keyboard.type(" each year");

  // A colleague types in the same item: the text goes on, the suggestion with it.
  await caretTo(item(convener, REF), "start");
  await convener.keyboard.type("At once: ");
  await expect.poll(() => textOf(copy(drafter, REF))).toContain("At once: ");
  await drafter.keyboard.type(", in every region");
  const ending = (words: string) => before.replace(/\.$/, `${words}.`);
  await expect
    .poll(() => textOf(copy(drafter, REF)))
    .toBe(`At once: ${ending(" each year, in every region")}`);
  expect(await textOf(item(convener, REF))).toBe(`At once: ${before}`);

  // Another, at the other end: a word goes, and stays to be seen.
  await caretTo(copy(drafter, REF), "start");
  for (let i = 0; i < "At once: ".length; i += 1) await drafter.keyboard.press("ArrowRight");
  for (let i = 0; i < first.length; i += 1) await drafter.keyboard.press("Delete");
  await drafter.keyboard.type("Firmly");
  await expect(copy(drafter, REF).locator("del")).toContainText(first);
  await isSent(drafter);
  expect(await textOf(item(convener, REF))).toBe(`At once: ${before}`);

  // The convener sees both in the text, rejects one and accepts the other.
  await expect(openers(convener, REF)).toHaveCount(2);
  await expect(item(convener, REF).locator("del")).toHaveText(first);
  await expect(openers(convener, REF).first()).toHaveText("CA");
  await openers(convener, REF).first().click();
  const dialog = convener.getByRole("dialog", { name: m.suggesting_of({ ref: REF }) });
  await expect(dialog).toContainText("Demo Drafter, Canada");
  await dialog.getByRole("button", { name: m.amendments_reject() }).click();
  const rejecting = convener.getByRole("dialog", { name: m.amendments_reject_title({ count: 1 }) });
  await rejecting.getByRole("button", { name: m.suggesting_reason_covered() }).click();
  await rejecting.getByRole("button", { name: m.amendments_reject_do({ count: 1 }) }).click();
  await expect(openers(convener, REF)).toHaveCount(1);
  // What was rejected leaves the copy too; what is written further does not bring it back.
  await expect
    .poll(() => textOf(copy(drafter, REF)))
    .toBe(`At once: ${ending(" each year, in every region")}`);

  // The keyboard opens it as well, while the drafter goes on in the same item.
  await caretTo(copy(drafter, REF), "start");
  await drafter.keyboard.type("Now. ");
  await isSent(drafter);
  await expect(openers(convener, REF)).toHaveCount(2);
  await openers(convener, REF).last().focus();
  await convener.keyboard.press("Enter");
  await dialog.getByRole("button", { name: m.amendments_accept(), exact: true }).click();
  const accepted = `At once: ${ending(" each year, in every region")}`;
  await expect.poll(() => textOf(item(convener, REF))).toBe(accepted);
  await expect.poll(() => textOf(copy(drafter, REF))).toBe(`Now. ${accepted}`);
});

test("all that is suggested in a plan is accepted in one step, taken back, and hidden", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  const waiting = await convener.locator(".suggestion-opener").count();
  await suggesting(drafter).click();
  for (const ref of ["CA 1.4", "CA 1.5"]) {
    await reveal(drafter, ref);
    await caretTo(copy(drafter, ref), "start");
    await drafter.keyboard.type("Together: ");
  }
  await isSent(drafter);
  const all = m.suggesting_accept_all({ count: waiting + 2 });
  await convener.getByRole("button", { name: all }).click();
  await suggesting(drafter).click();
  for (const ref of ["CA 1.4", "CA 1.5"]) {
    await expect.poll(() => textOf(item(drafter, ref))).toMatch(/^Together: /);
  }
  await convener.getByRole("button", { name: m.amendments_undo(), exact: true }).click();
  for (const ref of ["CA 1.4", "CA 1.5"]) {
    await expect.poll(() => textOf(item(drafter, ref))).not.toMatch(/^Together: /);
    await expect(openers(drafter, ref)).toHaveCount(1);
  }
  await drafter.getByRole("button", { name: m.suggesting_hide() }).click();
  await expect(openers(drafter, "CA 1.5")).toHaveCount(0);
});

test("a member suggests what they may not write; the same words changed meanwhile, they choose", async ({
  visit,
}) => {
  const ref = "CA 2.1";
  const drafter = await visit("drafter.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(drafter, "saved");
  await expectStatus(member, "live");
  await reveal(drafter, ref);
  await reveal(member, ref);
  const before = await textOf(item(drafter, ref));
  const [first = ""] = before.split(" ");
  await suggesting(member).click();
  await expect(copy(member, ref)).toBeVisible();
  await member.context().setOffline(true);
  await caretTo(copy(member, ref), first.length);
  await member.keyboard.type("s at all times");
  await expect(member.locator("[role=status] [data-suggesting-state]")).toHaveAttribute(
    "data-suggesting-state",
    "failed",
  );
  await caretTo(item(drafter, ref), first.length);
  for (let i = 0; i < first.length; i += 1) await drafter.keyboard.press("Backspace");
  await drafter.keyboard.type("Always");
  await expectStatus(drafter, "saved");
  await member.context().setOffline(false);
  const row = member.getByRole("listitem", { name: ref, exact: true });
  await expect(row.getByText(m.suggesting_stuck())).toBeVisible();
  await expect
    .poll(() => textOf(copy(member, ref)))
    .toMatch(new RegExp(`^${first}s at all times `));
  await member.getByRole("button", { name: m.suggesting_insist() }).click();
  await isSent(member);
  await expect(openers(drafter, ref)).toHaveCount(1);
  await expect(item(drafter, ref).locator("ins")).toContainText(`${first}s at all times`);
  await expect(item(drafter, ref).locator("del")).toHaveText("Always");

  // It is theirs to withdraw, where it stands.
  await suggesting(member).click();
  await openers(member, ref).click();
  const dialog = member.getByRole("dialog", { name: m.suggesting_of({ ref }) });
  await expect(dialog.getByRole("button", { name: m.amendments_accept() })).toHaveCount(0);
  await dialog.getByRole("button", { name: m.amendments_withdraw() }).click();
  await expect(openers(drafter, ref)).toHaveCount(0);
  await expect.poll(() => textOf(item(drafter, ref))).toMatch(/^Always /);
});
