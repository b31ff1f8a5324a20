/** Editing together: convergence, the log, the projection, and what other processes write. */
import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { findDocument, findItem, updateDocument } from "#db/documents";
import { documentUpdates } from "#db/schema";
import { openStore, type Store } from "#db/store";
import { parseAnnouncement } from "../../app/collab/protocol";
import { itemFragment, readDocument } from "../../app/documents/document";
import { addItem } from "../../app/documents/document-changes";
import { editDocument, loadDocument } from "../../app/documents/log.server";
import { forEachTest } from "./collab-each-test";
import {
  AGENDA,
  type BareSocket,
  type Client,
  connect,
  frame,
  ITEM,
  logLength,
  PEOPLE,
  PLAN,
  startServer,
  until,
  updateFrame,
} from "./collab-harness";

const at = forEachTest();
const { open } = at;

const logged = () => logLength(at.server.store);
const onDisk = async () => readDocument(await loadDocument(at.server.store.read, PLAN));

test("two people type at once and both texts are kept", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  for (const letter of "first") a.type(letter);
  for (const letter of "SECOND") b.type(letter);
  await until(
    "both have both",
    () =>
      a.text() === b.text() &&
      a.text().length === b.text().length &&
      /f.*i.*r.*s.*t/.test(a.text()) &&
      /S.*E.*C.*O.*N.*D/.test(a.text()),
  );
  expect(readDocument(a.doc)).toEqual(readDocument(b.doc));
  expect(await onDisk()).toEqual(readDocument(a.doc));
});

test("an update is on disk, with its author, before another client sees it", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  // The disk stands still: another transaction holds it.
  let goOn = () => {};
  const held = at.server.store.transaction(() => new Promise<void>((resolve) => (goOn = resolve)));
  a.type(" Waiting.");
  // A third client is served meanwhile, so the server has had its turn to show the words.
  const c = await open(PEOPLE.convenerCa.id);
  await until("b is served meanwhile", () => b.provider.synced);
  expect([b.text(), c.text()].join()).not.toContain("Waiting.");
  expect(a.provider.hasUnsyncedChanges).toBe(true);
  goOn();
  await held;
  await until("they see it", () => b.text().includes("Waiting.") && c.text() === b.text());
  expect(JSON.stringify(await onDisk())).toContain("Waiting.");
  const rows = at.server.store.read.select().from(documentUpdates).all();
  expect(rows.at(-1)).toMatchObject({ documentId: PLAN, authorId: PEOPLE.drafterCa.id });
});

/** Holds every write until `end`: then those held fail, or are done. */
function stalledDisk(): { waiting(): number; end(how: "done" | "failed"): void } {
  const { commit } = at.server.store;
  const held: ((how: "done" | "failed") => void)[] = [];
  const stalled: Store["commit"] = (work) =>
    new Promise((resolve, reject) => {
      held.push((how) => {
        if (how === "failed") reject(new Error("disk full"));
        else commit(work).then(resolve, reject);
      });
    });
  Object.assign(at.server.store, { commit: stalled });
  return {
    waiting: () => held.length,
    end(how) {
      Object.assign(at.server.store, { commit });
      for (const each of held.splice(0)) each(how);
    },
  };
}

/** Sends what a client has over a connection of its own, as after a lost one. */
async function sendAgain(doc: Y.Doc): Promise<BareSocket> {
  const bare = await at.openBare(PEOPLE.drafterCa.id);
  bare.ws.send(updateFrame(Y.encodeStateAsUpdate(doc)));
  // The answer to a frame sent after it shows that the server has had its turn with both.
  bare.ws.send(frame(PLAN, [0, 0], Y.encodeStateVector(new Y.Doc())));
  await until("a later frame is answered", () => numbersOf(bare).some(([a, b]) => !a && b === 1));
  return bare;
}

