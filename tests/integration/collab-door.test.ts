/** Who asks, first: what the socket does not do before it knows, and what it does for one person. */
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { CLOSE_CODES } from "../../app/collab/protocol";
import { itemOf, itemsOf, metaOf } from "../../app/documents/document";
import { cleanLetters } from "../../app/letters";
import {
  AGENDA,
  authAnswer,
  authFrame,
  frame,
  ITEM,
  PEOPLE,
  PLAN,
  until,
  updateFrame,
} from "./collab-harness";
import {
  admitted,
  amongHostileClients,
  answers,
  changed,
  closedAlone,
  good,
  hostile,
  restart,
  runOf,
  unharmed,
} from "./collab-hostile-harness";

amongHostileClients();

/** A state vector with so many entries. */
function vectorOf(entries: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries);
  for (let i = 0; i < entries; i += 1) {
    encoding.writeVarUint(encoder, i + 1);
    encoding.writeVarUint(encoder, 1);
  }
  return encoding.toUint8Array(encoder);
}

const question = (vector: Uint8Array) => frame(PLAN, [0, 0], vector);

test("a client without a session is told so once, and then not listened to", async () => {
  const bare = await hostile(null);
  bare.ws.send(authFrame());
  await until("it is answered", () => authAnswer(bare) !== null);
  expect(authAnswer(bare)).toBe("signed-out");
  expect(bare.closed).toBeNull();
  bare.ws.send(authFrame());
  await until("it is closed", () => bare.closed !== null);
  expect(bare.closed?.code).toBe(CLOSE_CODES["signed-out"]);
  await unharmed();
});

test.each([
  ["a question for a document", question(new Uint8Array([0])), "signed-out"],
  ["words", updateFrame(new Uint8Array([0, 0])), "signed-out"],
  ["no frame", new Uint8Array([255, 255]), "signed-out"],
  ["more than a name", question(vectorOf(100_000)), "too-large"],
] as const)("a client without a session is closed for %s", async (_what, data, reason) => {
  const bare = await hostile(null);
  bare.ws.send(data);
  await closedAlone(bare, reason);
  expect(bare.frames).toEqual([]);
});

test("a state vector of more entries than a document has is not read to its end", async () => {
  const bare = await admitted();
  bare.ws.send(question(vectorOf(900_000)));
  await closedAlone(bare, "malformed");
});

test("a state vector of as many entries as a document may have is answered", async () => {
  const bare = await admitted();
  bare.ws.send(question(vectorOf(900)));
  await until("it is answered", () => answers(bare) > 0);
  await unharmed();
});

test("an authentication is small", async () => {
  const bare = await hostile();
  bare.ws.send(frame(PLAN, [2, 0], "x".repeat(10_000)));
  await closedAlone(bare, "too-large");
});

test("the name of a document is short", async () => {
  const bare = await hostile();
  bare.ws.send(frame("x".repeat(100_000), [2, 0], "token"));
  await closedAlone(bare, "malformed");
});

test("of many questions for one document, only the last is answered", async () => {
  const bare = await admitted();
  good.type("x".repeat(5_000));
  for (let i = 0; i < 100; i += 1) bare.ws.send(question(new Uint8Array([0])));
  await until("it is answered", () => answers(bare) > 0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answers(bare)).toBeLessThan(100);
  await unharmed();
});

