import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateDocument } from "#db/documents";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { positions } from "#db/schema";
import type { Position } from "~/agenda/positions";
import { givePosition, withdrawPosition } from "~/agenda/positions.server";
import { readAgenda } from "~/agenda/read.server";
import type { PositionsView } from "~/agenda/view";
import { addItem, removeItem, restoreItem, setItemText } from "~/documents/document-changes";
import { textHash } from "~/documents/projection.server";
import { fromPlainText, type RichText } from "~/documents/rich-text";
import { exportDocument } from "~/exchange/export.server";
import { toJson } from "~/exchange/export-model";
import { CONTRIBUTION_LIMITS } from "~/limits";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";
import { addPerson } from "./workspace";

const WORDS = "Train staff in every school.";
const MEXICO = { id: "p-mx-head", role: "convener", delegation: "MX" } as const;

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
  await workspace.store.transaction((tx) => addPerson(tx, { ...MEXICO, name: "convener.mx" }));
  await workspace.edit("agenda", (doc) => {
    addItem(doc, "area-1", { id: "item-1", text: WORDS });
    addItem(doc, "area-1", { id: "item-2", text: "Report every year." });
  });
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

const asMexico = () => ({ ...workspace.as("convener.ca"), actor: MEXICO });

const give = (
  position: Position = "agreed",
  {
    as = workspace.as("convener.ca"),
    itemId = "item-1",
    words = WORDS,
    note,
  }: {
    as?: ReturnType<Workspace["as"]>;
    itemId?: string;
    words?: string;
    note?: string;
  } = {},
) => givePosition(as, { itemId, position, note, textHash: textHash(words) });

const write = (text: string | RichText, itemId = "item-1") =>
  workspace.edit("agenda", (doc) =>
    setItemText(doc, itemId, typeof text === "string" ? fromPlainText(text) : text),
  );

async function view(person: PersonName = "convener.ca"): Promise<PositionsView> {
  const read = await readAgenda(workspace.as(person));
  if (!read) throw new Error("no agenda");
  return read.positions;
}

const said = async (itemId = "item-1") =>
  (await view()).items[itemId]?.positions.map((each) =>
    [each.delegation, each.position, each.current ? "current" : "to be confirmed"].join(" "),
  );

const rows = () => workspace.store.read.select().from(positions).all();

describe("giving a position", () => {
  it("keeps the words it was given on, is in the record, and is told to open pages", async () => {
    const { positionId } = await give("reservation", { note: " Subject to our law. " });
    expect(rows()).toEqual([
      {
        id: positionId,
        agendaId: "agenda",
        itemId: "item-1",
        delegation: "CA",
        position: "reservation",
        note: "Subject to our law.",
        text: WORDS,
        textHash: textHash(WORDS),
        personId: "p-ca",
        at: 1000,
        endedAt: null,
        endedBy: null,
      },
    ]);
    const [entry] = await listRecord(workspace.store.read, 1);
    expect(entry).toMatchObject({
      action: "agenda.position",
      documentId: "agenda",
      personId: "p-ca",
      detail: { delegation: "CA", itemId: "item-1", position: "reservation", positionId },
    });
    // Ids and choices, never what was written.
    expect(JSON.stringify(entry)).not.toContain("our law");
    expect(JSON.stringify(entry)).not.toContain("Train");
    expect(workspace.told).toEqual(["announce agenda agenda"]);
  });

  it("ends the delegation's earlier one, which stays as a row, and no other", async () => {
    const first = await give("agreed");
    const mexican = await give("objection", { as: asMexico(), note: "Too costly." });
    const second = await give("agreed-ad-referendum");
    expect(rows().map(({ id, endedAt, endedBy }) => [id, endedAt, endedBy])).toEqual([
      [first.positionId, 1000, "p-ca"],
      [mexican.positionId, null, null],
      [second.positionId, null, null],
    ]);
    expect(await said()).toEqual(["CA agreed-ad-referendum current", "MX objection current"]);
    expect((await view()).items["item-1"]?.agreement).toBe("objected");
  });

  it("leaves out a note that says nothing of an agreement", async () => {
    await give("agreed", { note: "Gladly." });
    expect(rows()[0]?.note).toBe("");
  });

  it("is one, also when it is sent twice at once", async () => {
    const outcomes = await Promise.allSettled([give(), give()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(rows()).toHaveLength(1);
  });

  it("is once the same", async () => {
    await give();
    await expect(give()).rejects.toEqual(refusedWith("already-done"));
    expect(rows()).toHaveLength(1);
  });
});

describe("the words it is bound to", () => {
  it("are those on disk: other words are refused, and nothing is written", async () => {
    await write("Train staff in some schools.");
    const record = await listRecord(workspace.store.read, 1000);
    await expect(give()).rejects.toEqual(refusedWith("moved-on"));
    expect(rows()).toEqual([]);
    expect(await listRecord(workspace.store.read, 1000)).toEqual(record);
    expect(workspace.told).toEqual([]);
    await give("agreed", { words: "Train staff in some schools." });
  });

  it("make it to be confirmed when they change, and current when they come back", async () => {
    await give();
    await write("Train staff in most schools.");
    expect(await said()).toEqual(["CA agreed to be confirmed"]);
    const here = (await view()).items["item-1"];
    expect(here).toMatchObject({
      agreement: "open",
      textHash: textHash("Train staff in most schools."),
      positions: [{ basisText: WORDS, person: "convener.ca" }],
    });
    await write(WORDS);
    expect(await said()).toEqual(["CA agreed current"]);
    expect((await view()).items["item-1"]?.positions[0]?.basisText).toBeNull();
  });

  it("can be formatted without a change to it", async () => {
    await give();
    await write({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "Train staff ", marks: [{ type: "bold" }] },
            { type: "text", text: "in every school." },
          ],
        },
      ],
    });
    expect(await said()).toEqual(["CA agreed current"]);
  });

  it("are confirmed by giving it anew", async () => {
    await give();
    await write("Train all staff.");
    await give("agreed", { words: "Train all staff." });
    expect(await said()).toEqual(["CA agreed current"]);
    expect(rows().map(({ text, endedAt }) => [text, endedAt])).toEqual([
      [WORDS, 1000],
      ["Train all staff.", null],
    ]);
  });

  it("must stand: a removed item takes no position, and brings back those it had", async () => {
    await give();
    await workspace.edit("agenda", (doc) => removeItem(doc, "item-1"));
    await expect(give("objection", { note: "No" })).rejects.toEqual(refusedWith("not-found"));
    await expect(give("agreed", { itemId: "nowhere" })).rejects.toEqual(refusedWith("not-found"));
    expect((await view()).items["item-1"]).toBeUndefined();
    await workspace.edit("agenda", (doc) => restoreItem(doc, "item-1"));
    expect(await said()).toEqual(["CA agreed current"]);
  });
});

