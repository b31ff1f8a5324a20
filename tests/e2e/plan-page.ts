/** A document's page as a person finds it: by what it says and shows. */
import { expect, type Locator, type Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";

/**
 * The editor of an item, by its number as shown: `CA 1.3`. By its role and name as written: to work
 * them out for all that is on a long page takes longer than most of what is done with it.
 */
export function item(page: Page, ref: string): Locator {
  return page.locator(
    `[role="textbox"][aria-label=${JSON.stringify(m.plans_item_label({ ref }))}]`,
  );
}

/** Scrolls to an item; far from what is seen, its words are shown without an editor. */
export async function reveal(page: Page, ref: string): Promise<void> {
  const number = page.getByRole("link", { name: ref, exact: true });
  await page
    .locator("[data-item-id]")
    .filter({ has: number })
    .evaluate((frame) => frame.scrollIntoView({ block: "center" }));
}

/** The words in an editor, one line for each block; carets of others are not among them. */
export function wordsOf(editor: Locator): Promise<string> {
  return editor.evaluate((element) => {
    const copy = element.cloneNode(true) as Element;
    for (const caret of copy.querySelectorAll(".remote-caret")) caret.remove();
    return [...copy.querySelectorAll("p")].map((p) => p.textContent ?? "").join("\n");
  });
}

/** The numbers of the items on the page, from the top. */
export function numbersOn(page: Page): Promise<string[]> {
  return page.locator("[data-item-id] .item-number").allTextContents();
}

/** All items of the page from the top: number, and the beginning of the words. */
export async function allItems(page: Page): Promise<[ref: string, words: string][]> {
  return page.locator("[data-item-id]").evaluateAll((frames) =>
    frames.map((frame): [string, string] => {
      const text = frame.querySelector(".rich-text")?.cloneNode(true) as Element | undefined;
      for (const caret of text?.querySelectorAll(".remote-caret") ?? []) caret.remove();
      return [
        frame.querySelector(".item-number")?.textContent?.trim() ?? "",
        text?.textContent?.trim() ?? "",
      ];
    }),
  );
}

/**
 * Waits until the page has drawn twice. A key that only moves the caret is told to the editor after
 * it has happened; a person's next key comes later than that, a test's might not.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** Puts the caret at an end of an item's words, or after the first of its characters. */
export async function caretTo(editor: Locator, where: "start" | "end" | number): Promise<void> {
  await editor.click();
  await expect(editor).toBeFocused();
  await drawn(editor.page());
  await editor.press(where === "end" ? "ControlOrMeta+End" : "ControlOrMeta+Home");
  await drawn(editor.page());
  for (let i = 0; typeof where === "number" && i < where; i += 1) await editor.press("ArrowRight");
  await drawn(editor.page());
}

type Status = "saved" | "live" | "saving" | "offline";
const STATUS = {
  saved: m.plans_status_saved,
  live: m.plans_status_live,
  saving: m.plans_status_saving,
  offline: m.plans_status_offline,
};

/** The document is there, live, and its status is this one. */
export async function expectStatus(page: Page, status: Status): Promise<void> {
  const shown = page.locator("[role=status], output").filter({ hasText: STATUS[status]() });
  await expect(shown.first()).toContainText(STATUS[status]());
}

/** What the page has said last to a screen reader. */
export function announcement(page: Page): Locator {
  return page.locator("[aria-live=polite].sr-only").first();
}

/** Who else has the document open. */
export function presentOn(page: Page): Locator {
  return page.getByRole("list", { name: m.plans_present(), exact: true });
}

/** Opens the menu of an item and chooses from it. */
export async function chooseForItem(page: Page, ref: string, choice: string): Promise<void> {
  await reveal(page, ref);
  await item(page, ref).hover();
  await page.getByRole("button", { name: m.plans_item_menu({ ref }), exact: true }).click();
  await page.getByRole("menuitem", { name: choice, exact: true }).click();
}

/**
 * The button that takes back the step that was just taken, beside what came of it. The editor's
 * toolbar has an *Undo* too, so the page is not asked for any.
 */
export function undoOffered(page: Page): Locator {
  return page
    .locator("[data-step-result]")
    .getByRole("button", { name: m.agenda_undo(), exact: true });
}
