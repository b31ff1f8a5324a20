import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRecord } from "#db/record";
import { concordanceView } from "~/agenda/concordance";
import { type DriftAnswer, SEEN_REMOVED } from "~/agenda/drift";
import { answerDrift } from "~/agenda/drift.server";
import { addToItem, compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import { undoStep } from "~/agenda/undo.server";
import { readItem } from "~/documents/document";
import { addItem, removeItem, restoreItem, setItemText } from "~/documents/document-changes";
import { loadDocument } from "~/documents/log.server";
import { fromPlainText, plainText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

const CA11 = { planId: "plan-ca", itemId: "ca-1-1" };
const US11 = { planId: "plan-us", itemId: "us-1-1" };

let workspace: Workspace;
let agendaItemId: string;
beforeEach(async () => {
  workspace = await openWorkspace();
  const compiled = await compileItems(workspace.as("secretariat"), {
    items: [CA11, US11],
    areaId: "area-1",
  });
  agendaItemId = compiled.agendaItemId;
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode) => expect.objectContaining({ name: "Refused", code });

/** The delegation, or the secretariat, writes into an item. */
const write = (documentId: string, itemId: string, words: string) =>
  workspace.edit(documentId, (doc) => setItemText(doc, itemId, fromPlainText(words)));

async function agendaItem(person: PersonName = "secretariat") {
  const view = await readAgenda(workspace.as(person));
  return view?.areas.flatMap(({ items }) => items).find(({ id }) => id === agendaItemId);
}
const source = async (key = CA11, person: PersonName = "secretariat") =>
  (await agendaItem(person))?.sources.find(({ itemId }) => itemId === key.itemId);

async function agendaWords(): Promise<string> {
  const doc = await loadDocument(workspace.store.read, "agenda");
  return plainText(readItem(doc, agendaItemId).text);
}

async function answer(intent: DriftAnswer, person: PersonName = "secretariat", seenHash?: string) {
  const seen = seenHash ?? (await source(CA11))?.now?.hash ?? "";
  return answerDrift(workspace.as(person), { intent, ...CA11, agendaItemId, seenHash: seen });
}

describe("a source that has changed", () => {
  it("is shown with what it says now, and nothing in the agenda changes by itself", async () => {
    expect((await source())?.now).toBeNull();
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    expect(await source()).toMatchObject({
      drifted: true,
      basisText: "Measure 1.1 of CA",
      now: { text: "Measure 1.1 of CA, with a date", mayTakeOver: true, splitOff: [] },
    });
    expect(await agendaWords()).toBe("Measure 1.1 of CA\nMeasure 1.1 of US");
  });

  it("is told where its words were split off to, and that it was removed", async () => {
    const words = "One office leads the work. It reports to parliament.";
    await write("plan-ca", "ca-1-1", words);
    await answer("take-over");
    await write("plan-ca", "ca-1-1", "One office leads the work.");
    await workspace.edit("plan-ca", (doc) =>
      addItem(doc, "ca-area-1", { id: "new", text: "It reports to parliament." }),
    );
    expect((await source())?.now?.splitOff).toEqual(["CA 1.3"]);
    await workspace.edit("plan-ca", (doc) => removeItem(doc, "ca-1-1"));
    expect(await source()).toMatchObject({ removed: true, now: null });
    await expect(answer("keep", "secretariat", "0".repeat(64))).rejects.toThrow(
      refusedWith("moved-on"),
    );
  });
});

describe("taking over", () => {
  it("puts the new words in place of those taken, as one step that can be undone", async () => {
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    const { stepId } = await answer("take-over");
    expect(await agendaWords()).toBe("Measure 1.1 of CA, with a date\nMeasure 1.1 of US");
    expect(await source()).toMatchObject({ drifted: false });
    expect((await listRecord(workspace.store.read, 1))[0]).toMatchObject({
      action: "agenda.take-over",
      detail: { stepId, agendaItemId },
    });

    await undoStep(workspace.as("secretariat"), { stepId });
    expect(await agendaWords()).toBe("Measure 1.1 of CA\nMeasure 1.1 of US");
    expect(await source()).toMatchObject({ drifted: true, basisText: "Measure 1.1 of CA" });
  });

  it("is refused where the words taken were rewritten in the agenda, and writes nothing", async () => {
    await write("agenda", agendaItemId, "One measure of two.");
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    expect((await source())?.now?.mayTakeOver).toBe(false);
    await expect(answer("take-over")).rejects.toThrow(refusedWith("moved-on"));
    expect(await agendaWords()).toBe("One measure of two.");
    expect((await source())?.drifted).toBe(true);
  });

  it("is not undone over words that someone has written since", async () => {
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    const { stepId } = await answer("take-over");
    await write("agenda", agendaItemId, "Rewritten since.");
    await expect(undoStep(workspace.as("secretariat"), { stepId })).rejects.toThrow(
      refusedWith("moved-on"),
    );
    expect(await agendaWords()).toBe("Rewritten since.");
    expect((await source())?.drifted).toBe(false);
  });

  it("is undone only after those of the same agenda item that came later", async () => {
    await write("plan-ca", "ca-1-1", "First change");
    const first = await answer("take-over");
    await write("plan-us", "us-1-1", "Change of the other");
    const seenHash = (await source(US11))?.now?.hash ?? "";
    const second = await answerDrift(workspace.as("secretariat"), {
      intent: "take-over",
      ...US11,
      agendaItemId,
      seenHash,
    });
    const undo = ({ stepId }: { stepId: string }) =>
      undoStep(workspace.as("secretariat"), { stepId });
    await expect(undo(first)).rejects.toThrow(refusedWith("moved-on"));
    await undo(second);
    await undo(first);
    expect(await agendaWords()).toBe("Measure 1.1 of CA\nMeasure 1.1 of US");
  });
});

describe("keeping", () => {
  it("notes the change and leaves the agenda item as it is", async () => {
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    const { stepId } = await answer("keep");
    expect(await agendaWords()).toBe("Measure 1.1 of CA\nMeasure 1.1 of US");
    expect(await source()).toMatchObject({ drifted: false });
    // The next change is a drift again, from what was kept.
    await write("plan-ca", "ca-1-1", "Something else");
    expect(await source()).toMatchObject({ basisText: "Measure 1.1 of CA, with a date" });
    await undoStep(workspace.as("secretariat"), { stepId });
    expect(await source()).toMatchObject({ drifted: true, basisText: "Measure 1.1 of CA" });
  });

  it("concerns this agenda item alone", async () => {
    const other = await compileItems(workspace.as("secretariat"), {
      items: [{ planId: "plan-mx", itemId: "mx-2-1" }],
      areaId: "area-2",
    });
    await addToItem(workspace.as("secretariat"), {
      items: [CA11],
      agendaItemId: other.agendaItemId,
      disposition: "carried-in-part",
    });
    await write("plan-ca", "ca-1-1", "Measure 1.1 of CA, with a date");
    await answer("keep");
    const view = await readAgenda(workspace.as("secretariat"));
    const drifted = view?.areas
      .flatMap(({ items }) => items)
      .flatMap(({ id, sources }) => sources.filter((one) => one.drifted).map(() => id));
    expect(drifted).toEqual([other.agendaItemId]);
  });
});

describe("keeping a source that was removed", () => {
  const keep = () => answer("keep", "secretariat", SEEN_REMOVED);
  const remove = () => workspace.edit("plan-ca", (doc) => removeItem(doc, "ca-1-1"));

  it("leaves the agenda item its words, and the concordance says that it was removed", async () => {
    await remove();
    const { stepId } = await keep();
    expect(await agendaWords()).toBe("Measure 1.1 of CA\nMeasure 1.1 of US");
    expect(await source()).toMatchObject({
      drifted: false,
      removed: true,
      ref: "CA 1.1",
      basisText: "Measure 1.1 of CA",
    });
    const view = await readAgenda(workspace.as("secretariat"));
    const rows = view && concordanceView(view).national;
    expect(rows?.find(({ itemId }) => itemId === "ca-1-1")).toMatchObject({
      visibility: "removed",
      carried: [{ agendaItemId }],
    });
    await expect(keep()).rejects.toThrow(refusedWith("already-done"));

    await undoStep(workspace.as("secretariat"), { stepId });
    expect(await source()).toMatchObject({ drifted: true, removed: true });
  });

  it("holds when the item comes back as it was, and not when it comes back changed", async () => {
    await remove();
    await keep();
    await workspace.edit("plan-ca", (doc) => restoreItem(doc, "ca-1-1"));
    expect(await source()).toMatchObject({ drifted: false, removed: false });
    await write("plan-ca", "ca-1-1", "Other words");
    expect(await source()).toMatchObject({ drifted: true, now: { text: "Other words" } });
  });

  it("is refused if the item stands, and taking over if it does not", async () => {
    await write("plan-ca", "ca-1-1", "Other words");
    await expect(keep()).rejects.toThrow(refusedWith("moved-on"));
    await remove();
    await expect(answer("take-over", "secretariat", SEEN_REMOVED)).rejects.toThrow(
      refusedWith("not-found"),
    );
    expect((await source())?.drifted).toBe(true);
  });
});

it("refuses an answer to other words than were seen, to none, and from whom it is not", async () => {
  await expect(answer("keep", "secretariat", "0".repeat(64))).rejects.toThrow(
    refusedWith("already-done"),
  );
  await write("plan-ca", "ca-1-1", "First change");
  const seenHash = (await source())?.now?.hash;
  await write("plan-ca", "ca-1-1", "Second change");
  await expect(answer("take-over", "secretariat", seenHash)).rejects.toThrow(
    refusedWith("moved-on"),
  );
  for (const person of ["observer", "convener.ca", "drafter.mx", "member.us"] as const) {
    await expect(answer("keep", person)).rejects.toThrow(refusedWith("role"));
  }
  expect((await source())?.drifted).toBe(true);
});
