/**
 * Two people change the same at the same moment, one pair of changes after the other: whoever is
 * heard first, and also when one of them takes their change back.
 */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { areasOf, itemsOf, readDocument, readItem, readTitle } from "~/documents/document";
import {
  addArea,
  addItem,
  initialise,
  moveItem,
  setDetail,
  setTitle,
} from "~/documents/document-changes";
import { plainText } from "~/documents/rich-text";
import type { Key, Person } from "./documents-editors";
import { everyWordOf, Gate } from "./documents-gate";
import { brokenRules, undoOf } from "./documents-replicas";

type Change = (person: Person) => void;

/** Areas `a` with the items 1 to 3, and `b` with 4. Item 2 has two paragraphs. */
function start(): Uint8Array {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  for (const id of ["a", "b"]) addArea(doc, { id, title: "" });
  addItem(doc, "a", { id: "1", text: "one" });
  addItem(doc, "a", {
    id: "2",
    text: {
      type: "doc",
      content: ["twofold", "below"].map((text) => ({
        type: "paragraph",
        content: [{ type: "text", text }],
      })),
    },
  });
  addItem(doc, "a", { id: "3", text: "three" });
  addItem(doc, "b", { id: "4", text: "four" });
  return Y.encodeStateAsUpdate(doc);
}

const type =
  (itemId: string, text: string, at: number): Change =>
  (person) => {
    expect(person.type(itemId, text, at)).toBe(true);
  };
const press =
  (itemId: string, at: number, key: string, more: Partial<Key> = {}): Change =>
  (person) => {
    const editor = person.select(itemId, at);
    if (!editor) throw new Error("The item is not on the page.");
    expect(person.press(editor, { key, ...more })).toBe(true);
  };
const split = (itemId: string, at: number) => press(itemId, at, "Enter");
const join = (itemId: string) => press(itemId, 0, "Backspace");
const move =
  (itemId: string, areaId: string, index: number): Change =>
  ({ session }) =>
    session.moveTo(itemId, areaId, index);
const remove =
  (itemId: string): Change =>
  ({ session }) =>
    session.remove(itemId);
const moveArea =
  (areaId: string, step: 1 | -1): Change =>
  ({ session }) =>
    session.moveAreaBy(areaId, step);
const removeArea =
  (areaId: string): Change =>
  ({ session }) =>
    session.removeArea(areaId);
const list: Change = (person) => {
  person.step();
  person.select("2", 0)?.commands.toggleBulletList();
};

/** `a: one / two | b: four; gone: three` — the words of the items, in order. */
function shape(doc: Y.Doc): string {
  const { areas, removed } = readDocument(doc);
  const words = (id: string) => plainText(readItem(doc, id).text).replaceAll("\n", "⏎");
  const shown = areas.map(({ id, items }) => `${id}: ${items.map((i) => words(i.id)).join(" / ")}`);
  const gone = removed.length > 0 ? `; gone: ${removed.map((i) => words(i.id)).join(" / ")}` : "";
  return shown.join(" | ") + gone;
}

interface Pair {
  name: string;
  first: Change;
  second: Change;
  /** What may come of it; both where the last word decides. */
  becomes: string[];
  /** What is left of it when the first, or the second, takes their change back. */
  withoutFirst: string[];
  withoutSecond: string[];
}

