/** Presence on its way to many: gathered, encoded once, and only where it says something. */
import * as decoding from "lib0/decoding";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { spreadOfWords, spreadOver, wordsInterval } from "../../app/collab/announcement-pace";
import { PageAwareness } from "../../app/collab/page-presence";
import { presenceInterval } from "../../app/collab/presence-pace";
import { PresenceRoom, type Receiver } from "../../app/collab/presence-room.server";
import { readEntries } from "../../app/collab/presence-states.server";

const PACE = { presenceEvery: 100, presenceEveryEach: 10, presenceAtMost: 2_000 };

let now = 0;
beforeEach(() => {
  now = 10_000;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

class Page implements Receiver {
  readonly frames: Uint8Array[] = [];
  send(frame: Uint8Array): void {
    this.frames.push(frame);
  }
  /** What each frame said: client ids with their states. */
  get heard() {
    return this.frames.map((frame) => {
      const decoder = decoding.createDecoder(frame);
      decoding.readVarString(decoder);
      decoding.readVarUint(decoder);
      const entries = readEntries(decoding.readVarUint8Array(decoder), 1_000) ?? [];
      return Object.fromEntries(entries.map(({ clientId, state }) => [clientId, state]));
    });
  }
}

function room(pages: number) {
  const made = new PresenceRoom("plan/a", PACE, () => now);
  const receivers = Array.from({ length: pages }, () => new Page());
  for (const receiver of receivers) made.join(receiver);
  return { room: made, pages: receivers };
}

test("what changes within one interval is one frame, the same bytes for everyone", () => {
  const { room: made, pages } = room(20);
  for (let letter = 1; letter <= 30; letter += 1) {
    for (const id of [1, 2, 3]) {
      made.set(id, letter, JSON.stringify({ at: letter }), `p${id}`, pages[id] ?? new Page());
    }
  }
  pass(0);
  for (const page of pages) {
    expect(page.heard).toEqual([{ 1: { at: 30 }, 2: { at: 30 }, 3: { at: 30 } }]);
    expect(page.frames[0]).toBe(pages[0]?.frames[0]);
  }
  made.set(1, 31, JSON.stringify({ at: 31 }), "p1", pages[1] ?? new Page());
  pass(199);
  expect(pages[0]?.frames).toHaveLength(1);
  pass(1);
  expect(pages[0]?.heard[1]).toEqual({ 1: { at: 31 } });
});

test("a state said again is not passed on", () => {
  const { room: made, pages } = room(2);
  const [own] = pages as [Page, Page];
  made.set(1, 1, "{}", "p", own);
  pass(1_000);
  for (let clock = 2; clock < 20; clock += 1) made.set(1, clock, "{}", "p", own);
  made.set(1, 5, '{"late":1}', "p", own);
  pass(1_000);
  expect(pages.map(({ frames }) => frames.length)).toEqual([1, 1]);
});

test("who comes is told of all who are there, whoever stays of what changed alone", () => {
  const { room: made, pages } = room(2);
  const [first, second] = pages as [Page, Page];
  made.set(1, 1, '{"n":1}', "p1", first);
  made.set(2, 1, '{"n":2}', "p2", second);
  pass(1_000);
  const third = new Page();
  made.join(third);
  made.set(3, 1, '{"n":3}', "p3", third);
  pass(1_000);
  expect(third.heard).toEqual([{ 1: { n: 1 }, 2: { n: 2 }, 3: { n: 3 } }]);
  expect(first.heard.at(-1)).toEqual({ 3: { n: 3 } });
});

test("with a connection goes whom it spoke for, unless they have come back by another", () => {
  const { room: made, pages } = room(3);
  const [first, second, third] = pages as [Page, Page, Page];
  made.set(1, 1, "{}", "p1", first);
  made.set(2, 1, "{}", "p2", second);
  pass(1_000);
  // The same page, connected again before the old connection was found to be dead.
  made.set(1, 2, "{}", "p1", third);
  made.leave(first);
  made.leave(second);
  pass(1_000);
  expect(third.heard.at(-1)).toEqual({ 2: null });
  made.leave(third);
  expect(made.isEmpty).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("a page keeps those who say nothing, and does not repeat that its own reader is there", () => {
  const doc = new Y.Doc();
  const awareness = new PageAwareness(doc);
  awareness.states.set(7, { user: { id: "x" } });
  awareness.meta.set(7, { clock: 1, lastUpdated: Date.now() });
  const updates = vi.fn();
  awareness.on("update", updates);
  pass(600_000);
  expect(updates).not.toHaveBeenCalled();
  expect(awareness.states.has(7)).toBe(true);
  doc.destroy();
});

test("the more there are, the more seldom, within bounds", () => {
  expect([1, 10, 50, 200, 4_000].map((pages) => presenceInterval(pages, PACE))).toEqual([
    100, 100, 500, 2_000, 2_000,
  ]);
});

test("questions are spread over the longer the more ask, and not at all by one alone", () => {
  const pace = {
    announceEvery: 2_000,
    announceEveryEach: 100,
    announceAtMost: 15_000,
    spreadEach: 10,
  };
  expect([0, 1, 2, 101, 9_999].map((pages) => spreadOver(pages, pace))).toEqual([
    0, 0, 10, 1_000, 15_000,
  ]);
  expect([0, 1, 100, 9_999].map((pages) => wordsInterval(pages, pace))).toEqual([
    2_000, 2_000, 10_000, 15_000,
  ]);
  expect([1, 21, 101, 9_999].map((pages) => spreadOfWords(pages, pace))).toEqual([
    0, 1_000, 5_000, 7_500,
  ]);
});
