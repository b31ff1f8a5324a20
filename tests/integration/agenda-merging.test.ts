import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listDispositions } from "#db/agenda";
import { updateDocument } from "#db/documents";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { agendaSteps, dispositions } from "#db/schema";
import { concordanceView } from "~/agenda/concordance";
import type { Tally } from "~/agenda/coverage";
import { addToItem, compileItems } from "~/agenda/place.server";
import { readAgenda, readMerging } from "~/agenda/read.server";
import { clearDisposition, setAside } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import type { AgendaView } from "~/agenda/view";
import { removeItem, restoreItem, setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

const CA11 = { planId: "plan-ca", itemId: "ca-1-1" };
const CA12 = { planId: "plan-ca", itemId: "ca-1-2" };
const MX21 = { planId: "plan-mx", itemId: "mx-2-1" };
const US11 = { planId: "plan-us", itemId: "us-1-1" };

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode) => expect.objectContaining({ name: "Refused", code });

async function view(person: PersonName = "secretariat"): Promise<AgendaView> {
  const read = await readAgenda(workspace.as(person));
  if (!read) throw new Error("no agenda");
  return read;
}

/** "placed/set aside/unplaced of total" of everything. */
const short = (tally: Tally) =>
  `${tally.placed}/${tally.setAside}/${tally.unplaced} of ${tally.total}`;
const coverage = async () => short((await view()).coverage.all);

const statusOf = async (itemId: string) =>
  (await view()).items.find((item) => item.itemId === itemId)?.status;

/** All that a refused step must leave as it was. */
async function everything() {
  const { read } = workspace.store;
  return {
    steps: read.select().from(agendaSteps).all(),
    rows: read.select().from(dispositions).all(),
    seq: await lastSequence(read),
    record: await listRecord(read, 1000),
    told: [...workspace.told],
  };
}

const compile = (items = [CA11, US11], areaId = "area-1") =>
  compileItems(workspace.as("secretariat"), { items, areaId });

