/** A coalition member comments, others hear of it at once, and the member cannot edit. */
import type { Locator, Page } from "@playwright/test";
import type { Filter } from "../../app/comments/filters";
import { m } from "../../app/i18n/messages";
import { exported, exportedItem } from "./exported";
import { connectAs } from "./hand-made-client";
import { announcement, caretTo, expectStatus, item, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "comments", demo: true } });

const threads = (page: Page) => page.getByRole("region", { name: m.comments_title() });

/** The thread in which something has been said. */
const threadSaying = (page: Page, words: string): Locator =>
  threads(page).getByRole("article").filter({ hasText: words });

/** Opens a thread's card beside the text, which is short before. */
async function openCard(thread: Locator): Promise<void> {
  await thread.locator("[data-card-head][aria-expanded=false]").click();
}

/** Shows other threads than the open ones. */
const filter = (page: Page, which: Filter) =>
  threads(page).getByLabel(m.comments_filter()).selectOption(which);

/** Selects words of an item with the mouse: who may not edit has no caret. */
async function select(page: Page, editor: Locator, words: string): Promise<void> {
  await editor.scrollIntoViewIfNeeded();
  const [from, to] = await editor.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const lines = [...range.getClientRects()];
      const [first, last] = [lines[0], lines.at(-1)];
      if (!first || !last) break;
      const middle = (line: DOMRect) => line.top + line.height / 2;
      return [
        { x: first.left + 1, y: middle(first) },
        { x: last.right - 1, y: middle(last) },
      ] as const;
    }
    throw new Error(`nothing says "${wanted}"`);
  }, words);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

/** Opens the menu of the first comment by this person. */
async function openMenu(thread: Locator, name: string): Promise<void> {
  await thread
    .getByRole("button", { name: m.comments_menu({ name }), exact: true })
    .first()
    .click();
}

async function send(page: Page, words: string): Promise<void> {
  await page.getByLabel(m.comments_new_label()).fill(words);
  await page.getByRole("button", { name: m.comments_send(), exact: true }).click();
  await expect(threadSaying(page, words)).toBeVisible();
}

