import { afterEach, beforeEach, expect, it } from "vitest";
import { listDocuments } from "#db/documents";
import { findPersonByEmail, listPeople } from "#db/people";
import { listRecord } from "#db/record";
import type { Store } from "#db/store";
import { importPlans } from "~/exchange/import.server";
import { readSeedPlans } from "../../seeds/agendas";
import { DELEGATIONS } from "../../seeds/delegations";
import { seedDemo, UnfinishedDemo } from "../../seeds/demo";
import { addPerson, openBareWorkspace } from "./workspace";

let workspace: ReturnType<typeof openBareWorkspace>;
beforeEach(() => {
  workspace = openBareWorkspace({ demo: true });
});
afterEach(() => workspace.close());

/** The demo as it is made by a process that ends after so many transactions. */
function seedUntil(transactions: number): Promise<void> {
  const { app, store } = workspace;
  let left = transactions;
  const transaction: Store["transaction"] = (work) => {
    left -= 1;
    return left < 0 ? Promise.reject(new Error("ended")) : store.transaction(work);
  };
  return seedDemo({ ...app, store: { ...store, transaction } });
}

const newest = async () => (await listRecord(workspace.store.read, 1))[0]?.id;

it("is made once, and found whole at the next start", async () => {
  const { app, store } = workspace;
  await seedDemo(app);
  const before = await newest();
  expect(await listDocuments(store.read)).toHaveLength(4);
  await seedDemo(app);
  expect(await newest()).toBe(before);
});

it("has its accounts before its plans, and begins again without plans", async () => {
  const { app, store } = workspace;
  // The delegations, then the accounts.
  await expect(seedUntil(2)).rejects.toThrow("ended");
  expect(await findPersonByEmail(store.read, "secretariat@demo.example")).toBeDefined();
  expect(await listDocuments(store.read)).toEqual([]);
  await seedDemo(app);
  expect(await listDocuments(store.read)).toHaveLength(4);
  await expect(seedDemo(app)).resolves.toBeUndefined();
});

it.each([3, 5, 20])("says that it is not whole where it ended after %i steps", async (steps) => {
  const { app } = workspace;
  await expect(seedUntil(steps)).rejects.toThrow("ended");
  const before = await newest();
  const again = seedDemo(app);
  await expect(again).rejects.toBeInstanceOf(UnfinishedDemo);
  await expect(again).rejects.toThrow(/^The demo in .+ remove this folder and start again\.$/);
  expect(await newest()).toBe(before);
});

it("leaves alone a workspace of others, with plans or without", async () => {
  const { app, store, as } = workspace;
  await store.transaction((tx) =>
    addPerson(tx, { id: "p", role: "secretariat", delegation: null }),
  );
  await seedDemo(app);
  expect(await listDocuments(store.read)).toEqual([]);
  const plans = readSeedPlans();
  await importPlans(as(null), { plans, delegations: DELEGATIONS, replace: false, authorId: null });
  await seedDemo(app);
  expect(await listPeople(store.read)).toHaveLength(1);
});