test("whoever asks again and again is answered so often", async () => {
  await restart({ questionsPerSecond: 1, questionBurst: 3, messageBurst: 500 });
  const sockets = [await admitted(), await admitted()];
  for (let round = 0; round < 10; round += 1) {
    for (const { ws } of sockets) ws.send(question(new Uint8Array([0])));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until("it is answered", () => sockets.some((bare) => answers(bare) > 0));
  const all = sockets.reduce((sum, bare) => sum + answers(bare), 0);
  expect(all).toBeLessThanOrEqual(4);
  expect(sockets.map(({ closed }) => closed)).toEqual([null, null]);
  await unharmed();
});

test("whoever has updates refused again and again is not heard any more, on a new socket neither", async () => {
  await restart({ workPerSecond: 1, workBurst: 0.001 });
  const lawless = changed((fragment) => itemsOf(fragment.doc as Y.Doc).delete(ITEM));
  const bare = await admitted();
  bare.ws.send(updateFrame(lawless));
  await closedAlone(bare, "content");
  const again = await admitted();
  again.ws.send(updateFrame(changed((fragment) => runOf(fragment).insert(0, "y"))));
  await closedAlone(again, "too-many");
});

test("whoever opens what nobody has open, and takes long, does not at once do so again", async () => {
  await restart({ workPerSecond: 1, workBurst: 0.001 });
  const bare = await hostile(PEOPLE.memberCa.id);
  bare.ws.send(authFrame(AGENDA));
  await until("it is let in", () => authAnswer(bare, AGENDA) === "readonly");
  bare.ws.send(frame(AGENDA, [7]));
  bare.ws.send(authFrame(AGENDA));
  await closedAlone(bare, "too-many");
});

test("a document does not fill with client ids", async () => {
  await restart({ clientIdBurst: 20 });
  const written = changed((fragment) => {
    for (let i = 0; i < 30; i += 1) {
      (fragment.doc as Y.Doc).clientID = 1_000 + i;
      runOf(fragment).insert(0, "y");
    }
  });
  const bare = await admitted();
  bare.ws.send(updateFrame(written));
  await closedAlone(bare, "too-many");
});

test("whoever opens and closes a document again and again is cut off, on a new socket too", async () => {
  await restart({ opensPerSecond: 1, openBurst: 20 });
  const bare = await hostile(PEOPLE.memberCa.id);
  for (let i = 0; i < 30; i += 1) {
    bare.ws.send(authFrame());
    bare.ws.send(frame(PLAN, [7]));
  }
  await until("it is closed", () => bare.closed !== null);
  expect(bare.closed?.code).toBe(CLOSE_CODES["too-many"]);
  const again = await hostile(PEOPLE.memberCa.id);
  again.ws.send(authFrame());
  again.ws.send(authFrame());
  await until("it is closed too", () => again.closed !== null);
  await unharmed();
});

test("more bytes than a person may send close the socket that sends them", async () => {
  await restart({ bytesPerSecond: 1_024, byteBurst: 6 * 1024 * 1024 });
  const sockets = [await admitted(), await admitted()];
  for (const { ws } of sockets) {
    for (let i = 0; i < 4; i += 1) ws.send(frame(PLAN, [5], "x".repeat(1_000_000)));
  }
  await until("one is closed", () => sockets.some(({ closed }) => closed !== null));
  expect(sockets.find(({ closed }) => closed)?.closed?.code).toBe(CLOSE_CODES["too-many"]);
  await unharmed();
});

test.each([
  ["items", (doc: Y.Doc) => itemsOf(doc).delete(ITEM)],
  ["the title", (doc: Y.Doc) => metaOf(doc).delete("title")],
  ["the text of an item", (doc: Y.Doc) => itemOf(doc, ITEM)?.set("text", new Y.XmlFragment())],
] as const)("taking away %s is refused, and the document unchanged", async (_what, change) => {
  const bare = await admitted();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(good.doc));
  const vector = Y.encodeStateVector(copy);
  change(copy);
  const before = good.text();
  bare.ws.send(updateFrame(Y.encodeStateAsUpdate(copy, vector)));
  await closedAlone(bare, "content");
  expect(good.text()).toContain(before.slice(0, 15));
});

test("letters that nothing can show do not come through", async () => {
  const bare = await admitted();
  bare.ws.send(updateFrame(changed((text) => runOf(text).insert(0, "one\u000btwo\ufffe\u0001"))));
  await until("the words have come", () => good.text().includes("one two"));
  expect(cleanLetters(good.text())).toBe(good.text());
  expect(bare.closed).toBeNull();
  await unharmed();
});

test("someone who may only read is told so without their words being looked at", async () => {
  const bare = await admitted(PEOPLE.memberCa.id, "readonly");
  const noise = new Uint8Array(100_000).fill(9);
  bare.ws.send(updateFrame(noise));
  await until("it is answered", () => bare.frames.some((data) => data.at(-1) === 0));
  expect(bare.closed).toBeNull();
  await unharmed();
});
