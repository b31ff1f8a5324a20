/** Who gets in, who may write, and what happens when that changes. */
import { expect, test } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { updateDocument } from "#db/documents";
import type { AgendaState } from "~/accounts/policy";
import { closeReason, PING, PONG, shouldReconnect, withdrawnBy } from "~/collab/protocol";
import { forEachTest } from "./collab-each-test";
import {
  AGENDA,
  authAnswer,
  authFrame,
  bareSocket,
  connect,
  frame,
  logLength,
  PEOPLE,
  PLAN,
  typeInto,
  until,
  updateFrame,
} from "./collab-harness";

const at = forEachTest();
const { open } = at;

const logged = () => logLength(at.server.store);

async function statusOf(headers: Record<string, string>, path = "/collab"): Promise<number> {
  const ws = new WebSocket(`ws://127.0.0.1:${at.server.port}${path}`, { headers });
  return new Promise((resolve) => {
    ws.on("error", () => undefined);
    ws.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
      ws.terminate();
    });
    ws.on("open", () => {
      resolve(101);
      ws.close();
    });
  });
}

test("a page of another origin is refused before anything is said", async () => {
  const cookie = `who=${PEOPLE.drafterCa.id}`;
  expect(await statusOf({ cookie, origin: "http://elsewhere.example" })).toBe(403);
  expect(await statusOf({ cookie, origin: "null" })).toBe(403);
  expect(await statusOf({ cookie, origin: "http://here.example" })).toBe(101);
  expect(await statusOf({ cookie })).toBe(101);
  expect(await statusOf({ cookie, origin: "http://here.example" }, "/collab?plan=x")).toBe(101);
});

test("without a session nothing is opened", async () => {
  const client = connect(at.server.port, null);
  await until("it is refused", () => client.refused.length > 0);
  expect(client.refused).toContain("signed-out");
  expect(client.text()).toBe("");
  client.destroy();
});

test("the token that a client sends opens nothing", async () => {
  const bare = await bareSocket(at.server.port, null);
  bare.ws.send(frame(PLAN, [2, 0], `who=${PEOPLE.drafterCa.id}`));
  await until("it is answered", () => authAnswer(bare) !== null);
  expect(authAnswer(bare)).toBe("signed-out");
  bare.ws.terminate();
});

test("another delegation is refused by the document's name, on a good socket", async () => {
  const bare = await bareSocket(at.server.port, PEOPLE.drafterMx.id);
  bare.ws.send(authFrame(AGENDA));
  await until("the agenda is answered", () => authAnswer(bare, AGENDA) !== null);
  expect(authAnswer(bare, AGENDA)).toBe("readonly");
  bare.ws.send(authFrame(PLAN));
  bare.ws.send(frame(PLAN, [0, 0], Y.encodeStateVector(new Y.Doc())));
  const update = Y.encodeStateAsUpdate(scribble());
  bare.ws.send(updateFrame(update));
  await until("the plan is answered", () => authAnswer(bare, PLAN) !== null);
  expect(authAnswer(bare, PLAN)).toBe("hidden");
  const before = await logged();
  bare.ws.send(updateFrame(update));
  bare.frames.length = 0;
  bare.ws.send(authFrame(PLAN));
  await until("a second try is answered", () => authAnswer(bare, PLAN) !== null);
  expect(authAnswer(bare, PLAN)).toBe("hidden");
  expect(await logged()).toBe(before);
  expect(bare.closed).toBeNull();
  bare.ws.terminate();
});

test("unknown documents and names that are none are refused", async () => {
  const bare = await bareSocket(at.server.port, PEOPLE.secretariat.id);
  for (const id of ["no-such-plan", "../plan-ca", "__proto__", ""]) {
    bare.ws.send(authFrame(id));
    await until(`${id} is answered`, () => authAnswer(bare, id) !== null);
    expect(authAnswer(bare, id)).toBe("not-found");
  }
  expect(bare.closed).toBeNull();
  bare.ws.terminate();
});

function scribble(): Y.Doc {
  const doc = new Y.Doc();
  doc.getMap("meta").set("title", "Scribbled over");
  return doc;
}

