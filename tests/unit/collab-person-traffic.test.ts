/** The limits that count over all sockets of a person. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { PersonTraffic, Traffic, type Unsent } from "../../app/collab/person-traffic.server";
import { EncodedStates } from "../../app/collab/sync-answers.server";
import { DEFAULT_LIMITS } from "../../app/collab-limits.server";
import { addArea, initialise } from "../../app/documents/document-changes";

const socket = (bytes: number) => {
  const made = {
    bytes,
    isCut: false,
    unsentBytes: () => made.bytes,
    cutOff() {
      made.isCut = true;
      made.bytes = 0;
    },
  };
  return made satisfies Unsent;
};

describe("the traffic of one person", () => {
  const limits = { ...DEFAULT_LIMITS, unsentBytesPerPerson: 100, heldFrames: 3, heldBytes: 50 };

  test("cuts off those that read least, and only as many as it takes", () => {
    const traffic = new PersonTraffic(limits, () => 0);
    const sockets = [10, 60, 50, 20].map(socket);
    for (const each of sockets) traffic.sockets.add(each);
    expect(traffic.isCongested).toBe(true);
    expect(traffic.relieve()).toBe(1);
    expect(sockets.map(({ isCut }) => isCut)).toEqual([false, true, false, false]);
    expect(traffic.relieve()).toBe(0);
  });

  test("holds so many frames and bytes, wherever they wait", () => {
    const traffic = new PersonTraffic(limits, () => 0);
    expect([traffic.hold(20), traffic.hold(20), traffic.hold(20)]).toEqual([true, true, false]);
    traffic.release(3, 60);
    expect([1, 1, 1, 1].map((bytes) => traffic.hold(bytes))).toEqual([true, true, true, false]);
  });

  test("answers and refused updates that took long are made up for, on new sockets too", () => {
    let now = 0;
    const traffic = new Traffic({ ...limits, workPerSecond: 100, workBurst: 1_000 }, () => now);
    const [one, other] = [socket(1), socket(2)];
    const first = traffic.join("a", one);
    first.answered(1_500);
    expect([first.mayAsk(), first.mayTry()]).toEqual([false, true]);
    first.spoiled(1_500);
    expect(first.mayTry()).toBe(false);
    traffic.leave("a", one);
    expect(traffic.join("a", other).mayTry()).toBe(false);
    expect(traffic.join("b", socket(3)).mayTry()).toBe(true);
    now = 6_000;
    expect(traffic.join("a", one).mayTry()).toBe(true);
  });

  test("brings so many client ids, and then as many as pages are opened", () => {
    let now = 0;
    const traffic = new PersonTraffic({ ...limits, clientIdBurst: 100 }, () => now);
    expect([99, 0, 2, 1, 1, 0].map((count) => traffic.mayBring(count))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
    now = 60_000;
    expect(traffic.mayBring(limits.clientIdsPerMinute)).toBe(true);
  });

  test("is one for all sockets of a person, and forgotten with the last", () => {
    const traffic = new Traffic(limits, () => 0);
    const [one, other] = [socket(1), socket(2)];
    const first = traffic.join("a", one);
    expect(traffic.join("a", other)).toBe(first);
    expect(traffic.join("b", socket(3))).not.toBe(first);
    traffic.leave("a", one);
    expect(traffic.join("a", one)).toBe(first);
    for (const each of [one, other]) traffic.leave("a", each);
    expect(traffic.join("a", one)).not.toBe(first);
  });
});

test("the state of a document is encoded once for all who have the same of it", () => {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  const states = new EncodedStates();
  const empty = new Uint8Array([0]);
  const first = states.answer("plan/x", doc, empty);
  expect(states.answer("plan/x", doc, new Uint8Array([0]))).toBe(first);
  expect(states.encoded).toBe(1);
  addArea(doc, { id: "a", title: "Area" });
  expect(states.answer("plan/x", doc, empty)).not.toEqual(first);
  expect(states.encoded).toBe(2);
});
