/** Number, author and time of items that were removed: what the text itself cannot tell. */
import { expect, test } from "vitest";
import { insertPerson } from "#db/people";
import { PLAN_STATES } from "~/accounts/policy";
import { addItem, removeItem, restoreItem } from "~/documents/document-changes";
import { readRemovals } from "~/documents/removals.server";
import { forEachTest } from "./collab-each-test";
import { ITEM, keptLog, PEOPLE, PLAN, until } from "./collab-harness";
import { EVERYONE, PEOPLE as OF_PLANS, openWorkspace } from "./plans-workspace";

const at = forEachTest();
const { open } = at;

async function removals() {
  await at.server.collab.flush();
  return readRemovals(
    {
      store: at.server.store,
      log: keptLog(),
      live: at.server.collab.live,
      now: () => 1,
      newId: () => "id",
      writer: "test",
      settings: { origin: null, demo: false, dataDir: "", mail: false },
      actor: PEOPLE.convenerCa,
      requestId: null,
    },
    PLAN,
  );
}

test("a removed item keeps its number, and the name of whoever removed it, until it is back", async () => {
  const { locale, ...drafter } = PEOPLE.drafterCa;
  await at.server.store.transaction((tx) =>
    insertPerson(tx, {
      ...drafter,
      locale,
      passwordHash: "",
      demo: false,
      createdAt: 1,
      withdrawnAt: null,
    }),
  );
  const client = await open(PEOPLE.drafterCa.id);
  const area = "area-1";
  addItem(client.doc, area, { id: "item-2", text: "Second." });
  await until("it is confirmed", () => !client.provider.hasUnsyncedChanges);
  expect(await removals()).toEqual([]);

  removeItem(client.doc, "item-2");
  removeItem(client.doc, ITEM);
  await until("it is confirmed", () => !client.provider.hasUnsyncedChanges);
  const by = PEOPLE.drafterCa.name;
  const found = (await removals()).sort((a, b) => a.ref.localeCompare(b.ref));
  expect(found).toMatchObject([
    { itemId: ITEM, ref: "CA 1.1", by },
    { itemId: "item-2", ref: "CA 1.2", by },
  ]);

  restoreItem(client.doc, ITEM);
  await until("it is confirmed", () => !client.provider.hasUnsyncedChanges);
  expect(await removals()).toMatchObject([{ itemId: "item-2", ref: "CA 1.2" }]);
});

test.each(PLAN_STATES)(
  "of a plan that is %s they are told to those who may edit it",
  async (state) => {
    const workspace = await openWorkspace(state);
    try {
      for (const who of EVERYONE) {
        const { delegation, role } = OF_PLANS[who];
        const edits = delegation === "CA" && (role === "convener" || role === "drafter");
        const may = edits && (state === "draft" || state === "open");
        const answer = readRemovals(workspace.as(who), "plan");
        if (may) expect(await answer, who).toEqual([]);
        else await expect(answer, who).rejects.toMatchObject({ name: "Refused" });
      }
      await expect(readRemovals(workspace.as(null), "plan")).rejects.toMatchObject({
        code: "signed-out",
      });
    } finally {
      await workspace.close();
    }
  },
);