/** The first two numbers of each frame: its type, and its step or whether an update is saved. */
const numbersOf = (bare: BareSocket) =>
  bare.frames.map((data) => {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    return [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
  });

/** How many updates the server said it has saved. */
const confirmations = (bare: BareSocket) =>
  numbersOf(bare).filter(([type, saved]) => type === 8 && saved === 1).length;

test.each(["done", "failed"] as const)(
  "an update sent again while it is being written is not confirmed before: %s",
  async (how) => {
    const a = await open(PEOPLE.drafterCa.id);
    const b = await open(PEOPLE.convenerCa.id);
    const before = await logged();
    const disk = stalledDisk();
    a.type(" Twice.");
    await until("it is being written", () => disk.waiting() > 0);
    const again = await sendAgain(a.doc);
    expect(confirmations(again)).toBe(0);
    a.destroy();
    disk.end(how);
    // Written by the first connection, or, where that failed, by the second.
    await until("it is confirmed", () => confirmations(again) === 1);
    expect(JSON.stringify(await onDisk())).toContain("Twice.");
    expect(await logged()).toBe(before + 1);
    await until("it is seen", () => b.text().includes("Twice."));
  },
);

test("an update whose second writing fails too is refused", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const disk = stalledDisk();
  a.type(" Twice.");
  await until("it is being written", () => disk.waiting() > 0);
  const again = await sendAgain(a.doc);
  a.destroy();
  disk.end("failed");
  const { commit } = at.server.store;
  Object.assign(at.server.store, { commit: () => Promise.reject(new Error("disk full")) });
  await until("it is refused", () => again.closed?.reason === "not-saved");
  Object.assign(at.server.store, { commit });
  expect(confirmations(again)).toBe(0);
});

test("what follows a failed write is not written without it", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const before = await logged();
  const disk = stalledDisk();
  a.type(" First.");
  await until("it is being written", () => disk.waiting() > 0);
  a.type(" Second.");
  // Both are with the server when this is.
  const c = await open(PEOPLE.convenerCa.id);
  disk.end("failed");
  await until("it is refused", () => a.closed.includes("not-saved"));
  await until("both arrive", () => c.text() === a.text());
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  expect(await logged()).toBe(before + 1);
  expect((await onDisk()).areas[0]?.items[0]).toEqual(readDocument(a.doc).areas[0]?.items[0]);
});

test("what is confirmed to its author is on disk", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type("Confirmed.");
  expect(a.provider.hasUnsyncedChanges).toBe(true);
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  expect(JSON.stringify(await onDisk())).toContain("Confirmed.");
});

test("connecting again does not make the log grow", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Once.");
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  const before = await logged();
  for (let round = 0; round < 3; round += 1) {
    a.provider.disconnect();
    await until("it is disconnected", () => !a.provider.synced);
    await a.provider.connect();
    await until("it is synced again", () => a.provider.synced && !a.provider.hasUnsyncedChanges);
  }
  const other = connect(at.server.port, PEOPLE.convenerCa.id, PLAN, a.doc);
  await until("a second provider is synced", () => other.provider.synced);
  expect(await logged()).toBe(before);
});

test("what was typed without a connection arrives on return", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  a.provider.disconnect();
  await until("it is disconnected", () => !a.provider.synced);
  a.type("away");
  b.type("here");
  await a.provider.connect();
  await until("they are equal", () => a.text() === b.text() && a.text().includes("away"));
  expect(a.text()).toContain("here");
});

test("the last words before leaving are on disk and projected", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Leaving.");
  a.destroy();
  await until("they are projected", async () => {
    const item = await findItem(at.server.store.read, PLAN, ITEM);
    return item?.text === "Begin. Leaving.";
  });
});

test("changes are projected and announced to the agenda", async () => {
  const agenda = await open(PEOPLE.secretariat.id, AGENDA);
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" More.");
  await until("it is projected", async () => {
    const item = await findItem(at.server.store.read, PLAN, ITEM);
    return item?.text === "Begin. More.";
  });
  await until("it is announced", () => agenda.announced.length > 0);
  expect(agenda.announced.map(parseAnnouncement)).toContainEqual({ topic: "agenda", spread: 0 });
});

/** How many times the agenda's pages have been told of changes since this was last asked. */
async function toldAgenda(agenda: Client): Promise<number> {
  await at.server.collab.flush();
  at.server.collab.live.announce(AGENDA, "comments");
  const topics = () => agenda.announced.map((payload) => parseAnnouncement(payload)?.topic);
  await until("what was announced before it arrived", () => topics().includes("comments"));
  const told = topics().filter((topic) => topic === "agenda").length;
  agenda.announced.length = 0;
  return told;
}

