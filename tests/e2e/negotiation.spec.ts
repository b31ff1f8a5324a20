/**
 * A whole negotiation in four browsers: from the national items to an agenda that is adopted in
 * silence, is closed to everyone, and can be proved.
 */
import { createHash } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { m } from "../../app/i18n/messages";
import { type Exported, exported, exportedItems, pdfWords } from "./exported";
import { connectAs, type HandMadeClient } from "./hand-made-client";
import { announcement, caretTo, drawn, expectStatus, item, reveal } from "./plan-page";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "negotiation", demo: true, clock: true } });

const HOUR = 3_600_000;
const RESERVATION = "Where federal law leaves this to the states, each state decides.";
const REASON = "The date is not covered by the budget that was voted.";

interface ExportedAgenda extends Exported {
  adoption?: { fingerprint: string };
  reservations?: { ref: string; delegation: string; note: string }[];
}

const agendaOf = (page: Page) => exported(page, "/agenda") as Promise<ExportedAgenda>;
const step = (page: Page, name: string): Locator => page.locator(`[data-step=${name}]`);
const stage = (page: Page): Locator => page.locator("[aria-current=step]");
const frame = (page: Page, ref: string): Locator =>
  page.locator("[data-item-id]").filter({ has: item(page, ref) });
const toAdoption = (page: Page): Promise<void> =>
  page.getByRole("link", { name: m.adoption_title(), exact: true }).first().click();

/** The secretariat compiles: the zero draft but for one item, which is set aside with a reason. */
async function compileAll(chair: Page): Promise<void> {
  await chair.getByRole("button", { name: m.drafting_zero_open() }).click();
  const dialog = chair.getByRole("dialog", { name: m.drafting_zero_title() });
  const drafts = dialog.locator("[data-zero-draft]");
  await expect(drafts.first()).toBeVisible();
  const count = (await drafts.count()) - 1;
  await dialog
    .getByRole("checkbox", { name: m.drafting_zero_take({ refs: "US 1.4" }), exact: true })
    .uncheck();
  await dialog.getByRole("button", { name: m.drafting_zero_do({ count }) }).click();
  await expect(dialog).toHaveCount(0);

  await chair
    .getByRole("checkbox", { name: m.agenda_select({ ref: "US 1.4" }), exact: true })
    .check();
  await chair
    .getByRole("group", { name: m.agenda_actions() })
    .getByRole("button", { name: m.agenda_set_aside() })
    .click();
  const aside = chair.getByRole("dialog");
  await aside.getByLabel(m.agenda_reason()).fill("To be taken up with the next review.");
  await aside.getByRole("button", { name: m.agenda_aside_do() }).click();
  await expect(aside).toHaveCount(0);
  await expect(chair.locator('[data-national-item][data-status="unplaced"]')).toHaveCount(0);
}

/** A word goes into brackets and comes out; the brackets of the demo are lifted too. */
async function settleBrackets(chair: Page): Promise<void> {
  await reveal(chair, "1.1");
  const editor = item(chair, "1.1");
  await caretTo(editor, "start");
  for (let i = 0; i < 9; i += 1) await chair.keyboard.press("Shift+ArrowRight");
  await drawn(chair);
  await chair.keyboard.press("ControlOrMeta+Alt+KeyB");
  const dialog = chair.getByRole("dialog", { name: m.brackets_make_title() });
  await dialog.getByRole("checkbox", { name: /^MX/ }).check();
  await dialog.getByRole("button", { name: m.brackets_make_do() }).click();
  await expect(editor.locator("[data-bracket]")).toHaveText("Establish");
  for (const [ref, count] of [
    ["1.1", 1],
    ["3.2", 2],
  ] as const) {
    await reveal(chair, ref);
    const brackets = item(chair, ref).locator("[data-bracket]");
    await expect(brackets).toHaveCount(count);
    for (let left = count; left > 0; left -= 1) {
      await brackets.first().click();
      await drawn(chair);
      await chair.keyboard.press("ControlOrMeta+Alt+KeyL");
      await expect(brackets).toHaveCount(left - 1);
    }
  }
}

