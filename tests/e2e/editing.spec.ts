/** What the keys and menus of the plan editor do, and that it lasts. */
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { exportedItem } from "./exported";
import {
  allItems,
  announcement,
  caretTo,
  chooseForItem,
  expectStatus,
  item,
  numbersOn,
  wordsOf,
} from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "editing", demo: true } });

/** After a reload all stands as it was. */
async function expectLasting(page: Page): Promise<void> {
  await expectStatus(page, "saved");
  const before = await allItems(page);
  await page.reload();
  await expectStatus(page, "saved");
  await expect.poll(() => allItems(page)).toEqual(before);
}

const run = (areaNumber: number, count: number) =>
  Array.from({ length: count }, (_, i) => `CA ${areaNumber}.${i + 1}`);

test("Enter splits an item, Backspace joins it again, and numbers follow", async ({ visit }) => {
  const page = await visit("drafter.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const whole = await wordsOf(item(page, "CA 1.3"));
  const next = await wordsOf(item(page, "CA 1.4"));
  expect(await numbersOn(page)).toEqual([...run(1, 6), ...run(2, 8), ...run(3, 3)]);

  await caretTo(item(page, "CA 1.3"), "Name one ".length);
  await page.keyboard.press("Enter");
  await expect(item(page, "CA 1.4")).toBeFocused();
  await expect(announcement(page)).toContainText(m.plans_said_added({ ref: "CA 1.4" }));
  await page.keyboard.type("Choose a ");
  await expect.poll(() => wordsOf(item(page, "CA 1.3"))).toBe("Name one ");
  await expect
    .poll(() => wordsOf(item(page, "CA 1.4")))
    .toBe(`Choose a ${whole.slice("Name one ".length)}`);
  await expect.poll(() => wordsOf(item(page, "CA 1.5"))).toBe(next);
  expect(await numbersOn(page)).toEqual([...run(1, 7), ...run(2, 8), ...run(3, 3)]);
  await expectLasting(page);

  await caretTo(item(page, "CA 1.4"), "start");
  await page.keyboard.press("Backspace");
  await expect(item(page, "CA 1.3")).toBeFocused();
  await expect(announcement(page)).toContainText(m.plans_said_joined({ ref: "CA 1.3" }));
  // The caret is where the two met.
  await page.keyboard.type("(and only one) ");
  await expect
    .poll(() => wordsOf(item(page, "CA 1.3")))
    .toBe(`Name one (and only one) Choose a ${whole.slice("Name one ".length)}`);
  await expect.poll(() => wordsOf(item(page, "CA 1.4"))).toBe(next);
  expect(await numbersOn(page)).toEqual([...run(1, 6), ...run(2, 8), ...run(3, 3)]);
  await expectLasting(page);
});

test("Enter at the start of an item puts a blank one before it; the item keeps its words", async ({
  visit,
}) => {
  const page = await visit("drafter.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const { id, text } = await exportedItem(page, "/plans/canada", "CA 2.2");
  await caretTo(item(page, "CA 2.2"), "start");
  await page.keyboard.press("Enter");
  await expect(announcement(page)).toContainText(m.plans_said_added({ ref: "CA 2.2" }));
  await expect.poll(() => wordsOf(item(page, "CA 2.2"))).toBe("");
  await expect(page.locator(`[data-item-id="${id}"] .item-number`)).toHaveText("CA 2.3");
  // The caret has gone along with the words.
  await expect(item(page, "CA 2.3")).toBeFocused();
  await page.keyboard.type("Also: ");
  await expect.poll(() => wordsOf(item(page, "CA 2.3"))).toBe(`Also: ${text}`);
  await expectLasting(page);

  await caretTo(item(page, "CA 2.3"), "start");
  await page.keyboard.press("Backspace");
  await expect(announcement(page)).toContainText(m.plans_said_joined({ ref: "CA 2.2" }));
  await expect(item(page, "CA 2.2")).toBeFocused();
  await expect(page.locator(`[data-item-id="${id}"] .item-number`)).toHaveText("CA 2.2");
  await expectLasting(page);
});

test("the tools for text act on the preamble when the caret is there, and on no title", async ({
  visit,
}) => {
  const page = await visit("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  const tools = page.getByRole("toolbar", { name: m.plans_format_toolbar() });
  const bold = tools.getByRole("button", { name: m.plans_bold() });
  await caretTo(item(page, "US 1.1"), "end");
  await expect(bold).toBeEnabled();
  const preamble = page.getByRole("textbox", { name: m.plans_preamble_label() });
  await preamble.click();
  await expect(tools.getByRole("button", { name: m.plans_comment_selection() })).toBeDisabled();
  await preamble.press("ControlOrMeta+a");
  await bold.click();
  await expect(preamble.locator("strong")).not.toHaveText("");
  await expect(bold).toHaveAttribute("aria-pressed", "true");
  await expect(item(page, "US 1.1").locator("strong")).toHaveCount(0);
  await bold.click();
  await expect(preamble.locator("strong")).toHaveCount(0);

  await caretTo(item(page, "US 1.1"), "end");
  await page.getByRole("textbox", { name: m.plans_area_title_label({ number: 1 }) }).click();
  await expect(bold).toBeDisabled();
});

test("an arrow goes on into the next item, and Alt with an arrow moves an item on", async ({
  visit,
}) => {
  const page = await visit("drafter.ca", "/plans/canada");
  await expectStatus(page, "saved");
  const mover = await wordsOf(item(page, "CA 1.5"));
  const other = await wordsOf(item(page, "CA 1.6"));

  await caretTo(item(page, "CA 1.4"), "end");
  await page.keyboard.press("ArrowRight");
  await expect(item(page, "CA 1.5")).toBeFocused();

  await page.keyboard.press("Alt+ArrowDown");
  await expect(announcement(page)).toContainText(m.plans_said_moved({ ref: "CA 1.6" }));
  await expect.poll(() => wordsOf(item(page, "CA 1.6"))).toBe(mover);
  await expect.poll(() => wordsOf(item(page, "CA 1.5"))).toBe(other);
  await expect(item(page, "CA 1.6")).toBeFocused();

  // Past the end of its area it comes into the next one.
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => wordsOf(item(page, "CA 2.1"))).toBe(mover);
  await expect(item(page, "CA 2.1")).toBeFocused();
  await page.keyboard.type("Still here: ");
  await expect.poll(() => wordsOf(item(page, "CA 2.1"))).toBe(`Still here: ${mover}`);
  expect(await numbersOn(page)).toEqual([...run(1, 5), ...run(2, 9), ...run(3, 3)]);

  const title = m.plans_item_move_to({ area: "3. Measures to take" });
  await chooseForItem(page, "CA 2.1", title);
  await expect.poll(() => wordsOf(item(page, "CA 3.4"))).toBe(`Still here: ${mover}`);
  await expectLasting(page);
});

test("a removed item comes back by undo, and from the list of removed items", async ({ visit }) => {
  const page = await visit("drafter.mx", "/plans/mexico");
  await expectStatus(page, "saved");
  const removed = await wordsOf(item(page, "MX 2.2"));
  const next = await wordsOf(item(page, "MX 2.3"));

  await chooseForItem(page, "MX 2.2", m.plans_item_remove());
  await expect.poll(() => wordsOf(item(page, "MX 2.2"))).toBe(next);
  await page.getByRole("button", { name: m.plans_undo(), exact: true }).click();
  await expect.poll(() => wordsOf(item(page, "MX 2.2"))).toBe(removed);
  await expect(page.getByText(m.plans_removed_items({ count: 1 }))).toHaveCount(0);

  await chooseForItem(page, "MX 2.2", m.plans_item_remove());
  await expect.poll(() => wordsOf(item(page, "MX 2.2"))).toBe(next);
  await expectLasting(page);
  await page.getByText(m.plans_removed_items({ count: 1 })).click();
  const listed = page.getByRole("listitem").filter({ hasText: removed });
  await listed.getByRole("button", { name: m.plans_item_restore() }).click();
  await expect(announcement(page)).toContainText(m.plans_said_restored({ ref: "MX 2.2" }));
  await expect.poll(() => wordsOf(item(page, "MX 2.2"))).toBe(removed);
  await expect.poll(() => wordsOf(item(page, "MX 2.3"))).toBe(next);
  await expectLasting(page);
});

test("an area is added, named, filled, moved up and removed", async ({ visit }) => {
  const page = await visit("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  await page.getByRole("button", { name: m.plans_area_add(), exact: true }).click();
  const title = page.getByRole("textbox", { name: m.plans_area_title_label({ number: 4 }) });
  await title.click();
  await page.keyboard.type("Following up");
  await page.keyboard.press("Enter");
  await expect(item(page, "US 4.1")).toBeFocused();
  await page.keyboard.type("Meet again after two years.");
  await expectLasting(page);
  await expect(title).toHaveText("Following up");

  const third = page.getByRole("textbox", { name: m.plans_area_title_label({ number: 3 }) });
  const thirdTitle = (await third.textContent()) ?? "";
  await title.hover();
  await page.getByRole("button", { name: m.plans_area_menu({ number: 4 }) }).click();
  await page.getByRole("menuitem", { name: m.plans_area_move_up() }).click();
  await expect.poll(() => wordsOf(item(page, "US 3.1"))).toBe("Meet again after two years.");
  await expect(item(page, "US 4.1")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 }).nth(3)).toContainText(thirdTitle);

  await page.getByRole("heading", { level: 2 }).nth(2).hover();
  await page.getByRole("button", { name: m.plans_area_menu({ number: 3 }) }).click();
  await page.getByRole("menuitem", { name: m.plans_area_remove() }).click();
  const question = page.getByRole("alertdialog", {
    name: m.plans_area_remove_title({ title: "Following up" }),
  });
  await question.getByRole("button", { name: m.plans_area_remove() }).click();
  await expect(item(page, "US 4.1")).toHaveCount(0);
  await expect(page.getByText(m.plans_removed_items({ count: 1 }))).toBeVisible();
  await expectLasting(page);
});

test("details written in the side panel are saved and shown under the item", async ({ visit }) => {
  const page = await visit("drafter.us", "/plans/united-states");
  await expectStatus(page, "saved");
  await chooseForItem(page, "US 1.3", m.plans_item_details());
  const panel = page.getByRole("tabpanel", { name: m.ui_side_details() });
  await expect(panel.getByText(m.plans_details_of({ ref: "US 1.3" }))).toBeVisible();
  await panel.getByLabel(m.plans_detail_lead()).fill("Office of Partnerships");
  await panel.getByLabel(m.plans_detail_partners()).fill("Business councils");
  await panel.getByLabel(m.plans_detail_due()).fill("Autumn 2028");
  await panel.getByLabel(m.plans_detail_indicator()).fill("Agreements signed");
  await expectStatus(page, "saved");
  await page.reload();
  await expectStatus(page, "saved");
  const frame = page.locator("[data-item-id]").filter({ has: item(page, "US 1.3") });
  for (const words of [
    "Office of Partnerships",
    "Business councils",
    "Autumn 2028",
    "Agreements signed",
  ]) {
    await expect(frame).toContainText(words);
  }
  await expect
    .poll(() => exportedItem(page, "/plans/united-states", "US 1.3"))
    .toMatchObject({
      lead: "Office of Partnerships",
      partners: "Business councils",
      due: "Autumn 2028",
      indicator: "Agreements signed",
    });
});

const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoListParagraph{margin-left:36.0pt}</style></head><body><!--StartFragment-->
<p class="MsoListParagraphCxSpFirst" style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Open a
<b>help line</b> in every state.<o:p></o:p></p>
<p class="MsoListParagraphCxSpMiddle" style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Publish its number.<o:p></o:p></p>
<p class="MsoListParagraphCxSpLast" style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Review it yearly.<script>document.title="run"</script><o:p></o:p></p>
<!--EndFragment--></body></html>`;

test.describe("from Word", () => {
  // The styles in what is pasted are not applied, and the browser says so.
  test.use({ expectedTrouble: /^Applying inline style violates/ });

  test("a list pasted from Word into an empty item becomes items", async ({ visit }) => {
    const page = await visit("drafter.mx", "/plans/mexico");
    await expectStatus(page, "saved");
    await caretTo(item(page, "MX 1.2"), "end");
    await page.keyboard.press("Enter");
    await expect(item(page, "MX 1.3")).toBeFocused();
    await item(page, "MX 1.3").evaluate((element, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", "1. Open a help line in every state.");
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    }, FROM_WORD);

    await expect(announcement(page)).toContainText(m.plans_said_pasted({ count: 3 }));
    const expected = [
      "Open a help line in every state.",
      "Publish its number.",
      "Review it yearly.",
    ];
    for (const [i, words] of expected.entries()) {
      await expect.poll(() => wordsOf(item(page, `MX 1.${i + 3}`))).toBe(words);
    }
    await expect(item(page, "MX 1.3").locator("strong")).toHaveText("help line");
    await expect(item(page, "MX 1.6")).toHaveCount(0);
    expect(await page.title()).not.toBe("run");

    // All that was pasted is one step for undo.
    await item(page, "MX 1.5").press("ControlOrMeta+z");
    await expect(item(page, "MX 1.4")).toHaveCount(0);
    await item(page, "MX 1.3").press("ControlOrMeta+y");
    await expect.poll(() => wordsOf(item(page, "MX 1.5"))).toBe("Review it yearly.");
    await expectLasting(page);
  });
});
