/** Amendments from proposal to decision, over a real database and the documents' own log. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRecord } from "#db/record";
import { mayOnDocument, PLAN_STATES } from "~/accounts/policy";
import {
  changeAmendment,
  proposeAmendment,
  supportAmendment,
  withdrawAmendment,
} from "~/amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { undoDecision } from "~/amendments/undoing.server";
import { readDocument } from "~/documents/document";
import { addArea, removeItem, setDetails, setItemText } from "~/documents/document-changes";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { takePlanStep } from "~/plans/life.server";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  type Workspace,
} from "./comments-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

const json = (text: string) => JSON.stringify(fromPlainText(text));
const refused = (code: string, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

async function items(): Promise<Record<string, string>> {
  const content = readDocument(await workspace.document("plan"));
  return Object.fromEntries(
    content.areas.flatMap(({ items: all }) => all.map(({ id, text }) => [id, plainText(text)])),
  );
}
const textOf = async (itemId: string) => (await items())[itemId] ?? "";

/** Proposes that an item's words `from` become `to`. */
async function propose(who: PersonName | null, from: string, to: string, itemId = "i1") {
  const basis = await textOf(itemId);
  expect(basis).toContain(from);
  const written = await proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "text",
    itemId,
    basis: json(basis),
    text: json(basis.replace(from, to)),
    justification: "It is clearer.",
  });
  return written.amendmentId;
}
const accept = (ids: string[], more: object = {}) =>
  acceptAmendments(workspace.as("convener.ca"), { documentId: "plan", amendmentIds: ids, ...more });
const seen = async (who: PersonName) =>
  (await readAmendments(workspace.as(who), "plan", "read-amendments")).amendments;
const one = async (id: string) => {
  const found = (await seen("convener.ca")).find((each) => each.id === id);
  if (!found) throw new Error("it is not there");
  return found;
};

beforeEach(async () => {
  await workspace.edit("plan", (doc) =>
    setItemText(doc, "i1", fromPlainText("Train police officers every year and report.")),
  );
});

describe("proposing", () => {
  it("is for exactly those whom the policy lets, in every state", async () => {
    for (const state of PLAN_STATES) {
      await workspace.setState("plan", state);
      for (const name of PEOPLE_NAMES) {
        const subject = { kind: "plan", delegation: "CA", state } as const;
        const decision = mayOnDocument(PEOPLE[name], "propose", subject);
        const attempt = propose(name, "every year", "each year");
        if (decision.allowed) await expect(attempt).resolves.toBeDefined();
        else await expect(attempt).rejects.toThrow(refused(decision.reason));
      }
    }
  });

  it("twice with one key is once", async () => {
    const form = {
      documentId: "plan",
      kind: "removal" as const,
      itemId: "i1",
      justification: "It is done.",
      requestKey: "form-12345",
    };
    const first = await proposeAmendment(workspace.as("member.ca"), form);
    expect(await proposeAmendment(workspace.as("member.ca"), form)).toEqual(first);
    expect(await seen("member.ca")).toHaveLength(1);
  });

  it("on a text that has changed elsewhere is made on the one that stands", async () => {
    const basis = await textOf("i1");
    await workspace.edit("plan", (doc) =>
      setItemText(doc, "i1", fromPlainText(basis.replace("Train", "Equip"))),
    );
    const { amendmentId } = await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "text",
      itemId: "i1",
      basis: json(basis),
      text: json(basis.replace("report", "publish")),
      justification: "It is clearer.",
    });
    const { basis: made, result } = await one(amendmentId);
    expect(made && plainText(made)).toBe("Equip police officers every year and report.");
    expect(result && plainText(result)).toBe("Equip police officers every year and publish.");
  });

  it("is refused where it changes nothing, its words have gone, or there is no such place", async () => {
    const basis = await textOf("i1");
    const text = {
      documentId: "plan",
      kind: "text" as const,
      itemId: "i1",
      basis: json(basis),
      justification: "x",
    };
    const member = workspace.as("member.ca");
    await expect(proposeAmendment(member, { ...text, text: json(basis) })).rejects.toThrow(
      refused("invalid", "text"),
    );
    await expect(proposeAmendment(member, { ...text, text: json("  ") })).rejects.toThrow(
      refused("invalid", "text"),
    );
    await expect(
      proposeAmendment(member, { ...text, text: '{"type":"doc","content":[{"type":"script"}]}' }),
    ).rejects.toThrow(refused("invalid"));
    const link = {
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            {
              type: "text",
              text: "x",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      ],
    };
    await expect(proposeAmendment(member, { ...text, text: JSON.stringify(link) })).rejects.toThrow(
      refused("invalid"),
    );
    await expect(
      proposeAmendment(member, { ...text, text: json("x".repeat(70_000)) }),
    ).rejects.toThrow(refused("limit", "letters"));
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText("All is new.")));
    await expect(
      proposeAmendment(member, { ...text, text: json(basis.replace("every", "each")) }),
    ).rejects.toThrow(refused("moved-on", "text"));
    await expect(
      proposeAmendment(member, { ...text, itemId: "nowhere", text: json("Other.") }),
    ).rejects.toThrow(refused("not-found", "itemId"));
    await expect(
      proposeAmendment(member, {
        documentId: "plan",
        kind: "new",
        areaId: "nowhere",
        text: json("Other."),
        justification: "x",
      }),
    ).rejects.toThrow(refused("not-found", "areaId"));
    expect(await seen("convener.ca")).toEqual([]);
  });
});

