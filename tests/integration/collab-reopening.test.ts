/**
 * A document that is closed and opened again in the same moment: while one copy leaves memory
 * another may be loaded, and an update that reaches the wrong one of them would be lost.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { itemFragment } from "../../app/documents/document";
import { loadDocument } from "../../app/documents/log.server";
import {
  authAnswer,
  authFrame,
  bareSocket,
  connect,
  frame,
  ITEM,
  PEOPLE,
  PLAN,
  type Server,
  startServer,
  typeInto,
  until,
  updateFrame,
} from "./collab-harness";

const ROUNDS = 30;

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const onDisk = async () =>
  itemFragment(await loadDocument(server.store.read, PLAN), ITEM)?.toString() ?? "";

test("what was saved before leaving is there for whoever comes at that moment", async () => {
  const saved: string[] = [];
  let last = connect(server.port, PEOPLE.drafterCa.id);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { provider, type } = last;
    await until("it is synced", () => provider.synced);
    const sign = `{${round}}`;
    type(sign);
    await until("it is saved", () => !provider.hasUnsyncedChanges);
    saved.push(sign);
    // Now the copy begins to leave memory; the next one comes a little later each time.
    last.destroy();
    for (let turn = 0; turn < round % 10; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    last = connect(server.port, PEOPLE.convenerCa.id);
  }
  await until("the last is synced", () => last.provider.synced);
  expect(saved.filter((sign) => !last.text().includes(sign))).toEqual([]);
  const written = await onDisk();
  expect(saved.filter((sign) => !written.includes(sign))).toEqual([]);
  // The copy they have is the one that others have too.
  const other = connect(server.port, PEOPLE.drafterCa.id);
  await until("another is synced", () => other.provider.synced);
  other.type("{end}");
  await until("each hears of the other", () => last.text().includes("{end}"));
  for (const client of [last, other]) client.destroy();
});

test("what was sent just before closing a document is written, though it is asked for again at once", async () => {
  const bare = await bareSocket(server.port, PEOPLE.drafterCa.id);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(await loadDocument(server.store.read, PLAN)));
  const sent: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.frames.length = 0;
    bare.ws.send(authFrame());
    await until("it is let in", () => authAnswer(bare) === "read-write");
    // Let in is not open yet: what comes is held, in its order.
    const vector = Y.encodeStateVector(copy);
    const sign = `[${round}]`;
    typeInto(copy, sign);
    sent.push(sign);
    bare.ws.send(updateFrame(Y.encodeStateAsUpdate(copy, vector)));
    bare.ws.send(frame(PLAN, [7], "bye"));
  }
  await until("all of it is on disk", async () => {
    const written = await onDisk();
    return sent.every((sign) => written.includes(sign));
  });
  expect(bare.closed).toBeNull();
  bare.ws.terminate();
});
