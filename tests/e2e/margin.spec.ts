/** Threads and amendments beside the text, level with what they are about, however many there are. */
import type { Locator, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { exported } from "./exported";
import { caretTo, drawn, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({
  workspace: { name: "margin", demo: true },
  // Cards are where they are said to be, and not on their way.
  contextOptions: { reducedMotion: "reduce" },
});

const cards = (page: Page) => page.locator("[data-card]");

const cardSaying = (page: Page, words: string): Locator => cards(page).filter({ hasText: words });

const topOf = (what: Locator): Promise<number> =>
  what.evaluate((element) => element.getBoundingClientRect().top);

/** Waits until both tops are the same, but for a fraction of a pixel. */
async function expectLevel(card: Locator, words: Locator): Promise<void> {
  await expect
    .poll(async () => Math.round(Math.abs((await topOf(card)) - (await topOf(words)))))
    .toBeLessThanOrEqual(1);
}

/** How many cards begin above the end of the one before. */
const overlaps = (page: Page): Promise<number> =>
  cards(page).evaluateAll((all) => {
    const boxes = all.map((card) => card.getBoundingClientRect());
    return boxes.filter((box, at) => box.top < (boxes[at - 1]?.bottom ?? -Infinity)).length;
  });

test("cards stand level with their passage and move along with the text", async ({ visit }) => {
  const page = await visit("drafter.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const mark = item(page, "CA 1.3").locator(".comment-mark").first();
  const card = cardSaying(page, "Could the text say to whom this office reports?");
  await expectLevel(card, mark);
  const amendment = cards(page).filter({ hasText: m.amendments_of_text({ ref: "CA 1.5" }) });
  await expect(amendment.locator("ins").first()).toBeVisible();

  // A line more above it: the card goes down with its words.
  const before = await topOf(mark);
  await caretTo(item(page, "CA 1.1"), "end");
  await page.keyboard.type(
    " It is to hold in towns and in the country alike, and to be reviewed after a year by all of them.",
  );
  await expect.poll(() => topOf(mark)).toBeGreaterThan(before + 10);
  await expectLevel(card, mark);

  // Where there is no room, they are a list as before.
  await page.setViewportSize({ width: 1100, height: 800 });
  await expect(cards(page)).toHaveCount(0);
  await expect(
    page.getByRole("article", { name: m.comments_thread({ ref: "CA 1.3" }) }).first(),
  ).toBeVisible();
});

test("fifty threads do not overlap; the one being read is level, and keys lead through all", async ({
  visit,
  session,
}) => {
  const writer = await session("member.ca");
  const plan = await exported(writer, "/plans/canada");
  const first = plan.areas[0]?.items ?? [];
  for (let at = 0; at < 50; at += 1) {
    const about = first[at % 3];
    const answer = await writer.request.post(`/documents/${plan.id}/comments`, {
      form: {
        intent: "open",
        about: "item",
        itemId: about?.id ?? "",
        body: `Remark ${at + 1} on this item.`,
        requestKey: `remark-number-${at}`,
      },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  const page = await visit("convener.ca", "/plans/canada");
  await expectStatus(page, "saved");
  await expect.poll(() => cards(page).count()).toBeGreaterThan(50);
  await expect.poll(() => overlaps(page)).toBe(0);

  // Far down in the crowd; opened, it comes to its item, and the others give way.
  const deep = cardSaying(page, "Remark 48 on this item.");
  await deep.locator("[data-card-head]").click();
  await expect(deep.getByRole("button", { name: m.comments_reply(), exact: true })).toBeVisible();
  const third = page.locator(`[id="item-${first[2]?.id}"]`);
  await expectLevel(deep, third);
  await expect.poll(() => overlaps(page)).toBe(0);
  await expect(deep).toBeInViewport();

  // Down and up, from card to card; Enter opens, Escape leads to the item.
  const heads = page.locator("[data-card-head]");
  await expect(deep.locator("[data-card-head]")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  const before = cardSaying(page, "Remark 45 on this item.");
  await expect(before.locator("[data-card-head]")).toBeFocused();
  await expectLevel(before, third);
  await expect(before).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(before.locator("[data-card-head]")).toHaveAttribute("aria-expanded", "true");
  await expect(before.locator("[data-card-head]")).toBeFocused();
  await expect(deep.locator("[data-card-head]")).toHaveAttribute("aria-expanded", "false");
  // Of all cards Tab stops at one.
  await expect(page.locator("[data-card-head][tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("End");
  await expect(heads.last()).toBeFocused();
  await expect(heads.last()).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(heads.first()).toBeFocused();
  await drawn(page);
  await expect.poll(() => overlaps(page)).toBe(0);
  await before.locator("[data-card-head]").focus();
  await page.keyboard.press("Escape");
  await expect(item(page, "CA 1.3")).toBeFocused();
});

test("what is written anew stands level with the words it is about", async ({ visit }) => {
  const page = await visit("convener.ca", "/plans/canada");
  await expectStatus(page, "saved");
  await caretTo(item(page, "CA 2.2"), "start");
  await page.keyboard.press("Shift+End");
  await drawn(page);
  await page.keyboard.press("Control+Alt+m");
  const box = page.getByLabel(m.comments_new_label());
  await expect(box).toBeFocused();
  const writing = page.locator("[data-card=draft]");
  const words = item(page, "CA 2.2").locator("[data-thread=draft]");
  await expectLevel(writing, words);
  await box.fill("As in the law?");
  await box.press("ControlOrMeta+Enter");
  const card = cardSaying(page, "As in the law?");
  await expect(card.locator("article")).toBeFocused();
  await expectLevel(card, item(page, "CA 2.2").locator(".comment-mark").first());
  // And it is where one wrote: the page has not gone anywhere else.
  await expect(item(page, "CA 2.2")).toBeInViewport();
  await expect(card).toBeInViewport();
  await expect.poll(() => overlaps(page)).toBe(0);
});

test("a card with the keyboard's focus stays in sight while others write above it", async ({
  visit,
}) => {
  const page = await visit("convener.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const heads = page.locator("[data-card-head]");
  await heads.first().focus();
  await page.keyboard.press("End");
  await expect(heads.last()).toBeFocused();
  await expect(heads.last()).toBeInViewport();
  const before = await topOf(heads.last());

  // In what is on the screen above it, more lines than fit below the card.
  const writer = await visit("drafter.ca", "/plans/canada");
  await expectStatus(writer, "saved");
  const refs = await page.locator("[data-item-id] .item-number").evaluateAll((numbers, below) => {
    const shown = numbers.filter((each) => {
      const { top } = each.getBoundingClientRect();
      return top > 100 && top < below;
    });
    return shown.map((each) => each.textContent?.trim() ?? "");
  }, before);
  const ref = refs[0] ?? "";
  await reveal(writer, ref);
  await caretTo(item(writer, ref), "end");
  const lines = Array.from(
    { length: 40 },
    () => "And this is to be looked at again each year by all.",
  );
  await writer.keyboard.insertText(` ${lines.join(" ")}`);
  await expect(item(page, ref)).toContainText("looked at again each year by all. And");
  await expectStatus(writer, "saved");
  await drawn(page);
  await expect(heads.last()).toBeFocused();
  await expect(heads.last()).toBeInViewport({ ratio: 1 });
});