test("only what changes a row of the projection is announced, whoever wrote the row", async () => {
  await at.startAgain({ announceEvery: 0, announceEveryEach: 0 });
  const agenda = await open(PEOPLE.secretariat.id, AGENDA);
  const a = await open(PEOPLE.drafterCa.id);
  await toldAgenda(agenda);
  a.type(" More.");
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  expect(await toldAgenda(agenda)).toBe(1);
  const paragraph = itemFragment(a.doc, ITEM)?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (run instanceof Y.XmlText) run.format(0, 3, { bold: true });
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  expect(JSON.stringify(await onDisk())).toContain("bold");
  expect(await toldAgenda(agenda)).toBe(0);
  a.destroy();
  await at.server.collab.flush();
  const { update } = await at.server.store.transaction(async (tx) => {
    const document = await findDocument(tx, PLAN);
    if (!document) throw new Error("no document");
    return editDocument({ now: Date.now, writer: "server" }, tx, document, null, (doc) =>
      addItem(doc, "area-1", { id: "item-2", text: "Second." }),
    );
  });
  at.server.collab.live.apply(PLAN, update);
  expect(await toldAgenda(agenda)).toBe(1);
});

test("a change made by an operation reaches the open copy and is logged once", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const before = await logged();
  const context = { now: Date.now, writer: "server" };
  const { update } = await at.server.store.transaction(async (tx) => {
    const document = await findDocument(tx, PLAN);
    if (!document) throw new Error("no document");
    return editDocument(context, tx, document, null, (doc) =>
      addItem(doc, "area-1", { id: "item-2", text: "Second." }),
    );
  });
  at.server.collab.live.apply(PLAN, update);
  await until("it arrives", () => a.text("item-2").includes("Second."));
  await at.server.collab.flush();
  expect(await logged()).toBe(before + 1);
});

test("another process's update reaches the open copy and the projection", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const other = openStore(at.server.file);
  await other.transaction(async (tx) => {
    const document = await findDocument(tx, PLAN);
    if (!document) throw new Error("no document");
    return editDocument({ now: Date.now, writer: "import" }, tx, document, null, (doc) =>
      addItem(doc, "area-1", { id: "item-2", text: "Imported." }),
    );
  });
  await other.close();
  await until("it arrives", () => a.text("item-2").includes("Imported."));
  a.type(" With it.", "item-2");
  await until("it is projected", async () => {
    const item = await findItem(at.server.store.read, PLAN, "item-2");
    return item?.text === "Imported. With it.";
  });
});

test("no word is taken after an approval, not even one under way", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  await at.server.store.transaction((tx) => updateDocument(tx, PLAN, { state: "approved" }));
  const before = await logged();
  a.type(" Too late.");
  await until("it is reconnected to read", () => a.unapplied > 0);
  expect(await logged()).toBe(before);
  expect(JSON.stringify(await onDisk())).not.toContain("Too late.");
  expect(a.closed).toContain("reconnect");
});

test("a failing disk closes the connection and shows the update to no one", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  const { commit } = at.server.store;
  Object.assign(at.server.store, {
    commit: () => Promise.reject(new Error("disk full")),
  });
  a.type(" Lost?");
  await until("it is closed", () => a.closed.includes("not-saved"));
  expect(b.text()).not.toContain("Lost?");
  Object.assign(at.server.store, { commit });
  await until("it comes through in the end", () => b.text().includes("Lost?"));
});

test("stopping flushes, says so, and a new server has everything", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Kept.");
  await until("it is confirmed", () => !a.provider.hasUnsyncedChanges);
  await at.server.collab.close();
  await until("it is told", () => a.closed.includes("restarting"));
  expect((await findItem(at.server.store.read, PLAN, ITEM))?.text).toBe("Begin. Kept.");
});

test("a projection that a crash left behind is made at the next start", async () => {
  const { store } = at.server;
  await store.transaction(async (tx) => {
    const document = await findDocument(tx, PLAN);
    if (!document) throw new Error("no document");
    await editDocument({ now: Date.now, writer: "w" }, tx, document, null, (doc) =>
      addItem(doc, "area-1", { id: "item-9", text: "Unprojected." }),
    );
    // As if the process had died between the two.
    await updateDocument(tx, PLAN, { updatedAt: 1 });
  });
  const second = await startServer({}, at.server.file);
  await second.collab.flush();
  expect((await findDocument(store.read, PLAN))?.updatedAt).toBeGreaterThan(1);
  await second.stop();
});