/** Canada changes an item that stands in the agenda; the secretariat takes it over. */
async function takeOverDrift(chair: Page, canada: HandMadeClient): Promise<void> {
  const source = (await exportedItems(chair, "/plans/canada")).find(({ ref }) => ref === "CA 2.4");
  await expect.poll(() => canada.synced()).toBe(true);
  canada.write(source?.id ?? "", " Do so every year.");
  const changed = chair.getByRole("button", { name: m.drift_see({ ref: "CA 2.4" }) });
  await changed.click();
  const dialog = chair.getByRole("dialog", { name: m.drift_title({ ref: "CA 2.4" }) });
  await expect(dialog.locator("ins")).toContainText("Do so every year.");
  await dialog.getByRole("button", { name: m.drift_take_over() }).click();
  await expect(dialog).toHaveCount(0);
  await expect(changed).toHaveCount(0);
  await expect(frame(chair, "2.3")).toContainText("Do so every year.");
}

/** Takes a step on the page of adoption, as its dialog does. */
async function take(chair: Page, name: string, words: { open: string; do: string; done: string }) {
  await step(chair, name).getByRole("button", { name: words.open }).click();
  const asking = chair.locator("[role=dialog], [role=alertdialog]");
  await asking.getByRole("button", { name: words.do, exact: true }).click();
  await expect(asking).toHaveCount(0);
  await expect(announcement(chair)).toContainText(words.done);
}

const issue = (chair: Page, draft: string) =>
  take(chair, "issue-draft", {
    open: m.adoption_issue_as({ draft }),
    do: m.adoption_issue_do(),
    done: m.adoption_done_issue(),
  });
const putForward = (chair: Page) =>
  take(chair, "put-forward", {
    open: m.adoption_forward_do(),
    do: m.adoption_forward_do(),
    done: m.adoption_done_forward(),
  });

/** Begins a silence for two hours by the clock of Mexico City. */
async function setSilence(chair: Page): Promise<void> {
  await step(chair, "silence").getByRole("button").click();
  const setting = chair.getByRole("dialog", { name: m.adoption_set_silence() });
  await setting.getByLabel(m.adoption_field_zone()).selectOption("America/Mexico_City");
  const wall = new Date(Date.now() + 2 * HOUR)
    .toLocaleString("sv-SE", { timeZone: "America/Mexico_City" })
    .replace(" ", "T")
    .slice(0, 16);
  const when = setting.getByLabel(m.adoption_field_deadline());
  const set = setting.getByRole("button", { name: m.adoption_set_silence_do() });
  await when.fill("2020-01-01T12:00");
  await set.click();
  await expect(setting.getByRole("alert")).toContainText(m.adoption_error_past());
  await when.fill(wall);
  await set.click();
  await expect(setting).toHaveCount(0);
}

/** A convener gives a position on an item by clicking. */
async function give(page: Page, ref: string, name: string, note?: string): Promise<void> {
  await reveal(page, ref);
  await frame(page, ref)
    .getByRole("button", { name: new RegExp(`^(${m.positions_give()}|${m.positions_confirm()})`) })
    .click();
  const dialog = page.getByRole("dialog", { name: m.positions_dialog({ ref }) });
  await dialog.getByRole("radio", { name }).first().check();
  if (note) await dialog.getByLabel(m.positions_note_reservation()).fill(note);
  await dialog.locator("button[type=submit]").click();
  await expect(dialog).toHaveCount(0);
}

