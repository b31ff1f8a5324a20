/** A silence procedure rests on the text and the plans it began with. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { findAdoption, listSilences } from "#db/adoption";
import { backUp, restore } from "#db/backup";
import { findAgenda, updateDocument } from "#db/documents";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { openStore } from "#db/store";
import { closeOverdue } from "~/adoption/closing.server";
import { startDeadlineTimer } from "~/adoption/deadlines.server";
import { takeBack } from "~/adoption/drafts.server";
import { readAdoption } from "~/adoption/read.server";
import { adoptInSession } from "~/adoption/session.server";
import { breakSilence, callOffSilence } from "~/adoption/silence.server";
import { compileItems } from "~/agenda/place.server";
import { readAgenda } from "~/agenda/read.server";
import { clearDisposition } from "~/agenda/set-aside.server";
import { undoStep } from "~/agenda/undo.server";
import { findAgendaAsOf } from "~/documents/as-of.server";
import { inBracket } from "~/documents/brackets";
import { preambleFragment } from "~/documents/document";
import {
  addArea,
  addItem,
  moveItem,
  removeItem,
  setAreaTitle,
  setDetail,
  setItemText,
  setTitle,
} from "~/documents/document-changes";
import { readDocumentView } from "~/documents/read.server";
import { replaceRichText } from "~/documents/rewriting";
import { fromPlainText } from "~/documents/rich-text";
import { takePlanStep } from "~/plans/life.server";
import type { RefusalCode } from "~/refusal";
import { DEADLINE, NOON, openReadyWorkspace, type ReadyWorkspace } from "./adoption-workspace";

let w: ReadyWorkspace;
beforeEach(async () => {
  w = await openReadyWorkspace();
  await w.chairsText();
});
afterEach(() => w.close());

const refusedWith = (code: RefusalCode, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });
const silence = async () => (await listSilences(w.store.read, "agenda"))[0];
const edit = (change: (doc: Y.Doc) => unknown) => w.edit("agenda", (doc) => void change(doc));
const stateAsOf = async () => (await findAgendaAsOf(w.store.read, w.clock.now))?.state;

it("ends when its data come back from a backup, which does not know who has broken it", async () => {
  await w.silent();
  const folder = mkdtempSync(join(tmpdir(), "concerted-silence-"));
  try {
    const [backup, database] = [join(folder, "backup.sqlite"), join(folder, "concerted.sqlite")];
    await backUp(w.store.file, backup);
    await breakSilence(w.as("convener.ca"), {
      silenceId: (await silence())?.id ?? "",
      reason: "Not these words.",
    });
    await restore(database, backup, new Date(w.clock.now));
    const store = openStore(database);
    w.clock.now = DEADLINE + 1;
    expect(await closeOverdue({ ...w.as("secretariat"), store })).toBe(false);
    expect((await findAgenda(store.read))?.state).toBe("chairs-text");
    expect((await listSilences(store.read, "agenda"))[0]).toMatchObject({
      outcome: "lapsed",
      reason: "restored",
    });
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("nobody edits the agenda while a silence runs", async () => {
  await w.silent();
  const secretariat = w.as("secretariat");
  const sequence = await lastSequence(w.store.read);
  const { may } = await readDocumentView(secretariat, "agenda");
  expect(may).toMatchObject({ edit: false, merge: false });
  const items = [{ planId: "plan-ca", itemId: "ca-1-2" }];
  const stepId = (await readAgenda(secretariat))?.steps.at(-1)?.id ?? "";
  for (const attempt of [
    () => compileItems(secretariat, { items, areaId: "area-1" }),
    () => clearDisposition(secretariat, { items }),
    () => undoStep(secretariat, { stepId }),
    () => takeBack(secretariat),
  ]) {
    await expect(attempt()).rejects.toEqual(refusedWith("state"));
  }
  expect(await lastSequence(w.store.read)).toBe(sequence);
  w.clock.now = DEADLINE;
  expect(await closeOverdue(w.as(null))).toBe(true);
});

/** Should a way round the policy be found, by a mistake or by hand. */
const CHANGES: [string, (doc: Y.Doc) => unknown][] = [
  ["a word", (doc) => setItemText(doc, w.items.first, fromPlainText("Train staff."))],
  ["an item", (doc) => addItem(doc, "area-2", { id: "new", text: "" })],
  ["an item less", (doc) => removeItem(doc, w.items.second)],
  ["another order", (doc) => moveItem(doc, w.items.second, "area-1", 0)],
  ["an item in another area", (doc) => moveItem(doc, w.items.second, "area-2", 0)],
  ["an area", (doc) => addArea(doc, { id: "area-3", title: "" })],
  ["the title of an area", (doc) => setAreaTitle(doc, "area-1", "Prevention and care")],
  ["a detail", (doc) => setDetail(doc, w.items.first, "due", "2030")],
  [
    "brackets",
    (doc) => {
      const attrs = { id: "b", kind: "text", delegations: ["CA"] };
      setItemText(doc, w.items.first, inBracket(fromPlainText("Measure 1.1 of CA"), attrs));
    },
  ],
  ["the title", (doc) => setTitle(doc, "Another agenda")],
  [
    "the preamble",
    (doc) => {
      const preamble = preambleFragment(doc);
      if (preamble) replaceRichText(preamble, fromPlainText("We agree:"));
    },
  ],
];