describe("before it is decided", () => {
  it("is changed and withdrawn by its proposer alone, supported by others", async () => {
    const amendmentId = await propose("member.ca", "every year", "twice a year");
    const input = { documentId: "plan", amendmentId };
    await expect(withdrawAmendment(workspace.as("drafter.ca"), input)).rejects.toThrow(
      refused("role"),
    );
    await expect(supportAmendment(workspace.as("member.ca"), input, true)).rejects.toThrow(
      refused("role"),
    );
    await supportAmendment(workspace.as("drafter.ca"), input, true);
    await supportAmendment(workspace.as("drafter.ca"), input, true);
    expect((await one(amendmentId)).supporters.map(({ id }) => id)).toEqual([
      PEOPLE["drafter.ca"].id,
    ]);
    await changeAmendment(workspace.as("member.ca"), { ...input, justification: "Now better." });
    expect(await one(amendmentId)).toMatchObject({
      justification: "Now better.",
      outcome: "clean",
    });
    await supportAmendment(workspace.as("drafter.ca"), input, false);
    await withdrawAmendment(workspace.as("member.ca"), input);
    expect(await one(amendmentId)).toMatchObject({ state: "withdrawn", supporters: [] });
    await expect(accept([amendmentId])).rejects.toThrow(refused("already-done"));
    await expect(
      changeAmendment(workspace.as("member.ca"), { ...input, justification: "Again." }),
    ).rejects.toThrow(refused("state"));
  });

  it("loses its supporters where it proposes something else, and only there", async () => {
    const basis = await textOf("i1");
    const amendmentId = await propose("member.ca", "every year", "twice a year");
    const input = { documentId: "plan", amendmentId };
    const support = (who: PersonName, seenAt?: number) =>
      supportAmendment(workspace.as(who), { ...input, seenAt }, true);
    const supporters = async () => (await one(amendmentId)).supporters.map(({ id }) => id);
    const change = (to: string, from = basis) =>
      changeAmendment(workspace.as("member.ca"), {
        ...input,
        basis: json(from),
        text: json(to),
        justification: "Now better.",
      });
    const both = [PEOPLE["drafter.ca"].id, PEOPLE["member2.ca"].id];
    await support("drafter.ca");
    await support("member2.ca");

    // The form sends the text as it is, with another justification; also once others have changed it.
    await change(basis.replace("every year", "twice a year"));
    expect(await supporters()).toEqual(both);
    const grown = basis.replace("Train", "Equip");
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText(grown)));
    await change(grown.replace("every year", "twice a year"), grown);
    expect(await supporters()).toEqual(both);
    const others = basis.replace("every year", "each month");
    await workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText(others)));
    await change(grown.replace("every year", "twice a year"), grown);
    expect(await one(amendmentId)).toMatchObject({
      outcome: "collides",
      justification: "Now better.",
    });
    expect(await supporters()).toEqual(both);

    // The same words in place of others are another change.
    await change(grown.replace("every year", "twice a year"), others);
    expect(await supporters()).toEqual([]);
    expect((await listRecord(workspace.store.read, 1))[0]).toMatchObject({
      action: "amendments.change",
      detail: { amendmentId, unsupported: expect.arrayContaining(both) },
    });
    await support("drafter.ca");
    const { editedAt } = await one(amendmentId);
    await change(others.replace("each month", "every day"), others);
    expect(await supporters()).toEqual([]);
    // Nor does anyone come to stand behind what they have not read.
    await expect(support("drafter.ca", (editedAt ?? 0) - 1)).rejects.toThrow(refused("moved-on"));
    expect(await supporters()).toEqual([]);
  });

  it("is not there for those who may not read it, and internal if it came before the opening", async () => {
    const before = await openWorkspace("draft");
    try {
      const { amendmentId } = await proposeAmendment(before.as("drafter.ca"), {
        documentId: "plan",
        kind: "removal",
        itemId: "i1",
        justification: "It is done.",
      });
      await takePlanStep(before.as("convener.ca"), { documentId: "plan", step: "open" });
      const seenBy = async (who: PersonName) =>
        (await readAmendments(before.as(who), "plan", "read-amendments")).amendments.length;
      expect(await seenBy("convener.ca")).toBe(1);
      for (const who of ["member.ca", "observer", "secretariat"] as const) {
        expect(await seenBy(who)).toBe(0);
      }
      const input = { documentId: "plan", amendmentId };
      await expect(supportAmendment(before.as("member.ca"), input, true)).rejects.toThrow(
        refused("not-found"),
      );
    } finally {
      await before.close();
    }
  });
});

