/** A whole pass through the workspace in French; what there is to read also in Spanish. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "french", demo: true } });

const fr = { locale: "fr" } as const;

type Translated = "fr" | "es";

const catalogue = (locale: "en" | Translated) => {
  const folder = fileURLToPath(new URL(`../../app/i18n/messages/${locale}/`, import.meta.url));
  return Object.assign(
    {},
    ...readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}${file}`, "utf8"))),
  ) as Record<string, unknown>;
};

/** The sentences and labels that no page in the other language may have. */
function englishOnly(locale: Translated): Set<string> {
  const translated = new Set(Object.values(catalogue(locale)));
  const plain = Object.values(catalogue("en")).filter(
    (value): value is string => typeof value === "string" && !value.includes("{"),
  );
  return new Set(plain.filter((value) => !translated.has(value)));
}
const ENGLISH = { fr: englishOnly("fr"), es: englishOnly("es") };

/** Everything the page says, shown or only read out: words, names, hints, titles. */
function saidOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [document.title];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      // The words of a plan are its delegation's.
      if (!node.parentElement?.closest("script, style, .rich-text"))
        said.push(node.textContent ?? "");
    }
    for (const name of ["aria-label", "title", "placeholder", "data-placeholder"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        said.push(element.getAttribute(name) ?? "");
      }
    }
    return said.map((words) => words.replace(/\u00a0$/, "").trim()).filter(Boolean);
  });
}

async function expectIn(locale: Translated, page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
  expect((await saidOn(page)).filter((words) => ENGLISH[locale].has(words))).toEqual([]);
}
const expectFrench = (page: Page) => expectIn("fr", page);

/** Pages with little to do on them: seen by a convener, and by the secretariat. */
const PAGES = [
  "/plans/canada/amendments?show=all",
  "/plans/canada/rounds",
  "/inbox",
  "/inbox/choices",
  "/agenda/concordance",
  "/agenda/adoption",
  "/agenda/drafts",
  "/glossary",
] as const;

async function signInOnPage(page: Page, email: string): Promise<void> {
  await page.getByLabel(m.accounts_email({}, fr)).fill(email);
  await page.getByLabel(m.accounts_password({}, fr)).fill("concerted-demo");
  await page.getByRole("button", { name: m.accounts_sign_in({}, fr), exact: true }).click();
  await expect(page).toHaveURL("/plans");
}

test("the check for English words does find them", async ({ visit }) => {
  const page = await visit("drafter.ca", "/plans");
  const said = await saidOn(page);
  const found = said.filter((words) => ENGLISH.fr.has(words));
  expect(found).toContain(m.plans_index_national());
  expect(found).toContain(m.ui_nav_agenda());
});

test("every page speaks French, and the choice stays with the device", async ({ device }) => {
  const page = await device();
  await page.goto("/login");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { name: m.accounts_sign_in({}, fr) })).toBeVisible();
  await expectFrench(page);
  await page.reload();
  await expectFrench(page);

  await signInOnPage(page, "drafter.ca@demo.example");
  const national = page.getByRole("heading", { name: m.plans_index_national({}, fr) });
  await expect(national).toBeVisible();
  await expectFrench(page);

  await page.goto("/plans/canada");
  await expect(page.getByText(m.plans_status_saved({}, fr), { exact: true })).toBeVisible();
  const label = m.plans_item_label({ ref: "CA 1.5" }, fr);
  await expect(page.getByRole("textbox", { name: label, exact: true })).toBeVisible();
  await expectFrench(page);

  await page.getByRole("textbox", { name: label, exact: true }).hover();
  await page
    .getByRole("button", { name: m.plans_item_comment({ ref: "CA 1.5" }, fr), exact: true })
    .click();
  await page.getByLabel(m.comments_new_label({}, fr)).fill("À préciser : quelles réponses ?");
  await expectFrench(page);
  await page.getByRole("button", { name: m.comments_send({}, fr), exact: true }).click();
  await expect(
    page.getByRole("article", { name: m.comments_thread({ ref: "CA 1.5" }, fr), exact: true }),
  ).toContainText("À préciser : quelles réponses ?");
  await page.getByRole("button", { name: m.plans_item_menu({ ref: "CA 1.5" }, fr) }).click();
  await expect(page.getByRole("menuitem").first()).toBeVisible();
  await expectFrench(page);
  await page.getByRole("menuitem", { name: m.plans_item_details({}, fr), exact: true }).click();
  await expect(page.getByLabel(m.plans_detail_lead({}, fr))).toBeVisible();
  await expectFrench(page);

  await page.goto("/plans/canada/history");
  await expect(page.getByText(m.amendments_history_lead({}, fr))).toBeVisible();
  await expectFrench(page);
  await page.goto("/agenda");
  await expect(page.getByText(m.agenda_lead_reader({}, fr))).toBeVisible();
  await expectFrench(page);
  await page.goto("/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_403({}, fr));
  await expectFrench(page);

  // Another person on this device finds it in French, without having chosen.
  await page.getByRole("button", { name: m.ui_sign_out({}, fr) }).click();
  await expect(page).toHaveURL(/\/login/);
  await expectFrench(page);
  await signInOnPage(page, "secretariat@demo.example");
  await page.goto("/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.accounts_people({}, fr));
  await expectFrench(page);
  await page.goto("/agenda");
  await page.getByRole("checkbox", { name: m.agenda_select({ ref: "CA 1.5" }, fr) }).check();
  for (const open of [m.agenda_set_aside({}, fr), m.agenda_compile({}, fr)]) {
    await page.getByRole("button", { name: open, exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectFrench(page);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: m.ui_cancel({}, fr), exact: true })
      .click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a language chosen while signed in is found again on another device", async ({ visit }) => {
  const page = await visit("member.us", "/plans");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  const other = await visit("member.us", "/plans");
  await expect(other.locator("html")).toHaveAttribute("lang", "fr");
  await expectFrench(other);
});

test("what there is to read is in French and in Spanish", async ({ visit }) => {
  const page = await visit("convener.ca", "/plans");
  for (const [locale, name] of [
    ["fr", "Français"],
    ["es", "Español"],
  ] as const) {
    await page.goto("/plans");
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    for (const path of PAGES) {
      await page.goto(path);
      await expectIn(locale, page);
    }
  }
});
