/** As in production: from an empty database to a delegation's convener. */
import { m } from "../../app/i18n/messages";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "joining", demo: false } });

const PASSWORD = "three unrelated words";

test("the printed link makes the first account, once; invitations make the others", async ({
  device,
  server,
}) => {
  const page = await device();
  await page.goto("/login");
  await expect(page.getByRole("heading", { name: m.accounts_sign_in() })).toBeVisible();
  await expect(page.getByText(m.accounts_demo_title())).toHaveCount(0);
  await page.getByLabel(m.accounts_email()).fill("secretariat@demo.example");
  await page.getByLabel(m.accounts_password()).fill("concerted-demo");
  await page.getByRole("button", { name: m.accounts_sign_in(), exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(m.accounts_wrong());

  await expect.poll(() => server.output()).toMatch(/\/setup\/\S+/);
  const link = /http:\S+\/setup\/\S+/.exec(server.output())?.[0] ?? "";
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(m.accounts_setup_title());
  await page.getByLabel(m.accounts_name()).fill("Test Secretariat");
  await page.getByLabel(m.accounts_email()).fill("office@test.example");
  await page.getByLabel(m.accounts_password()).fill("short");
  await page.getByRole("button", { name: m.accounts_create_account() }).click();
  await expect(page.getByText(m.accounts_problem_too_short({ min: 12 }))).toBeVisible();
  await page.getByLabel(m.accounts_password()).fill(PASSWORD);
  await page.getByRole("button", { name: m.accounts_create_account() }).click();
  await expect(page).toHaveURL("/plans");
  await expect(page.getByText(m.plans_index_empty(), { exact: true })).toBeVisible();

  const late = await device();
  await late.goto(link);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText(m.accounts_link_closed());
  await expect(late.getByText(m.accounts_link_used())).toBeVisible();
  await expect(late.getByLabel(m.accounts_password())).toHaveCount(0);

  await page.getByRole("link", { name: m.ui_nav_people() }).click();
  await page.getByLabel(m.accounts_role(), { exact: true }).selectOption("convener");
  await page.getByRole("button", { name: m.accounts_make_link() }).click();
  await expect(page.getByText(m.accounts_delegation_missing())).toBeVisible();
  await page.getByLabel(m.accounts_delegation(), { exact: true }).selectOption("MX");
  await page.getByLabel(m.accounts_note()).fill("For the head of delegation");
  await page.getByRole("button", { name: m.accounts_make_link() }).click();
  const invitation = await page.getByLabel(m.accounts_link(), { exact: true }).inputValue();
  expect(invitation).toMatch(new RegExp(`^${server.url}/join/`));
  await expect(page.getByText("For the head of delegation")).toBeVisible();

  const guest = await device();
  await guest.goto(invitation);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText(m.accounts_join_title());
  await expect(
    guest.getByText(
      m.accounts_join_role_of({ role: m.accounts_role_convener(), delegation: "Mexico" }),
    ),
  ).toBeVisible();
  await guest.getByLabel(m.accounts_name()).fill("Test Convener");
  await guest.getByLabel(m.accounts_email()).fill("head@test.example");
  await guest.getByLabel(m.accounts_password()).fill(PASSWORD);
  await guest.getByRole("button", { name: m.accounts_create_account() }).click();
  await expect(guest).toHaveURL("/plans");
  await expect(guest.getByRole("banner")).toContainText("Test Convener");
  await expect(guest.getByRole("link", { name: m.ui_nav_people() })).toHaveCount(0);

  await late.goto(invitation);
  await expect(late.getByText(m.accounts_link_used())).toBeVisible();

  // Withdrawn, the guest is out at the next step.
  await page.goto("/people");
  await expect(page.getByText(m.accounts_invitations_none())).toBeVisible();
  const withdraw = m.accounts_withdraw_of({ name: "Test Convener" });
  await page.getByRole("button", { name: withdraw }).click();
  await page
    .getByRole("alertdialog", { name: withdraw })
    .getByRole("button", { name: m.accounts_withdraw(), exact: true })
    .click();
  await expect(page.getByText(m.accounts_withdrawn(), { exact: true })).toBeVisible();
  await guest.goto("/plans");
  await expect(guest).toHaveURL(/\/login/);
  await guest.getByLabel(m.accounts_email()).fill("head@test.example");
  await guest.getByLabel(m.accounts_password()).fill(PASSWORD);
  await guest.getByRole("button", { name: m.accounts_sign_in(), exact: true }).click();
  await expect(guest.getByRole("alert")).toHaveText(m.accounts_wrong());
});
