/** A delegation agrees to all that is left, on the words that were read. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateDocument } from "#db/documents";
import { listRecord } from "#db/record";
import { positions } from "#db/schema";
import { agreeToRest } from "~/agenda/agree-rest.server";
import { parsePositionRequest } from "~/agenda/position-requests";
import { givePosition, withdrawPosition } from "~/agenda/positions.server";
import { readAgenda } from "~/agenda/read.server";
import { addItem, removeItem, setItemText } from "~/documents/document-changes";
import { textHash } from "~/documents/projection.server";
import { fromPlainText } from "~/documents/rich-text";
import type { RefusalCode } from "~/refusal";
import { openWorkspace, type PersonName, type Workspace } from "./agenda-workspace";

const WORDS = {
  "item-1": "Train staff in every school.",
  "item-2": "Report every year.",
  "item-3": "Fund shelters.",
};
type ItemId = keyof typeof WORDS;

let w: Workspace;
beforeEach(async () => {
  w = await openWorkspace();
  await w.edit("agenda", (doc) => {
    for (const [id, text] of Object.entries(WORDS)) addItem(doc, "area-1", { id, text });
  });
});
afterEach(() => w.close());

const refusedWith = (code: RefusalCode, field?: string) =>
  expect.objectContaining({ name: "Refused", code, ...(field ? { field } : {}) });
const read = (...ids: ItemId[]) =>
  ids.map((itemId) => ({ itemId, textHash: textHash(WORDS[itemId]) }));
const agree = (
  items: { itemId: string; textHash: string }[],
  who: PersonName | null = "convener.ca",
) => agreeToRest(w.as(who), { items });
const write = (itemId: ItemId, text: string) =>
  w.edit("agenda", (doc) => setItemText(doc, itemId, fromPlainText(text)));
const rows = () => w.store.read.select().from(positions).all();
const said = async () => {
  const view = (await readAgenda(w.as("observer")))?.positions.items ?? {};
  return Object.keys(WORDS).map((id) =>
    view[id]?.positions.map((each) => `${each.delegation} ${each.position} ${each.current}`),
  );
};

it("gives one position for each item, in one step that is recorded and told once", async () => {
  w.told.length = 0;
  expect(await agree(read("item-1", "item-3"))).toEqual({ count: 2 });
  expect(await said()).toEqual([["CA agreed true"], [], ["CA agreed true"]]);
  expect(rows()).toMatchObject([
    { itemId: "item-1", text: WORDS["item-1"], personId: "p-ca", note: "" },
    { itemId: "item-3", text: WORDS["item-3"], personId: "p-ca", note: "" },
  ]);
  expect(w.told).toEqual(["announce agenda agenda"]);
  const entries = await listRecord(w.store.read, 2);
  expect(entries.map(({ action }) => action)).toEqual(["agenda.position", "agenda.position"]);
});

it("replaces what is to be confirmed; each is taken back by itself", async () => {
  const given = { itemId: "item-1", position: "reservation", note: "Our law." } as const;
  await givePosition(w.as("convener.ca"), { ...given, textHash: textHash(WORDS["item-1"]) });
  await write("item-1", "Train all staff.");
  const items = [
    { itemId: "item-1", textHash: textHash("Train all staff.") },
    ...read("item-2", "item-3"),
  ];
  await agree(items);
  expect(await said()).toEqual(Array(3).fill(["CA agreed true"]));
  expect(rows().filter(({ endedAt }) => endedAt === null)).toHaveLength(3);
  await withdrawPosition(w.as("convener.ca"), { itemId: "item-2" });
  expect(await said()).toEqual([["CA agreed true"], [], ["CA agreed true"]]);
});

describe("is refused as a whole", () => {
  afterEach(async () => expect((await said()).flat()).not.toContain("CA agreed true"));

  it("where words have moved on, and says where", async () => {
    await write("item-2", "Report every month.");
    await write("item-3", "Fund all shelters.");
    await expect(agree(read("item-1", "item-2", "item-3"))).rejects.toEqual(
      refusedWith("moved-on", "item-2 item-3"),
    );
    expect(rows()).toEqual([]);
  });

  it("where an item is gone", async () => {
    await w.edit("agenda", (doc) => removeItem(doc, "item-2"));
    await expect(agree(read("item-1", "item-2"))).rejects.toEqual(
      refusedWith("not-found", "item-2"),
    );
    expect(rows()).toEqual([]);
  });

  it("where the delegation has spoken on these words meanwhile", async () => {
    const given = { itemId: "item-2", position: "objection", note: "Too costly." } as const;
    await givePosition(w.as("convener.ca"), { ...given, textHash: textHash(WORDS["item-2"]) });
    await expect(agree(read("item-1", "item-2"))).rejects.toEqual(
      refusedWith("already-done", "item-2"),
    );
    expect(rows()).toHaveLength(1);
  });

  it("for nothing, and for an item that comes twice", async () => {
    await expect(agree([])).rejects.toEqual(refusedWith("invalid"));
    await expect(agree(read("item-1", "item-1"))).rejects.toEqual(refusedWith("invalid"));
  });

  it.each<[PersonName | null, RefusalCode]>([
    [null, "signed-out"],
    ["secretariat", "role"],
    ["observer", "role"],
    ["drafter.ca", "role"],
    ["member.us", "role"],
  ])("from %s", async (who, code) => {
    await expect(agree(read("item-1"), who)).rejects.toEqual(refusedWith(code));
  });

  it("once the agenda is adopted", async () => {
    await w.store.transaction((tx) => updateDocument(tx, "agenda", { state: "adopted" }));
    await expect(agree(read("item-1"))).rejects.toEqual(refusedWith("state"));
  });
});

it("sent twice at once it is given once", async () => {
  const outcomes = await Promise.allSettled([agree(read("item-1")), agree(read("item-1"))]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(rows()).toHaveLength(1);
});

it("the form is read to the letter", () => {
  const form = (items: string) => {
    const data = new FormData();
    data.set("intent", "agree-rest");
    data.set("items", items);
    return parsePositionRequest(data);
  };
  const good = read("item-1", "item-2");
  expect(form(JSON.stringify(good))).toEqual({
    ok: true,
    request: { intent: "agree-rest", items: good },
  });
  for (const bad of ["", "{", "[]", '[{"itemId":"item-1"}]', '[{"itemId":"","textHash":"x"}]']) {
    expect(form(bad)).toEqual({ ok: false, field: "items" });
  }
});
