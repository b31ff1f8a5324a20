/** Suggesting while drafting, over a real database: what is written becomes amendments of its own. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listNotices } from "#db/notifications";
import { mayOnDocument, PLAN_STATES } from "~/accounts/policy";
import {
  changeAmendment,
  proposeAmendment,
  supportAmendment,
} from "~/amendments/amendments.server";
import { acceptAmendments, rejectAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { suggest } from "~/amendments/suggesting.server";
import { undoDecision } from "~/amendments/undoing.server";
import { readDocument } from "~/documents/document";
import { setItemText } from "~/documents/document-changes";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { readInbox } from "~/inbox/read.server";
import {
  openWorkspace,
  PEOPLE,
  PEOPLE_NAMES,
  type PersonName,
  type Workspace,
} from "./comments-workspace";

const BASE = "Train police officers every year and report.";
let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
  await says("i1", BASE);
});
afterEach(() => workspace.close());

const json = (text: string) => JSON.stringify(fromPlainText(text));
const refused = (code: string, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });
const says = (itemId: string, text: string) =>
  workspace.edit("plan", (doc) => setItemText(doc, itemId, fromPlainText(text)));

async function textOf(itemId = "i1") {
  const { areas } = readDocument(await workspace.document("plan"));
  const item = areas.flatMap(({ items }) => items).find(({ id }) => id === itemId);
  return item ? plainText(item.text) : null;
}
const write = async (
  who: PersonName | null,
  text: string,
  { basis, known = [], itemId = "i1" }: { basis?: string; known?: string[]; itemId?: string } = {},
) => {
  const { suggestions } = await suggest(workspace.as(who), {
    documentId: "plan",
    itemId,
    basis: json(basis ?? (await textOf(itemId)) ?? ""),
    text: json(text),
    known,
  });
  return suggestions.map(({ id, proposed }) => ({ id, words: plainText(proposed) }));
};
const all = async (who: PersonName = "convener.ca") =>
  (await readAmendments(workspace.as(who), "plan", "read-amendments")).amendments;
const one = async (id: string) => {
  const found = (await all()).find((each) => each.id === id);
  if (!found) throw new Error("it is not there");
  return found;
};
const accept = (amendmentIds: string[], more: object = {}) =>
  acceptAmendments(workspace.as("convener.ca"), { documentId: "plan", amendmentIds, ...more });
const reject = (amendmentIds: string[]) =>
  rejectAmendments(workspace.as("convener.ca"), {
    documentId: "plan",
    amendmentIds,
    reason: "Not now.",
  });

describe("suggesting", () => {
  it("is for exactly those who may propose, in every state", async () => {
    for (const state of PLAN_STATES) {
      await workspace.setState("plan", state);
      for (const name of PEOPLE_NAMES) {
        const subject = { kind: "plan", delegation: "CA", state } as const;
        const decision = mayOnDocument(PEOPLE[name], "propose", subject);
        const attempt = write(name, BASE.replace("every", "each"));
        if (decision.allowed) await expect(attempt).resolves.toHaveLength(1);
        else await expect(attempt).rejects.toThrow(refused(decision.reason));
      }
    }
    await expect(write(null, BASE)).rejects.toThrow(refused("signed-out"));
  });

  it("leaves the text alone and makes an amendment of each change", async () => {
    const made = await write(
      "member.ca",
      "Train border police officers each year and report to all.",
    );
    expect(made.map(({ words }) => words)).toEqual([
      "Train border police officers every year and report.",
      "Train police officers each year and report.",
      "Train police officers every year and report to all.",
    ]);
    expect(await textOf()).toBe(BASE);
    for (const view of await all()) {
      expect(view).toMatchObject({
        kind: "text",
        origin: "suggestion",
        justification: "",
        outcome: "clean",
        collidesWith: [],
        proposedBy: { id: PEOPLE["member.ca"].id },
      });
    }
    await accept(made.map(({ id }) => id));
    expect(await textOf()).toBe("Train border police officers each year and report to all.");
  });

  it("goes on: what is the same stays, what grows keeps its id but not who supported it as it was, what goes is withdrawn", async () => {
    const [border, each] = await write(
      "member.ca",
      "Train border police officers each year and report.",
    );
    const known = [border?.id ?? "", each?.id ?? ""];
    const input = { documentId: "plan", amendmentId: each?.id ?? "" };
    await supportAmendment(workspace.as("drafter.ca"), input, true);
    await changeAmendment(workspace.as("member.ca"), { ...input, justification: "It is clearer." });
    const next = await write(
      "member.ca",
      "Train police officers each single year and report, too.",
      {
        known,
      },
    );
    expect(next.map(({ id }) => id).slice(0, 1)).toEqual([each?.id]);
    expect(next).toHaveLength(2);
    expect(await one(each?.id ?? "")).toMatchObject({
      justification: "It is clearer.",
      supporters: [],
    });
    expect((await one(border?.id ?? "")).state).toBe("withdrawn");
    const before = await all();
    const again = await write(
      "member.ca",
      "Train police officers each single year and report, too.",
      {
        known: next.map(({ id }) => id),
      },
    );
    expect(again).toEqual(next);
    expect(await all()).toEqual(before);
  });

  it("twice, as the answer was lost, is once; also when more was written meanwhile", async () => {
    const [first] = await write("member.ca", BASE.replace("every", "each"));
    const [second, ...more] = await write("member.ca", BASE.replace("every", "each single"));
    expect(second?.id).toBe(first?.id);
    expect(more).toEqual([]);
    expect(await all()).toHaveLength(1);
  });

  it("withdraws all when the copy says what the text says, and only what the copy had", async () => {
    const [elsewhere] = await write("member.ca", BASE.replace("report", "publish"));
    const [here] = await write("member.ca", BASE.replace("every", "each"), { known: [] });
    expect(here?.id).toBe(elsewhere?.id);
    const both = await write("member.ca", BASE.replace("every", "each"));
    expect(both.map(({ words }) => words)).toEqual([
      BASE.replace("report", "publish"),
      BASE.replace("every", "each"),
    ]);
    const left = await write("member.ca", BASE, { known: [both[1]?.id ?? ""] });
    expect(left.map(({ id }) => id)).toEqual([both[0]?.id]);
  });

  it("on a text that changed elsewhere is made in the one that stands; on the same words it is refused", async () => {
    await says("i1", BASE.replace("Train", "Equip"));
    const [made] = await write("member.ca", BASE.replace("every", "each"), { basis: BASE });
    expect(made?.words).toBe("Equip police officers each year and report.");
    await says("i1", "Equip police officers any year and report.");
    await expect(
      write("drafter.ca", BASE.replace("every", "each"), { basis: BASE }),
    ).rejects.toThrow(refused("moved-on", "text"));
  });

  it("does not bring back what was decided while it was written further", async () => {
    const [made] = await write("member.ca", BASE.replace("every", "each"));
    const known = [made?.id ?? ""];
    await reject(known);
    const further = write("member.ca", BASE.replace("every", "each single"), { known });
    await expect(further).rejects.toThrow(refused("already-done", "known"));
    expect((await all()).map(({ state }) => state)).toEqual(["rejected"]);
  });

  it("refuses too many at once, an empty text and what is no text, and writes nothing", async () => {
    const words = Array.from({ length: 140 }, (_, i) => `word${i}`);
    await says("i1", words.join(" "));
    const many = words.map((word, i) => (i % 2 ? word : `other${i}`)).join(" x ");
    await expect(write("member.ca", many)).rejects.toThrow(refused("too-many", "text"));
    await expect(write("member.ca", "  ")).rejects.toThrow(refused("invalid", "text"));
    await expect(write("member.ca", "x", { itemId: "none" })).rejects.toThrow(
      refused("not-found", "itemId"),
    );
    const form = { documentId: "plan", itemId: "i1", basis: json("x"), text: '{"type":"script"}' };
    await expect(suggest(workspace.as("member.ca"), form)).rejects.toThrow(refused("invalid"));
    expect(await all()).toEqual([]);
  });

  it("tells the convener once of what someone writes in an item", async () => {
    const told = async () =>
      (await listNotices(workspace.store.read, PEOPLE["convener.ca"].id, 50)).length;
    const [made] = await write("member.ca", BASE.replace("every", "each"));
    expect(await told()).toBe(1);
    await write("member.ca", BASE.replace("every", "each").replace("report", "publish"), {
      known: [made?.id ?? ""],
    });
    expect(await told()).toBe(1);
  });

  it("tells the convener of what waits where the one that was told of is withdrawn", async () => {
    const convener = workspace.as("convener.ca");
    const shown = async () =>
      (await readInbox(convener)).notices.map(({ path }) => path.split("#amendment-")[1]);
    const [first] = await write("member.ca", BASE.replace("every", "each"));
    expect(await shown()).toEqual([first?.id]);
    // One goes and another comes, in one sending.
    const [second] = await write("member.ca", BASE.replace("report", "publish"), {
      known: [first?.id ?? ""],
    });
    expect(second?.id).not.toBe(first?.id);
    expect(await shown()).toEqual([second?.id]);
    // One more comes; then the one that was told of goes alone.
    const both = BASE.replace("Train", "Teach").replace("report", "publish");
    const written = await write("member.ca", both, { known: [second?.id ?? ""] });
    expect(await shown()).toEqual([second?.id]);
    const known = written.map(({ id }) => id);
    const [left] = await write("member.ca", BASE.replace("Train", "Teach"), { known });
    expect(await shown()).toEqual([left?.id]);
  });

  it("may say why, and need not; a proposal must", async () => {
    const [made] = await write("member.ca", BASE.replace("every", "each"));
    const input = { documentId: "plan", amendmentId: made?.id ?? "" };
    const member = workspace.as("member.ca");
    await changeAmendment(member, { ...input, justification: "It is clearer." });
    await changeAmendment(member, { ...input, justification: "" });
    expect((await one(input.amendmentId)).justification).toBe("");
    const proposal = await proposeAmendment(member, {
      documentId: "plan",
      kind: "removal",
      itemId: "i2",
      justification: "It is done.",
    });
    await expect(
      changeAmendment(member, { documentId: "plan", ...proposal, justification: " " }),
    ).rejects.toThrow(refused("invalid", "justification"));
    await expect(
      changeAmendment(member, { documentId: "plan", ...proposal, justification: "" }),
    ).rejects.toThrow(refused("invalid", "justification"));
  });
});

describe("deciding suggestions", () => {
  it("of the whole plan is one step, and is taken back as one", async () => {
    const second = (await textOf("i2")) ?? "";
    const ids = [
      ...(await write("member.ca", "Train border police officers each year and report.")),
      ...(await write("drafter.ca", `${second} At once.`, { itemId: "i2" })),
    ].map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const { decisionId } = await accept(ids);
    expect(await textOf()).toBe("Train border police officers each year and report.");
    expect(await textOf("i2")).toBe(`${second} At once.`);
    expect((await all()).map((each) => each.decisionId)).toEqual(ids.map(() => decisionId));
    await says("i1", "Now: Train border police officers each year and report.");
    await undoDecision(workspace.as("convener.ca"), { documentId: "plan", decisionId });
    expect(await textOf()).toBe(`Now: ${BASE}`);
    expect(await textOf("i2")).toBe(second);
    expect((await all()).map(({ state }) => state)).toEqual(ids.map(() => "proposed"));
  });

  it("all or none: one that does not fit any more leaves every item as it was", async () => {
    const second = (await textOf("i2")) ?? "";
    const ids = [
      ...(await write("member.ca", `${second} At once.`, { itemId: "i2" })),
      ...(await write("member.ca", BASE.replace("every", "each"))),
    ].map(({ id }) => id);
    await says("i1", BASE.replace("every", "any"));
    await expect(accept(ids)).rejects.toThrow(refused("moved-on", "amendmentIds"));
    expect(await textOf("i2")).toBe(second);
    await expect(accept(ids, { text: json("x"), seen: json("x") })).rejects.toThrow(
      refused("invalid", "amendmentIds"),
    );
  });

  it("one stays open while another of the same copy is decided", async () => {
    const made = await write("member.ca", "Train border police officers each year and report.");
    const [border, each] = made.map(({ id }) => id);
    await accept([border ?? ""]);
    expect(await one(each ?? "")).toMatchObject({ state: "proposed", outcome: "clean" });
    await reject([each ?? ""]);
    expect(await textOf()).toBe("Train border police officers every year and report.");
  });

  it("is of what was seen: what was written further since is not accepted with it", async () => {
    const [made] = await write("member.ca", BASE.replace("every", "each"));
    const id = made?.id ?? "";
    const { proposedAt } = await one(id);
    await write("member.ca", BASE.replace("every", "each single"), { known: [id] });
    const { editedAt } = await one(id);
    if (editedAt === null || editedAt === proposedAt) throw new Error("the clock stands still");
    await expect(accept([id], { seenAt: proposedAt })).rejects.toThrow(refused("moved-on"));
    await accept([id], { seenAt: String(editedAt) });
    expect(await textOf()).toBe(BASE.replace("every", "each single"));
  });
});