const pairs: Pair[] = [
  {
    name: "move / type",
    first: move("1", "b", 0),
    second: type("1", "!", 3),
    becomes: ["a: twofold⏎below / three | b: one! / four"],
    withoutFirst: ["a: one! / twofold⏎below / three | b: four"],
    withoutSecond: ["a: twofold⏎below / three | b: one / four"],
  },
  {
    name: "move / move",
    first: move("1", "b", 0),
    second: move("1", "a", 2),
    becomes: ["a: twofold⏎below / three / one | b: four"],
    withoutFirst: ["a: twofold⏎below / three / one | b: four"],
    withoutSecond: ["a: one / twofold⏎below / three | b: four"],
  },
  {
    name: "move / remove",
    first: move("1", "b", 0),
    second: remove("1"),
    becomes: ["a: twofold⏎below / three | b: four; gone: one"],
    withoutFirst: ["a: twofold⏎below / three | b: four; gone: one"],
    withoutSecond: ["a: twofold⏎below / three | b: one / four"],
  },
  {
    name: "split / type before the cut",
    first: split("1", 2),
    second: type("1", "!", 1),
    becomes: ["a: o!n / e / twofold⏎below / three | b: four"],
    withoutFirst: ["a: o!ne / twofold⏎below / three | b: four; gone: e"],
    withoutSecond: ["a: on / e / twofold⏎below / three | b: four"],
  },
  {
    name: "split / type behind the cut",
    first: split("1", 2),
    second: type("1", "!", 3),
    becomes: ["a: on! / e / twofold⏎below / three | b: four"],
    withoutFirst: ["a: one! / twofold⏎below / three | b: four; gone: e"],
    withoutSecond: ["a: on / e / twofold⏎below / three | b: four"],
  },
  {
    name: "split / type into the next paragraph",
    first: split("2", 3),
    second: type("2", "!", 10),
    becomes: ["a: one / two⏎! / fold⏎below / three | b: four"],
    withoutFirst: [
      "a: one / twofold⏎!⏎below / three | b: four; gone: fold⏎below",
      "a: one / twofold⏎below⏎! / three | b: four; gone: fold⏎below",
    ],
    withoutSecond: [
      "a: one / two / fold⏎below / three | b: four",
      "a: one / two⏎! / fold⏎below / three | b: four",
    ],
  },
  {
    name: "join / type into what is joined",
    first: join("2"),
    second: type("2", "!", 7),
    becomes: ["a: onetwofold⏎below / three | b: four; gone: twofold!⏎below"],
    withoutFirst: ["a: one / twofold!⏎below / three | b: four"],
    withoutSecond: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
  },
  {
    name: "join / type into what it is joined to",
    first: join("2"),
    second: type("1", "!", 3),
    becomes: ["a: onetwofold!⏎below / three | b: four; gone: twofold⏎below"],
    withoutFirst: ["a: one! / twofold⏎below / three | b: four"],
    withoutSecond: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
  },
  {
    name: "split / move",
    first: split("1", 2),
    second: move("1", "b", 0),
    becomes: ["a: e / twofold⏎below / three | b: on / four"],
    withoutFirst: ["a: twofold⏎below / three | b: one / four; gone: e"],
    withoutSecond: ["a: on / e / twofold⏎below / three | b: four"],
  },
  {
    name: "split / split",
    first: split("1", 1),
    second: split("1", 2),
    becomes: ["a: o / ne / e / twofold⏎below / three | b: four"],
    withoutFirst: ["a: one / e / twofold⏎below / three | b: four; gone: ne"],
    withoutSecond: ["a: oe / ne / twofold⏎below / three | b: four; gone: e"],
  },
  {
    name: "join / join the same",
    first: join("2"),
    second: join("2"),
    becomes: ["a: onetwofoldtwofold⏎below⏎below / three | b: four; gone: twofold⏎below"],
    withoutFirst: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
    withoutSecond: ["a: onetwofold⏎below / twofold⏎below / three | b: four"],
  },
  {
    name: "join / join the next",
    first: join("2"),
    second: join("3"),
    becomes: ["a: onetwofold⏎below | b: four; gone: twofold⏎belowthree / three"],
    withoutFirst: ["a: one / twofold⏎belowthree | b: four; gone: three"],
    withoutSecond: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
  },
  {
    name: "join / move",
    first: join("2"),
    second: move("2", "b", 0),
    becomes: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
    withoutFirst: ["a: one / three | b: twofold⏎below / four"],
    withoutSecond: ["a: onetwofold⏎below / three | b: four; gone: twofold⏎below"],
  },
  {
    name: "area move / item move",
    first: moveArea("a", 1),
    second: move("1", "b", 0),
    becomes: ["b: one / four | a: twofold⏎below / three"],
    withoutFirst: ["a: twofold⏎below / three | b: one / four"],
    withoutSecond: ["b: four | a: one / twofold⏎below / three"],
  },
  {
    name: "area move / area move",
    first: moveArea("a", 1),
    second: moveArea("b", -1),
    becomes: ["b: four | a: one / twofold⏎below / three"],
    withoutFirst: ["b: four | a: one / twofold⏎below / three"],
    withoutSecond: ["b: four | a: one / twofold⏎below / three"],
  },
  {
    name: "area remove / item move into it",
    first: removeArea("b"),
    second: move("1", "b", 0),
    becomes: ["a: twofold⏎below / three | b: one; gone: four"],
    withoutFirst: ["a: twofold⏎below / three | b: one / four"],
    withoutSecond: ["a: one / twofold⏎below / three; gone: four"],
  },
  {
    name: "area remove / item move out of it",
    first: removeArea("b"),
    second: move("4", "a", 0),
    becomes: ["a: one / twofold⏎below / three; gone: four"],
    withoutFirst: ["a: four / one / twofold⏎below / three | b: "],
    withoutSecond: ["a: one / twofold⏎below / three; gone: four"],
  },
  {
    name: "area remove / type",
    first: removeArea("b"),
    second: type("4", "!", 4),
    becomes: ["a: one / twofold⏎below / three; gone: four!"],
    withoutFirst: ["a: one / twofold⏎below / three | b: four!"],
    withoutSecond: ["a: one / twofold⏎below / three; gone: four"],
  },
  {
    name: "remove / type",
    first: remove("1"),
    second: type("1", "!", 3),
    becomes: ["a: twofold⏎below / three | b: four; gone: one!"],
    withoutFirst: ["a: one! / twofold⏎below / three | b: four"],
    withoutSecond: ["a: twofold⏎below / three | b: four; gone: one"],
  },
  {
    name: "remove / split",
    first: remove("1"),
    second: split("1", 2),
    becomes: ["a: e / twofold⏎below / three | b: four; gone: on"],
    withoutFirst: ["a: on / e / twofold⏎below / three | b: four"],
    withoutSecond: ["a: twofold⏎below / three | b: four; gone: one / e"],
  },
  {
    name: "list / type",
    first: list,
    second: type("2", "!", 7),
    becomes: ["a: one / twofold!⏎below / three | b: four"],
    withoutFirst: [
      "a: one / !⏎twofold⏎below / three | b: four",
      "a: one / twofold!⏎below / three | b: four",
    ],
    withoutSecond: [
      "a: one / twofold⏎below / three | b: four",
      "a: one / twofold!⏎below / three | b: four",
    ],
  },
  {
    name: "list / list",
    first: list,
    second: list,
    becomes: ["a: one / twofold⏎twofold⏎below / three | b: four"],
    withoutFirst: ["a: one / twofold⏎twofold⏎below / three | b: four"],
    withoutSecond: ["a: one / twofold⏎twofold⏎below / three | b: four"],
  },
  {
    name: "paragraph split / type behind the cut",
    first: press("1", 1, "Enter", { shiftKey: true }),
    second: type("1", "!", 3),
    becomes: ["a: o!⏎ne / twofold⏎below / three | b: four"],
    withoutFirst: ["a: one! / twofold⏎below / three | b: four"],
    withoutSecond: ["a: o⏎ne / twofold⏎below / three | b: four"],
  },
];

