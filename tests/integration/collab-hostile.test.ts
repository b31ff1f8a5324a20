/** Hostile and broken clients: each is limited with a clear reason, and no one else notices. */
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { CLOSE_CODES } from "../../app/collab/protocol";
import { itemFragment } from "../../app/plans/document";
import { loadDocument } from "../../app/plans/log.server";
import {
  authAnswer,
  authFrame,
  type BareSocket,
  bareSocket,
  type Client,
  connect,
  frame,
  ITEM,
  logLength,
  PEOPLE,
  PLAN,
  type Server,
  startServer,
  until,
  updateFrame,
} from "./collab-harness";

let server: Server;
let good: Client;
const bares: BareSocket[] = [];
const printed = vi.spyOn(console, "error");

beforeEach(async () => {
  printed.mockClear();
  server = await startServer({ messageBurst: 300, heldFrames: 50, socketsPerPerson: 5 });
  good = connect(server.port, PEOPLE.convenerCa.id);
  await until("the good client is synced", () => good.provider.synced);
});

afterEach(async () => {
  for (const { ws } of bares.splice(0)) ws.terminate();
  good.destroy();
  await server.stop();
});

async function hostile(who: string | null = PEOPLE.drafterCa.id): Promise<BareSocket> {
  const bare = await bareSocket(server.port, who);
  bares.push(bare);
  return bare;
}

async function admitted(): Promise<BareSocket> {
  const bare = await hostile();
  bare.ws.send(authFrame());
  await until("it is let in", () => authAnswer(bare) === "read-write");
  return bare;
}

/** The one is closed for this reason, in the log too; the other goes on and nothing was printed. */
async function closedAlone(bare: BareSocket, reason: keyof typeof CLOSE_CODES): Promise<void> {
  await until(`it is closed: ${reason}`, () => bare.closed !== null);
  expect(bare.closed?.code).toBe(CLOSE_CODES[reason]);
  expect(server.logged.map(({ fields }) => fields.reason)).toContain(reason);
  await unharmed();
}

async function unharmed(): Promise<void> {
  good.type("!");
  await until("the good client's words are saved", () => !good.provider.hasUnsyncedChanges);
  expect(good.closed).toEqual([]);
  expect(printed).not.toHaveBeenCalled();
  const fresh = await loadDocument(server.store.read, PLAN);
  expect(itemFragment(fresh, ITEM)?.toString()).toBe(good.text());
}

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

function changed(change: (fragment: Y.XmlFragment) => void): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(good.doc));
  const vector = Y.encodeStateVector(copy);
  const fragment = itemFragment(copy, ITEM);
  if (fragment) change(fragment);
  return Y.encodeStateAsUpdate(copy, vector);
}