/** A convener agrees to all that the delegation has said nothing of. */
async function agreeToRest(page: Page): Promise<void> {
  await page.getByRole("button", { name: m.positions_rest_open() }).click();
  const dialog = page.getByRole("dialog", { name: m.positions_rest_title() });
  const ticked = dialog.getByRole("checkbox", { checked: true });
  const count = await ticked.count();
  expect(count).toBeGreaterThan(3);
  await dialog.getByRole("button", { name: m.positions_rest_do({ count }) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(announcement(page)).toContainText(m.positions_rest_done({ count }));
}

/** The head of a delegation approves its plan and submits it. */
async function submitPlan(convener: Page, slug: string): Promise<void> {
  await convener.goto(`/plans/${slug}`);
  for (const label of [m.plans_step_approve(), m.plans_step_submit()]) {
    await convener.getByRole("button", { name: label, exact: true }).click();
    const asking = convener.getByRole("alertdialog");
    await asking.getByRole("button", { name: label, exact: true }).click();
    await expect(asking).toHaveCount(0);
    await expect(convener.getByRole("button", { name: label, exact: true })).toHaveCount(0);
  }
}

test("an agenda is compiled, negotiated, adopted in silence, closed and proved", async ({
  session,
  visit,
  server,
}) => {
  // Four pages and some forty steps between them: a minute alone, more beside other tests.
  test.setTimeout(240_000);
  const [chair, canada, mexico, us] = await Promise.all([
    visit("secretariat", "/agenda"),
    visit("convener.ca", "/agenda"),
    visit("convener.mx", "/agenda/adoption"),
    visit("convener.us", "/agenda"),
  ]);
  await expectStatus(chair, "saved");
  const agendaId = (await agendaOf(chair)).id;
  const planId = (await exported(chair, "/plans/canada")).id;
  const drafter = await connectAs(await session("drafter.ca"), server.url, planId);
  const beside = await connectAs(chair, server.url, agendaId);

  await test.step("compile, brackets, drift", async () => {
    await compileAll(chair);
    await settleBrackets(chair);
    await takeOverDrift(chair, drafter);
    drafter.close();
  });

  await test.step("zero draft and a revision", async () => {
    await toAdoption(chair);
    const submitted = step(chair, "put-forward").locator("[data-requirement=submitted]");
    for (const [code, who, slug] of [
      ["CA", "convener.ca", "canada"],
      ["MX", "convener.mx", "mexico"],
      ["US", "convener.us", "united-states"],
    ] as const) {
      const link = submitted.getByRole("link", { name: m.adoption_plan_of({ code }) });
      await expect(link).toHaveAttribute("href", `/plans/${slug}`);
      await submitPlan(await session(who), slug);
      await expect(link).toHaveCount(0);
    }
    for (const need of ["items", "submitted", "placed", "no-brackets"]) {
      await expect(step(chair, "put-forward").locator(`[data-requirement=${need}]`)).toContainText(
        `(${m.adoption_met()})`,
      );
    }
    await issue(chair, m.adoption_draft_zero());
    const [first] = await exportedItems(chair, "/agenda");
    beside.write(first?.id ?? "", " By the end of next year.");
    await expect(item(canada, "1.1")).toContainText("By the end of next year.");
    await issue(chair, m.adoption_draft_rev({ number: 1 }));
    await expect(stage(mexico)).toContainText(m.plans_state_revised_draft());
  });

  await test.step("positions", async () => {
    await give(canada, "1.1", m.positions_agreed());
    await give(us, "1.2", m.positions_reservation(), RESERVATION);
    await give(us, "1.1", m.positions_ad_referendum());
    // Mexico says nothing: it will have been silent.
    await agreeToRest(canada);
    await expect(frame(canada, "1.2").locator('[data-delegation="US"]')).toContainText(
      m.positions_reservation(),
    );
  });

  await test.step("the chair's text, a silence, and a break", async () => {
    await putForward(chair);
    await expect(canada.getByText(m.adoption_closed())).toBeVisible();
    await setSilence(chair);
    await expect(mexico.locator("[data-silence] time").first()).toContainText(
      "Central Standard Time",
    );
    await mexico.getByRole("button", { name: m.adoption_break() }).click();
    const breaking = mexico.getByRole("dialog", { name: m.adoption_break_title() });
    // Without a reason it is not sent.
    const send = breaking.getByRole("button", { name: m.adoption_break_do(), exact: true });
    await send.click();
    const reason = breaking.getByLabel(m.adoption_break_reason());
    await expect(reason).toBeFocused();
    await expect(reason).toHaveAttribute("aria-invalid", "true");
    await reason.fill(REASON);
    await send.click();
    await expect(chair.locator("[data-event=broken]")).toContainText(REASON);
  });

  await test.step("back to revision, and a second chair's text", async () => {
    await take(chair, "take-back", {
      open: m.adoption_take_back_do(),
      do: m.adoption_take_back_do(),
      done: m.adoption_done_take_back(),
    });
    await expect(canada.getByText(m.adoption_closed())).toHaveCount(0);
    const [first] = await exportedItems(chair, "/agenda");
    beside.write(first?.id ?? "", " As far as budgets allow.");
    await expect(item(us, "1.1")).toContainText("As far as budgets allow.");
    await issue(chair, m.adoption_draft_rev({ number: 2 }));
    // What was agreed on other words is agreed no more.
    await expect(frame(us, "1.1").locator('[data-delegation="CA"]')).toContainText(
      m.positions_to_confirm(),
    );
    await give(canada, "1.1", m.positions_agreed());
    await putForward(chair);
    await expect(chair.locator("[data-draft='4']")).toContainText(
      m.adoption_draft_chairs({ number: 2 }),
    );
    await setSilence(chair);
    await expect(us.getByText(m.adoption_closed_silence())).toBeVisible();
  });

  await test.step("adopted at the deadline, before all eyes", async () => {
    // One is about to break it, and hears that it is too late before it is sent.
    await us.getByRole("button", { name: m.adoption_break() }).click();
    const tooLate = us.getByRole("dialog", { name: m.adoption_break_title() });
    await tooLate.getByLabel(m.adoption_break_reason()).fill(REASON);
    await server.advance(3 * HOUR);
    await expect(tooLate.getByRole("alert")).toContainText(m.adoption_ended_meanwhile());
    await expect(
      tooLate.getByRole("button", { name: m.adoption_break_do(), exact: true }),
    ).toBeDisabled();
    await tooLate.getByRole("button", { name: m.ui_cancel(), exact: true }).click();
    for (const page of [chair, mexico]) {
      await expect(stage(page)).toContainText(m.plans_state_adopted());
    }
    await expect(chair.locator("[data-record=MX]")).toContainText(m.adoption_silent());
    await expect(chair.locator("[data-record=US]")).toContainText(RESERVATION);
    for (const page of [canada, us]) {
      await expect(page.getByText(m.adoption_closed_adopted())).toBeVisible();
      await expect(page.getByText(m.adoption_closed_silence())).toHaveCount(0);
    }
  });

  await test.step("nobody can change it", async () => {
    const before = await agendaOf(chair);
    const [first] = before.areas[0]?.items ?? [];
    const late = await connectAs(chair, server.url, agendaId);
    await expect.poll(() => late.synced()).toBe(true);
    for (const client of [beside, late]) {
      client.write(first?.id ?? "", " One word more.");
      await expect.poll(() => client.answers().at(-1)).toBe("not taken");
      client.close();
    }
    expect(await agendaOf(chair)).toEqual(before);
  });

  await test.step("what was adopted can be proved", async () => {
    const agenda = await agendaOf(mexico);
    expect(agenda.state).toBe("adopted");
    const record = await (await mexico.request.get("/agenda/adopted.txt")).body();
    const fingerprint = createHash("sha256").update(record).digest("hex");
    expect(agenda.adoption?.fingerprint).toBe(fingerprint);
    await expect(mexico.getByText(fingerprint)).toBeVisible();
    const words = `${record}`.replace(/\s+/g, " ");
    const [negotiating, clean] = await Promise.all(
      ["negotiating", "clean"].map(async (version) => {
        const answer = await mexico.request.get(`/agenda/export.pdf?version=${version}`);
        expect(answer.status()).toBe(200);
        return answer.body();
      }),
    );
    for (const file of [negotiating, clean]) {
      const shown = await pdfWords(file ?? Buffer.of());
      for (const { text } of agenda.areas.flatMap(({ items }) => items)) {
        for (const line of text.split("\n")) {
          expect(shown).toContain(line.trim());
          expect(words).toContain(line.trim());
        }
      }
      expect(shown).toContain(RESERVATION);
      expect(shown.replaceAll(" ", "")).toContain(fingerprint);
    }
    expect(agenda.reservations).toContainEqual(
      expect.objectContaining({ ref: "1.2", delegation: "US", note: RESERVATION }),
    );

    await mexico.goto("/check");
    await mexico.getByLabel(m.check_file(), { exact: true }).setInputFiles({
      name: "agenda.pdf",
      mimeType: "application/pdf",
      buffer: clean ?? Buffer.of(),
    });
    await expect(mexico.getByText(m.check_yes({ title: agenda.title })).first()).toBeVisible();
  });
});