test("a reader's writes are dropped and answered", async () => {
  const writer = await open(PEOPLE.drafterCa.id);
  const reader = await open(PEOPLE.memberCa.id);
  expect(reader.provider.authorizedScope).toBe("readonly");
  const before = await logged();
  reader.type(" By hand.");
  await until("it is answered", () => reader.unapplied > 0);
  expect(writer.text()).not.toContain("By hand.");
  expect(await logged()).toBe(before);
  // As an answer to the server's first question, and as the variant that asks for none.
  const bare = await bareSocket(at.server.port, PEOPLE.memberCa.id);
  bare.ws.send(authFrame());
  const update = Y.encodeStateAsUpdate(scribble());
  bare.ws.send(frame(PLAN, [0, 1], update));
  bare.ws.send(frame(PLAN, [4, 2], update));
  bare.ws.send(frame(PLAN, [4, 1], update));
  await until("they are logged", () =>
    at.server.logged.some(
      ({ message, fields }) => message.includes("dropped") && fields.person === PEOPLE.memberCa.id,
    ),
  );
  writer.type(" Still fine.");
  await until("the reader still receives", () => reader.text().includes("Still fine."));
  expect(writer.doc.getMap("meta").get("title")).toBe("canada");
  bare.ws.terminate();
});

test("the variant of a sync frame that asks for nothing is logged like any other", async () => {
  const watcher = await open(PEOPLE.convenerCa.id);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(watcher.doc));
  const vector = Y.encodeStateVector(copy);
  typeInto(copy, " By reply.");
  const before = await logged();
  const bare = await bareSocket(at.server.port, PEOPLE.drafterCa.id);
  bare.ws.send(authFrame());
  bare.ws.send(frame(PLAN, [4, 2], Y.encodeStateAsUpdate(copy, vector)));
  await until("it arrives", () => watcher.text().includes("By reply."));
  expect(await logged()).toBe(before + 1);
  bare.ws.terminate();
});

test("a session that ended closes its connections at once", async () => {
  const client = await open(PEOPLE.drafterCa.id);
  at.server.sessions.delete(PEOPLE.drafterCa.id);
  at.server.collab.live.recheck({ personId: PEOPLE.drafterCa.id });
  await until("it is closed", () => client.closed.includes("signed-out"));
  await until("it is refused on return", () => client.refused.includes("signed-out"));
});

test("who has lost access is told so and by which role, and not that a session has ended", async () => {
  const client = await open(PEOPLE.drafterCa.id);
  at.server.withdrawn.set(PEOPLE.drafterCa.id, "secretariat");
  at.server.collab.live.recheck({ personId: PEOPLE.drafterCa.id });
  const said = "withdrawn:secretariat";
  await until("it is closed", () => client.closed.includes(said));
  await until("it is refused on return", () => client.refused.includes(said));
  expect(closeReason({ reason: said })).toBe("withdrawn");
  expect(shouldReconnect("withdrawn")).toBe(false);
  expect(withdrawnBy({ reason: said })).toBe("secretariat");
  expect([...client.closed, ...client.refused]).not.toContain("signed-out");
});

test("a page that asks whether the server is there is answered, on an open document alone", async () => {
  const ping = frame(PLAN, [5], PING);
  const client = await open(PEOPLE.drafterCa.id);
  client.provider.sendStateless(PING);
  await until("it is answered", () => client.announced.includes(PONG));
  const stranger = await bareSocket(at.server.port, null);
  stranger.ws.send(authFrame());
  await until("it is refused", () => authAnswer(stranger) !== null);
  stranger.ws.send(ping);
  await until("it is closed", () => stranger.ws.readyState === stranger.ws.CLOSED);
  expect(stranger.frames).toHaveLength(1);
  stranger.ws.terminate();
});

test("sessions are checked from time to time by themselves", async () => {
  await at.startAgain({ sessionCheckEvery: 50 });
  const client = await open(PEOPLE.drafterCa.id);
  at.server.sessions.delete(PEOPLE.drafterCa.id);
  await until("it is closed", () => client.closed.includes("signed-out"));
});

test("who loses the right to read loses the document, others keep it", async () => {
  const member = await open(PEOPLE.memberCa.id);
  const drafter = await open(PEOPLE.drafterCa.id);
  await at.server.store.transaction((tx) => updateDocument(tx, PLAN, { state: "draft" }));
  at.server.collab.live.recheck({ documentId: PLAN });
  await until("the member is cut off", () => member.closed.includes("hidden"));
  drafter.type(" Internal.");
  await until("it is confirmed", () => !drafter.provider.hasUnsyncedChanges);
  expect(member.text()).not.toContain("Internal.");
  expect(drafter.closed).toEqual([]);
});

