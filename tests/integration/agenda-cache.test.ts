/**
 * What is kept of the merging between requests never shows: after every kind of write, within the same
 * millisecond, each reader gets what a store that was just opened gives them.
 */
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listDispositions } from "#db/agenda";
import { cachedRowsOf, findAgenda, saveProjection, updateDocument } from "#db/documents";
import { people } from "#db/schema";
import { openStore } from "#db/store";
import { objectTo, withdrawObjection } from "~/agenda/objections.server";
import { compileItems } from "~/agenda/place.server";
import { givePosition, withdrawPosition } from "~/agenda/positions.server";
import { readAgenda } from "~/agenda/read.server";
import { setAside } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import { partsOfView, type ViewPart, viewOfParts } from "~/agenda/view-parts";
import {
  moveItem,
  removeItem,
  restoreItem,
  setDetail,
  setItemText,
} from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { decompressParts } from "~/ui/payload";
import { compressParts } from "~/ui/payload.server";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace({ US: "draft" });
});
afterEach(() => workspace.close());

const READERS: PersonName[] = ["secretariat", "convener.ca", "drafter.mx", "member.us", "observer"];

/** As it arrives on the page: compressed, without what stays on the server. */
async function arrives(person: PersonName) {
  const view = await readAgenda(workspace.as(person));
  if (!view) throw new Error("no agenda");
  const compressed = compressParts(view, partsOfView(view));
  return {
    view,
    sent: decompressParts<unknown, ViewPart>({ compressed: compressed.compressed }, viewOfParts),
  };
}

async function expectNothingStale(after: string) {
  const store = openStore(workspace.store.file);
  try {
    for (const person of READERS) {
      const fresh = await readAgenda({ ...workspace.as(person), store });
      const { view, sent } = await arrives(person);
      expect(view, `${person}, after ${after}`).toEqual(fresh);
      expect(sent, `${person}, after ${after}, on the page`).toEqual(fresh);
    }
  } finally {
    await store.close();
  }
}

it("after every kind of write each reader gets what is on disk", async () => {
  const { as, edit, store } = workspace;
  const item = (planId: string, itemId: string) => ({
    planId,
    itemId,
    status: "unplaced" as const,
  });
  const secretariat = as("secretariat");
  const steps = new Map<string, string>();
  let made = "";
  const position = async () => {
    const view = await readAgenda(as("convener.ca"));
    const textHash = view?.positions.items[made]?.textHash ?? "";
    return givePosition(as("convener.ca"), { itemId: made, position: "agreed", textHash });
  };
  const aside = async () =>
    (await listDispositions(store.read, "agenda")).find(({ agendaItemId }) => !agendaItemId)?.id;
  const writes: [string, () => Promise<unknown>][] = [
    ["nothing", async () => undefined],
    [
      "compiling",
      async () => {
        const done = await compileItems(secretariat, {
          items: [
            { ...item("plan-ca", "ca-1-1"), seen: "unplaced" },
            { ...item("plan-mx", "mx-1-1"), seen: "unplaced" },
          ],
          areaId: "area-1",
        });
        steps.set("compile", done.stepId);
        made = done.agendaItemId;
      },
    ],
    [
      "setting aside",
      () =>
        setAside(secretariat, {
          items: [{ ...item("plan-ca", "ca-1-2"), seen: "unplaced" }],
          disposition: "deferred",
          reason: "Later.",
        }),
    ],
    ["a position", position],
    [
      "words of a source",
      () => edit("plan-ca", (doc) => setItemText(doc, "ca-1-1", fromPlainText("Other words."))),
    ],
    [
      "words split off",
      () =>
        edit("plan-ca", (doc) =>
          setItemText(doc, "ca-2-1", fromPlainText("Measure 1.1 of CA and all its parts")),
        ),
    ],
    ["a move", () => edit("plan-mx", (doc) => moveItem(doc, "mx-1-1", "mx-area-2", 0))],
    ["a detail", () => edit("plan-mx", (doc) => setDetail(doc, "mx-1-2", "lead", "Ministry"))],
    ["a source removed", () => edit("plan-mx", (doc) => removeItem(doc, "mx-1-1"))],
    ["its return", () => edit("plan-mx", (doc) => restoreItem(doc, "mx-1-1"))],
    [
      "an objection",
      async () =>
        objectTo(as("convener.ca"), { dispositionId: (await aside()) ?? "", reason: "No." }),
    ],
    [
      "another name",
      () =>
        store.transaction(async (tx) => {
          tx.update(people).set({ name: "Renamed" }).where(eq(people.id, "p-ca")).run();
        }),
    ],
    [
      "its withdrawal",
      async () => {
        const view = await readAgenda(as("convener.ca"));
        const objection = view?.items.flatMap(
          ({ destinations }) => destinations[0]?.objection ?? [],
        );
        return withdrawObjection(as("convener.ca"), { objectionId: objection?.[0]?.id ?? "" });
      },
    ],
    [
      "words of the agenda",
      () => edit("agenda", (doc) => setItemText(doc, made, fromPlainText("Common words."))),
    ],
    ["the position again", position],
    ["a position withdrawn", () => withdrawPosition(as("convener.ca"), { itemId: made })],
    ["undo", () => undoStep(secretariat, { stepId: steps.get("compile") ?? "" })],
    [
      "a plan opened",
      () => store.transaction((tx) => updateDocument(tx, "plan-us", { state: "open" })),
    ],
    [
      "a plan closed",
      () => store.transaction((tx) => updateDocument(tx, "plan-ca", { state: "draft" })),
    ],
  ];
  for (const [name, write] of writes) {
    await write();
    await expectNothingStale(name);
  }
});

it("a change of one item leaves what is said of the others the same objects", async () => {
  const before = (await readAgenda(workspace.as("observer")))?.items ?? [];
  await workspace.edit("plan-ca", (doc) => setItemText(doc, "ca-1-1", fromPlainText("Other.")));
  const after = (await readAgenda(workspace.as("observer")))?.items ?? [];
  const others = after.filter((item, at) => item !== before[at]);
  expect(others.map(({ itemId, text }) => [itemId, text])).toEqual([["ca-1-1", "Other."]]);
});

it("rows that are written anew as they were are no change; a write that is taken back is none", async () => {
  const { store } = workspace;
  const agenda = await findAgenda(store.read);
  if (!agenda) throw new Error("no agenda");
  const { areas, items } = await cachedRowsOf(store, agenda);
  await store.transaction((tx) =>
    saveProjection(tx, agenda.id, { areas: [...areas], items: [...items] }),
  );
  expect((await findAgenda(store.read))?.rowsVersion).toBe(agenda.rowsVersion);

  const failing = store.transaction(async (tx) => {
    await saveProjection(tx, agenda.id, { areas: [], items: [] });
    throw new Error("taken back");
  });
  await expect(failing).rejects.toThrow("taken back");
  const again = await findAgenda(store.read);
  expect(again && (await cachedRowsOf(store, again)).areas).toBe(areas);
});