describe("deciding", () => {
  it("takes several together that do not collide, and credits each", async () => {
    const first = await propose("member.ca", "every year", "each year");
    const second = await propose("drafter.ca", "Train", "Train and equip");
    const third = await propose("member.ca", "every year", "twice a year");
    expect((await one(first)).collidesWith).toEqual([third]);
    await expect(accept([first, third])).rejects.toThrow(refused("moved-on"));
    const { decisionId } = await accept([first, second]);
    expect(await textOf("i1")).toBe("Train and equip police officers each year and report.");
    expect(await one(first)).toMatchObject({
      state: "accepted",
      decisionId,
      decided: { by: { id: PEOPLE["convener.ca"].id } },
    });
    expect((await one(third)).outcome).toBe("collides");
    expect((await one(third)).since).not.toBeNull();
  });

  it("one after the other gives the same as together, in any order", async () => {
    const make = async () => [
      await propose("member.ca", "every year", "each year"),
      await propose("drafter.ca", "Train", "Train and equip"),
      await propose("member.ca", "report.", "report to all."),
    ];
    const wanted = "Train and equip police officers each year and report to all.";
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const ids = await make();
      for (const at of order) await accept([ids[at] ?? ""]);
      expect(await textOf("i1")).toBe(wanted);
      await workspace.edit("plan", (doc) =>
        setItemText(doc, "i1", fromPlainText("Train police officers every year and report.")),
      );
    }
  });

  it("merges colliding ones by hand, on the text that was seen or carried onto the one that stands", async () => {
    const ids = [
      await propose("member.ca", "every year", "each year"),
      await propose("drafter.ca", "every year", "twice a year"),
    ];
    const before = await textOf("i1");
    await workspace.edit("plan", (doc) =>
      setItemText(doc, "i1", fromPlainText(before.replace("report", "publish"))),
    );
    const merged = before.replace("every year", "once or twice a year");
    await expect(accept(ids, { text: json(merged) })).rejects.toThrow(refused("invalid", "seen"));
    const asItWas = { text: json(before), seen: json(before) };
    await expect(accept(ids, asItWas)).rejects.toThrow(refused("invalid", "text"));
    await accept(ids, { text: json(merged), seen: json(before), reason: "Both have a point." });
    expect(await textOf("i1")).toBe("Train police officers once or twice a year and publish.");
    expect((await one(ids[0] ?? "")).state).toBe("accepted-modified");
    expect((await one(ids[1] ?? "")).decided?.reason).toBe("Both have a point.");
  });

  it("supersedes others that say the same", async () => {
    const first = await propose("member.ca", "every year", "each year");
    const same = await propose("drafter.ca", "every year", "each year");
    await accept([first]);
    expect((await one(same)).state).toBe("superseded");
  });

  it("adds, moves and removes items, and takes each back", async () => {
    const before = await items();
    const { amendmentId } = await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "new",
      areaId: (await readDocument(await workspace.document("plan"))).areas[0]?.id,
      afterItemId: "i1",
      text: json("A new one."),
      justification: "It is missing.",
    });
    const { decisionId, itemId } = await accept([amendmentId]);
    expect(await textOf(itemId ?? "")).toBe("A new one.");
    expect(Object.keys(await items())[1]).toBe(itemId);
    await undoDecision(workspace.as("convener.ca"), { documentId: "plan", decisionId });
    expect(await items()).toEqual(before);
    expect(await one(amendmentId)).toMatchObject({ state: "proposed", itemId: null });

    const about = await propose("member.ca", "every year", "each year");
    const removal = await proposeAmendment(workspace.as("drafter.ca"), {
      documentId: "plan",
      kind: "removal",
      itemId: "i1",
      justification: "It is done.",
    });
    const removed = await accept([removal.amendmentId]);
    expect(await items()).not.toHaveProperty("i1");
    expect((await one(about)).state).toBe("superseded");
    await undoDecision(workspace.as("convener.ca"), {
      documentId: "plan",
      decisionId: removed.decisionId,
    });
    expect(await items()).toEqual(before);
    expect((await one(about)).state).toBe("proposed");
  });

  it("is taken back in the text, whatever was written around it since", async () => {
    const id = await propose("member.ca", "every year", "each year");
    const { decisionId } = await accept([id]);
    const now = await textOf("i1");
    await workspace.edit("plan", (doc) =>
      setItemText(doc, "i1", fromPlainText(now.replace("Train", "Equip"))),
    );
    const undo = { documentId: "plan", decisionId };
    await expect(undoDecision(workspace.as("drafter.ca"), undo)).rejects.toThrow(refused("role"));
    await undoDecision(workspace.as("convener.ca"), undo);
    expect(await textOf("i1")).toBe("Equip police officers every year and report.");
    await expect(undoDecision(workspace.as("convener.ca"), undo)).rejects.toThrow(
      refused("already-done"),
    );
  });

  it("happens once, whoever else decides at that moment", async () => {
    const id = await propose("member.ca", "every year", "each year");
    const reject = rejectAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: [id],
      reason: "Not now.",
    });
    const results = await Promise.allSettled([reject, accept([id]), accept([id])]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("needs a reason to reject, and changes nothing in the text", async () => {
    const id = await propose("member.ca", "every year", "each year");
    const reject = (reason: string) =>
      rejectAmendments(workspace.as("convener.ca"), {
        documentId: "plan",
        amendmentIds: [id],
        reason,
      });
    await expect(reject("  ")).rejects.toThrow(refused("invalid", "reason"));
    const before = await items();
    await reject("The budget is set.");
    expect(await items()).toEqual(before);
    expect(await one(id)).toMatchObject({
      state: "rejected",
      decided: { reason: "The budget is set." },
    });
  });

  it("is refused to all but the convener, and where the item has gone", async () => {
    const id = await propose("member.ca", "every year", "each year");
    for (const name of PEOPLE_NAMES.filter((who) => who !== "convener.ca")) {
      const attempt = acceptAmendments(workspace.as(name), {
        documentId: "plan",
        amendmentIds: [id],
      });
      await expect(attempt).rejects.toThrow(expect.objectContaining({ name: "Refused" }));
    }
    await workspace.edit("plan", (doc) => removeItem(doc, "i1"));
    expect((await one(id)).outcome).toBe("gone");
    await expect(accept([id])).rejects.toThrow(refused("not-found", "itemId"));
    expect((await one(id)).state).toBe("proposed");
  });
});

