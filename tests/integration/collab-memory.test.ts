/** What nobody has open leaves memory: the open copy, and the copy on which updates are tried. */
import { expect, test } from "vitest";
import { forEachTest } from "./collab-each-test";
import {
  AGENDA,
  authAnswer,
  authFrame,
  bareSocket,
  type Client,
  frame,
  PEOPLE,
  PLAN,
  until,
} from "./collab-harness";

const at = forEachTest();
const { open } = at;

const saved = (client: Client) => until("it is saved", () => !client.provider.hasUnsyncedChanges);

const empty = () =>
  until("memory is empty", () => {
    const { documents, trialCopies } = at.server.collab.inMemory();
    return documents === 0 && trialCopies === 0;
  });

test("with the last client both copies of a document go, and not before", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  const b = await open(PEOPLE.convenerCa.id);
  const agenda = await open(PEOPLE.secretariat.id, AGENDA);
  expect(at.server.collab.inMemory()).toEqual({ documents: 2, trialCopies: 0 });
  a.type(" One.");
  b.type(" Two.");
  await Promise.all([saved(a), saved(b)]);
  expect(at.server.collab.inMemory()).toEqual({ documents: 2, trialCopies: 1 });
  a.destroy();
  b.type(" Three.");
  await saved(b);
  expect(at.server.collab.inMemory()).toEqual({ documents: 2, trialCopies: 1 });
  b.destroy();
  await until("the plan is gone", () => at.server.collab.inMemory().documents === 1);
  expect(at.server.collab.inMemory()).toEqual({ documents: 1, trialCopies: 0 });
  agenda.destroy();
  await empty();
  // And again: the next one gets all of it.
  const c = await open(PEOPLE.convenerCa.id);
  for (const words of ["One.", "Two.", "Three."]) expect(c.text()).toContain(words);
  c.destroy();
  await empty();
});

test("they go too when the last client leaves with words on the way", async () => {
  for (let round = 0; round < 5; round += 1) {
    const a = await open(PEOPLE.drafterCa.id);
    a.type(` Leaving ${round}.`);
    a.destroy();
    await empty();
  }
  const last = await open(PEOPLE.convenerCa.id);
  for (let round = 0; round < 5; round += 1) expect(last.text()).toContain(`Leaving ${round}.`);
});

test("they go too when a client breaks off, at any moment of the opening", async () => {
  for (let wait = 0; wait < 12; wait += 1) {
    const bare = await bareSocket(at.server.port, PEOPLE.drafterCa.id);
    bare.ws.send(authFrame());
    for (let turn = 0; turn < wait; turn += 1) await new Promise(setImmediate);
    bare.ws.terminate();
    await until("it is gone", () => bare.closed !== null);
  }
  // By now every opening has ended.
  const other = await open(PEOPLE.secretariat.id, AGENDA);
  await at.server.collab.flush();
  other.destroy();
  await empty();
});

test("they go too when the client closes the document and keeps its connection", async () => {
  const bare = await bareSocket(at.server.port, PEOPLE.drafterCa.id);
  for (let round = 0; round < 3; round += 1) {
    bare.ws.send(authFrame());
    await until("it is open", () => at.server.collab.inMemory().documents === 1);
    bare.ws.send(frame(PLAN, [7]));
    await empty();
  }
  expect(authAnswer(bare)).toBe("read-write");
  expect(bare.closed).toBeNull();
  bare.ws.terminate();
});

test("they go too when the last client loses the right to read", async () => {
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Written.");
  await saved(a);
  at.server.sessions.delete(PEOPLE.drafterCa.id);
  at.server.collab.live.recheck({ personId: PEOPLE.drafterCa.id });
  await empty();
});

test("the trial copy goes before, when nobody has written for some time", async () => {
  await at.startAgain({ forgetTrialAfter: 200 });
  const a = await open(PEOPLE.drafterCa.id);
  a.type(" Written.");
  await saved(a);
  await until("it is gone", () => at.server.collab.inMemory().trialCopies === 0);
  expect(at.server.collab.inMemory().documents).toBe(1);
  a.type(" Written again.");
  await saved(a);
  expect(a.text()).toContain("Written. Written again.");
});
