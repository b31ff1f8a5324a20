/** Order keys stay short, and new ones take nobody's move back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readOutline } from "~/documents/document";
import {
  addArea,
  addItem,
  initialise,
  moveArea,
  moveItem,
  removeItem,
  restoreItem,
} from "~/documents/document-changes";
import { LONGEST_KEY } from "~/documents/order-keys";
import { undoOf } from "./documents-replicas";

const IDS = ["1", "2", "3", "4", "5"];

function plan(clientID = 1): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  initialise(doc, { title: "Plan", language: "en" });
  for (const id of ["a", "b"]) addArea(doc, { id, title: "" });
  for (const id of IDS) addItem(doc, "a", { id, text: "" });
  return doc;
}

function copyOf(doc: Y.Doc, clientID: number): Y.Doc {
  const copy = new Y.Doc();
  copy.clientID = clientID;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const itemsIn = (doc: Y.Doc, areaId = "a") =>
  readOutline(doc)
    .areas.find(({ id }) => id === areaId)
    ?.items.map(({ id }) => id);

function longestKey(doc: Y.Doc): number {
  const { areas, removed } = readOutline(doc);
  const all = [...areas, ...areas.flatMap(({ items }) => items), ...removed];
  return Math.max(...all.map(({ order }) => order.length));
}

/** Moves the last of the items into the second place, which leaves an ever smaller gap there. */
function narrow(doc: Y.Doc, times: number): void {
  for (let i = 0; i < times; i += 1) moveItem(doc, itemsIn(doc)?.at(-1) ?? "", "a", 1);
}

/** A document in which one more move into the second place makes new keys. */
function narrowed(): Y.Doc {
  const doc = plan();
  while (longestKey(doc) < LONGEST_KEY) narrow(doc, 1);
  for (let next = 0; next === 0; ) {
    const copy = copyOf(doc, 7);
    narrow(copy, 1);
    if (longestKey(copy) < LONGEST_KEY) next = 1;
    else narrow(doc, 1);
  }
  return doc;
}

describe("order keys", () => {
  it.each([
    ["into the same gap", 1],
    ["to the front", 0],
    ["to the end", 4],
  ])("stay short however often items move %s", (_, index) => {
    const doc = plan();
    const order = [...IDS];
    for (let i = 0; i < 2000; i += 1) {
      const [moved = ""] = index === 4 ? order.splice(0, 1) : order.splice(-1, 1);
      order.splice(index, 0, moved);
      moveItem(doc, moved, "a", index);
      if (i % 10 === 0) expect(itemsIn(doc)).toEqual(order);
    }
    expect(itemsIn(doc)).toEqual(order);
    expect(longestKey(doc)).toBeLessThanOrEqual(LONGEST_KEY);
  });

  it("stay short however areas move, and however many items are added in one place", () => {
    const doc = plan();
    for (const id of ["c", "d"]) addArea(doc, { id, title: "" });
    for (let i = 0; i < 999; i += 1) moveArea(doc, readOutline(doc).areas.at(-1)?.id ?? "", 1);
    expect(readOutline(doc).areas.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    for (let i = 0; i < 400; i += 1) addItem(doc, "a", { id: `new ${i}`, text: "" }, 1);
    expect(itemsIn(doc)?.slice(0, 3)).toEqual(["1", "new 399", "new 398"]);
    expect(longestKey(doc)).toBeLessThanOrEqual(LONGEST_KEY);
  });

  it("follow any moves as a list does", () => {
    const move = fc.record({ who: fc.nat(4), to: fc.nat(4), area: fc.constantFrom("a", "a", "b") });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const doc = narrowed();
        const lists: Record<string, string[]> = { a: itemsIn(doc) ?? [], b: [] };
        for (const { who, to, area } of moves) {
          const id = IDS[who] ?? "";
          for (const list of Object.values(lists)) {
            if (list.includes(id)) list.splice(list.indexOf(id), 1);
          }
          const there = lists[area] ?? [];
          const index = Math.min(to, there.length);
          there.splice(index, 0, id);
          moveItem(doc, id, area, index);
          expect({ a: itemsIn(doc, "a"), b: itemsIn(doc, "b") }).toEqual(lists);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("new keys", () => {
  it("are left where they are by undo, and the moved item goes back to its place", () => {
    const doc = narrowed();
    const before = itemsIn(doc);
    const undo = undoOf(doc);
    narrow(doc, 1);
    const after = itemsIn(doc);
    expect(longestKey(doc)).toBeLessThan(LONGEST_KEY);
    undo.undo();
    expect(itemsIn(doc)).toEqual(before);
    undo.redo();
    expect(itemsIn(doc)).toEqual(after);
  });

  it("let a removed item come back to where it stood", () => {
    const doc = narrowed();
    const [, second = "", third = ""] = itemsIn(doc) ?? [];
    removeItem(doc, third);
    narrow(doc, 1);
    restoreItem(doc, third);
    const order = itemsIn(doc) ?? [];
    expect(order.indexOf(third)).toBe(order.indexOf(second) + 1);
  });

  it.each([
    [2, 3],
    [3, 2],
  ])("take no move of another back, whoever's copy has the last word (%i, %i)", (x, y) => {
    const start = narrowed();
    for (const away of [true, false]) {
      const mine = copyOf(start, x);
      const theirs = copyOf(start, y);
      const third = itemsIn(start)?.[2] ?? "";
      narrow(mine, 1);
      if (away) moveItem(theirs, third, "b", 0);
      else moveItem(theirs, third, "a", 4);
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
      expect(readOutline(mine)).toEqual(readOutline(theirs));
      if (away) expect(itemsIn(mine, "b")).toEqual([third]);
      else expect(itemsIn(mine)?.at(-1)).toBe(third);
    }
  });

  it("made by several at once, in any order of arrival, give one order to all", () => {
    const start = narrowed();
    const move = fc.record({ who: fc.nat(2), item: fc.nat(4), to: fc.constantFrom(0, 1, 1, 1, 4) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), fc.nat(5), (moves, order) => {
        const docs = [2, 3, 4].map((clientID) => copyOf(start, clientID));
        for (const { who, item, to } of moves) {
          const doc = docs[who];
          if (doc) moveItem(doc, IDS[item] ?? "", "a", to);
        }
        const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
        docs.forEach((doc, i) => {
          for (let k = 0; k < 3; k += 1) {
            const turn = updates[(k * (order % 2 === 0 ? 1 : 2) + i + order) % 3];
            if (turn) Y.applyUpdate(doc, turn);
          }
        });
        const [first, ...others] = docs.map(readOutline);
        for (const other of others) expect(other).toEqual(first);
        expect(docs[0] && [...(itemsIn(docs[0]) ?? [])].sort()).toEqual(IDS);
        expect(docs[0] && longestKey(docs[0])).toBeLessThanOrEqual(LONGEST_KEY);
      }),
      { numRuns: 30 },
    );
  });
});