/** The words of a redline, with what becomes of them. */
const wordsIn = (redline: Awaited<ReturnType<typeof one>>["redline"]) =>
  redline.flatMap(({ parts }) => parts).map(({ kind, text }) => [kind, text]);

describe("the record of several that were accepted together", () => {
  it("shows under each name the words of that proposer alone", async () => {
    const first = await propose("member.ca", "Train", "By 2027, train");
    const second = await propose("drafter.ca", "report", "report to parliament");
    await accept([first, second]);
    expect(await textOf("i1")).toBe(
      "By 2027, train police officers every year and report to parliament.",
    );
    const changed = async (id: string) =>
      wordsIn((await one(id)).redline)
        .filter(([kind]) => kind === "added")
        .map(([, text]) => text?.trim());
    expect(await changed(first)).toEqual(["By 2027, train"]);
    expect(await changed(second)).toEqual(["to parliament"]);
  });
});

describe("deciding on an item as a whole", () => {
  const wish = async (
    about: Partial<Parameters<typeof proposeAmendment>[1]> & { kind: "removal" | "move" | "new" },
  ) =>
    (
      await proposeAmendment(workspace.as("member.ca"), {
        documentId: "plan",
        justification: "It is done.",
        ...about,
      })
    ).amendmentId;
  const write = (text: string) =>
    workspace.edit("plan", (doc) => setItemText(doc, "i1", fromPlainText(text)));
  const newWords = "Report to parliament.";

  it("removes no words that were not seen", async () => {
    const id = await wish({ kind: "removal", itemId: "i1" });
    expect((await one(id)).since).toBeNull();
    await write(newWords);
    // Someone who says nothing of what they saw has seen what was there when it was proposed.
    await expect(accept([id])).rejects.toThrow(refused("moved-on", "itemId"));
    const view = await one(id);
    expect(view).toMatchObject({ outcome: "clean" });
    expect(
      view.since?.flatMap(({ parts }) => parts).filter(({ kind }) => kind === "added"),
    ).not.toEqual([]);
    // The change shows the words that would go.
    expect(
      view.redline
        .flatMap(({ parts }) => parts)
        .map(({ text }) => text)
        .join(""),
    ).toBe(newWords);
    await write(`${newWords} Each year.`);
    await expect(accept([id], { seenItem: view.seen })).rejects.toThrow(
      refused("moved-on", "itemId"),
    );
    expect(await textOf("i1")).toBe(`${newWords} Each year.`);
    await accept([id], { seenItem: (await one(id)).seen });
    expect(await items()).not.toHaveProperty("i1");
    // The record shows the words that went, and not those of the time of the proposal.
    const gone = (await one(id)).redline.flatMap(({ parts }) => parts);
    expect(gone.map(({ kind, text }) => [kind, text])).toEqual([
      ["removed", `${newWords} Each year.`],
    ]);
  });

  it("shows of a new item what was accepted, where the convener made something else of it", async () => {
    const { areas } = readDocument(await workspace.document("plan"));
    const text = json("Wholly as proposed.");
    const id = await wish({ kind: "new", areaId: areas[0]?.id ?? "", text });
    const { seen: seenItem } = await one(id);
    await accept([id], { text: json("What the convener wrote."), seen: text, seenItem });
    const view = await one(id);
    expect(view.state).toBe("accepted-modified");
    expect(wordsIn(view.redline)).toEqual([["added", "What the convener wrote."]]);
  });

  it("counts the details of an item too", async () => {
    const id = await wish({ kind: "removal", itemId: "i1" });
    const { seen: before } = await one(id);
    await workspace.edit("plan", (doc) => setDetails(doc, "i1", { due: "2027" }));
    await expect(accept([id], { seenItem: before })).rejects.toThrow(refused("moved-on"));
  });

  it("moves no item whose words or place are others by now", async () => {
    await workspace.edit("plan", (doc) => addArea(doc, { id: "later", title: "Later" }));
    const id = await wish({ kind: "move", itemId: "i1", areaId: "later", afterItemId: null });
    const { seen: before } = await one(id);
    await write(newWords);
    expect((await one(id)).since).not.toBeNull();
    await expect(accept([id])).rejects.toThrow(refused("moved-on"));
    await expect(accept([id], { seenItem: before })).rejects.toThrow(refused("moved-on"));
    await accept([id], { seenItem: (await one(id)).seen });
  });

  it("puts nothing at the end of an area that was to follow an item which is gone", async () => {
    const areaId = (await readDocument(await workspace.document("plan"))).areas[0]?.id ?? "";
    const id = await wish({ kind: "new", areaId, afterItemId: "i1", text: json("Pay them.") });
    const before = await one(id);
    expect(before.place?.afterGone).toBe(false);
    await workspace.edit("plan", (doc) => removeItem(doc, "i1"));
    await expect(accept([id])).rejects.toThrow(refused("moved-on"));
    await expect(accept([id], { seenItem: before.seen })).rejects.toThrow(refused("moved-on"));
    const now = await one(id);
    expect(now.place).toMatchObject({ afterRef: null, afterGone: true });
    await accept([id], { seenItem: now.seen });
    expect(Object.values(await items())).toContain("Pay them.");
  });
});

describe("what an amendment does to its item", () => {
  it("is worked out once, for all who read it, until one of the two is another", async () => {
    const id = await propose("member.ca", "every year", "each year");
    const first = await one(id);
    const of = async (who: PersonName) => (await seen(who)).find((each) => each.id === id);
    expect((await of("member.ca"))?.redline).toBe(first.redline);
    await supportAmendment(
      workspace.as("drafter.ca"),
      { documentId: "plan", amendmentId: id },
      true,
    );
    expect((await one(id)).redline).toBe(first.redline);
    await workspace.edit("plan", (doc) =>
      setItemText(doc, "i1", fromPlainText("Train police officers every year and report it.")),
    );
    const next = await one(id);
    expect(next.redline).not.toBe(first.redline);
    expect(next.result && plainText(next.result)).toBe(
      "Train police officers each year and report it.",
    );
    await rejectAmendments(workspace.as("convener.ca"), {
      documentId: "plan",
      amendmentIds: [id],
      reason: "Not now.",
    });
    expect((await one(id)).redline).not.toBe(next.redline);
  });
});