test.each<[string, (fragment: Y.XmlFragment) => void]>([
  ["an unknown node", (fragment) => fragment.insert(0, [new Y.XmlElement("script")])],
  ["an unknown mark", (fragment) => mark(fragment, { style: { color: "red" } })],
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

function mark(fragment: Y.XmlFragment, attributes: Record<string, unknown>): void {
  const paragraph = fragment.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (run instanceof Y.XmlText) run.format(0, 3, attributes);
}

test("an update of 20 MB closes only its sender", async () => {
  const bare = await admitted();
  bare.ws.send(updateFrame(new Uint8Array(20 * 1024 * 1024)));
  await until("it is closed", () => bare.closed !== null);
  expect(bare.closed?.code).toBe(CLOSE_CODES["too-large"]);
  await unharmed();
});

test("an update over the limit, in a frame that is not, is refused too", async () => {
  await server.stop();
  good.destroy();
  server = await startServer({ updateBytes: 1_000 });
  good = connect(server.port, PEOPLE.convenerCa.id);
  await until("the good client is synced", () => good.provider.synced);
  const bare = await admitted();
  bare.ws.send(
    updateFrame(changed((fragment) => mark(fragment, { bold: { x: "x".repeat(2_000) } }))),
  );
  await closedAlone(bare, "too-large");
});

test("a flood of messages is cut off", async () => {
  const bare = await admitted();
  for (let i = 0; i < 10_000; i += 1) bare.ws.send(frame(PLAN, [3]));
  await closedAlone(bare, "too-many");
});

test("frames that wait for a document are limited", async () => {
  const bare = await hostile();
  bare.ws.send(authFrame());
  for (let i = 0; i < 60; i += 1) bare.ws.send(frame(PLAN, [0, 0], new Uint8Array([0])));
  // Sent in one go they may all be served after the opening; either is fine, waiting is not.
  await until("it is answered", () => bare.closed !== null || bare.frames.length > 60);
  await unharmed();
});

test("frames without or before an authentication are not kept", async () => {
  const bare = await hostile(null);
  for (let i = 0; i < 100; i += 1) bare.ws.send(updateFrame(new Uint8Array(50_000)));
  bare.ws.send(authFrame());
  await until("it is answered", () => authAnswer(bare) !== null);
  expect(authAnswer(bare)).toBe("signed-out");
  await unharmed();
});

test("a socket opens so many documents, and a person so many sockets", async () => {
  const bare = await hostile();
  for (let i = 0; i < 20; i += 1) bare.ws.send(authFrame(`plan-${i}`));
  await closedAlone(bare, "too-many");
  for (let i = 0; i < 5; i += 1) await hostile();
  await expect(hostile()).rejects.toThrow("429");
});

test("a socket on which nothing is opened is closed", async () => {
  good.destroy();
  await server.stop();
  server = await startServer({ idleAfter: 100 });
  good = connect(server.port, PEOPLE.convenerCa.id);
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

function presence(clientId: number, clock: number, state: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, clientId, clock]) encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return frame(PLAN, [1], encoding.toUint8Array(encoder));
}

const states = () => good.provider.awareness?.getStates();

test("presence in another name is dropped, one's own is put right", async () => {
  const bare = await admitted();
  const { id } = PEOPLE.drafterCa;
  bare.ws.send(presence(11, 1, { user: { id: PEOPLE.secretariat.id, name: "Chair" } }));
  bare.ws.send(presence(12, 1, { user: { id, name: "x".repeat(5_000) } }));
  bare.ws.send(presence(13, 1, { user: { id, name: "Chair", color: "url(x)", slot: 2 } }));
  await until("the honest one arrives", () => states()?.has(13) ?? false);
  expect(states()?.get(13)).toEqual({
    user: { id, name: PEOPLE.drafterCa.name, delegation: "CA", slot: 2 },
  });
  expect(states()?.has(11)).toBe(false);
  expect(states()?.has(12)).toBe(false);
  await unharmed();
});

test("of a presence state only user and caret pass, and only a caret that can be resolved", async () => {
  const bare = await hostile(PEOPLE.memberCa.id);
  bare.ws.send(authFrame());
  await until("it may read", () => authAnswer(bare) === "readonly");
  const { id } = PEOPLE.memberCa;
  const end = { type: null, tname: null, item: { client: 7, clock: 3 }, assoc: -1 };
  const bad: unknown[] = [
    {},
    [],
    "x",
    { anchor: end },
    { anchor: null, head: end },
    { anchor: end, head: {} },
    { anchor: end, head: { ...end, item: null } },
    { anchor: end, head: { ...end, item: { client: -1, clock: 0 } } },
    { anchor: end, head: { ...end, item: { client: 1, clock: 0.5 } } },
    { anchor: end, head: { ...end, item: { client: "1", clock: 0 } } },
    { anchor: end, head: { ...end, item: { client: 2 ** 53, clock: 0 } } },
    { anchor: end, head: { ...end, type: "items" } },
    { anchor: end, head: { ...end, tname: "made-everywhere" } },
    { anchor: end, head: { ...end, assoc: 1 } },
    { anchor: end, head: { ...end, more: 1 } },
    { anchor: end, head: end, more: 1 },
  ];
  const seen: unknown[] = [];
  good.provider.awareness?.on("update", () => seen.push(states()?.get(21)));
  for (const [i, cursor] of bad.entries()) {
    const user = { id, slot: i, more: 1 };
    bare.ws.send(presence(21, i + 1, { user, cursor, color: "red", more: { deep: [1] } }));
  }
  const lastSlot = bad.length - 1;
  await until("the last arrives", () => states()?.get(21)?.user.slot === lastSlot);
  const user = { id, name: PEOPLE.memberCa.name, delegation: "CA" };
  expect(seen).toEqual(bad.map((_, slot) => ({ user: { ...user, slot }, cursor: null })));
  bare.ws.send(presence(22, 1, { cursor: { anchor: end, head: end }, more: 1 }));
  bare.ws.send(presence(21, 100, { user: { id }, cursor: { anchor: end, head: end } }));
  await until("a true caret arrives", () => states()?.get(21)?.cursor !== null);
  const { type, item, assoc } = end;
  const sound = { type, item, assoc };
  expect(states()?.get(21)).toEqual({ user, cursor: { anchor: sound, head: sound } });
  expect(states()?.get(22)).toEqual({});
  await unharmed();
});

test("no one moves or removes another's presence", async () => {
  const user = { id: PEOPLE.convenerCa.id, name: PEOPLE.convenerCa.name, delegation: "CA" };
  good.provider.setAwarenessField("user", user);
  const mine = good.doc.clientID;
  const other = connect(server.port, PEOPLE.memberCa.id);
  const seen = () => other.provider.awareness?.getStates();
  await until("it is seen", () => seen()?.has(mine) ?? false);
  const bare = await admitted();
  bare.ws.send(presence(mine, 1_000, null));
  bare.ws.send(presence(mine, 1_001, { user: { id: PEOPLE.drafterCa.id, name: "x" } }));
  bare.ws.send(presence(14, 1, { user: { id: PEOPLE.drafterCa.id } }));
  await until("its own arrives", () => seen()?.has(14) ?? false);
  expect(seen()?.get(mine)?.user).toEqual(user);
  bare.ws.terminate();
  await until("its own leaves with it", () => !seen()?.has(14));
  other.destroy();
});

test("presence states per socket are limited", async () => {
  const bare = await admitted();
  const { id } = PEOPLE.drafterCa;
  for (let i = 0; i < 100; i += 1) bare.ws.send(presence(1_000 + i, 1, { user: { id } }));
  bare.ws.send(presence(1_000, 2, { user: { id, slot: 7 } }));
  await until("the last arrives", () => states()?.get(1_000)?.user.slot === 7);
  expect(
    [...(states()?.keys() ?? [])].filter((client) => client >= 1_000 && client < 1_100),
  ).toHaveLength(8);
});
