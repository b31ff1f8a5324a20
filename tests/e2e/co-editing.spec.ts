/** Two people of one delegation in the same item at once. */
import { m } from "../../app/i18n/messages";
import { announcement, caretTo, expectStatus, item, presentOn, wordsOf } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "co-editing", demo: true } });

const BEGINNING = "First of all, and without delay: ";
const ENDING = " Report on it every year.";

test("both texts are kept, on both pages and after a reload", async ({ visit }) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  const his = item(convener, "CA 1.3");
  const hers = item(drafter, "CA 1.3");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  const before = await wordsOf(his);
  expect(before).toContain("national office");

  await expect(presentOn(convener)).toContainText("Demo Drafter, Canada (CA)");
  await expect(presentOn(drafter)).toContainText("Demo Convener, Canada (CA)");

  await caretTo(his, "start");
  await caretTo(hers, "end");
  await Promise.all([
    convener.keyboard.type(BEGINNING, { delay: 20 }),
    drafter.keyboard.type(ENDING, { delay: 25 }),
  ]);

  const both = `${BEGINNING}${before}${ENDING}`;
  await expect.poll(() => wordsOf(his)).toBe(both);
  await expect.poll(() => wordsOf(hers)).toBe(both);
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  // Each sees where the other one is.
  await expect(his.locator(".remote-caret-label")).toHaveText("CA · Demo Drafter, Canada");

  for (const page of [convener, drafter]) {
    await page.reload();
    await expectStatus(page, "saved");
    expect(await wordsOf(item(page, "CA 1.3"))).toBe(both);
  }
});

test("undo takes back one's own words only", async ({ visit }) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  const his = item(convener, "CA 1.4");
  const hers = item(drafter, "CA 1.4");
  await expectStatus(convener, "saved");
  await expectStatus(drafter, "saved");
  const before = await wordsOf(his);

  await caretTo(his, "end");
  await convener.keyboard.type(" His words.");
  await expect.poll(() => wordsOf(hers)).toBe(`${before} His words.`);
  await caretTo(hers, "end");
  await drafter.keyboard.type(" Her words.");
  await expect.poll(() => wordsOf(his)).toBe(`${before} His words. Her words.`);

  await expect(async () => {
    await his.press("ControlOrMeta+z");
    await expect(announcement(convener)).toContainText(m.plans_said_nothing_to_undo(), {
      timeout: 500,
    });
  }).toPass();
  await expect.poll(() => wordsOf(his)).toBe(`${before} Her words.`);
  await expect.poll(() => wordsOf(hers)).toBe(`${before} Her words.`);

  await expect(async () => {
    await his.press("ControlOrMeta+y");
    await expect(announcement(convener)).toContainText(m.plans_said_nothing_to_redo(), {
      timeout: 500,
    });
  }).toPass();
  await expect.poll(() => wordsOf(hers)).toContain("His words.");
  expect(await wordsOf(hers)).toContain("Her words.");
});

test("a move by one does not disturb the words of another", async ({ visit }) => {
  const convener = await visit("convener.ca", "/plans/canada");
  const drafter = await visit("drafter.ca", "/plans/canada");
  const before = await wordsOf(item(drafter, "CA 2.1"));
  const other = await wordsOf(item(drafter, "CA 2.2"));

  await caretTo(item(drafter, "CA 2.1"), "end");
  const typing = drafter.keyboard.type(" Typed while it moves.", { delay: 40 });
  await item(convener, "CA 2.1").click();
  await item(convener, "CA 2.1").press("Alt+ArrowDown");
  await typing;

  for (const page of [convener, drafter]) {
    await expect.poll(() => wordsOf(item(page, "CA 2.2"))).toBe(`${before} Typed while it moves.`);
    expect(await wordsOf(item(page, "CA 2.1"))).toBe(other);
  }
});
