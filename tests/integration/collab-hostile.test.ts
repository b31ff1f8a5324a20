/** Hostile and broken clients: each is limited with a clear reason, and no one else notices. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import {
  authAnswer,
  authFrame,
  type BareSocket,
  frame,
  logLength,
  PEOPLE,
  PLAN,
  typeInto,
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
  server,
  unharmed,
} from "./collab-hostile-harness";

amongHostileClients();

test.each([
  ["text", "hello"],
  ["nothing", new Uint8Array()],
  ["noise", Uint8Array.from({ length: 300 }, (_, i) => (i * 89) % 256)],
  ["a type that is none", frame(PLAN, [99])],
  ["a sync step that is none", frame(PLAN, [0, 7], new Uint8Array([0]))],
  ["a state vector that is none", frame(PLAN, [0, 0], new Uint8Array([5, 1]))],
  ["an update that is none", updateFrame(new Uint8Array([9, 9, 9, 9]))],
  ["an update cut short", updateFrame(new Uint8Array([1]))],
  ["a length that reaches too far", Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 1])],
])("a malformed frame closes only its sender: %s", async (_what, data) => {
  const bare = await admitted();
  bare.ws.send(data);
  await closedAlone(bare, "malformed");
});

test("an update that could not be applied never reaches the log", async () => {
  // An item that stands to the right of one its own client has yet to make.
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 77, 0, 0x84, 77, 50]) encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, "x");
  encoding.writeVarUint(encoder, 0);
  const update = encoding.toUint8Array(encoder);
  expect(() => Y.applyUpdate(new Y.Doc(), update)).toThrow();
  const before = await logLength(server.store);
  const bare = await admitted();
  bare.ws.send(updateFrame(update));
  await until("it is closed", () => bare.closed !== null);
  expect(await logLength(server.store)).toBe(before);
  await closedAlone(bare, "malformed");
});

test.each<[string, (fragment: Y.XmlFragment) => void]>([
  ["an unknown node", (fragment) => fragment.insert(0, [new Y.XmlElement("script")])],
  ["a paragraph in a paragraph", (fragment) => nest(fragment, "paragraph", "paragraph")],
  ["an item of a list outside a list", (fragment) => nest(fragment, "listItem")],
  ["an unknown mark", (fragment) => mark(fragment, { style: { color: "red" } })],
  ["an image", (fragment) => runOf(fragment).insertEmbed(1, { image: "https://x.example" })],
  ["a script link", (fragment) => mark(fragment, { link: { href: "javascript:alert(1)" } })],
  [
    "a document inside",
    (fragment) => fragment.doc?.getMap<unknown>("meta").set("inside", new Y.Doc()),
  ],
])("what a document may not hold closes only its sender: %s", async (_what, change) => {
  const before = good.text();
  const bare = await admitted();
  bare.ws.send(updateFrame(changed(change)));
  await closedAlone(bare, "content");
  expect(good.text().replaceAll("!", "")).toBe(before);
});

/** Puts one node into another, and the outermost into the text. */
function nest(fragment: Y.XmlFragment, ...names: string[]): void {
  let parent = fragment;
  for (const name of names) {
    const node = new Y.XmlElement(name);
    parent.insert(0, [node]);
    parent = node;
  }
}

function mark(fragment: Y.XmlFragment, attributes: Record<string, unknown>): void {
  runOf(fragment).format(0, 3, attributes);
}

test("an update of 20 MB closes only its sender", async () => {
  const bare = await admitted();
  bare.ws.send(updateFrame(new Uint8Array(20 * 1024 * 1024)));
  await closedAlone(bare, "too-large");
  expect(server.logged).toContainEqual({
    level: "warn",
    fields: { person: PEOPLE.drafterCa.id, reason: "too-large", what: "frame" },
    message: "collab: socket closed",
  });
});

test("an update over the limit, in a frame that is not, is refused too", async () => {
  await restart({ updateBytes: 1_000 });
  const bare = await admitted();
  bare.ws.send(
    updateFrame(changed((fragment) => mark(fragment, { bold: { x: "x".repeat(2_000) } }))),
  );
  await closedAlone(bare, "too-large");
});

test("ten thousand messages at once are cut off", async () => {
  const bare = await admitted();
  for (let i = 0; i < 10_000; i += 1) bare.ws.send(frame(PLAN, [3]));
  await closedAlone(bare, "too-many");
});

test("ten thousand updates at once are cut off, and those before are written and shown", async () => {
  const before = await logLength(server.store);
  const bare = await admitted();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(good.doc));
  copy.on("update", (update: Uint8Array) => bare.ws.send(updateFrame(update)));
  for (let i = 0; i < 10_000; i += 1) typeInto(copy, "x");
  await closedAlone(bare, "too-many");
  const written = (await logLength(server.store)) - before;
  expect(written).toBeGreaterThan(100);
  // The allowance of one go, and what is earned meanwhile.
  expect(written).toBeLessThan(5_000);
});

