/** Taking decisions back where others have worked on since. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { proposeAmendment } from "~/amendments/amendments.server";
import { acceptAmendments } from "~/amendments/deciding.server";
import { readAmendments } from "~/amendments/read.server";
import { undoDecision } from "~/amendments/undoing.server";
import { readDocument } from "~/documents/document";
import {
  addArea,
  addItem,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
  setDetail,
  setItemText,
} from "~/documents/document-changes";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { openWorkspace, type Workspace } from "./comments-workspace";

let workspace: Workspace;
let first = "";
beforeEach(async () => {
  workspace = await openWorkspace();
  first = readDocument(await workspace.document("plan")).areas[0]?.id ?? "";
  await edit((doc) => addArea(doc, { id: "other", title: "Cooperation" }));
});
afterEach(() => workspace.close());

const edit = (change: (doc: Y.Doc) => void) => workspace.edit("plan", change);
/** Each area with the ids and the words of its items. */
const currentItems = async () =>
  readDocument(await workspace.document("plan")).areas.map(({ id, items }) => ({
    id,
    items: items.map((item) => `${item.id}: ${plainText(item.text)} ${item.details.lead}`.trim()),
  }));
const placed = async () =>
  (await currentItems()).map(({ items }) => items.map((item) => item.split(":")[0]));

type Proposal = Omit<Parameters<typeof proposeAmendment>[1], "documentId" | "justification">;
/** Proposes it and has it accepted. */
async function decided(proposal: Proposal) {
  const given = { ...proposal, documentId: "plan", justification: "It is clearer." };
  const { amendmentId } = await proposeAmendment(workspace.as("member.ca"), given);
  const amendmentIds = [amendmentId];
  const convener = workspace.as("convener.ca");
  const accepted = await acceptAmendments(convener, { documentId: "plan", amendmentIds });
  return { ...accepted, amendmentId, itemId: accepted.itemId ?? "" };
}
const undo = ({ decisionId }: { decisionId: string }) =>
  undoDecision(workspace.as("convener.ca"), { documentId: "plan", decisionId });
const stateOf = async ({ amendmentId }: { amendmentId: string }) =>
  (await readAmendments(workspace.as("convener.ca"), "plan", "read-amendments")).amendments.find(
    ({ id }) => id === amendmentId,
  )?.state;

/** It is refused, and neither the document nor the amendment is another. */
async function stays(decision: { decisionId: string; amendmentId: string }) {
  const before = await currentItems();
  await expect(undo(decision)).rejects.toThrow(
    expect.objectContaining({ name: "Refused", code: "moved-on" }),
  );
  expect(await currentItems()).toEqual(before);
  expect(await stateOf(decision)).toBe("accepted");
}

describe("a new item", () => {
  const text = JSON.stringify(fromPlainText("A new one."));
  const propose = () => decided({ kind: "new", areaId: first, afterItemId: "i1", text });

  it("stays with the words that others wrote in it", async () => {
    const decision = await propose();
    await edit((doc) => setItemText(doc, decision.itemId, fromPlainText("A new one, for all.")));
    await stays(decision);
    await edit((doc) => setItemText(doc, decision.itemId, fromPlainText("A new one.")));
    await undo(decision);
    expect(await placed()).toEqual([["i1", "i2"], []]);
  });

  it("stays with the details that others gave it", async () => {
    const decision = await propose();
    await edit((doc) => setDetail(doc, decision.itemId, "lead", "Ministry of Justice"));
    await stays(decision);
  });
});

describe("a move", () => {
  const propose = () => decided({ kind: "move", itemId: "i1", areaId: "other", afterItemId: null });

  it("is not taken back over another move, to another area or within it", async () => {
    const decision = await propose();
    await edit((doc) => {
      addItem(doc, "other", { id: "x", text: "Beside it." });
      moveItem(doc, "i1", "other", 1);
    });
    await stays(decision);
    await edit((doc) => moveItem(doc, "i1", first, 1));
    await stays(decision);
    expect(await placed()).toEqual([["i2", "i1"], ["x"]]);
  });

  it("is taken back though others have come to stand before it", async () => {
    const decision = await propose();
    await edit((doc) => addItem(doc, "other", { id: "x", text: "Before it." }, 0));
    await undo(decision);
    expect(await placed()).toEqual([["i1", "i2"], ["x"]]);
    expect(await stateOf(decision)).toBe("proposed");
  });
});

describe("a removal", () => {
  const propose = () => decided({ kind: "removal", itemId: "i1" });

  it("does not bring back an area that was removed since", async () => {
    const decision = await propose();
    await edit((doc) => removeArea(doc, first));
    await stays(decision);
  });

  it("of an item that was brought back by hand leaves what was written in it", async () => {
    const decision = await propose();
    await edit((doc) => {
      restoreItem(doc, "i1");
      setItemText(doc, "i1", fromPlainText("Written since."));
    });
    await undo(decision);
    expect((await currentItems())[0]?.items[0]).toBe("i1: Written since.");
    expect(await stateOf(decision)).toBe("proposed");
  });
});

describe("an amendment of the text", () => {
  it("is not taken back over other words in its place, nor from an item that was removed", async () => {
    const decision = await decided({
      kind: "text",
      itemId: "i1",
      basis: JSON.stringify((await textOf("i1")) ?? fromPlainText("")),
      text: JSON.stringify(fromPlainText("Something else.")),
    });
    await edit((doc) => setItemText(doc, "i1", fromPlainText("Something better.")));
    await stays(decision);
    await edit((doc) => removeItem(doc, "i1"));
    await stays(decision);
  });
  const textOf = async (itemId: string) =>
    readDocument(await workspace.document("plan"))
      .areas.flatMap(({ items }) => items)
      .find(({ id }) => id === itemId)?.text;
});
