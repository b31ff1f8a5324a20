/** Drafts as they were issued, and what changed between them, for all who may read the agenda. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { comparisonAddress, readCompared, readPosition } from "~/adoption/drafts-address";
import { readComparison, readDraft, readDrafts } from "~/adoption/read-drafts.server";
import { removeItem } from "~/documents/document-changes";
import { plainText } from "~/documents/rich-text";
import { PEOPLE, type PersonName } from "./agenda-workspace";
import { openNegotiation } from "./drafts-workspace";

let workspace: Awaited<ReturnType<typeof openNegotiation>>;
beforeEach(async () => {
  workspace = await openNegotiation();
});
afterEach(() => workspace.close());

describe("drafts that were issued", () => {
  beforeEach(async () => {
    const { items, write, issue, edit } = workspace;
    await write(items[0], "Train staff.");
    await issue("zero-draft", 0, "For comments until May.");
    await write(items[0], "Train border staff.");
    await edit("agenda", (doc) => removeItem(doc, items[1]));
    await issue("revised-draft", 1);
    await write(items[0], "Train all border staff.");
  });

  it("are read by all who read the agenda, newest first, and by no one signed out", async () => {
    for (const who of Object.keys(PEOPLE) as PersonName[]) {
      const { drafts } = await readDrafts(workspace.as(who));
      expect(drafts).toMatchObject([
        { position: 1, kind: "revised-draft", number: 1, note: "" },
        {
          position: 0,
          kind: "zero-draft",
          note: "For comments until May.",
          issuedBy: "secretariat",
        },
      ]);
    }
    const nobody = workspace.as(null);
    for (const read of [
      readDrafts(nobody),
      readDraft(nobody, 0),
      readComparison(nobody, 0, "now"),
    ]) {
      await expect(read).rejects.toMatchObject({ code: "signed-out" });
    }
  });

  it("have the words of then, and nothing that was taken out", async () => {
    const observer = workspace.as("observer");
    const words = async (position: number) => {
      const { content } = await readDraft(observer, position);
      expect(content.removed).toEqual([]);
      return content.areas.flatMap(({ items }) => items.map(({ text }) => plainText(text)));
    };
    expect(await words(0)).toEqual(["Train staff.", "Measure 2.1 of CA"]);
    expect(await words(1)).toEqual(["Train border staff."]);
  });

  it("are compared from the earlier to the later, also with the text as it stands", async () => {
    const member = workspace.as("member.us");
    const [one, other] = [await readComparison(member, 0, 1), await readComparison(member, 1, 0)];
    expect(one).toEqual(other);
    expect(one).toMatchObject({ from: { position: 0 }, to: { position: 1 } });
    expect(one.comparison.counts).toMatchObject({ changed: 1, removed: 1, unchanged: 0 });
    const now = await readComparison(member, 1, "now");
    expect(now).toMatchObject({ from: { position: 1 }, to: "now" });
    expect(now.comparison.areas[0]?.items[0]?.text).toEqual({
      before: "Train border staff.",
      after: "Train all border staff.",
    });
  });

  it("that there are not are not found", async () => {
    const member = workspace.as("member.us");
    for (const read of [
      readDraft(member, 2),
      readComparison(member, 2, "now"),
      readComparison(member, 0, 2),
    ]) {
      await expect(read).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

it("has no drafts before the first is issued", async () => {
  expect((await readDrafts(workspace.as("observer"))).drafts).toEqual([]);
});

it("addresses name drafts by number, and nothing else", () => {
  expect(["0", "12", "-1", "1.5", "", "1e3", "x"].map(readPosition)).toEqual([
    ...[0, 12],
    ...[null, null, null, null, null],
  ]);
  expect(readCompared("now")).toBe("now");
  const address = (search: string) => comparisonAddress(new URLSearchParams(search));
  expect(address("from=1&with=now")).toBe("/agenda/drafts/1?with=now");
  expect(address("from=1&with=//elsewhere")).toBeNull();
  expect(address("")).toBeNull();
});
