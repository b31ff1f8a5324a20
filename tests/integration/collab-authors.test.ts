/** Who wrote what: recorded with every update, and still known when the log has been folded. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { clientIdsOf } from "#db/authors";
import { findDocument } from "#db/documents";
import { appendUpdate, listUpdates, loadState } from "#db/log";
import { documentAuthors } from "#db/schema";
import { CLOSE_CODES } from "../../app/collab/protocol";
import { addItem } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";
import { forEachTest } from "./collab-each-test";
import {
  type Client,
  compactionOf,
  logLength,
  PEOPLE,
  PLAN,
  typeInto,
  until,
  updateFrame,
} from "./collab-harness";

const at = forEachTest();
const { open } = at;

const saved = (client: Client) =>
  until("it is confirmed", () => !client.provider.hasUnsyncedChanges);

const authors = () => at.server.store.read.select().from(documentAuthors).all();
const named = () => authors().map(({ clientId, personId }) => [clientId, personId]);

test("who wrote under which client id is known, and still after compaction", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  a.type(" One.");
  await saved(a);
  b.type(" Two.");
  await saved(b);
  a.type(" Three.");
  await saved(a);
  const expected = [
    [a.doc.clientID, PEOPLE.drafterCa.id],
    [b.doc.clientID, PEOPLE.convenerCa.id],
  ];
  // The text that was there before was written by no person, and has no row.
  expect(named()).toEqual(expected);
  const [first] = authors();
  expect(first?.lastAt).toBeGreaterThanOrEqual(first?.firstAt ?? Number.POSITIVE_INFINITY);
  const compaction = compactionOf(at.server.store);
  expect(await compaction.compact(PLAN)).toBeGreaterThan(0);
  await compaction.close();
  expect(await listUpdates(at.server.store.read, PLAN, { after: 0 })).toEqual([]);
  expect(named()).toEqual(expected);
  // Every struct of the snapshot that a person wrote has its author.
  const { snapshot } = await loadState(at.server.store.read, PLAN);
  const known = new Set(named().map(([clientId]) => clientId));
  const without = clientIdsOf(snapshot ?? new Uint8Array()).filter((id) => !known.has(id));
  expect(without).toHaveLength(1);
});

test("an operation's author is recorded with its update, or neither is", async () => {
  const edit = (authorId: string | null, id: string, fail = false) =>
    at.server.store.transaction(async (tx) => {
      const document = await findDocument(tx, PLAN);
      if (!document) throw new Error("no document");
      const context = { now: () => 7, writer: "server" };
      await editDocument(context, tx, document, authorId, (doc) =>
        addItem(doc, "area-1", { id, text: "Added." }),
      );
      if (fail) throw new Error("rolled back");
    });
  await edit(PEOPLE.secretariat.id, "item-2");
  expect(authors()).toMatchObject([
    { documentId: PLAN, personId: PEOPLE.secretariat.id, firstAt: 7, lastAt: 7 },
  ]);
  await edit(null, "item-3");
  await expect(edit(PEOPLE.drafterCa.id, "item-4", true)).rejects.toThrow("rolled back");
  expect(authors()).toHaveLength(1);
});

test("what someone sends for another stays the other's, and both are recorded", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Seen.");
  await saved(a);
  a.provider.disconnect();
  await until("it is disconnected", () => !a.provider.synced);
  a.type(" Written offline.");
  // The same page, when another person has signed in on the machine meanwhile.
  a.destroy();
  const b = await open(PEOPLE.convenerCa.id, PLAN, a.doc);
  await saved(b);
  expect(b.text()).toContain("Written offline.");
  expect(named()).toEqual([
    [a.doc.clientID, PEOPLE.drafterCa.id],
    [a.doc.clientID, PEOPLE.convenerCa.id],
  ]);
  const warning = at.server.logged.find(({ message }) => message.includes("client id of another"));
  expect(warning).toMatchObject({
    level: "warn",
    fields: { person: PEOPLE.convenerCa.id, author: PEOPLE.drafterCa.id, document: PLAN },
  });
});

test("a clock that runs back does not change who was first", async () => {
  const doc = new Y.Doc();
  doc.getMap("meta").set("x", 1);
  const update = Y.encodeStateAsUpdate(doc);
  const append = (authorId: string, when: number) =>
    at.server.store.transaction((tx) =>
      appendUpdate(tx, { documentId: PLAN, update, authorId, writer: "w", at: when }),
    );
  await append("one", 10);
  await append("one", 5);
  await append("one", 70_000);
  expect(authors()).toMatchObject([{ personId: "one", firstAt: 5, lastAt: 70_000 }]);
  // Kept to the minute: not every keystroke is worth a row.
  await append("one", 80_000);
  expect(authors()).toMatchObject([{ personId: "one", firstAt: 5, lastAt: 70_000 }]);
});

/** An update that writes under so many client ids, as no page does. */
function manyClients(count: number): Uint8Array {
  const updates = Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    doc.getMap("meta").set("title", `Plan ${i}`);
    return Y.encodeStateAsUpdate(doc);
  });
  return Y.mergeUpdates(updates);
}

test("an update under more than a thousand client ids is refused, and says why", async () => {
  const good = await open(PEOPLE.convenerCa.id);
  const bare = await at.openBare(PEOPLE.drafterCa.id);
  const before = await logLength(at.server.store);
  bare.ws.send(updateFrame(manyClients(1_001)));
  await until("it is closed", () => bare.closed !== null);
  expect(bare.closed).toEqual({ code: CLOSE_CODES["too-large"], reason: "too-large" });
  expect(at.server.logged).toContainEqual(
    expect.objectContaining({
      level: "warn",
      fields: expect.objectContaining({ reason: "too-large", what: "client ids", document: PLAN }),
    }),
  );
  expect(await logLength(at.server.store)).toBe(before);
  expect(authors()).toEqual([]);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(good.doc));
  const vector = Y.encodeStateVector(copy);
  typeInto(copy, " Fine.");
  Y.applyUpdate(copy, manyClients(999));
  const other = await at.openBare(PEOPLE.drafterCa.id);
  other.ws.send(updateFrame(Y.encodeStateAsUpdate(copy, vector)));
  await until("a thousand are taken", () => good.text().includes("Fine."));
  expect(authors()).toHaveLength(1_000);
  expect(other.closed).toBeNull();
});
