/** The chair's text is put forward, a silence is set, broken by a convener, and the text taken back. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { bracketsOf } from "../../app/plans/brackets";
import { readDocument } from "../../app/plans/document";
import { setItemText } from "../../app/plans/document-changes";
import { fromPlainText, plainText } from "../../app/plans/rich-text";
import { exported } from "./exported";
import { connectAs } from "./hand-made-client";
import { announcement, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "adoption", demo: true } });

/** Sets aside all that is unplaced, as the secretariat could on the page of the agenda. */
async function placeTheRest(page: Page): Promise<void> {
  const { concordance } = (await exported(page, "/agenda")) as unknown as {
    concordance: { national: { itemId: string; plan: string; status: string }[] };
  };
  const unplaced = concordance.national.filter(({ status }) => status === "unplaced");
  const items: { planId: string; itemId: string }[] = [];
  for (const { plan, itemId } of unplaced) {
    const { id } = (await exported(page, `/plans/${plan}`)) as unknown as { id: string };
    items.push({ planId: id, itemId });
  }
  const answer = await page.request.post("/agenda", {
    form: {
      intent: "set-aside",
      items: JSON.stringify(items),
      disposition: "deferred",
      reason: "For the next round.",
    },
  });
  expect(answer.status()).toBe(200);
}

/** Writes the items with brackets anew without them, beside the page. */
async function settleBrackets(page: Page, serverUrl: string): Promise<void> {
  const { id } = await exported(page, "/agenda");
  const client = await connectAs(page, serverUrl, id);
  await expect.poll(() => client.synced()).toBe(true);
  const bracketed = readDocument(client.doc)
    .areas.flatMap(({ items }) => items)
    .filter(({ text }) => bracketsOf(text).length > 0);
  for (const { id, text } of bracketed) {
    setItemText(client.doc, id, fromPlainText(plainText(text)));
  }
  await expect.poll(() => client.answers().length).toBeGreaterThan(0);
  client.close();
}

const step = (page: Page, name: string) => page.locator(`[data-step=${name}]`);
const stage = (page: Page) => page.locator("[aria-current=step]");

/** The page as it stands has no serious or critical finding of axe. */
async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

/** Tomorrow at noon, as clocks on the page show it. */
const tomorrow = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const day = new Date(Date.now() + 86_400_000);
    const two = (n: number) => String(n).padStart(2, "0");
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T12:00`;
  });

test("a chair's text goes out in silence, a convener breaks it, and it is taken back", async ({
  visit,
  server,
}) => {
  test.slow();
  const chair = await visit("secretariat", "/agenda/adoption");
  await expect(stage(chair)).toContainText(m.plans_state_zero_draft());
  const forward = step(chair, "put-forward");
  // What is in the way is named, and leads to where it is.
  await expect(forward.locator("[data-requirement=placed]")).toContainText(m.adoption_unmet());
  await expect(forward.getByRole("link", { name: m.adoption_show_unplaced() })).toBeVisible();
  await expect(forward.getByRole("button")).toBeDisabled();
  await placeTheRest(chair);
  await settleBrackets(chair, server.url);

  // A convener has the agenda open while it is closed.
  const convener = await visit("convener.mx", "/agenda");
  await expectStatus(convener, "live");
  await forward.getByRole("button").click();
  const asking = chair.getByRole("dialog", { name: m.adoption_forward() });
  await asking.getByLabel(m.adoption_note()).fill("After the second reading.");
  await asking.getByRole("button", { name: m.adoption_forward_do(), exact: true }).click();
  await expect(announcement(chair)).toContainText(m.adoption_done_forward());
  await expect(stage(chair)).toContainText(m.plans_state_chairs_text());
  await expect(chair.locator("[data-draft='0']")).toContainText("After the second reading.");
  await expect(convener.getByText(m.adoption_closed())).toBeVisible();

  // A deadline that has passed is refused, one that lies ahead begins the silence.
  await step(chair, "silence").getByRole("button").click();
  const setting = chair.getByRole("dialog", { name: m.adoption_set_silence() });
  const when = setting.getByLabel(m.adoption_field_deadline());
  await when.fill("2020-01-01T12:00");
  await setting.getByRole("button", { name: m.adoption_set_silence_do() }).click();
  await expect(setting.getByRole("alert")).toContainText(m.adoption_error_past());
  await when.fill(await tomorrow(chair));
  await setting.getByRole("button", { name: m.adoption_set_silence_do() }).click();
  await expect(chair.getByRole("button", { name: m.adoption_call_off() })).toBeVisible();
  await expect(step(chair, "take-back")).toHaveCount(0);
  await expectAccessible(chair);

  // The convener breaks it where the agenda is read; without a reason it is not sent.
  await expect(convener.getByText(m.adoption_closed_silence())).toBeVisible();
  await convener.getByRole("button", { name: m.adoption_break() }).click();
  const breaking = convener.getByRole("dialog", { name: m.adoption_break_title() });
  const send = breaking.getByRole("button", { name: m.adoption_break_do(), exact: true });
  await send.click();
  const reason = breaking.getByLabel(m.adoption_break_reason());
  await expect(reason).toBeFocused();
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  await reason.fill("There is no budget for it.");
  await send.click();
  await expect(announcement(convener)).toContainText(m.adoption_done_break());
  await expect(convener.getByText(m.adoption_closed_silence())).toHaveCount(0);
  const broken = chair.locator("[data-event=broken]");
  await expect(broken).toContainText("MX");
  await expect(broken).toContainText("There is no budget for it.");

  // Taken back, it is open to editing.
  await step(chair, "take-back").getByRole("button").click();
  await chair
    .getByRole("alertdialog")
    .getByRole("button", { name: m.adoption_take_back_do(), exact: true })
    .click();
  await expect(stage(chair)).toContainText(m.plans_state_zero_draft());
  await expect(convener.getByText(m.adoption_closed())).toHaveCount(0);
  await chair.goto("/agenda");
  await expectStatus(chair, "saved");
  await reveal(chair, "1.1");
  await expect(item(chair, "1.1")).toHaveAttribute("contenteditable", "true");
});
