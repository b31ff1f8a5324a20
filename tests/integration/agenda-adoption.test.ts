import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { findAdoption, listConsents, listDrafts, listSilences } from "#db/adoption";
import { updateDocument } from "#db/documents";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { findVersion, listVersions } from "#db/versions";
import { closeOverdue } from "~/adoption/closing.server";
import { startDeadlineTimer } from "~/adoption/deadlines.server";
import { issueDraft, putForward, takeBack } from "~/adoption/drafts.server";
import { readAdoption, readSilence } from "~/adoption/read.server";
import { adoptInSession } from "~/adoption/session.server";
import { breakSilence, callOffSilence, startSilence } from "~/adoption/silence.server";
import { objectTo } from "~/agenda/objections.server";
import { compileItems } from "~/agenda/place.server";
import { withdrawPosition } from "~/agenda/positions.server";
import { readAgenda } from "~/agenda/read.server";
import { undoStep } from "~/agenda/undo.server";
import { openThread } from "~/comments/comments.server";
import type { OperationContext } from "~/context";
import { readDocument } from "~/documents/document";
import { addItem, setItemText } from "~/documents/document-changes";
import { readDocumentView } from "~/documents/read.server";
import { fromPlainText, type RichText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { DEADLINE, NOON, openReadyWorkspace, type ReadyWorkspace } from "./adoption-workspace";
import type { PersonName } from "./agenda-workspace";

let w: ReadyWorkspace;
beforeEach(async () => {
  w = await openReadyWorkspace();
});
afterEach(() => w.close());

const refusedWith = (code: RefusalCode, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

const drafts = async () =>
  (await listDrafts(w.store.read, "agenda")).map(
    ({ kind, position, number }) => `${position} ${kind} ${number}`,
  );
const write = (text: string | RichText, itemId = w.items.first) =>
  w.edit("agenda", (doc) =>
    setItemText(doc, itemId, typeof text === "string" ? fromPlainText(text) : text),
  );
const inBrackets: RichText = {
  type: "doc",
  content: [
    {
      type: "paragraph",
      content: [
        {
          type: "text",
          text: "Train staff.",
          marks: [{ type: "bracket", attrs: { id: "b", kind: "text", delegations: ["CA"] } }],
        },
      ],
    },
  ],
};
/** Everyone but those who may, with what they are told. */
const OTHERS: [PersonName | null, RefusalCode][] = [
  [null, "signed-out"],
  ["observer", "role"],
  ["drafter.ca", "role"],
  ["member.us", "role"],
];
const silences = async () => listSilences(w.store.read, "agenda");
const breakIt = async (reason = "There is no budget for it.", code: "CA" | "MX" | "US" = "CA") =>
  breakSilence(w.conveners[code], { silenceId: (await silences())[0]?.id ?? "", reason });

describe("drafts", () => {
  it("are issued by the secretariat, numbered, frozen, recorded and told", async () => {
    const before = await readDocumentView(w.as("secretariat"), "agenda");
    expect(await w.issue(" For the first reading. ")).toEqual({ position: 0 });
    expect(await w.state()).toBe("zero-draft");
    await write("Train staff in every school.");
    await w.issue();
    expect(await w.state()).toBe("revised-draft");
    expect(await drafts()).toEqual(["0 zero-draft 0", "1 revised-draft 1"]);

    const [zero] = await listDrafts(w.store.read, "agenda");
    expect(zero).toMatchObject({
      note: "For the first reading.",
      issuedBy: "p-sec",
      issuedAt: NOON,
    });
    expect(zero?.textHash).toBe(before.hash);
    const version = await findVersion(w.store.read, zero?.versionId ?? "");
    const doc = new Y.Doc();
    Y.applyUpdate(doc, version?.state ?? new Uint8Array());
    expect(readDocument(doc).areas).toEqual(before.content.areas);
    expect(version?.reason).toBe("draft");
    const [entry] = await listRecord(w.store.read, 1);
    expect(entry).toMatchObject({ action: "agenda.issue-draft", personId: "p-sec" });
    expect(w.told).toContain("announce agenda agenda");
  });

  it("are refused for a text that was not read, or that was issued already", async () => {
    const hash = await w.hash();
    await write("Train staff in every school.");
    const stale = issueDraft(w.as("secretariat"), { hash });
    await expect(stale).rejects.toEqual(refusedWith("moved-on"));
    await w.issue();
    await expect(w.issue()).rejects.toEqual(refusedWith("already-done"));
    expect(await drafts()).toEqual(["0 zero-draft 0"]);
  });

  it("are one, also when they are issued twice at once", async () => {
    const outcomes = await Promise.allSettled([w.issue(), w.issue()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await drafts()).toHaveLength(1);
    expect(await listVersions(w.store.read, "agenda")).toHaveLength(1);
  });

  it.each<[PersonName | null, RefusalCode]>([...OTHERS, ["convener.ca", "role"]])(
    "nor the chair's text come from %s",
    async (who, code) => {
      const input = { hash: await w.hash() };
      await expect(issueDraft(w.as(who), input)).rejects.toEqual(refusedWith(code));
      await expect(putForward(w.as(who), input)).rejects.toEqual(refusedWith(code));
      await w.chairsText();
      await expect(takeBack(w.as(who))).rejects.toEqual(refusedWith(code));
      await expect(adoptInSession(w.as(who), input)).rejects.toEqual(refusedWith(code));
      const silence = { ...input, deadline: "2026-11-25T18:00", timeZone: "UTC" };
      await expect(startSilence(w.as(who), silence)).rejects.toEqual(refusedWith(code));
    },
  );
});

describe("the chair's text", () => {
  it("closes the text, and says so to open pages; positions and comments go on", async () => {
    await w.chairsText();
    expect(await w.state()).toBe("chairs-text");
    expect(w.told).toEqual(["recheck agenda", "announce agenda agenda"]);
    const view = await readDocumentView(w.as("secretariat"), "agenda");
    expect(view.may).toMatchObject({ edit: false, merge: false, "issue-draft": false });
    const item = { planId: "plan-ca", itemId: "ca-1-2" };
    const compiling = compileItems(w.as("secretariat"), { items: [item], areaId: "area-1" });
    await expect(compiling).rejects.toEqual(refusedWith("state"));
    await w.give("CA", w.items.first, "agreed");
    const thread = { documentId: "agenda", itemId: w.items.first, anchor: null, quote: "" };
    await openThread(w.as("drafter.ca"), { ...thread, body: "Good." });
  });

  it("needs an item, everything placed and no brackets", async () => {
    await write(inBrackets);
    await expect(w.chairsText()).rejects.toEqual(refusedWith("state", "requirements"));
    await write("Train staff.");
    await w.edit("plan-ca", (doc) => addItem(doc, "ca-area-1", { id: "ca-new", text: "New." }));
    await expect(w.chairsText()).rejects.toEqual(refusedWith("state", "requirements"));
    expect(await drafts()).toEqual([]);
    expect(await w.state()).toBe("zero-draft");
  });

  it("counts what is unplaced in plans that the reader may not read, and says how much that is", async () => {
    await w.edit("plan-ca", (doc) => addItem(doc, "ca-area-1", { id: "ca-new", text: "New." }));
    await w.edit("plan-mx", (doc) => addItem(doc, "mx-area-1", { id: "mx-new", text: "New." }));
    await w.store.transaction(async (tx) => {
      await updateDocument(tx, "plan-ca", { state: "draft" });
      await updateDocument(tx, "plan-mx", { state: "open" });
    });
    const seenBy = async (context: OperationContext) => {
      const view = await readAdoption(context);
      const { requirements = [] } = view?.steps.find(({ step }) => step === "put-forward") ?? {};
      const count = requirements.find(({ id }) => id === "placed")?.count;
      return { count, internal: view?.unplacedInternal };
    };
    expect(await seenBy(w.as("secretariat"))).toEqual({ count: 2, internal: 1 });
    // To a delegation, its own plan is open, and that of another is not before it is submitted.
    expect(await seenBy(w.conveners.CA)).toEqual({ count: 2, internal: 1 });
    expect(await seenBy(w.conveners.US)).toEqual({ count: 2, internal: 2 });
  });

  it("needs the plan of every delegation submitted, and says whose is not, with a way to it", async () => {
    await w.store.transaction((tx) => updateDocument(tx, "plan-mx", { state: "open" }));
    await expect(w.chairsText()).rejects.toEqual(refusedWith("state", "requirements"));
    const seenBy = async (context: OperationContext) => {
      const view = await readAdoption(context);
      const { requirements = [] } = view?.steps.find(({ step }) => step === "put-forward") ?? {};
      const { delegations } = requirements.find(({ id }) => id === "submitted") ?? {};
      return { delegations, plans: view?.plans.map(({ slug }) => slug) };
    };
    const all = ["canada", "mexico", "united-states"];
    expect(await seenBy(w.as("secretariat"))).toEqual({ delegations: ["MX"], plans: all });
    const readable = ["canada", "united-states"];
    expect(await seenBy(w.conveners.CA)).toEqual({ delegations: ["MX"], plans: readable });
  });

  it("is taken back to the state before, and put forward again with the next number", async () => {
    await w.issue();
    await w.chairsText();
    await takeBack(w.as("secretariat"));
    expect(await w.state()).toBe("zero-draft");
    await write("Train staff in every school.");
    await w.issue();
    await w.chairsText();
    await takeBack(w.as("secretariat"));
    expect(await w.state()).toBe("revised-draft");
    await w.chairsText();
    expect(await drafts()).toEqual([
      "0 zero-draft 0",
      "1 chairs-text 1",
      "2 revised-draft 1",
      "3 chairs-text 2",
      "4 chairs-text 3",
    ]);
  });
});

describe("a silence procedure", () => {
  beforeEach(() => w.chairsText());

  it("begins once, with a deadline that lies ahead, in a zone that exists", async () => {
    const hash = await w.hash();
    const begin = (change: object) =>
      startSilence(w.as("secretariat"), {
        hash,
        deadline: "2026-11-25T18:00",
        timeZone: "UTC",
        ...change,
      });
    const bad: [object, RefusalCode, string][] = [
      [{ deadline: "2026-11-25T12:00" }, "invalid", "past"],
      [{ deadline: "2027-02-24T12:00" }, "invalid", "too-far"],
      [{ deadline: "soon" }, "invalid", "deadline"],
      [{ timeZone: "Nowhere/Town" }, "invalid", "timeZone"],
      [{ hash: "0".repeat(64) }, "moved-on", "hash"],
    ];
    for (const [change, code, field] of bad) {
      await expect(begin(change)).rejects.toEqual(refusedWith(code, field));
    }
    const outcomes = await Promise.allSettled([begin({}), begin({})]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await silences()).toMatchObject([
      { deadline: DEADLINE, timeZone: "UTC", outcome: null },
    ]);
    await expect(takeBack(w.as("secretariat"))).rejects.toEqual(
      refusedWith("state", "requirements"),
    );
  });

  it("does not begin while an objection stands", async () => {
    await w.give("MX", w.items.second, "objection", "Too costly.");
    await expect(w.silent()).rejects.toEqual(refusedWith("state", "requirements"));
    await withdrawPosition(w.conveners.MX, { itemId: w.items.second });
    await w.silent();
  });

  it("is broken by a convener with a reason, and then it is over", async () => {
    await w.silent();
    for (const [who, code] of [...OTHERS, ["secretariat", "role"] as const]) {
      const input = { silenceId: (await silences())[0]?.id ?? "", reason: "No." };
      await expect(breakSilence(w.as(who), input)).rejects.toEqual(refusedWith(code));
    }
    await expect(breakIt("  ")).rejects.toEqual(refusedWith("invalid", "reason"));
    w.clock.now = DEADLINE - 1;
    await breakIt(" There is no budget for it. ", "MX");
    expect(await silences()).toMatchObject([
      {
        outcome: "broken",
        brokenFor: "MX",
        endedBy: "p-cmx",
        endedAt: DEADLINE - 1,
        reason: "There is no budget for it.",
      },
    ]);
    await expect(breakIt()).rejects.toEqual(refusedWith("moved-on"));
    w.clock.now = DEADLINE + 1;
    expect(await closeOverdue(w.as(null))).toBe(false);
    expect(await w.state()).toBe("chairs-text");
    expect(JSON.stringify(await listRecord(w.store.read, 100))).not.toContain("budget");
  });

  it("is broken by an objection to an item, and by no other position", async () => {
    await w.silent();
    await w.give("CA", w.items.first, "reservation", "Our law.");
    await w.give("US", w.items.first, "agreed");
    expect((await silences())[0]?.outcome).toBeNull();
    await w.give("MX", w.items.second, "objection", "Too costly.");
    expect(await silences()).toMatchObject([
      { outcome: "broken", brokenFor: "MX", reason: "Too costly." },
    ]);
  });

  it("is called off by the secretariat", async () => {
    const { silenceId } = await w.silent();
    await expect(callOffSilence(w.conveners.CA, { silenceId })).rejects.toEqual(
      refusedWith("role"),
    );
    await callOffSilence(w.as("secretariat"), { silenceId });
    expect(await silences()).toMatchObject([{ outcome: "called-off", endedBy: "p-sec" }]);
    await takeBack(w.as("secretariat"));
    expect(await w.state()).toBe("zero-draft");
  });

  it("adopts at the deadline, with what each delegation consented to", async () => {
    await w.give("CA", w.items.first, "reservation", "Our law.");
    await takeBack(w.as("secretariat"));
    await write("Train staff in every school.");
    await w.chairsText();
    await w.give("MX", w.items.first, "agreed-ad-referendum");
    await w.silent();
    w.clock.now = DEADLINE - 1;
    expect(await closeOverdue(w.as(null))).toBe(false);
    w.clock.now = DEADLINE + 5000;
    w.told.length = 0;
    expect(await closeOverdue(w.as(null))).toBe(true);

    expect(await w.state()).toBe("adopted");
    expect(w.told).toEqual(["recheck agenda", "announce agenda agenda"]);
    expect(await drafts()).toEqual(["0 chairs-text 1", "1 chairs-text 2", "2 adopted 0"]);
    expect(await silences()).toMatchObject([
      { outcome: "adopted", endedAt: DEADLINE, endedBy: null },
    ]);
    const adoption = await findAdoption(w.store.read, "agenda");
    expect(adoption).toMatchObject({ adoptedBy: null, adoptedAt: DEADLINE });
    expect(adoption?.silenceId).toBe((await silences())[0]?.id);
    expect(adoption?.fingerprint).toBe(
      createHash("sha256")
        .update(adoption?.record ?? "")
        .digest("hex"),
    );
    expect(adoption?.record).toContain("Train staff in every school.");
    expect(adoption?.record).toContain("Our law.");
    const said = (await listConsents(w.store.read, "agenda"))
      .filter(({ itemId }) => itemId === w.items.first)
      .map(({ delegation, consent, note, current, at }) => [
        delegation,
        consent,
        note,
        current,
        at,
      ]);
    expect(said).toEqual([
      ["CA", "reservation", "Our law.", false, NOON],
      ["MX", "agreed-ad-referendum", "", true, NOON],
      ["US", "silent", "", true, DEADLINE],
    ]);
    const [version] = await listVersions(w.store.read, "agenda");
    expect(version?.reason).toBe("adoption");
  });
});

describe("the moment of the deadline", () => {
  beforeEach(async () => {
    await w.chairsText();
    await w.silent();
  });

  it("shows no silence as running, whether or not the adoption has been written", async () => {
    w.clock.now = DEADLINE - 1;
    expect(await readSilence(w.as("observer"))).toMatchObject({ deadline: DEADLINE });
    w.clock.now = DEADLINE;
    expect(await readSilence(w.as("observer"))).toBeNull();
  });

  it("is too late to break it, whether or not the adoption has been written", async () => {
    w.clock.now = DEADLINE;
    await expect(w.give("CA", w.items.first, "objection", "No.")).rejects.toEqual(
      refusedWith("state"),
    );
    await expect(w.give("CA", w.items.first, "agreed")).rejects.toEqual(refusedWith("state"));
    const thread = { documentId: "agenda", itemId: w.items.first, anchor: null, quote: "" };
    const late = openThread(w.as("drafter.ca"), { ...thread, body: "Late." });
    await expect(late).rejects.toEqual(refusedWith("state"));
    // None of these has written it.
    expect(await w.state()).toBe("chairs-text");
    await expect(breakIt()).rejects.toEqual(refusedWith("state"));
    expect(await w.state()).toBe("adopted");
    expect(await silences()).toMatchObject([{ outcome: "adopted" }]);
  });

  it("has one outcome, whoever comes first in it", async () => {
    w.clock.now = DEADLINE;
    const [broken, closed, called] = await Promise.allSettled([
      breakIt(),
      closeOverdue(w.as(null)),
      callOffSilence(w.as("secretariat"), { silenceId: (await silences())[0]?.id ?? "" }),
    ]);
    expect(broken.status).toBe("rejected");
    expect(called.status).toBe("rejected");
    expect(closed.status).toBe("fulfilled");
    expect(await w.state()).toBe("adopted");
  });

  it("is not reached a moment before: the break counts, whoever comes first in it", async () => {
    w.clock.now = DEADLINE - 1;
    const [closed, broken] = await Promise.allSettled([closeOverdue(w.as(null)), breakIt()]);
    expect([closed, broken]).toMatchObject([{ value: false }, { status: "fulfilled" }]);
    w.clock.now = DEADLINE;
    expect(await closeOverdue(w.as(null))).toBe(false);
    expect(await w.state()).toBe("chairs-text");
  });

  it("is one of two breaks that come at once", async () => {
    const outcomes = await Promise.allSettled([breakIt("No.", "CA"), breakIt("No.", "MX")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is kept by a server that was down at it, as soon as it starts", async () => {
    w.clock.now = DEADLINE + 3_600_000;
    const deadlines = startDeadlineTimer(w.app, 3_600_000);
    await deadlines.check();
    await deadlines.stop();
    expect(await w.state()).toBe("adopted");
    expect(await findAdoption(w.store.read, "agenda")).toMatchObject({ adoptedAt: DEADLINE });
  });

  it("is adopted once, also when two look at once", async () => {
    w.clock.now = DEADLINE;
    const both = await Promise.all([closeOverdue(w.as(null)), closeOverdue(w.as(null))]);
    expect(both.sort()).toEqual([false, true]);
    expect((await drafts()).filter((draft) => draft.includes("adopted"))).toHaveLength(1);
  });
});

describe("adoption in session", () => {
  const adopt = async () => adoptInSession(w.as("secretariat"), { hash: await w.hash() });

  it("needs a position of every delegation on every item, on the words that stand", async () => {
    await w.chairsText();
    await expect(adopt()).rejects.toEqual(refusedWith("state", "requirements"));
    await w.allAgree();
    await w.give("MX", w.items.second, "objection", "Too costly.");
    await expect(adopt()).rejects.toEqual(refusedWith("state", "requirements"));
    await w.give("MX", w.items.second, "reservation", "Our law.");
    await adopt();
    expect(await w.state()).toBe("adopted");
    expect(await findAdoption(w.store.read, "agenda")).toMatchObject({
      silenceId: null,
      adoptedBy: "p-sec",
      adoptedAt: NOON,
    });
    const consents = await listConsents(w.store.read, "agenda");
    expect(consents).toHaveLength(6);
    expect(consents.every(({ current }) => current)).toBe(true);
  });

  it("is one, also when it comes twice at once; and not while a silence runs", async () => {
    await w.chairsText();
    await w.allAgree();
    const { silenceId } = await w.silent();
    await expect(adopt()).rejects.toEqual(refusedWith("state", "requirements"));
    await callOffSilence(w.as("secretariat"), { silenceId });
    const outcomes = await Promise.allSettled([adopt(), adopt()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await drafts()).filter((draft) => draft.includes("adopted"))).toHaveLength(1);
  });

  it("is of the text that was read", async () => {
    await w.chairsText();
    await w.allAgree();
    const other = adoptInSession(w.as("secretariat"), { hash: "0".repeat(64) });
    await expect(other).rejects.toEqual(refusedWith("moved-on"));
  });
});

it("nothing changes an adopted agenda", async () => {
  await w.chairsText();
  await w.allAgree();
  const step = (await readAgenda(w.as("secretariat")))?.steps.at(-1)?.id ?? "";
  await adoptInSession(w.as("secretariat"), { hash: await w.hash() });
  const before = await readDocumentView(w.as("secretariat"), "agenda");
  const sequence = await lastSequence(w.store.read);
  const record = await listRecord(w.store.read, 1000);
  const secretariat = w.as("secretariat");
  const hash = await w.hash();
  const view = await readAgenda(w.as("convener.ca"));
  const dispositionId =
    view?.items.find(({ itemId }) => itemId === "ca-1-2")?.destinations[0]?.dispositionId ?? "";
  const attempts = [
    () => issueDraft(secretariat, { hash }),
    () => putForward(secretariat, { hash }),
    () => takeBack(secretariat),
    () => adoptInSession(secretariat, { hash }),
    () => w.silent(),
    () => breakIt(),
    () => w.give("CA", w.items.first, "objection", "No."),
    () => withdrawPosition(w.conveners.CA, { itemId: w.items.first }),
    () => objectTo(w.conveners.CA, { dispositionId, reason: "No." }),
    () => undoStep(secretariat, { stepId: step }),
    () =>
      compileItems(secretariat, {
        items: [{ planId: "plan-ca", itemId: "ca-1-2" }],
        areaId: "area-1",
      }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toEqual(refusedWith("state"));
  expect(await lastSequence(w.store.read)).toBe(sequence);
  expect(await listRecord(w.store.read, 1000)).toEqual(record);
  const after = await readDocumentView(w.as("secretariat"), "agenda");
  expect({ ...after, updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 });
});
