/** The zero draft over a real store: proposed, accepted in one step, undone in one. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { agendaSteps, dispositions } from "#db/schema";
import { saveConcept } from "~/agenda/glossary.server";
import { proposeGroups } from "~/agenda/groups.server";
import { addToItem, compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import { createRelatedIndexes } from "~/agenda/related.server";
import { undoStep } from "~/agenda/undo.server";
import type { AcceptedDraft } from "~/agenda/zero-draft";
import { placeZeroDraft, proposeZeroDraft } from "~/agenda/zero-draft.server";
import { bracketsOf } from "~/documents/brackets";
import { readItem, readOutline } from "~/documents/document";
import { addItem, removeArea, removeItem, setItemText } from "~/documents/document-changes";
import { loadDocument } from "~/documents/log.server";
import { fromPlainText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

/** Of these, only the two about exploiters belong together. */
const WORDS = {
  "ca-1-1": "Study the exploiters.",
  "ca-1-2": "Open shelters.",
  "ca-2-1": "Train judges.",
  "ca-2-2": "Fund hotlines.",
  "mx-1-1": "Warn tourists.",
  "mx-1-2": "Print leaflets.",
  "mx-2-1": "Amend penalties.",
  "mx-2-2": "Visit schools.",
  "us-1-1": "Learn about perpetrators.",
  "us-1-2": "Appoint rapporteurs.",
  "us-2-1": "Exchange statistics.",
  "us-2-2": "Block payments.",
};