describe("who may", () => {
  it.each<[PersonName | null, RefusalCode]>([
    [null, "signed-out"],
    ["secretariat", "role"],
    ["observer", "role"],
    ["drafter.mx", "role"],
    ["member.us", "role"],
  ])("not %s: %s", async (person, code) => {
    await give();
    const [before, seq] = [rows(), await lastSequence(workspace.store.read)];
    const as = workspace.as(person);
    await expect(give("agreed", { as })).rejects.toEqual(refusedWith(code));
    await expect(withdrawPosition(as, { itemId: "item-1" })).rejects.toEqual(refusedWith(code));
    expect(rows()).toEqual(before);
    expect(await lastSequence(workspace.store.read)).toBe(seq);
  });

  it("nobody once the agenda is adopted", async () => {
    await workspace.store.transaction((tx) => updateDocument(tx, "agenda", { state: "adopted" }));
    await expect(give()).rejects.toEqual(refusedWith("state"));
    expect((await view()).own).toBeNull();
  });

  it("no convener for another delegation, whatever is sent", async () => {
    await give("agreed", { as: asMexico() });
    const forged = { itemId: "item-1", delegation: "MX" };
    await expect(withdrawPosition(workspace.as("convener.ca"), forged)).rejects.toEqual(
      refusedWith("already-done"),
    );
    await givePosition(workspace.as("convener.ca"), {
      ...forged,
      position: "objection",
      note: "No.",
      textHash: textHash(WORDS),
    });
    expect(await said()).toEqual(["CA objection current", "MX agreed current"]);
  });

  it("is what the page is told", async () => {
    expect((await view("convener.ca")).own).toBe("CA");
    for (const person of ["secretariat", "observer", "drafter.mx", "member.us"] as const) {
      expect((await view(person)).own).toBeNull();
    }
  });
});

describe("bad input", () => {
  it.each<[string, Position, string]>([
    ["a reservation without its text", "reservation", "  "],
    ["an objection without a reason", "objection", ""],
    ["a note that is too long", "objection", "x".repeat(CONTRIBUTION_LIMITS.reasonLetters + 1)],
  ])("%s is refused", async (_, position, note) => {
    await expect(give(position, { note })).rejects.toEqual(refusedWith("invalid", "note"));
    expect(rows()).toEqual([]);
  });
});

describe("withdrawing", () => {
  it("ends the position, which stays in the history", async () => {
    await give();
    await withdrawPosition(workspace.as("convener.ca"), { itemId: "item-1" });
    expect(rows()).toMatchObject([{ endedAt: 1000, endedBy: "p-ca" }]);
    expect(await said()).toEqual([]);
    expect((await listRecord(workspace.store.read, 1))[0]?.action).toBe("agenda.withdraw-position");
    await expect(
      withdrawPosition(workspace.as("convener.ca"), { itemId: "item-1" }),
    ).rejects.toEqual(refusedWith("already-done"));
    await give();
    expect(await said()).toEqual(["CA agreed current"]);
  });
});

describe("the overview", () => {
  it("counts what each delegation has still to say", async () => {
    await give();
    await give("agreed", { itemId: "item-2", words: "Report every year." });
    await give("agreed", { as: asMexico() });
    await write("Train all staff.");
    expect(await view("secretariat")).toMatchObject({
      delegations: [
        { delegation: "CA", current: 1, toConfirm: 1, missing: 0 },
        { delegation: "MX", current: 0, toConfirm: 1, missing: 1 },
        { delegation: "US", current: 0, toConfirm: 0, missing: 2 },
      ],
      agreements: { agreed: 0, open: 2 },
    });
  });

  it("is in the JSON export, on the words of the export", async () => {
    await give("agreed", { as: asMexico() });
    await give("reservation", { note: "Subject to our law." });
    const exported = async () =>
      toJson(
        await exportDocument(workspace.as("observer"), { kind: "agenda" }),
      ).areas[0]?.items.map((item) => item.positions);
    expect(await exported()).toEqual([
      [
        {
          delegation: "CA",
          position: "reservation",
          current: true,
          note: "Subject to our law.",
        },
        { delegation: "MX", position: "agreed", current: true, note: "" },
      ],
      [],
    ]);
    await write("Train all staff.");
    expect((await exported())?.[0]?.map(({ current }) => current)).toEqual([false, false]);
  });
});