/** Both at once; then `back` take their change back; then all arrives, `heard` first. */
function meet({ first, second }: Pair, heard: 0 | 1, back: readonly number[], late: boolean) {
  const gate = new Gate(start(), 3);
  const [one, two] = gate.people;
  if (!one || !two) throw new Error("Nobody is there.");
  first(one);
  second(two);
  const settle = () => gate.settle(() => (heard === 0 ? 0 : 1_000_003));
  if (late) settle();
  for (const who of back) gate.people[who]?.session.undo();
  settle();
  const [doc, ...others] = gate.docs;
  for (const other of others) expect(readDocument(other)).toEqual(doc && readDocument(doc));
  expect(brokenRules(gate.doc)).toEqual([]);
  for (const { areaId } of readDocument(gate.doc).areas.flatMap(({ items }) => items)) {
    expect(areasOf(gate.doc).has(areaId)).toBe(true);
  }
  expect(itemsOf(gate.doc).size).toBeGreaterThanOrEqual(4);
  return { doc: gate.doc, words: everyWordOf(gate.doc) };
}

const orders = [0, 1] as const;

describe.each(pairs)("$name", (pair) => {
  it.each(orders)("comes to one document (%i is heard first)", (heard) => {
    expect(pair.becomes).toContain(shape(meet(pair, heard, [], false).doc));
  });

  it.each(orders)("and each can take their own back (%i is heard first)", (heard) => {
    for (const late of [true, false]) {
      expect(pair.withoutFirst).toContain(shape(meet(pair, heard, [0], late).doc));
      expect(pair.withoutSecond).toContain(shape(meet(pair, heard, [1], late).doc));
    }
  });
});

describe("a value that two set at the same moment", () => {
  it.each([
    [2, 3],
    [3, 2],
  ])("is never left empty by undo (%i, %i)", (x, y) => {
    const origin = start();
    const docs = [x, y].map((clientID) => {
      const doc = new Y.Doc();
      doc.clientID = clientID;
      Y.applyUpdate(doc, origin, "start");
      return doc;
    });
    const [mine, theirs] = docs;
    if (!mine || !theirs) throw new Error("Nobody is there.");
    setDetail(mine, "1", "lead", "Before");
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const undo = undoOf(mine);
    const change = (doc: Y.Doc, words: string) => {
      setTitle(doc, words);
      setDetail(doc, "1", "lead", words);
      moveItem(doc, "1", "b", words === "Mine" ? 0 : 1);
    };
    const read = (doc: Y.Doc) => [readTitle(doc), readItem(doc, "1").details.lead, shape(doc)];
    change(mine, "Mine");
    change(theirs, "Theirs");
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const both = read(mine);
    for (let i = 0; i < 3; i += 1) undo.undo();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const back = ["Plan", "Before", "a: one / twofold⏎below / three | b: four"];
    expect(read(mine)).toEqual(x > y ? back : both);
    expect(read(theirs)).toEqual(read(mine));
    for (let i = 0; i < 3; i += 1) undo.redo();
    expect(read(mine)).toEqual(both);
  });
});