let workspace: Workspace;
let relatedIndexes: ReturnType<typeof createRelatedIndexes>;
beforeEach(async () => {
  workspace = await openWorkspace();
  relatedIndexes = createRelatedIndexes();
  for (const [itemId, words] of Object.entries(WORDS)) {
    await write(`plan-${itemId.slice(0, 2)}`, itemId, words);
  }
  const terms = { en: ["exploiter", "perpetrator"], fr: ["auteur"], es: ["explotador"] };
  await saveConcept(workspace.as("secretariat"), { seen: null, terms });
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode) => expect.objectContaining({ name: "Refused", code });

const write = (documentId: string, itemId: string, words: string) =>
  workspace.edit(documentId, (doc) => setItemText(doc, itemId, fromPlainText(words)));

const propose = (
  areaId: string | null = null,
  person: PersonName | null = "secretariat",
  everything = false,
) =>
  proposeZeroDraft(
    { ...workspace.as(person), relatedIndexes },
    { areaId, everything, language: "en" },
  );

const accept = (drafts: readonly AcceptedDraft[], person: PersonName = "secretariat") =>
  placeZeroDraft(workspace.as(person), { drafts });

async function view() {
  const read = await readAgenda(workspace.as("secretariat"));
  if (!read) throw new Error("no agenda");
  return read;
}
const agendaItems = async () =>
  (await view()).areas.map(({ items }) =>
    items.map(({ sources }) => sources.map(({ itemId }) => itemId).join("+")),
  );

/** Everything that a step writes. */
async function written() {
  const { read } = workspace.store;
  return {
    steps: read.select().from(agendaSteps).all().length,
    rows: read.select().from(dispositions).all().length,
    log: await lastSequence(read),
    record: (await listRecord(read, 100)).length,
  };
}

describe("proposing", () => {
  it("is done of many items too, none of them left out", async () => {
    await workspace.edit("plan-ca", (doc) => {
      const area = readOutline(doc).areas[0]?.id ?? "";
      for (let n = 0; n < 400; n += 1) {
        addItem(doc, area, { id: `ca-more-${n}`, text: `Visit school ${n} with teachers.` });
      }
    });
    const unplaced = (await view()).items.filter(({ status }) => status === "unplaced");
    expect(unplaced.length).toBeGreaterThan(400);
    const { drafts, homeless } = await propose();
    expect(drafts.flatMap(({ items }) => items).length + homeless).toBe(unplaced.length);
    const [first] = (await view()).areas;
    const all = await propose(first?.id ?? null, "secretariat", true);
    expect(all.drafts.flatMap(({ items }) => items)).toHaveLength(unplaced.length);
    const groups = await proposeGroups(
      { ...workspace.as("secretariat"), relatedIndexes },
      { areaNumber: null, language: "en" },
    );
    expect(groups.length).toBeGreaterThan(0);
  });

  it("puts groups together and every other unplaced item by itself, area by area", async () => {
    const { drafts, homeless } = await propose();
    expect(homeless).toBe(0);
    expect(drafts.map(({ areaId, items }) => [areaId, items.length])).toEqual([
      ["area-1", 2],
      ...Array(4).fill(["area-1", 1]),
      ...Array(6).fill(["area-2", 1]),
    ]);
    expect(drafts[0]).toMatchObject({ concepts: ["exploiter"] });
    expect(drafts[0]?.items.map(({ itemId }) => itemId)).toEqual(["ca-1-1", "us-1-1"]);
    expect((await view()).items.every(({ status }) => status === "unplaced")).toBe(true);
  });

  it("leaves out what is placed, and takes one area or everything into one", async () => {
    await compileItems(workspace.as("secretariat"), {
      items: [{ planId: "plan-mx", itemId: "mx-2-1" }],
      areaId: "area-1",
    });
    expect((await propose("area-2")).drafts).toHaveLength(5);
    const all = (await propose("area-2", "secretariat", true)).drafts;
    expect(all.flatMap(({ items }) => items)).toHaveLength(11);
    expect(all.every(({ areaId }) => areaId === "area-2")).toBe(true);
  });

  it("counts what belongs to no area, and is refused for an area that does not stand", async () => {
    await workspace.edit("agenda", (doc) => removeArea(doc, "area-2"));
    expect((await propose()).homeless).toBe(6);
    await expect(propose("area-2")).rejects.toThrow(refusedWith("not-found"));
  });

  it("is for those who merge", async () => {
    await expect(propose(null, "observer")).rejects.toThrow(refusedWith("role"));
    await expect(propose(null, "convener.ca")).rejects.toThrow(refusedWith("role"));
    await expect(propose(null, null)).rejects.toThrow(refusedWith("signed-out"));
  });
});

describe("accepting", () => {
  it("makes all agenda items in one step, which one undo takes back", async () => {
    const before = await written();
    const { drafts } = await propose();
    const { stepId, made } = await accept(drafts);
    expect(made).toBe(11);
    expect(await agendaItems()).toEqual([
      ["ca-1-1+us-1-1", "ca-1-2", "mx-1-1", "mx-1-2", "us-1-2"],
      ["ca-2-1", "ca-2-2", "mx-2-1", "mx-2-2", "us-2-1", "us-2-2"],
    ]);
    const after = await view();
    expect(after.coverage.all).toMatchObject({ placed: 12, unplaced: 0 });
    expect(after.steps[0]).toMatchObject({ kind: "compile-many", made: 11, mayUndo: true });
    expect(after.steps[0]?.refs).toHaveLength(12);
    expect(after.areas[0]?.items[0]?.sources.map(({ disposition }) => disposition)).toEqual([
      "consolidated",
      "consolidated",
    ]);
    expect(after.areas[0]?.items[1]?.sources[0]?.disposition).toBe("carried-verbatim");
    expect(await written()).toMatchObject({
      steps: before.steps + 1,
      rows: before.rows + 12,
      log: before.log + 1,
      record: before.record + 1,
    });

    await undoStep(workspace.as("secretariat"), { stepId });
    expect(await agendaItems()).toEqual([[], []]);
    expect((await view()).coverage.all).toMatchObject({ placed: 0, unplaced: 12 });
    expect((await view()).steps[0]).toMatchObject({ undone: true, made: 11 });
    // What is unplaced again can be proposed again.
    expect((await propose()).drafts).toHaveLength(11);
  });

  it("takes only what was left in, with alternatives where these were chosen", async () => {
    const [group] = (await propose("area-1")).drafts;
    if (!group) throw new Error("no group");
    await accept([{ ...group, form: "alternatives" }]);
    expect(await agendaItems()).toEqual([["ca-1-1+us-1-1"], []]);
    const id = (await view()).areas[0]?.items[0]?.id ?? "";
    const doc = await loadDocument(workspace.store.read, "agenda");
    expect(
      bracketsOf(readItem(doc, id).text).map(({ kind, delegations }) => [kind, delegations]),
    ).toEqual([
      ["alternative", ["CA"]],
      ["alternative", ["US"]],
    ]);
  });

  it("is undone only after a step that builds on one of its items", async () => {
    const { drafts } = await propose("area-1");
    const { stepId } = await accept(drafts);
    const second = (await view()).areas[0]?.items[1]?.id ?? "";
    const added = await addToItem(workspace.as("secretariat"), {
      items: [{ planId: "plan-mx", itemId: "mx-2-1" }],
      agendaItemId: second,
      disposition: "consolidated",
    });
    const undo = (id: string) => undoStep(workspace.as("secretariat"), { stepId: id });
    await expect(undo(stepId)).rejects.toThrow(refusedWith("moved-on"));
    await undo(added.stepId);
    await undo(stepId);
    expect(await agendaItems()).toEqual([[], []]);
  });
});

describe("accepting what has changed meanwhile writes nothing and says moved-on", () => {
  it.each([
    [
      "an item was placed",
      () =>
        compileItems(workspace.as("secretariat"), {
          items: [{ planId: "plan-mx", itemId: "mx-2-2" }],
          areaId: "area-2",
        }),
    ],
    ["the words of one changed", () => write("plan-ca", "ca-2-2", "Other words")],
    ["one was removed", () => workspace.edit("plan-us", (doc) => removeItem(doc, "us-2-2"))],
    ["an area was removed", () => workspace.edit("agenda", (doc) => removeArea(doc, "area-2"))],
  ])("%s", async (_, change) => {
    const { drafts } = await propose();
    await change();
    const before = await written();
    await expect(accept(drafts)).rejects.toThrow(refusedWith("moved-on"));
    expect(await written()).toEqual(before);
  });
});

it("is one step for one form, and only for who may merge", async () => {
  const { drafts } = await propose();
  const context = workspace.as("secretariat");
  await expect(accept(drafts, "observer")).rejects.toThrow(refusedWith("role"));
  const [first] = drafts;
  if (!first) throw new Error("no draft");
  await expect(accept([first, first])).rejects.toThrow(refusedWith("invalid"));
  await expect(accept([])).rejects.toThrow(refusedWith("invalid"));
  await placeZeroDraft(context, { key: "key-of-the-form", drafts });
  await expect(placeZeroDraft(context, { key: "key-of-the-form", drafts })).rejects.toThrow(
    // The items are not unplaced any more: that is seen first.
    refusedWith("moved-on"),
  );
});