test("frames that wait for a document are limited", async () => {
  const bare = await hostile();
  bare.ws.send(authFrame());
  for (let i = 0; i < 60; i += 1) bare.ws.send(frame(PLAN, [0, 0], new Uint8Array([0])));
  // Sent in one go they may be there after the opening; either is fine, waiting is not.
  await until("it is answered", () => bare.closed !== null || answers(bare) > 0);
  await unharmed();
});

test("frames before an authentication are not kept", async () => {
  const bare = await hostile();
  for (let i = 0; i < 100; i += 1) bare.ws.send(updateFrame(new Uint8Array(50_000)));
  bare.ws.send(authFrame());
  await until("it is let in", () => authAnswer(bare) === "read-write");
  await unharmed();
});

test("a socket opens so many documents, and a person so many sockets", async () => {
  const bare = await hostile();
  for (let i = 0; i < 20; i += 1) bare.ws.send(authFrame(`plan-${i}`));
  await closedAlone(bare, "too-many");
  for (let i = 0; i < 5; i += 1) await hostile();
  await expect(hostile()).rejects.toThrow("429");
});

/** Asks for a connection: the status and what the answer says. */
function ask(who: string): Promise<{ status: number; says: string }> {
  const headers = { cookie: `who=${who}` };
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}/collab`, { headers });
  idle.push(ws);
  return new Promise((resolve) => {
    ws.on("error", () => undefined);
    ws.on("open", () => resolve({ status: 101, says: "" }));
    ws.on("unexpected-response", (_request, response) => {
      let says = "";
      response.on("data", (data: Buffer) => {
        says += data.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, says }));
    });
  });
}

const idle: WebSocket[] = [];

test("of five hundred idle connections of one account, those over its limit are refused", async () => {
  const person = PEOPLE.drafterCa.id;
  const answers = await Promise.all(Array.from({ length: 500 }, () => ask(person)));
  expect(answers.filter(({ status }) => status === 101)).toHaveLength(5);
  const refused = answers.filter(({ status }) => status !== 101);
  expect(new Set(refused.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ status: 429, says: "too-many" })]),
  );
  expect(server.logged).toContainEqual({
    level: "warn",
    fields: expect.objectContaining({ person, reason: "too-many", what: "connections", open: 5 }),
    message: "collab: connection refused",
  });
  // Other accounts still get in, and so does this one when one of its own has gone.
  expect(await ask(PEOPLE.memberCa.id)).toEqual({ status: 101, says: "" });
  for (const ws of idle.splice(0)) ws.terminate();
  await until("it may again", async () => (await ask(person)).status === 101);
  for (const ws of idle.splice(0)) ws.terminate();
  await unharmed();
});

/** Whether the server answered that it did not take an update. */
const unapplied = (bare: BareSocket) =>
  bare.frames.some((data) => {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    return decoding.readVarUint(decoder) === 8 && decoding.readVarInt(decoder) === 0;
  });

test("who may only read writes nothing, is told so, and is logged", async () => {
  const before = await logLength(server.store);
  const bare = await admitted(PEOPLE.memberCa.id, "readonly");
  bare.ws.send(updateFrame(changed((fragment) => runOf(fragment).insert(0, "By hand. "))));
  await until("it is answered", () => unapplied(bare));
  expect(server.logged).toContainEqual({
    level: "warn",
    fields: { person: PEOPLE.memberCa.id, document: PLAN },
    message: "collab: write without the right to dropped",
  });
  expect(await logLength(server.store)).toBe(before);
  await unharmed();
  expect(good.text()).not.toContain("By hand.");
});

test("another delegation's document is neither opened nor written", async () => {
  const before = await logLength(server.store);
  const bare = await hostile(PEOPLE.drafterMx.id);
  const update = changed((fragment) => runOf(fragment).insert(0, "From outside. "));
  bare.ws.send(updateFrame(update));
  bare.ws.send(authFrame());
  bare.ws.send(updateFrame(update));
  await until("it is answered", () => authAnswer(bare) !== null);
  bare.ws.send(updateFrame(update));
  expect(authAnswer(bare)).toBe("hidden");
  expect(server.logged).toContainEqual({
    level: "info",
    fields: { person: PEOPLE.drafterMx.id, documentName: `plan/${PLAN}`, reason: "hidden" },
    message: "collab: document refused",
  });
  await unharmed();
  // What the good client has just written, and nothing else.
  expect(await logLength(server.store)).toBe(before + 1);
  expect(good.text()).not.toContain("From outside.");
  expect(bare.frames).toHaveLength(1);
});

test("a socket on which nothing is opened is closed", async () => {
  await restart({ idleAfter: 100 });
  const bare = await hostile();
  await closedAlone(bare, "idle");
});

test("messages from client to client are dropped", async () => {
  const bare = await admitted();
  bare.ws.send(frame(PLAN, [5], '{"topic":"comments"}'));
  bare.ws.send(frame(PLAN, [6], '{"topic":"comments"}'));
  await unharmed();
  expect(good.announced.filter((payload) => payload.includes("comments"))).toEqual([]);
});
