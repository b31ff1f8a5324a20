/** Asking for related items, and editing the glossary that leads to them, over a real store. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRecord } from "#db/record";
import { keyOf } from "~/agenda/disposition";
import type { Terms } from "~/agenda/glossary";
import { readGlossary, removeConcept, saveConcept } from "~/agenda/glossary.server";
import { proposeGroups } from "~/agenda/groups.server";
import { compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import type { RelatedIndex } from "~/agenda/related";
import { createRelatedIndexes, relatedItems } from "~/agenda/related.server";
import { removeItem, setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { seedGlossary } from "../../seeds/consultation";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

let workspace: Workspace;
let kept: ReturnType<typeof createRelatedIndexes>;
/** How many indexes were made. */
let made: number;

beforeEach(async () => {
  workspace = await openWorkspace();
  kept = createRelatedIndexes();
  made = 0;
  await write("CA", "ca-1-1", "Study the exploiters.");
  await write("MX", "mx-2-1", "Estudiar a los explotadores y la demanda que los alienta.");
  await write("US", "us-1-1", "Learn about perpetrators.");
});
afterEach(() => workspace.close());

const refusedWith = (code: RefusalCode, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

let clock = 2000;
/** Later each time, as documents are when they change. */
const later = <T extends object>(context: T) => ({ ...context, now: () => ++clock });

async function write(code: string, itemId: string, text: string): Promise<void> {
  await workspace.edit(`plan-${code.toLowerCase()}`, (doc) =>
    setItemText(doc, itemId, fromPlainText(text)),
  );
}

const OFFENDER: Terms = {
  en: ["offender", "exploiter", "perpetrator"],
  fr: ["auteur d’infraction"],
  es: ["explotador"],
};

const add = (terms = OFFENDER, person: PersonName = "secretariat") =>
  saveConcept(later(workspace.as(person)), { seen: null, terms });

const CA11 = { planId: "plan-ca", itemId: "ca-1-1" };

async function relatedTo(item = CA11, person: PersonName | null = "secretariat") {
  const counting = {
    ...kept,
    get: (key: string, make: () => Promise<RelatedIndex>) =>
      kept.get(key, () => {
        made += 1;
        return make();
      }),
  };
  const context = { ...workspace.as(person), relatedIndexes: counting };
  return relatedItems(context, { ...item, language: "fr" });
}
const keys = async (...asked: Parameters<typeof relatedTo>) =>
  (await relatedTo(...asked)).map(keyOf).sort();

describe("related items", () => {
  it("are found over wordings and languages once the glossary says so", async () => {
    expect(await keys()).not.toContain("plan-mx/mx-2-1");
    await add();
    const found = await relatedTo();
    expect(found.map(keyOf).sort()).toEqual(["plan-mx/mx-2-1", "plan-us/us-1-1"]);
    for (const each of found) expect(each.concepts).toEqual(["auteur d’infraction"]);
  });

  it("are of plans that the reader may read, and only of them", async () => {
    await add();
    // An open plan is not yet open to other delegations; to the regional roles it is.
    expect(await keys(CA11, "convener.ca")).toEqual([]);
    expect(await keys(CA11, "observer")).toEqual(["plan-mx/mx-2-1", "plan-us/us-1-1"]);
    await expect(relatedTo({ planId: "plan-mx", itemId: "mx-2-1" }, "convener.ca")).rejects.toEqual(
      refusedWith("not-found"),
    );
    await expect(relatedTo(CA11, null)).rejects.toEqual(refusedWith("signed-out"));
  });

  it("are not asked of, and not found among, removed and unknown items", async () => {
    await add();
    await workspace.edit("plan-us", (doc) => removeItem(doc, "us-1-1"));
    // The clock of these edits stands still, so an index from before would still serve.
    kept = createRelatedIndexes();
    expect(await keys()).toEqual(["plan-mx/mx-2-1"]);
    for (const item of [
      { planId: "plan-us", itemId: "us-1-1" },
      { planId: "plan-us", itemId: "nothing" },
      { planId: "agenda", itemId: "ca-1-1" },
    ]) {
      await expect(relatedTo(item)).rejects.toEqual(refusedWith("not-found"));
    }
  });

  it("come from an index that is kept until a plan or the glossary is another", async () => {
    await add();
    await relatedTo();
    await relatedTo({ planId: "plan-mx", itemId: "mx-2-1" });
    expect(made).toBe(1);
    // The observer reads the same plans; a convener does not.
    await relatedTo(CA11, "observer");
    expect(made).toBe(1);
    await relatedTo(CA11, "convener.ca");
    expect(made).toBe(2);
    const { id } = await add({ en: ["demand"], fr: [], es: ["demanda"] });
    await relatedTo();
    expect(made).toBe(3);
    const concept = (await glossary()).concepts.find((each) => each.id === id);
    await removeConcept(later(workspace.as("secretariat")), {
      seen: { id, updatedAt: concept?.updatedAt ?? 0 },
    });
    await relatedTo();
    await relatedTo();
    // Back to a glossary for which the index is still there.
    expect(made).toBe(3);
  });

  it("are asked for again after an index could not be made", async () => {
    const failing = () => Promise.reject(new Error("no disk"));
    await expect(kept.get("key", failing)).rejects.toThrow("no disk");
    const index = await kept.get("key", async () => ({
      entries: new Map(),
      having: new Map(),
      concepts: new Map(),
    }));
    expect(index.entries.size).toBe(0);
  });
});

describe("proposed groups", () => {
  const propose = (person: PersonName | null, areaNumber: number | null = 1) =>
    proposeGroups(
      { ...workspace.as(person), relatedIndexes: kept },
      { areaNumber, language: "en" },
    );
  const refs = async (areaNumber: number | null = 1) =>
    (await propose("secretariat", areaNumber)).map((group) => group.items.map(keyOf));

  it("are of unplaced items of the area asked for, and place nothing", async () => {
    await add();
    const before = await readAgenda(workspace.as("secretariat"));
    const [offenders] = await propose("secretariat", null);
    expect(offenders?.items.map(keyOf)).toEqual([
      "plan-ca/ca-1-1",
      "plan-mx/mx-2-1",
      "plan-us/us-1-1",
    ]);
    expect(offenders?.concepts).toEqual(["offender"]);
    expect(await refs()).toContainEqual(["plan-ca/ca-1-1", "plan-us/us-1-1"]);
    expect(await readAgenda(workspace.as("secretariat"))).toEqual(before);

    const context = workspace.as("secretariat");
    await compileItems(context, { items: [CA11], areaId: "area-1" });
    expect((await refs()).flat()).not.toContain("plan-ca/ca-1-1");
  });

  it("are for those who merge", async () => {
    for (const person of ["observer", "convener.ca", "drafter.mx", "member.us"] as const) {
      await expect(propose(person)).rejects.toEqual(refusedWith("role"));
    }
    await expect(propose(null)).rejects.toEqual(refusedWith("signed-out"));
  });
});

const glossary = (person: PersonName | null = "secretariat") => readGlossary(workspace.as(person));

describe("the glossary", () => {
  it("is everyone's to read and the secretariat's to edit", async () => {
    const { id } = await add();
    for (const person of ["observer", "convener.ca", "drafter.mx", "member.us"] as const) {
      const view = await glossary(person);
      expect(view.concepts.map(({ terms }) => terms)).toEqual([OFFENDER]);
      expect(view.may.edit).toBe(false);
      const { updatedAt } = view.concepts[0] ?? { updatedAt: 0 };
      const seen = { id, updatedAt };
      const context = workspace.as(person);
      const terms = { en: ["law"], fr: [], es: [] };
      for (const refused of [
        saveConcept(context, { seen: null, terms }),
        saveConcept(context, { seen, terms }),
        removeConcept(context, { seen }),
      ]) {
        await expect(refused).rejects.toEqual(refusedWith("role"));
      }
    }
    expect((await glossary()).may.edit).toBe(true);
    expect((await glossary()).concepts).toHaveLength(1);
    await expect(glossary(null)).rejects.toEqual(refusedWith("signed-out"));
  });

  it("names who changed a concept, records it, and tells the agenda's pages", async () => {
    const { id } = await add();
    const [concept] = (await glossary()).concepts;
    expect(concept).toMatchObject({ id, updatedBy: "secretariat" });
    expect(workspace.told.at(-1)).toBe("announce agenda agenda");
    const [entry] = await listRecord(workspace.store.read, 1);
    expect(entry).toMatchObject({ action: "glossary.add", detail: { conceptId: id } });
  });

  it("overwrites nothing that was not seen", async () => {
    const { id } = await add();
    const seen = { id, updatedAt: (await glossary()).concepts[0]?.updatedAt ?? 0 };
    const context = workspace.as("secretariat");
    // Two at once, in one millisecond: the first is taken.
    const outcomes = await Promise.allSettled(
      ["culprit", "wrongdoer"].map((word) =>
        saveConcept(context, { seen, terms: { ...OFFENDER, en: [word] } }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(outcomes[1]).toMatchObject({ reason: refusedWith("moved-on") });
    await expect(removeConcept(context, { seen })).rejects.toEqual(refusedWith("moved-on"));
    const [concept] = (await glossary()).concepts;
    expect(concept?.terms).toEqual({ ...OFFENDER, en: ["culprit"] });

    await removeConcept(context, { seen: { id, updatedAt: concept?.updatedAt ?? 0 } });
    expect((await glossary()).concepts).toEqual([]);
    await expect(saveConcept(context, { seen, terms: OFFENDER })).rejects.toEqual(
      refusedWith("not-found"),
    );
  });

  it("refuses a concept without terms, and a name that another has, and writes nothing", async () => {
    await add();
    const before = await glossary();
    const nothing: Terms = { en: [], fr: [], es: [] };
    await expect(add(nothing)).rejects.toEqual(refusedWith("invalid", "en"));
    await expect(add({ ...nothing, fr: ["…"] })).rejects.toEqual(refusedWith("invalid", "fr"));
    await expect(add({ ...nothing, es: ["Explotador"] })).rejects.toEqual(
      refusedWith("already-done", "es"),
    );
    expect(await glossary()).toEqual(before);
    expect(await listRecord(workspace.store.read, 100)).toHaveLength(1);
  });

  it("starts filled, is left as its people made it, and stays empty if they emptied it", async () => {
    const app = workspace.as(null);
    await seedGlossary(app);
    const filled = await glossary();
    expect(filled.concepts.length).toBeGreaterThanOrEqual(50);
    expect(filled.concepts.every(({ updatedBy }) => updatedBy === null)).toBe(true);
    for (const { id, updatedAt } of filled.concepts) {
      await removeConcept(workspace.as("secretariat"), { seen: { id, updatedAt } });
    }
    await seedGlossary(app);
    expect((await glossary()).concepts).toEqual([]);
    await add();
    await seedGlossary(app);
    expect((await glossary()).concepts).toHaveLength(1);
  });
});
