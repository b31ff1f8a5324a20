/** Amendments of an item's details, from proposal to decision and back. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  changeAmendment,
  proposeAmendment,
  supportAmendment,
} from "~/amendments/amendments.server";
import { acceptAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { undoDecision } from "~/amendments/undoing.server";
import { type Detail, type Details, readDetails } from "~/documents/document";
import { setDetail } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { openWorkspace, type PersonName, type Workspace } from "./comments-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
  await set("lead", "Ministry of Justice");
});
afterEach(() => workspace.close());

const set = (detail: Detail, value: string) =>
  workspace.edit("plan", (doc) => setDetail(doc, "i1", detail, value));
const details = async () => readDetails(await workspace.document("plan"), "i1");
const refused = (code: string, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });

async function propose(who: PersonName, change: Partial<Details>) {
  const basis = await details();
  const { amendmentId } = await proposeAmendment(workspace.as(who), {
    documentId: "plan",
    kind: "details",
    itemId: "i1",
    basisDetails: JSON.stringify(basis),
    details: JSON.stringify({ ...basis, ...change }),
    justification: "It answers for it.",
  });
  return amendmentId;
}
const accept = (id: string, more: object = {}) =>
  acceptAmendments(workspace.as("convener.ca"), {
    documentId: "plan",
    amendmentIds: [id],
    ...more,
  });
const one = async (id: string) => {
  const { amendments } = await readAmendments(
    workspace.as("convener.ca"),
    "plan",
    "read-amendments",
  );
  const found = amendments.find((each) => each.id === id);
  if (!found) throw new Error("it is not there");
  return found;
};

describe("an amendment of details", () => {
  it("loses its supporters once it proposes other details, not with another justification", async () => {
    const amendmentId = await propose("member.ca", { lead: "Police" });
    const input = { documentId: "plan", amendmentId };
    await supportAmendment(workspace.as("drafter.ca"), input, true);
    const basis = await details();
    const change = (lead: string) =>
      changeAmendment(workspace.as("member.ca"), {
        ...input,
        basisDetails: JSON.stringify(basis),
        details: JSON.stringify({ ...basis, lead }),
        justification: "It is so in other provinces.",
      });
    await change("Police");
    expect((await one(amendmentId)).supporters).toHaveLength(1);
    await change("Provincial police");
    expect(await one(amendmentId)).toMatchObject({
      supporters: [],
      justification: "It is so in other provinces.",
    });
  });

  it("is accepted beside what was written in others meanwhile, and taken back", async () => {
    const id = await propose("member.ca", { lead: "Ministry of Social Development" });
    await set("due", "2027");
    expect((await one(id)).outcome).toBe("clean");
    const { decisionId } = await accept(id);
    expect(await details()).toMatchObject({ lead: "Ministry of Social Development", due: "2027" });
    expect(await one(id)).toMatchObject({ state: "accepted", decisionId });
    await set("partners", "Provinces");
    await undoDecision(workspace.as("convener.ca"), { documentId: "plan", decisionId });
    expect(await details()).toMatchObject({
      lead: "Ministry of Justice",
      due: "2027",
      partners: "Provinces",
    });
    expect((await one(id)).state).toBe("proposed");
  });

  it("collides with what was written in the same one, and is merged by hand", async () => {
    const id = await propose("member.ca", { lead: "Police" });
    await set("lead", "Two ministries");
    const current = await details();
    expect((await one(id)).outcome).toBe("collides");
    await expect(accept(id)).rejects.toThrow(refused("moved-on"));
    expect(await details()).toEqual(current);
    await accept(id, {
      details: JSON.stringify({ ...current, lead: "Two ministries, with the police" }),
      seenDetails: JSON.stringify(current),
    });
    expect((await details()).lead).toBe("Two ministries, with the police");
    expect((await one(id)).state).toBe("accepted-modified");
  });

  it("is accepted with changes only as one of details, and on those that were seen", async () => {
    const id = await propose("member.ca", { lead: "Police" });
    const current = await details();
    const changed = JSON.stringify({ ...current, lead: "Two ministries" });
    await expect(accept(id, { details: changed })).rejects.toThrow(
      refused("invalid", "seenDetails"),
    );
    const text = JSON.stringify(fromPlainText("Another text."));
    await expect(accept(id, { text })).rejects.toThrow(refused("invalid", "text"));
    const { amendmentId } = await proposeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      kind: "removal",
      itemId: "i1",
      justification: "It is done.",
    });
    await expect(
      accept(amendmentId, { details: changed, seenDetails: JSON.stringify(current) }),
    ).rejects.toThrow(refused("invalid", "details"));
    expect(await details()).toEqual(current);
    expect((await one(id)).state).toBe("proposed");
  });

  it("is in the way of one that says otherwise; one that says the same is superseded", async () => {
    const [first, other, same] = [
      await propose("member.ca", { due: "2027" }),
      await propose("drafter.ca", { due: "2028" }),
      await propose("drafter.ca", { due: "2027" }),
    ];
    expect((await one(first)).collidesWith).toEqual([other]);
    await accept(first);
    expect((await one(other)).outcome).toBe("collides");
    expect((await one(same)).state).toBe("superseded");
  });

  it("is refused where it changes nothing, or is not what a field takes", async () => {
    const basis = JSON.stringify(await details());
    const form = {
      documentId: "plan",
      kind: "details" as const,
      itemId: "i1",
      basisDetails: basis,
      justification: "x",
    };
    const member = workspace.as("member.ca");
    const attempts: [string, string][] = [
      [basis, "text"],
      ["{}", "details.lead"],
      [JSON.stringify({ ...(await details()), other: "x" }), "details"],
      [JSON.stringify({ ...(await details()), lead: "x".repeat(501) }), "details.lead"],
      ["not JSON", "details"],
    ];
    for (const [given, field] of attempts) {
      await expect(proposeAmendment(member, { ...form, details: given })).rejects.toThrow(
        refused("invalid", field),
      );
    }
    await expect(proposeAmendment(member, form)).rejects.toThrow(refused("invalid", "details"));
  });

  it("is changed by its proposer on what stands by then", async () => {
    const id = await propose("member.ca", { due: "2027" });
    await set("lead", "Police");
    const basis = await details();
    await changeAmendment(workspace.as("member.ca"), {
      documentId: "plan",
      amendmentId: id,
      details: JSON.stringify({ ...basis, due: "2029" }),
      basisDetails: JSON.stringify(basis),
      justification: "It takes longer.",
    });
    await accept(id);
    expect(await details()).toMatchObject({ lead: "Police", due: "2029" });
  });
});