describe("compiling", () => {
  it("carries one item word for word, with its provenance", async () => {
    const { agendaItemId } = await compile([CA11]);
    const { areas, items } = await view();
    expect(areas[0]?.items).toEqual([
      {
        id: agendaItemId,
        ref: "1.1",
        text: "Measure 1.1 of CA",
        sources: [
          {
            planId: "plan-ca",
            planSlug: "canada",
            delegation: "CA",
            itemId: "ca-1-1",
            ref: "CA 1.1",
            disposition: "carried-verbatim",
            drifted: false,
            now: null,
            removed: false,
            basisText: "Measure 1.1 of CA",
            readable: true,
          },
        ],
      },
    ]);
    expect(items.find((item) => item.itemId === "ca-1-1")).toMatchObject({
      status: "placed",
      destinations: [
        { disposition: "carried-verbatim", agendaItem: { id: agendaItemId, ref: "1.1" } },
      ],
    });
    expect(workspace.told).toEqual(["apply agenda true", "announce agenda agenda"]);
  });

  it("consolidates several, in the order taken", async () => {
    await compile([US11, CA11]);
    const item = (await view()).areas[0]?.items[0];
    expect(item?.text).toBe("Measure 1.1 of US\nMeasure 1.1 of CA");
    expect(item?.sources.map((source) => [source.ref, source.disposition])).toEqual([
      ["CA 1.1", "consolidated"],
      ["US 1.1", "consolidated"],
    ]);
  });

  it("may carry an item to a second place", async () => {
    await compile([CA11]);
    await compile([CA11], "area-2");
    expect(await coverage()).toBe("1/0/11 of 12");
    const placed = (await view()).items.find((item) => item.itemId === "ca-1-1");
    expect(placed?.destinations.map((where) => where.agendaItem?.ref)).toEqual(["1.1", "2.1"]);
  });

  it("writes nothing at all when one item of the selection is unknown or removed", async () => {
    await workspace.edit("plan-ca", (doc) => removeItem(doc, "ca-1-2"));
    const before = await everything();
    for (const bad of [{ planId: "plan-ca", itemId: "no-such" }, CA12]) {
      await expect(compile([CA11, bad])).rejects.toEqual(refusedWith("not-found"));
    }
    await expect(compile([CA11, { planId: "agenda", itemId: "x" }])).rejects.toEqual(
      refusedWith("not-found"),
    );
    await expect(compile([CA11], "no-such-area")).rejects.toEqual(refusedWith("not-found"));
    await expect(compile([CA11, CA11])).rejects.toEqual(refusedWith("invalid"));
    await expect(compile([])).rejects.toEqual(refusedWith("invalid"));
    expect(await everything()).toEqual(before);
  });

  it("takes a form that is sent twice as one step", async () => {
    const input = { key: "form-key-0001", items: [CA11], areaId: "area-1" };
    const both = await Promise.allSettled([
      compileItems(workspace.as("secretariat"), input),
      compileItems(workspace.as("secretariat"), input),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((each) => each.status === "rejected")).toMatchObject({
      reason: { code: "already-done" },
    });
    expect((await view()).areas[0]?.items).toHaveLength(1);
  });

  it("refuses what another person placed since the page was read", async () => {
    const seen = { ...CA11, seen: "unplaced" as const };
    const both = await Promise.allSettled([compile([seen]), compile([seen], "area-2")]);
    expect(both.map((each) => each.status)).toEqual(["fulfilled", "rejected"]);
    expect(both[1]).toMatchObject({ reason: { code: "moved-on" } });
    expect(await coverage()).toBe("1/0/11 of 12");
  });
});

describe("adding to an item", () => {
  it("notes a source and leaves the words alone", async () => {
    const { agendaItemId } = await compile([CA11]);
    await addToItem(workspace.as("secretariat"), {
      agendaItemId,
      items: [MX21],
      disposition: "carried-in-part",
    });
    const item = (await view()).areas[0]?.items[0];
    expect(item?.text).toBe("Measure 1.1 of CA");
    expect(item?.sources.map((source) => source.ref)).toEqual(["CA 1.1", "MX 2.1"]);
    expect(await coverage()).toBe("2/0/10 of 12");
  });

  it("is refused the second time, and changes the disposition when it is another", async () => {
    const { agendaItemId } = await compile([CA11]);
    const add = (disposition: "carried-verbatim" | "carried-in-part") =>
      addToItem(workspace.as("secretariat"), { agendaItemId, items: [CA11], disposition });
    await expect(add("carried-verbatim")).rejects.toEqual(refusedWith("already-done"));
    const { stepId } = await add("carried-in-part");
    const dispositionNow = async () =>
      (await view()).areas[0]?.items[0]?.sources.map((source) => source.disposition);
    expect(await dispositionNow()).toEqual(["carried-in-part"]);
    await undoStep(workspace.as("secretariat"), { stepId });
    expect(await dispositionNow()).toEqual(["carried-verbatim"]);
  });

  it("needs an agenda item that stands", async () => {
    const { agendaItemId } = await compile([CA11]);
    await workspace.edit("agenda", (doc) => removeItem(doc, agendaItemId));
    await expect(
      addToItem(workspace.as("secretariat"), {
        agendaItemId,
        items: [US11],
        disposition: "consolidated",
      }),
    ).rejects.toEqual(refusedWith("not-found"));
  });
});

describe("an item carried verbatim", () => {
  it("is consolidated on every side once the agenda's words are others, and back with them", async () => {
    const { agendaItemId } = await compile([CA11]);
    const write = (words: string) =>
      workspace.edit("agenda", (doc) => setItemText(doc, agendaItemId, fromPlainText(words)));
    const said = async () => {
      const now = await view();
      const item = now.items.find(({ itemId }) => itemId === CA11.itemId);
      const row = concordanceView(now).national.find(({ itemId }) => itemId === CA11.itemId);
      return [
        now.areas[0]?.items[0]?.sources[0]?.disposition,
        item?.destinations[0]?.disposition,
        row?.carried[0]?.disposition,
      ];
    };
    const verbatim = Array(3).fill("carried-verbatim");
    expect(await said()).toEqual(verbatim);
    await write("Every measure of the region.");
    expect(await said()).toEqual(Array(3).fill("consolidated"));
    await write("Measure 1.1 of CA\nAnd more.");
    expect(await said()).toEqual(verbatim);
  });
});

describe("setting aside", () => {
  const aside = (items = [CA11], reason = "Needs a budget first") =>
    setAside(workspace.as("secretariat"), { items, disposition: "deferred", reason });

  it("needs a reason of a sensible length", async () => {
    const before = await everything();
    await expect(aside([CA11], "  ")).rejects.toEqual(refusedWith("invalid"));
    await expect(aside([CA11], "x".repeat(2001))).rejects.toEqual(refusedWith("invalid"));
    expect(await everything()).toEqual(before);
  });

  it("ends where the item was carried, and placing ends the setting aside", async () => {
    await compile([CA11]);
    await aside();
    expect(await coverage()).toBe("0/1/11 of 12");
    expect((await view()).areas[0]?.items[0]?.sources).toEqual([]);
    await expect(aside()).rejects.toEqual(refusedWith("already-done"));
    await compile([CA11]);
    expect(await coverage()).toBe("1/0/11 of 12");
    expect(await listDispositions(workspace.store.read, "agenda")).toHaveLength(1);
  });

  it("says so when the words have changed since, and can be done again of these", async () => {
    const where = async () =>
      (await view()).items.find(({ itemId }) => itemId === CA11.itemId)?.destinations;
    await aside();
    expect(await where()).toMatchObject([{ disposition: "deferred", drifted: false }]);
    await expect(aside()).rejects.toEqual(refusedWith("already-done"));
    await workspace.edit("plan-ca", (doc) =>
      setItemText(doc, "ca-1-1", fromPlainText("Another measure")),
    );
    expect(await where()).toMatchObject([{ disposition: "deferred", drifted: true }]);
    await aside();
    expect(await where()).toMatchObject([{ disposition: "deferred", drifted: false }]);
    await expect(aside()).rejects.toEqual(refusedWith("already-done"));
    expect(await coverage()).toBe("0/1/11 of 12");
  });

  it("is cleared, once", async () => {
    await aside();
    await clearDisposition(workspace.as("secretariat"), { items: [CA11] });
    expect(await coverage()).toBe("0/0/12 of 12");
    await expect(clearDisposition(workspace.as("secretariat"), { items: [CA11] })).rejects.toEqual(
      refusedWith("already-done"),
    );
  });

  it("clears one source of an agenda item and leaves the others", async () => {
    const { agendaItemId } = await compile([CA11, US11]);
    await clearDisposition(workspace.as("secretariat"), { items: [US11], agendaItemId });
    const item = (await view()).areas[0]?.items[0];
    expect(item?.sources.map((source) => source.ref)).toEqual(["CA 1.1"]);
    expect(await coverage()).toBe("1/0/11 of 12");
  });
});

describe("undoing", () => {
  it("takes back each kind of step, and the coverage with it", async () => {
    const secretariat = workspace.as("secretariat");
    const compiled = await compile([CA11, US11]);
    const added = await addToItem(secretariat, {
      agendaItemId: compiled.agendaItemId,
      items: [MX21],
      disposition: "consolidated",
    });
    const aside = await setAside(secretariat, {
      items: [CA12, MX21],
      disposition: "not-carried",
      reason: "Covered by national law",
    });
    const cleared = await clearDisposition(secretariat, { items: [CA11, CA12] });
    expect(await coverage()).toBe("1/1/10 of 12");

    await undoStep(secretariat, cleared);
    expect(await coverage()).toBe("2/2/8 of 12");
    await undoStep(secretariat, aside);
    expect(await coverage()).toBe("3/0/9 of 12");
    await undoStep(secretariat, added);
    expect(await coverage()).toBe("2/0/10 of 12");
    await undoStep(secretariat, compiled);
    expect(await coverage()).toBe("0/0/12 of 12");
    expect((await view()).areas.map((area) => area.items.length)).toEqual([0, 0]);
    expect((await view()).steps.map((step) => [step.kind, step.undone, step.mayUndo])).toEqual([
      ["clear", true, false],
      ["set-aside", true, false],
      ["add", true, false],
      ["compile", true, false],
    ]);
  });

  it("waits for the later step that builds on it", async () => {
    const secretariat = workspace.as("secretariat");
    const compiled = await compile([CA11]);
    const added = await addToItem(secretariat, {
      agendaItemId: compiled.agendaItemId,
      items: [US11],
      disposition: "consolidated",
    });
    expect((await view()).steps.map((step) => step.mayUndo)).toEqual([true, false]);
    const before = await everything();
    await expect(undoStep(secretariat, compiled)).rejects.toEqual(refusedWith("moved-on"));
    expect(await everything()).toEqual(before);
    await undoStep(secretariat, added);
    await undoStep(secretariat, compiled);
    await expect(undoStep(secretariat, compiled)).rejects.toEqual(refusedWith("already-done"));
    await expect(undoStep(secretariat, { stepId: "none" })).rejects.toEqual(
      refusedWith("not-found"),
    );
  });

  it("keeps an undone agenda item's words for whoever restores it", async () => {
    const compiled = await compile([CA11]);
    await undoStep(workspace.as("secretariat"), compiled);
    await workspace.edit("agenda", (doc) => restoreItem(doc, compiled.agendaItemId));
    const item = (await view()).areas[0]?.items[0];
    expect(item).toMatchObject({ text: "Measure 1.1 of CA", sources: [] });
    expect(await coverage()).toBe("0/0/12 of 12");
  });

  it("is not for two at once", async () => {
    const compiled = await compile([CA11]);
    const both = await Promise.allSettled([
      undoStep(workspace.as("secretariat"), compiled),
      undoStep(workspace.as("secretariat"), compiled),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("what editors change meanwhile", () => {
  it("does not count items carried to an agenda item that was removed", async () => {
    const { agendaItemId } = await compile([CA11]);
    await workspace.edit("agenda", (doc) => removeItem(doc, agendaItemId));
    expect(await statusOf("ca-1-1")).toBe("unplaced");
    expect(await coverage()).toBe("0/0/12 of 12");
    await workspace.edit("agenda", (doc) => restoreItem(doc, agendaItemId));
    expect(await coverage()).toBe("1/0/11 of 12");
  });

  it("marks a source as drifted when its words change, and when it is removed", async () => {
    await compile([CA11]);
    await workspace.edit("plan-ca", (doc) =>
      setItemText(doc, "ca-1-1", fromPlainText("  Measure 1.1   of CA ")),
    );
    const source = async () => (await view()).areas[0]?.items[0]?.sources[0];
    expect(await source()).toMatchObject({ drifted: false });
    await workspace.edit("plan-ca", (doc) =>
      setItemText(doc, "ca-1-1", fromPlainText("Another measure")),
    );
    expect(await source()).toMatchObject({
      drifted: true,
      removed: false,
      basisText: "Measure 1.1 of CA",
    });
    await workspace.edit("plan-ca", (doc) => removeItem(doc, "ca-1-1"));
    expect(await source()).toMatchObject({ drifted: true, removed: true, ref: "CA 1.1" });
    expect(await coverage()).toBe("0/0/11 of 11");
  });
});

describe("who may", () => {
  it("takes steps: the secretariat alone", async () => {
    const { stepId, agendaItemId } = await compile([CA11]);
    const before = await everything();
    const steps = (person: PersonName | null) => {
      const context = workspace.as(person);
      return [
        () => compileItems(context, { items: [US11], areaId: "area-1" }),
        () => addToItem(context, { items: [US11], agendaItemId, disposition: "consolidated" }),
        () => setAside(context, { items: [US11], disposition: "deferred", reason: "Later" }),
        () => clearDisposition(context, { items: [CA11] }),
        () => undoStep(context, { stepId }),
      ];
    };
    for (const person of ["observer", "convener.ca", "drafter.mx", "member.us"] as const) {
      for (const step of steps(person)) await expect(step()).rejects.toEqual(refusedWith("role"));
    }
    for (const step of steps(null)) await expect(step()).rejects.toEqual(refusedWith("signed-out"));
    expect(await everything()).toEqual(before);
  });

  it("takes no item of a plan that is still internal, and reads none", async () => {
    await workspace.close();
    workspace = await openWorkspace({ MX: "draft" });
    await expect(compile([CA11, MX21])).rejects.toEqual(refusedWith("hidden"));
    const read = await view();
    expect(read.plans.map((plan) => plan.delegation)).toEqual(["CA", "US"]);
    expect(read.items.every((item) => item.delegation !== "MX")).toBe(true);
    expect(read.coverage.byDelegation.map(short)).toEqual([
      "0/0/4 of 4",
      "0/0/4 of 4",
      "0/0/4 of 4",
    ]);
    expect(JSON.stringify(read)).not.toContain("of MX");
  });

  it("sees the sources of others' plans by number only", async () => {
    const { agendaItemId } = await compile([CA11, US11]);
    await workspace.edit("plan-us", (doc) =>
      setItemText(doc, "us-1-1", fromPlainText("An internal change")),
    );
    const read = await view("convener.ca");
    expect(read.may.merge).toBe(false);
    expect(read.plans.map((plan) => [plan.delegation, plan.mayMerge])).toEqual([["CA", false]]);
    expect(read.areas[0]?.items[0]?.sources).toMatchObject([
      { ref: "CA 1.1", readable: true, basisText: "Measure 1.1 of CA" },
      { ref: "US 1.1", readable: false, basisText: "", drifted: false },
    ]);
    expect(read.steps).toMatchObject([{ kind: "compile", refs: ["CA 1.1"], mayUndo: false }]);
    expect((await view("observer")).steps).toEqual([]);
    const merging = await readMerging(workspace.as("secretariat"));
    expect(merging?.sources.get(agendaItemId)).toMatchObject([
      { drifted: false },
      { drifted: true },
    ]);
  });

  it("leaves an adopted agenda alone", async () => {
    const { stepId } = await compile([CA11]);
    await workspace.store.transaction((tx) => updateDocument(tx, "agenda", { state: "adopted" }));
    await expect(compile([US11])).rejects.toEqual(refusedWith("state"));
    await expect(undoStep(workspace.as("secretariat"), { stepId })).rejects.toEqual(
      refusedWith("state"),
    );
    expect((await view()).steps[0]?.mayUndo).toBe(false);
  });

  it("is written into the record", async () => {
    const { stepId } = await compile([CA11]);
    await undoStep(workspace.as("secretariat"), { stepId });
    const record = await listRecord(workspace.store.read, 10);
    expect(record.map((entry) => [entry.action, entry.personId, entry.documentId])).toEqual([
      ["agenda.undo", "p-sec", "agenda"],
      ["agenda.compile", "p-sec", "agenda"],
    ]);
    expect(JSON.stringify(record)).not.toContain("Measure");
  });
});
