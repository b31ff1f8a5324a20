/** Many with one document open: how many frames an edit and a caret are, and who hears what is announced. */
import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import { sendOwnPresence } from "../../app/collab/page-presence";
import { documentName, newsName, parseAnnouncement } from "../../app/collab/protocol";
import { forEachTest } from "./collab-each-test";
import {
  AGENDA,
  type BareSocket,
  bareSocket,
  type Client,
  frame,
  PEOPLE,
  PLAN,
  until,
} from "./collab-harness";

const at = forEachTest();

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STATELESS = 5;
const CLOSE = 7;

/** Counts the frames that a page is sent from now on, by their kind. */
function countFrames(client: Client): Map<number, number> {
  const counts = new Map<number, number>();
  client.provider.on("message", ({ event }: { event: MessageEvent<ArrayBuffer> }) => {
    const decoder = decoding.createDecoder(new Uint8Array(event.data));
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  });
  return counts;
}

/** Counts what a page sends of presence. */
function countSent(client: Client): () => number {
  let sent = 0;
  const { provider } = client;
  const send = provider.send.bind(provider);
  provider.send = (message, args) => {
    if (args && typeof args === "object" && "awareness" in args) sent += 1;
    send(message, args);
  };
  return () => sent;
}

async function openPages(count: number): Promise<Client[]> {
  const pages: Client[] = [];
  for (let i = 0; i < count; i += 1) {
    const page = await at.open(PEOPLE.drafterCa.id);
    sendOwnPresence(page.provider, 50);
    pages.push(page);
  }
  return pages;
}

const states = (page: Client | undefined) => page?.provider.awareness?.getStates();

test("a page sends its own presence alone, and all of it reaches everyone", async () => {
  const pages = await openPages(8);
  const sent = pages.map(countSent);
  const { id } = PEOPLE.drafterCa;
  for (const [slot, { provider }] of pages.entries()) {
    provider.setAwarenessField("user", { id, slot });
  }
  const everyone = pages.map(({ doc }) => doc.clientID);
  await until("everyone sees everyone", () =>
    pages.every((page, own) =>
      everyone.every(
        (clientId, slot) => own === slot || states(page)?.get(clientId)?.user?.slot === slot,
      ),
    ),
  );
  // Its state before it had a name, at most, and the one with it; nothing of the seven others.
  for (const count of sent) expect(count()).toBeLessThanOrEqual(2);
});

test("many moves of a caret are few frames to the others", async () => {
  await at.startAgain({ presenceEvery: 100 });
  const [writer, ...readers] = await openPages(6);
  if (!writer) throw new Error("nobody writes");
  const { id } = PEOPLE.drafterCa;
  writer.provider.setAwarenessField("user", { id, slot: 0 });
  await until("it is seen", () => states(readers[0])?.get(writer.doc.clientID)?.user?.slot === 0);
  const counts = readers.map(countFrames);
  for (let slot = 1; slot <= 200; slot += 1) {
    writer.provider.setAwarenessField("user", { id, slot });
  }
  await until("the last arrives", () =>
    readers.every((page) => states(page)?.get(writer.doc.clientID)?.user?.slot === 200),
  );
  for (const count of counts) expect(count.get(AWARENESS) ?? 0).toBeLessThanOrEqual(4);
});

test("letters of many at once are gathered, and nobody misses one", async () => {
  await at.startAgain({ gatherEach: 50, gatherAtMost: 50 });
  const pages = await openPages(6);
  const counts = pages.map(countFrames);
  const letters = 20;
  for (let letter = 0; letter < letters; letter += 1) {
    for (const page of pages.slice(0, 3)) page.type("x");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const all = (page: Client) => page.text().split("x").length - 1;
  await until("all arrive", () => pages.every((page) => all(page) === 3 * letters));
  // Sixty edits; one frame for each that was written together.
  for (const count of counts) expect(count.get(SYNC) ?? 0).toBeLessThan((3 * letters) / 2);
});

test("who comes sees who is there, and who leaves is gone at once", async () => {
  const [first] = await openPages(1);
  const { id } = PEOPLE.drafterCa;
  first?.provider.setAwarenessField("user", { id, slot: 3 });
  const second = await at.open(PEOPLE.memberCa.id);
  await until(
    "the newcomer sees it",
    () => states(second)?.get(first?.doc.clientID ?? 0)?.user?.slot === 3,
  );
  first?.destroy();
  await until("it is gone", () => !states(second)?.has(first?.doc.clientID ?? 0));
});

const newsFrame = (documentId: string, numbers: number[], payload?: string | Uint8Array) => {
  const plain = frame(documentId, numbers, payload);
  const rest = plain.subarray(documentName(documentId).length + 1);
  const name = newsName(documentId);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), rest]);
};