test("who loses or gains the right to write is connected anew with it", async () => {
  const client = await open(PEOPLE.drafterCa.id);
  expect(client.provider.authorizedScope).toBe("read-write");
  await at.server.store.transaction((tx) => updateDocument(tx, PLAN, { state: "approved" }));
  at.server.collab.live.recheck({ documentId: PLAN });
  await until("it may read", () => client.provider.authorizedScope === "readonly");
  expect(client.closed).toContain("reconnect");
  await until("it is synced", () => client.provider.synced);
  await at.server.store.transaction((tx) => updateDocument(tx, PLAN, { state: "open" }));
  at.server.collab.live.recheck({ documentId: PLAN });
  await until("it may write", () => client.provider.authorizedScope === "read-write");
});

test("a changed role counts for open connections", async () => {
  const client = await open(PEOPLE.drafterCa.id);
  const before = await logged();
  at.server.sessions.set(PEOPLE.drafterCa.id, { ...PEOPLE.drafterCa, role: "member" });
  at.server.collab.live.recheck({ personId: PEOPLE.drafterCa.id });
  await until("it may read", () => client.provider.authorizedScope === "readonly");
  await until("it is synced", () => client.provider.synced);
  client.type(" Not mine.");
  await until("it is answered", () => client.unapplied > 0);
  expect(await logged()).toBe(before);
});

/** Sets the state of the agenda as a step to its adoption does, but for telling open connections. */
const setAgenda = (state: AgendaState) =>
  at.server.store.transaction((tx) => updateDocument(tx, AGENDA, { state }));

test.each<AgendaState>(["chairs-text", "adopted"])(
  "no one writes into an agenda that is at %s, on no connection",
  async (state) => {
    const before = await open(PEOPLE.secretariat.id, AGENDA);
    const reader = await open(PEOPLE.convenerCa.id, AGENDA);
    expect(before.provider.authorizedScope).toBe("read-write");
    const words = reader.text();
    const length = await logLength(at.server.store, AGENDA);
    await setAgenda(state);

    // A word that comes before the connection has been told is asked for in its own transaction.
    before.type(" Too late.");
    await until("it is answered", () => before.unapplied > 0 || before.closed.length > 0);
    at.server.collab.live.recheck({ documentId: AGENDA });
    await until("it may read", () => before.provider.authorizedScope === "readonly");

    const later = await open(PEOPLE.secretariat.id, AGENDA);
    expect(later.provider.authorizedScope).toBe("readonly");
    later.type(" Later still.");
    await until("that is answered too", () => later.unapplied > 0);
    expect(await logLength(at.server.store, AGENDA)).toBe(length);
    expect(reader.text()).toBe(words);
  },
);

test("a chair's text that is taken back is open to writing again, on open connections", async () => {
  await setAgenda("chairs-text");
  const client = await open(PEOPLE.secretariat.id, AGENDA);
  expect(client.provider.authorizedScope).toBe("readonly");
  await setAgenda("revised-draft");
  at.server.collab.live.recheck({ documentId: AGENDA });
  await until("it may write", () => client.provider.authorizedScope === "read-write");
});

test("a plan open to all is read live by other delegations, and written by none of them", async () => {
  const { store, collab } = at.server;
  const set = async (roundAudience: "members" | "all") => {
    await store.transaction((tx) => updateDocument(tx, PLAN, { roundAudience }));
    collab.live.recheck({ documentId: PLAN });
  };
  await set("all");
  const writer = await open(PEOPLE.drafterCa.id);
  const other = await open(PEOPLE.drafterMx.id);
  expect(other.provider.authorizedScope).toBe("readonly");
  writer.type(" Seen by all.");
  await until("the other delegation sees it", () => other.text().includes("Seen by all."));
  const before = await logged();
  other.type(" By hand.");
  await until("it is answered", () => other.unapplied > 0);
  expect(await logged()).toBe(before);

  await set("members");
  await until("it is closed to them", () => other.closed.includes("hidden"));
  expect(writer.closed).toEqual([]);
});