test("a comment on a passage appears for the drafter, is answered and resolved", async ({
  visit,
}) => {
  const drafter = await visit("drafter.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(drafter, "saved");
  await expectStatus(member, "live");
  const open = threads(drafter).getByRole("article");
  await expect(open.first()).toBeVisible();
  const before = await open.count();

  const quote = "separate responses";
  await select(member, item(member, "CA 1.5"), quote);
  await member
    .getByRole("toolbar", { name: m.plans_format_toolbar() })
    .getByRole("button", { name: m.plans_comment_selection() })
    .click();
  await expect(
    member.getByRole("region", { name: m.comments_new({ ref: "CA 1.5" }) }).locator("blockquote"),
  ).toHaveText(quote);
  await send(member, "Which responses are meant?");

  const heard = threadSaying(drafter, "Which responses are meant?");
  await expect(heard).toBeVisible();
  await expect(heard).toContainText("Demo Coalition Member, Canada");
  await openCard(heard);
  await expect(heard.locator("blockquote")).toHaveText(quote);
  await expect(heard).toHaveAccessibleName(m.comments_thread({ ref: "CA 1.5" }));
  await expect(open).toHaveCount(before + 1);
  await expect(item(drafter, "CA 1.5").locator(".comment-mark")).toHaveText(quote);

  // The passage keeps its comment while the words around it change.
  await item(drafter, "CA 1.5").click();
  await item(drafter, "CA 1.5").press("ControlOrMeta+Home");
  await drafter.keyboard.type("Now: ");
  await expect(heard.locator("blockquote")).toHaveText(quote);
  await expect(heard).not.toContainText(m.comments_gone());

  await heard.getByRole("button", { name: m.comments_reply(), exact: true }).click();
  await heard.getByLabel(m.comments_reply_label()).fill("Those of the provinces.");
  await heard.getByLabel(m.comments_reply_label()).press("ControlOrMeta+Enter");
  const asked = threadSaying(member, "Which responses are meant?");
  await expect(asked).toContainText("Those of the provinces.");
  // Whoever opened a thread may settle it; those of others are not a member's to settle.
  const resolve = { name: m.comments_resolve(), exact: true };
  await expect(asked.getByRole("button", resolve)).toBeVisible();
  const secretariats = threadSaying(member, "This item overlaps with CA 2.1.");
  await openCard(secretariats);
  await expect(secretariats.getByRole("button", { name: m.comments_reply() })).toBeVisible();
  await expect(secretariats.getByRole("button", resolve)).toHaveCount(0);
  await openCard(asked);

  await heard.getByRole("button", resolve).click();
  await expect(heard).toContainText(m.comments_resolved_by({ name: "Demo Drafter, Canada" }));
  await expect(
    asked.getByText(m.comments_resolved_by({ name: "Demo Drafter, Canada" })),
  ).toBeVisible();

  await drafter.reload();
  await expect(open).toHaveCount(before);
  await filter(drafter, "resolved");
  await openCard(threadSaying(drafter, "Which responses are meant?"));
  await expect(threadSaying(drafter, "Those of the provinces.")).toBeVisible();
});

test("a member comments on a selection by the key alone, and Escape leads back to it", async ({
  visit,
}) => {
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  const text = item(member, "CA 2.5");
  const quote = (await wordsOf(text)).split(" ").slice(1, 3).join(" ");
  await select(member, text, quote);
  await expect(text).toBeFocused();
  await member.keyboard.press("Control+Alt+m");
  const composer = member.getByRole("region", { name: m.comments_new({ ref: "CA 2.5" }) });
  await expect(composer.locator("blockquote")).toHaveText(quote);
  await expect(member.getByLabel(m.comments_new_label())).toBeFocused();
  await member.keyboard.press("Escape");
  await expect(composer).toHaveCount(0);
  await expect(text).toBeFocused();
  expect(await member.evaluate(() => window.getSelection()?.toString())).toBe(quote);
  const tool = member.getByRole("button", { name: m.plans_comment_selection() });
  await expect(tool).toHaveAttribute("title", /Ctrl\+Alt\+M/);
});

test("keys lead from the text to its thread, on to the next, and back", async ({ visit }) => {
  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(drafter, "saved");
  const cards = threads(drafter).getByRole("article");
  await expect(cards.first()).toHaveAccessibleName(m.comments_thread({ ref: "CA 1.3" }));
  const focused = drafter.locator("article:focus");
  const text = item(drafter, "CA 1.3");
  await caretTo(text, "start");
  await drafter.keyboard.press("Alt+Shift+J");
  await expect(focused).toHaveAccessibleName(m.comments_thread({ ref: "CA 1.3" }));
  await drafter.keyboard.press("Alt+Shift+J");
  await expect(cards.nth(1)).toBeFocused();
  await drafter.keyboard.press("Alt+Shift+K");
  await expect(cards.first()).toBeFocused();
  await drafter.keyboard.press("Escape");
  await expect(text).toBeFocused();
});

test("a comment on a whole item, edited and deleted by its author", async ({ visit }) => {
  const drafter = await visit("drafter.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  await item(member, "CA 2.1").hover();
  await member.getByRole("button", { name: m.plans_item_comment({ ref: "CA 2.1" }) }).click();
  await send(member, "Please name the channels.");
  const named = { name: m.comments_thread({ ref: "CA 2.1" }), exact: true };
  const heard = threads(drafter).getByRole("article", named);
  await expect(heard).toContainText("Please name the channels.");
  await openCard(heard);
  await expect(heard).toContainText(m.comments_whole_item());
  await openMenu(heard, "Demo Coalition Member, Canada");
  await expect(drafter.getByRole("menuitem")).toHaveText([m.comments_copy_link()]);
  await drafter.keyboard.press("Escape");

  const own = threads(member).getByRole("article", named);
  await openMenu(own, "Demo Coalition Member, Canada");
  await member.getByRole("menuitem", { name: m.comments_edit(), exact: true }).click();
  await expect(own.getByLabel(m.comments_edit_label())).toBeFocused();
  await own.getByLabel(m.comments_edit_label()).fill("Please name some channels.");
  await own.getByRole("button", { name: m.comments_save(), exact: true }).click();
  await expect(heard).toContainText("Please name some channels.");
  await expect(heard).toContainText(m.comments_edited());
  await openMenu(own, "Demo Coalition Member, Canada");
  await member.getByRole("menuitem", { name: m.comments_delete(), exact: true }).click();
  await member
    .getByRole("alertdialog")
    .getByRole("button", { name: m.comments_delete(), exact: true })
    .click();
  await expect(heard).toHaveCount(0);
  await expect(own).toHaveCount(0);
});

test("a convener begins a thread within the delegation; the secretariat's page shows nothing of it", async ({
  visit,
}) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const member = await visit("member.ca", "/plans/canada");
  const secretariat = await visit("secretariat", "/plans/canada");
  await expectStatus(convener, "saved");
  await expectStatus(secretariat, "live");
  const seen = threads(secretariat).getByRole("article");
  await expect(seen.first()).toBeVisible();
  const before = await seen.count();

  const begin = async () => {
    await convener.getByRole("listitem").filter({ hasText: "2." }).first().hover();
    await convener.getByRole("button", { name: m.ui_comment_on_area({ number: 2 }) }).click();
  };
  await begin();
  const composer = convener.getByRole("region", {
    name: m.comments_new({ ref: m.comments_area({ number: 2 }) }),
  });
  const internal = composer.getByRole("checkbox", { name: m.comments_internal_choice() });
  await internal.check();
  await convener.getByLabel(m.comments_new_label()).fill("Our line");
  // What was begun for the delegation alone goes on so.
  await convener.reload();
  await expectStatus(convener, "saved");
  await begin();
  await expect(convener.getByLabel(m.comments_new_label())).toHaveValue("Our line");
  await expect(internal).toBeChecked();
  await send(convener, "Our line on this area.");
  const own = threadSaying(convener, "Our line on this area.");
  await expect(own).toContainText(m.comments_internal());
  await expect(own).toContainText(m.comments_on_area({ number: 2 }));
  await expect(threadSaying(member, "Our line on this area.")).toBeVisible();

  // What is said to all, a moment later, arrives there; what was said before it has not.
  await threads(convener).getByRole("button", { name: m.comments_begin_on_document() }).click();
  await expect(
    convener.getByRole("checkbox", { name: m.comments_internal_choice() }),
  ).not.toBeChecked();
  await send(convener, "Thank you all.");
  await expect(threadSaying(convener, "Thank you all.")).toContainText(m.comments_on_document());
  await expect(threadSaying(secretariat, "Thank you all.")).toBeVisible();
  await expect(seen).toHaveCount(before + 1);
  await expect(secretariat.getByText("Our line on this area.")).toHaveCount(0);
});

test("someone is named by the keys alone, finds it by a filter, and a link leads there", async ({
  visit,
}) => {
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  // On an item far down, so that the panel has to be scrolled to it.
  await member.getByRole("button", { name: m.plans_item_comment({ ref: "CA 2.8" }) }).click();
  const box = member.getByLabel(m.comments_new_label());
  await expect(box).toBeFocused();
  await member.keyboard.type("Please look, @draf");
  const list = member.getByRole("listbox", { name: m.comments_mention_list() });
  await expect(list.getByRole("option").first()).toContainText("Demo Drafter, Canada");
  await expect(list.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await expect(list.getByText("Mexico")).toHaveCount(0);
  // Escape closes the list alone; what is written stays, and going on opens no list for this name.
  await member.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(box).toHaveValue("Please look, @draf");
  await box.fill("Please look, ");
  await member.keyboard.type("@draf");
  await expect(list).toBeVisible();
  await member.keyboard.press("Enter");
  await expect(box).toHaveValue("Please look, @Demo Drafter, Canada ");
  await member.keyboard.type("at this.");
  await member.keyboard.press("ControlOrMeta+Enter");
  const asked = threadSaying(member, "at this.");
  await expect(asked).toContainText("Please look, @Demo Drafter, Canada");

  const drafter = await visit("drafter.ca", "/plans/canada");
  await expectStatus(drafter, "saved");
  const shown = threads(drafter).getByRole("article");
  await filter(drafter, "mentions");
  await expect(shown).toHaveCount(1);
  await expect(shown).toContainText("at this.");
  await expect(drafter).toHaveURL(/comments=mentions/);
  await drafter.reload();
  await expect(shown).toHaveCount(1);

  await drafter.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openCard(shown);
  await openMenu(shown, "Demo Coalition Member, Canada");
  await drafter.getByRole("menuitem", { name: m.comments_copy_link() }).click();
  await expect(announcement(drafter)).toHaveText(m.comments_link_copied());
  const link = await drafter.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/plans\/canada#comment-[\w-]+$/);
  await shown.getByRole("button", { name: m.comments_resolve(), exact: true }).click();
  await expect(shown).toContainText(m.comments_resolved_by({ name: "Demo Drafter, Canada" }));

  // Resolved, so the filter leaves it out; the link shows it all the same.
  const convener = await visit("convener.ca", new URL(link).pathname + new URL(link).hash);
  const linked = convener.locator(new URL(link).hash);
  await expect(linked).toBeFocused();
  // Also once the text is live and the threads are in its order.
  await expectStatus(convener, "saved");
  await expect(linked).toBeFocused();
  await expect(linked).toBeInViewport();
  await expect(linked).toContainText("at this.");
  const nowhere = await visit("secretariat", "/plans/canada#comment-nowhere");
  await expect(nowhere.getByRole("complementary").getByText(m.comments_link_lost())).toBeVisible();
});

test("a member has nothing to edit with, and cannot by hand either", async ({ visit, server }) => {
  const member = await visit("member.ca", "/plans/canada");
  await expectStatus(member, "live");
  const text = item(member, "CA 1.3");
  await expect(text).toHaveAttribute("contenteditable", "false");
  await expect(text).toHaveAttribute("aria-readonly", "true");
  for (const name of [m.plans_item_add(), m.plans_area_add(), m.plans_undo(), m.plans_bold()]) {
    await expect(member.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await expect(member.getByLabel(m.plans_title_label())).toHaveCount(0);
  await text.hover();
  await member.getByRole("button", { name: m.plans_item_menu({ ref: "CA 1.3" }) }).click();
  await expect(member.getByRole("menuitem")).toHaveText([
    m.plans_item_details(),
    m.amendments_propose(),
  ]);
  await member.keyboard.press("Escape");
  const before = await exportedItem(member, "/plans/canada", "CA 1.3");
  await text.click();
  await member.keyboard.type("From the page.");
  expect(await wordsOf(text)).toBe(before.text);

  const { id } = await exported(member, "/plans/canada");
  const byHand = await connectAs(member, server.url, id);
  await expect.poll(() => byHand.synced()).toBe(true);
  // What it has, the document has too.
  await expect.poll(() => byHand.answers()).toEqual(["taken"]);
  byHand.write(before.id, " By hand.");
  await expect.poll(() => byHand.answers()).toEqual(["taken", "not taken"]);

  // A drafter's words sent the same way afterwards do arrive, and the member's are not among them.
  const drafter = await visit("drafter.ca", "/plans");
  const control = await connectAs(drafter, server.url, id);
  await expect.poll(() => control.synced()).toBe(true);
  control.write(before.id, " By a drafter.");
  await expect.poll(() => control.answers()).toContain("taken");
  await expect.poll(() => wordsOf(text)).toBe(`${before.text} By a drafter.`);
  await expect
    .poll(async () => (await exportedItem(drafter, "/plans/canada", "CA 1.3")).text)
    .toBe(`${before.text} By a drafter.`);
  byHand.close();
  control.close();

  await member.reload();
  await expectStatus(member, "live");
  expect(await wordsOf(text)).toBe(`${before.text} By a drafter.`);
});