describe.each(CHANGES)("with %s changed in the text under silence", (_, change) => {
  beforeEach(() => w.silent());

  it("the silence ends as soon as that is seen, without adoption", async () => {
    w.clock.now = NOON + 1000;
    await edit(change);
    w.told.length = 0;
    expect(await closeOverdue(w.as(null))).toBe(false);
    expect(await silence()).toMatchObject({
      outcome: "lapsed",
      reason: "text",
      endedAt: NOON + 1000,
      endedBy: null,
    });
    expect(w.told).toEqual(["recheck agenda", "announce agenda agenda"]);
    w.clock.now = DEADLINE;
    expect(await closeOverdue(w.as(null))).toBe(false);
    expect(await w.state()).toBe("chairs-text");
  });

  it("nothing is adopted at the deadline, whether or not that has been written", async () => {
    await edit(change);
    w.clock.now = DEADLINE + 1000;
    expect(await stateAsOf()).toBe("chairs-text");
    const deadlines = startDeadlineTimer(w.app, 3_600_000);
    await deadlines.check();
    await deadlines.stop();
    expect(await silence()).toMatchObject({ outcome: "lapsed", endedAt: DEADLINE });
    expect(await stateAsOf()).toBe("chairs-text");
    expect(await findAdoption(w.store.read, "agenda")).toBeUndefined();
  });
});

describe("a silence that lapsed", () => {
  beforeEach(async () => {
    await w.silent();
    await edit((doc) => setItemText(doc, w.items.first, fromPlainText("Train staff.")));
  });

  it("says why on the page, and in the record", async () => {
    const view = await readAdoption(w.as("observer"));
    expect(view?.silence).toBeNull();
    expect(view?.events[0]).toMatchObject({ kind: "lapsed", lapse: "text", person: null });
    const silenceId = (await silence())?.id;
    const [entry] = await listRecord(w.store.read, 1);
    expect(entry).toMatchObject({
      action: "agenda.silence-lapsed",
      personId: null,
      detail: { silenceId, changed: "text" },
    });
  });

  it("is over for those who would break it or call it off", async () => {
    const silenceId = (await silence())?.id ?? "";
    const breaking = breakSilence(w.conveners.CA, { silenceId, reason: "No." });
    await expect(breaking).rejects.toEqual(refusedWith("moved-on"));
    const calling = callOffSilence(w.as("secretariat"), { silenceId });
    await expect(calling).rejects.toEqual(refusedWith("moved-on"));
  });

  it("leads on by taking the chair's text back, and by nothing else", async () => {
    const view = await readAdoption(w.as("secretariat"));
    for (const step of ["silence", "adopt"]) {
      const needs = view?.steps.find((each) => each.step === step)?.requirements;
      expect(needs?.find(({ id }) => id === "as-put-forward")?.met).toBe(false);
    }
    await expect(w.silent()).rejects.toEqual(refusedWith("moved-on"));
    await w.allAgree();
    const adopting = adoptInSession(w.as("secretariat"), { hash: await w.hash() });
    await expect(adopting).rejects.toEqual(refusedWith("moved-on"));
    await takeBack(w.as("secretariat"));
    await w.chairsText();
    await w.silent();
    w.clock.now = DEADLINE;
    expect(await closeOverdue(w.as(null))).toBe(true);
  });
});

it("a text that reads again as it was put forward is adopted", async () => {
  await w.silent();
  await edit((doc) => setDetail(doc, w.items.first, "due", "2030"));
  await edit((doc) => setDetail(doc, w.items.first, "due", ""));
  expect(await closeOverdue(w.as(null))).toBe(false);
  expect((await silence())?.outcome).toBeNull();
  w.clock.now = DEADLINE;
  expect(await closeOverdue(w.as(null))).toBe(true);
});

describe("the plans", () => {
  const reopen = () => takePlanStep(w.as("secretariat"), { documentId: "plan-mx", step: "reopen" });
  const mayReopen = async () => (await readDocumentView(w.as("secretariat"), "mexico")).may.reopen;

  it("are not reopened while a silence runs on the agenda, and may be after it", async () => {
    expect(await mayReopen()).toBe(true);
    const { silenceId } = await w.silent();
    await expect(reopen()).rejects.toEqual(refusedWith("state", "silence"));
    expect(await mayReopen()).toBe(false);
    await callOffSilence(w.as("secretariat"), { silenceId });
    await reopen();
    await expect(w.silent()).rejects.toEqual(refusedWith("state", "requirements"));
  });

  it("are not reopened from the deadline on, for good", async () => {
    await w.silent();
    w.clock.now = DEADLINE;
    await expect(reopen()).rejects.toEqual(refusedWith("state"));
    expect(await mayReopen()).toBe(false);
    await closeOverdue(w.as(null));
    await expect(reopen()).rejects.toEqual(refusedWith("state"));
  });

  it("end the silence if one is not submitted any more", async () => {
    await w.silent();
    await w.store.transaction((tx) => updateDocument(tx, "plan-mx", { state: "open" }));
    w.clock.now = DEADLINE;
    expect(await stateAsOf()).toBe("chairs-text");
    expect(await closeOverdue(w.as(null))).toBe(false);
    expect(await silence()).toMatchObject({ outcome: "lapsed", reason: "plans" });
  });
});
