import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  findDocumentBySlug,
  listAreas,
  listDelegations,
  listDocuments,
  listItems,
  updateDocument,
} from "#db/documents";
import { loadState } from "#db/log";
import { listRecord } from "#db/record";
import { openStore, type Store } from "#db/store";
import { findVersion, listVersions } from "#db/versions";
import type { Actor } from "~/accounts/policy";
import type { OperationContext } from "~/context";
import { readDocument } from "~/documents/document";
import { loadDocument } from "~/documents/log.server";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { ensureAgenda, importPlans, PlanNotOpen } from "~/exchange/import.server";
import type { PlanText } from "~/exchange/report";
import { Refused } from "~/refusal";
import { readSeedPlans } from "../../seeds/agendas";
import { DELEGATIONS } from "../../seeds/delegations";

let folder: string;
let store: Store;
let told: string[];
let context: OperationContext;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
  store = openStore(join(folder, "concerted.sqlite"));
  told = [];
  let id = 0;
  const quiet = () => undefined;
  context = {
    store,
    log: { info: quiet, warn: quiet, error: quiet },
    live: {
      apply: (documentId) => told.push(`apply ${documentId}`),
      announce: (documentId, topic) => told.push(`${topic} ${documentId}`),
      recheck: quiet,
    },
    now: () => 1_000_000 + id,
    newId: () => `id-${++id}`,
    writer: "test",
    settings: { origin: null, demo: false, dataDir: folder, mail: false },
    actor: null,
    requestId: null,
  };
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const input = (plans: PlanText[], replace = false) => ({
  plans,
  delegations: DELEGATIONS,
  replace,
  authorId: null,
});

async function planOf(slug: string) {
  const document = await findDocumentBySlug(store.read, slug);
  if (!document) throw new Error(`no document ${slug}`);
  return document;
}

const refs = async (slug: string) =>
  (await listItems(store.read, [(await planOf(slug)).id])).map(({ ref }) => ref);

/** The seeds with the first item of Canada in other words, its second gone, and one more area. */
function changedSeeds(): PlanText[] {
  const [canada, ...others] = readSeedPlans();
  const [first, ...areas] = canada?.areas ?? [];
  const items = first?.items.filter((_, i) => i !== 1) ?? [];
  items[0] = fromPlainText("Other words.");
  const changed = {
    ...first,
    title: first?.title ?? "",
    items,
  };
  const more = { title: "Later", items: [fromPlainText("Come back to this.")] };
  return canada ? [{ ...canada, areas: [changed, ...areas, more] }, ...others] : others;
}