interface Heard {
  kind: number;
  text: string;
}

function heardBy(bare: BareSocket): Heard[] {
  return bare.frames.map((data) => {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === AUTH) decoding.readVarUint(decoder);
    const hasText = kind === AUTH || kind === STATELESS || kind === CLOSE;
    return { kind, text: hasText ? decoding.readVarString(decoder) : "" };
  });
}

async function listening(who: string | null, documentId: string): Promise<BareSocket> {
  const bare = await bareSocket(at.server.port, who);
  at.closeAfter({ close: async () => bare.ws.terminate() });
  bare.ws.send(newsFrame(documentId, [AUTH, 0], "token"));
  await until("it is answered", () => bare.frames.length > 0 || bare.closed !== null);
  return bare;
}

const topics = (bare: BareSocket) =>
  heardBy(bare)
    .filter(({ kind }) => kind === STATELESS)
    .map(({ text }) => parseAnnouncement(text)?.topic);

test("news of a document are heard without the document", async () => {
  const bare = await listening(PEOPLE.memberCa.id, PLAN);
  expect(heardBy(bare)).toEqual([{ kind: AUTH, text: "readonly" }]);
  // A question for the text and a presence are passed over.
  bare.ws.send(newsFrame(PLAN, [SYNC, 0], new Uint8Array([0])));
  bare.ws.send(newsFrame(PLAN, [AWARENESS], new Uint8Array([0])));
  at.server.collab.live.announce(PLAN, "document");
  await until("it is heard", () => topics(bare).includes("document"));
  expect(heardBy(bare).map(({ kind }) => kind)).toEqual([AUTH, STATELESS]);
  expect(at.server.collab.inMemory()).toEqual({ documents: 0, trialCopies: 0 });
});

test("news are heard by those who may read the document, and by nobody who may not (any more)", async () => {
  const stranger = await listening(PEOPLE.drafterMx.id, PLAN);
  expect(heardBy(stranger)).toEqual([{ kind: AUTH, text: "hidden" }]);
  const nobody = await listening(null, PLAN);
  expect(heardBy(nobody).filter(({ text }) => text === "readonly")).toEqual([]);
  const member = await listening(PEOPLE.memberCa.id, PLAN);
  const withdrawn = await listening(PEOPLE.convenerCa.id, PLAN);
  at.server.sessions.delete(PEOPLE.convenerCa.id);
  at.server.collab.live.recheck({ personId: PEOPLE.convenerCa.id });
  await until("it is closed", () => withdrawn.closed !== null);
  // Of another delegation by now: she hears nothing of this plan, and is told so.
  at.server.sessions.set(PEOPLE.memberCa.id, { ...PEOPLE.memberCa, delegation: "MX" });
  at.server.collab.live.recheck({ personId: PEOPLE.memberCa.id });
  await until("she is told", () => heardBy(member).some(({ kind }) => kind === CLOSE));
  const page = await at.open(PEOPLE.drafterCa.id);
  at.server.collab.live.announce(PLAN, "comments");
  await until("it is announced", () => page.announced.length > 0);
  for (const bare of [stranger, nobody, member, withdrawn]) expect(topics(bare)).toEqual([]);
});

test("what only some may know is announced to them alone, with time for as many as they are", async () => {
  const ca = await at.open(PEOPLE.memberCa.id, AGENDA);
  const mx = await at.open(PEOPLE.drafterMx.id, AGENDA);
  const inCanada = ({ delegation }: { delegation: string | null }) => delegation === "CA";
  at.server.collab.live.announce(AGENDA, "comments", inCanada);
  at.server.collab.live.announce(AGENDA, "agenda");
  await until("the last is heard", () => mx.announced.length > 0 && ca.announced.length > 1);
  expect(ca.announced.map(parseAnnouncement)).toEqual([
    { topic: "comments", spread: 0 },
    { topic: "agenda", spread: 10 },
  ]);
  expect(mx.announced.map(parseAnnouncement)).toEqual([{ topic: "agenda", spread: 10 }]);
});

test("a page that hears nothing else is sent a sign of life", async () => {
  await at.startAgain({ heartbeatAfter: 100 });
  const bare = await listening(PEOPLE.memberCa.id, PLAN);
  await until("it is heard", () => heardBy(bare).some(({ kind }) => kind === AWARENESS));
  const page = await at.open(PEOPLE.memberCa.id);
  const counts = countFrames(page);
  await until("a page with the text hears it too", () => (counts.get(AWARENESS) ?? 0) > 1);
});
