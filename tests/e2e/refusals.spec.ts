/** Nobody reads what is internal to others: not on the page, not as a file, not by WebSocket. */
import { m } from "../../app/i18n/messages";
import { exported, exportedItem } from "./exported";
import { connectAs } from "./hand-made-client";
import { expect, test } from "./workspace";

test.use({ workspace: { name: "refusals", demo: true } });

test("a drafter is refused the plan of another delegation", async ({ session, visit, server }) => {
  const own = await session("drafter.ca");
  const { id } = await exported(own, "/plans/canada");
  const secret = await exportedItem(own, "/plans/canada", "CA 1.3");

  const other = await visit("drafter.mx", "/plans");
  // The list says that there is a plan, and nothing of what is in it.
  await expect(other.getByText(m.plans_index_internal()).first()).toBeVisible();
  await expect(other.getByRole("link", { name: /Mexico|México/ })).toBeVisible();
  await expect(other.getByRole("link", { name: "National Action Plan of Canada" })).toHaveCount(0);

  const page = await other.goto("/plans/canada");
  expect(page?.status()).toBe(403);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_403());
  await expect(other.getByText(m.ui_error_403_text())).toBeVisible();
  expect(await other.content()).not.toContain(secret.text);

  for (const path of ["export.pdf", "export.json", "history.data", "history"]) {
    const answer = await other.request.get(`/plans/canada/${path}`);
    expect(answer.status(), path).toBe(403);
    expect((await answer.body()).toString(), path).not.toContain(secret.text);
  }

  const client = await connectAs(other, server.url, id);
  await expect.poll(() => client.refused()).toBe("hidden");
  expect(client.synced()).toBe(false);
  expect(client.doc.getMap("items").size).toBe(0);
  client.close();

  // The same client with a cookie of the delegation's own is let in.
  const allowed = await connectAs(own, server.url, id);
  await expect.poll(() => allowed.synced()).toBe(true);
  expect(allowed.doc.getMap("items").size).toBeGreaterThan(0);
  allowed.close();
});

test("without a session there is the sign-in page, and no file and no document", async ({
  device,
  session,
  server,
}) => {
  const own = await session("drafter.ca");
  const { id } = await exported(own, "/plans/canada");

  const page = await device();
  await page.goto("/plans/canada");
  await expect(page).toHaveURL("/login?to=%2Fplans%2Fcanada");
  for (const path of ["/plans/canada/export.pdf", "/plans/canada/export.json"]) {
    expect((await page.request.get(path)).status(), path).toBe(401);
  }
  const client = await connectAs(page, server.url, id);
  await expect.poll(() => client.refused()).toBe("signed-out");
  expect(client.doc.getMap("items").size).toBe(0);
  client.close();

  // After signing in one is where one wanted to go.
  await page.getByLabel(m.accounts_email()).fill("drafter.ca@demo.example");
  await page.getByLabel(m.accounts_password()).fill("not the password");
  await page.getByRole("button", { name: m.accounts_sign_in(), exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(m.accounts_wrong());
  await page.getByLabel(m.accounts_password()).fill("concerted-demo");
  await page.getByRole("button", { name: m.accounts_sign_in(), exact: true }).click();
  await expect(page).toHaveURL("/plans/canada");
  await expect(page.getByRole("button", { name: m.ui_sign_out() })).toBeVisible();

  await page.getByRole("button", { name: m.ui_sign_out() }).click();
  await expect(page).toHaveURL(/\/login/);
  expect((await page.request.get("/plans/canada/export.json")).status()).toBe(401);
});

test("only the secretariat sees the people, and an unknown address is 404", async ({ visit }) => {
  const convener = await visit("convener.us", "/plans");
  await expect(convener.getByRole("link", { name: m.ui_nav_people() })).toHaveCount(0);
  expect((await convener.goto("/people"))?.status()).toBe(403);
  expect((await convener.goto("/plans/atlantis"))?.status()).toBe(404);
  await expect(convener.getByRole("heading", { level: 1 })).toHaveText(m.ui_error_404());
  expect((await convener.request.get("/plans/atlantis/export.json")).status()).toBe(404);
});