describe("importing plans", () => {
  it("makes delegations, plans with numbered items, and the agenda", async () => {
    const result = await importPlans(context, input(readSeedPlans()));
    expect(
      result.plans.map(({ delegation, slug, outcome }) => [delegation, slug, outcome]),
    ).toEqual([
      ["CA", "canada", "made"],
      ["MX", "mexico", "made"],
      ["US", "united-states", "made"],
    ]);
    expect((await listDelegations(store.read)).map(({ code }) => code)).toEqual(["CA", "MX", "US"]);
    expect(await refs("canada")).toHaveLength(17);
    expect(await refs("mexico")).toEqual([
      ...["MX 1.1", "MX 1.2", "MX 2.1", "MX 2.2", "MX 2.3", "MX 2.4", "MX 3.1", "MX 3.2"],
    ]);
    expect(await planOf("mexico")).toMatchObject({ kind: "plan", state: "draft", language: "es" });
    const agenda = await planOf("agenda");
    expect(agenda).toMatchObject({ kind: "agenda", state: "zero-draft", delegation: null });
    expect((await listAreas(store.read, [agenda.id])).map(({ title }) => title)).toEqual(
      readSeedPlans()[0]?.areas.map(({ title }) => title),
    );
    expect(result.agenda).toEqual({ documentId: agenda.id, made: true });
  });

  it("tells the open documents after the commit", async () => {
    const { plans, agenda } = await importPlans(context, input(readSeedPlans()));
    expect(told).toEqual([
      ...[...plans, agenda].flatMap(({ documentId }) => [
        `apply ${documentId}`,
        `document ${documentId}`,
      ]),
      `agenda ${agenda.documentId}`,
    ]);
  });

  it("writes each plan as one update, and to the record", async () => {
    const { plans } = await importPlans(context, input(readSeedPlans()));
    for (const { documentId } of plans) {
      expect((await loadState(store.read, documentId)).updates).toHaveLength(1);
    }
    const record = await listRecord(store.read, 10);
    expect(record.map(({ action }) => action)).toEqual([
      "agenda.made",
      ...["plan.imported", "plan.imported", "plan.imported"],
    ]);
  });

  it("doubles and changes nothing the second time", async () => {
    await importPlans(context, input(readSeedPlans()));
    const before = await listItems(store.read, [(await planOf("canada")).id]);
    told = [];
    const { plans } = await importPlans(context, input(changedSeeds()));
    expect(plans.map(({ outcome }) => outcome)).toEqual(Array(3).fill("already-there"));
    expect(await listDocuments(store.read)).toHaveLength(4);
    expect(await listItems(store.read, [(await planOf("canada")).id])).toEqual(before);
    expect(told).toEqual([]);
  });

  it("replaces in place, with the old text as a version", async () => {
    await importPlans(context, input(readSeedPlans()));
    const canada = await planOf("canada");
    const before = await listItems(store.read, [canada.id]);
    const { plans } = await importPlans(context, input(changedSeeds(), true));
    expect(plans[0]).toMatchObject({ documentId: canada.id, outcome: "replaced" });

    const after = await listItems(store.read, [canada.id], { removed: true });
    const idAt = (items: typeof before, ref: string) => items.find((i) => i.ref === ref)?.id;
    expect(idAt(after, "CA 1.1")).toBe(idAt(before, "CA 1.1"));
    expect(after.find(({ ref }) => ref === "CA 1.1")?.text).toBe("Other words.");
    expect(idAt(after, "CA 1.2")).toBe(idAt(before, "CA 1.3"));
    expect(after.find(({ id }) => id === idAt(before, "CA 1.2"))?.removed).toBe(true);
    expect(after.find(({ ref }) => ref === "CA 4.1")?.text).toBe("Come back to this.");

    const [version] = await listVersions(store.read, canada.id);
    expect(version?.reason).toBe("import");
    const kept = new Y.Doc();
    const state = (await findVersion(store.read, version?.id ?? ""))?.state ?? new Uint8Array();
    Y.applyUpdate(kept, state);
    expect(
      readDocument(kept).areas.flatMap(({ items }) => items.map((item) => plainText(item.text))),
    ).toEqual(before.map(({ text }) => text));
  });

  it("keeps what was typed at the same time elsewhere", async () => {
    await importPlans(context, input(readSeedPlans()));
    const canada = await planOf("canada");
    const open = await loadDocument(store.read, canada.id);
    const before = Y.encodeStateVector(open);
    await importPlans(context, input(changedSeeds(), true));
    const disk = await loadDocument(store.read, canada.id);
    Y.applyUpdate(open, Y.encodeStateAsUpdate(disk, before));
    expect(readDocument(open)).toEqual(readDocument(disk));
  });

  it.each(["approved", "submitted"] as const)("refuses to replace an %s plan", async (state) => {
    await importPlans(context, input(readSeedPlans()));
    const mexico = await planOf("mexico");
    await store.transaction((tx) => updateDocument(tx, mexico.id, { state }));
    const items = await listItems(store.read, [(await planOf("canada")).id]);
    const refused = importPlans(context, input(changedSeeds(), true));
    await expect(refused).rejects.toEqual(new PlanNotOpen("MX", state));
    // All or nothing: Canada, which came before, is as it was.
    expect(await listItems(store.read, [(await planOf("canada")).id])).toEqual(items);
    expect(await listVersions(store.read, (await planOf("canada")).id)).toEqual([]);
  });

  it("replaces as a command what is a draft or open, and as a person one's own alone", async () => {
    await importPlans(context, input(readSeedPlans()));
    const canada = readSeedPlans().slice(0, 1);
    const id = (await planOf("canada")).id;
    await store.transaction((tx) => updateDocument(tx, id, { state: "open" }));
    const drafter: Actor = { id: "p", role: "drafter", delegation: "CA" };
    for (const actor of [null, drafter]) {
      context.actor = actor;
      const { plans } = await importPlans(context, input(canada, true));
      expect(plans[0]?.outcome).toBe("replaced");
    }
    context.actor = { id: "p", role: "convener", delegation: "MX" };
    const refused = importPlans(context, input(canada, true));
    await expect(refused).rejects.toMatchObject({ name: "Refused", code: "hidden" });
  });

  it("leaves an adopted agenda as it is, also where a plan is replaced", async () => {
    await importPlans(context, input(readSeedPlans()));
    const { id } = await planOf("agenda");
    await store.transaction((tx) => updateDocument(tx, id, { state: "adopted" }));
    const before = [await planOf("agenda"), await loadState(store.read, id)];
    const { plans, agenda } = await importPlans(context, input(changedSeeds(), true));
    expect(plans[0]?.outcome).toBe("replaced");
    expect(agenda).toEqual({ documentId: id, made: false });
    expect([await planOf("agenda"), await loadState(store.read, id)]).toEqual(before);
  });

  it("lets no one import into a plan that they may not edit", async () => {
    context.actor = { id: "p", role: "drafter", delegation: "CA" };
    await expect(importPlans(context, input(readSeedPlans()))).rejects.toThrow(Refused);
    expect(await listDocuments(store.read)).toEqual([]);
  });

  it("makes the agenda once", async () => {
    const make = () => store.transaction((tx) => ensureAgenda(context, tx, { areas: ["A", "B"] }));
    const first = await make();
    expect(first.update).not.toBeNull();
    expect(await make()).toEqual({ documentId: first.documentId, update: null });
  });
});
