/**
 * Updates such as a hostile client could make: of the real schema taken wrongly, of raw Yjs, of
 * bytes put together by hand, and honest ones among them. All from one number, so that a run can be
 * repeated.
 */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { areasOf, DETAILS, itemsOf, metaOf } from "~/documents/document";
import {
  addArea,
  addItem,
  initialise,
  joinItems,
  moveArea,
  moveItem,
  removeItem,
  restoreItem,
  setAreaTitle,
  setDetail,
  setItemText,
  setTitle,
} from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";

/** Numbers from 0 to 1, always the same for one seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Dice {
  below(count: number): number;
  one<T>(of: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  const random = randomOf(seed);
  const below = (count: number) => Math.floor(random() * count);
  return {
    below,
    one<T>(of: readonly T[]): T {
      return of[below(of.length)] as T;
    },
  };
}

export function startDocument(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a1", title: "One" });
  addArea(doc, { id: "a2", title: "Two" });
  for (let i = 0; i < 4; i += 1) addItem(doc, "a1", { id: `i${i}`, text: `Item ${i}.\nMore.` });
  const entry = { type: "listItem" as const, content: fromPlainText("Entry.").content };
  addItem(doc, "a2", {
    id: "list",
    text: { type: "doc", content: [{ type: "bulletList", content: [entry, entry] }] },
  });
  return doc;
}

const IDS = [
  "i0",
  "i1",
  "list",
  "a1",
  "__proto__",
  "constructor",
  "toString",
  "",
  "new",
  "é",
  "x".repeat(90),
];
const KEYS = [
  ...DETAILS,
  "text",
  "place",
  "removed",
  "title",
  "order",
  "rekeyed",
  "from",
  "joined",
  "preamble",
  "language",
  "other",
  "__proto__",
];
const NAMES = [
  "paragraph",
  "bulletList",
  "orderedList",
  "listItem",
  "iframe",
  "heading",
  "constructor",
  "",
];
const LETTERS = ["x", "\u0000", "\u000b", "\ufffe", "\ud800", "é", "\u202e", "z".repeat(70_000)];

function values(dice: Dice): unknown {
  return dice.one([
    null,
    undefined,
    true,
    0,
    "text",
    "\u0001",
    "y".repeat(200_000),
    [],
    [1],
    {},
    { area: "a1", order: "a5" },
    { area: "nowhere", order: "a5" },
    { area: "a1", order: "k".repeat(200_000) },
    { area: "__proto__", order: "a1" },
    { area: "a1", order: "a1", more: 1 },
    { of: { area: "a1", order: "a0" }, order: "a7" },
    new Uint8Array([1, 2]),
    new Y.Map(),
    new Y.Map([["text", "no text"]]),
    new Y.Array(),
    new Y.Text("text"),
    new Y.XmlFragment(),
    new Y.XmlText("text"),
    new Y.XmlElement("paragraph"),
    new Y.Doc(),
  ]);
}

function node(dice: Dice, depth: number): Y.XmlElement | Y.XmlText {
  if (depth <= 0) return dice.below(4) > 0 ? paragraph(dice) : new Y.XmlText(dice.one(LETTERS));
  const element = new Y.XmlElement(dice.one(NAMES));
  if (dice.below(6) === 0) element.setAttribute("style", "x");
  element.insert(0, [node(dice, depth - 1)]);
  return element;
}

function paragraph(dice: Dice): Y.XmlElement {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(dice.one(LETTERS))]);
  return element;
}

/** Lists within lists, as the editor would nest them. */
function nested(depth: number): Y.XmlElement {
  let inner: Y.XmlElement = new Y.XmlElement("paragraph");
  for (let i = 0; i < depth; i += 1) {
    const entry = new Y.XmlElement("listItem");
    entry.insert(0, i === 0 ? [inner] : [new Y.XmlElement("paragraph"), inner]);
    const list = new Y.XmlElement(i % 2 === 0 ? "bulletList" : "orderedList");
    list.insert(0, [entry]);
    inner = list;
  }
  return inner;
}

const MARKS: [string, unknown][] = [
  ["bold", {}],
  ["bold", "x".repeat(50_000)],
  ["italic", null],
  ["link", { href: "https://example.org" }],
  ["link", { href: "javascript:alert(1)" }],
  ["link", { href: 7 }],
  ["link", { href: "https://example.org", onclick: "x" }],
  ["bracket--AbCdEfGh", { id: "b", kind: "text", delegations: ["CA"] }],
  ["bracket--AbCdEfGh", { id: {}, kind: "text", delegations: "CA" }],
  ["bracket", { id: "b", kind: "__proto__", delegations: [] }],
  ["__proto__", {}],
  ["constructor", true],
];

/** The text of some paragraph; none if there is none. */
function someText(doc: Y.Doc, dice: Dice): Y.XmlText | null {
  const fragment = someFragment(doc, dice);
  let place: unknown = fragment;
  for (let i = 0; i < 8 && place instanceof Y.XmlFragment && place.length > 0; i += 1) {
    place = place.get(dice.below(place.length));
    if (place instanceof Y.XmlText) return place;
  }
  return null;
}

function someFragment(doc: Y.Doc, dice: Dice): Y.XmlFragment | null {
  const fragments = [...itemsOf(doc).values(), ...areasOf(doc).values()].flatMap((entry) => {
    const map: unknown = entry;
    const text = map instanceof Y.Map ? (map.get("text") ?? map.get("title")) : undefined;
    return text instanceof Y.XmlFragment ? [text] : [];
  });
  return fragments.length > 0 ? dice.one(fragments) : null;
}

function someMap(doc: Y.Doc, dice: Dice): Y.Map<unknown> {
  const roots: Y.Map<unknown>[] = [
    metaOf(doc),
    areasOf(doc) as Y.Map<unknown>,
    itemsOf(doc) as Y.Map<unknown>,
  ];
  const entries = [...areasOf(doc).values(), ...itemsOf(doc).values()].filter(
    (entry: unknown) => entry instanceof Y.Map,
  );
  return dice.one<Y.Map<unknown>>([...roots, ...entries]);
}

type Attack = (doc: Y.Doc, dice: Dice) => void;

const ATTACKS: Attack[] = [
  // What the interface does.
  (doc, dice) => someText(doc, dice)?.insert(0, dice.one(["word ", "é", "typed\u000bhere"])),
  (doc, dice) => {
    const text = someText(doc, dice);
    if (text && text.length > 1) text.delete(0, 1 + dice.below(text.length - 1));
  },
  (doc, dice) =>
    moveItem(doc, dice.one(["i0", "i1", "list"]), dice.one(["a1", "a2"]), dice.below(4)),
  (doc, dice) => addItem(doc, "a1", { id: `n${dice.below(1e6)}`, text: "New." }, dice.below(3)),
  (doc, dice) => addArea(doc, { id: `m${dice.below(1e6)}`, title: "New" }, dice.below(3)),
  (doc, dice) => removeItem(doc, dice.one(["i0", "i1", "list"])),
  (doc, dice) => restoreItem(doc, dice.one(["i0", "i1", "list"])),
  (doc, dice) => joinItems(doc, "i0", dice.one(["i1", "i2", "list"])),
  (doc, dice) => moveArea(doc, "a2", dice.below(2)),
  (doc, dice) => setItemText(doc, dice.one(["i0", "list"]), fromPlainText("Other.\nWords.")),
  (doc, dice) => setDetail(doc, "i0", dice.one(DETAILS), dice.one(LETTERS)),
  (doc, dice) => setAreaTitle(doc, "a1", dice.one(LETTERS)),
  (doc, dice) => setTitle(doc, dice.one(LETTERS)),
  // Of the maps.
  (doc, dice) => {
    const map = someMap(doc, dice);
    map.delete(dice.one([...map.keys(), "none"]));
  },
  (doc, dice) => {
    const map = someMap(doc, dice);
    for (const key of [...map.keys()]) map.delete(key);
  },
  (doc, dice) => someMap(doc, dice).set(dice.one([...IDS, ...KEYS]), values(dice)),
  (doc, dice) => itemsOf(doc).set(dice.one(IDS), values(dice) as Y.Map<unknown>),
  (doc, dice) => {
    // An item taken away and made anew in one step, with other words.
    const id = dice.one(["i0", "i1"]);
    if (dice.below(2) === 0) itemsOf(doc).delete(id);
    addItem(doc, "a1", { id, text: "Not what was written." });
  },
  (doc, dice) => {
    const item: unknown = itemsOf(doc).get("i0");
    if (!(item instanceof Y.Map)) return;
    const text = new Y.XmlFragment();
    text.insert(0, [paragraph(dice)]);
    item.set("text", text);
  },
  (doc, dice) => {
    const map = new Y.Map<unknown>();
    for (const key of KEYS) if (dice.below(2) === 0) map.set(key, values(dice));
    itemsOf(doc).set(dice.one(IDS), map);
  },
  // Of the texts.
  (doc, dice) => {
    const fragment = someFragment(doc, dice);
    fragment?.insert(dice.below(fragment.length + 1), [node(dice, dice.below(5))]);
  },
  (doc, dice) =>
    someFragment(doc, dice)?.insert(0, [nested(dice.one([1, 3, 6, 7, 8, 9, 12, 40, 400]))]),
  (doc, dice) => {
    const text = someText(doc, dice);
    const [key, value] = dice.one(MARKS);
    if (text) text.format(0, text.length, { [key]: value });
  },
  (doc, dice) => someText(doc, dice)?.insert(0, dice.one(LETTERS)),
  (doc, dice) => someText(doc, dice)?.insertEmbed(0, { image: "x" }),
  (doc, dice) => someText(doc, dice)?.insertEmbed(0, new Y.XmlElement("paragraph")),
  (doc, dice) => someText(doc, dice)?.setAttribute("x", "y"),
  (doc, dice) => {
    const fragment = someFragment(doc, dice);
    if (fragment && fragment.length > 0) fragment.delete(0, fragment.length);
  },
  (doc, dice) => {
    const fragment = someFragment(doc, dice);
    const many = Array.from({ length: 1_500 }, () => new Y.XmlElement("paragraph"));
    fragment?.insert(0, many);
  },
  // Beside all that.
  (doc) => doc.getMap("other").set("x", 1),
  (doc) => doc.getXmlFragment("items2").insert(0, [new Y.XmlElement("paragraph")]),
  (doc, dice) => {
    doc.getArray("__proto__").insert(0, [dice.below(9)]);
  },
];

/** Numbers of the kinds of content on the wire. */
const CONTENT = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8 };
/** Numbers of the kinds of types on the wire. */
const TYPES = [0, 1, 2, 3, 4, 5, 6];

/** Well-formed bytes that refer to whatever there is. */
function byHand(doc: Y.Doc, dice: Dice): Uint8Array {
  const encoder = encoding.createEncoder();
  const number = (value: number) => encoding.writeVarUint(encoder, value);
  const string = (value: string) => encoding.writeVarString(encoder, value);
  const client = dice.one([1, 2, 3, 50]);
  const state = Y.getState(doc.store, client);
  const id = () => {
    const of = dice.one([...doc.store.clients.keys(), 1]);
    number(of);
    number(dice.below(Y.getState(doc.store, of) + 2));
  };
  const structs = 1 + dice.below(3);
  for (const value of [1, structs, client, Math.max(0, state - dice.below(2))]) number(value);
  for (let i = 0; i < structs; i += 1) {
    const kind = dice.one(Object.values(CONTENT));
    const [origin, right, key] = [dice.below(2) === 0, dice.below(3) === 0, dice.below(2) === 0];
    const alone = !origin && !right;
    const flags = (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (alone && key ? 0x20 : 0);
    encoding.writeUint8(encoder, kind | flags);
    if (origin) id();
    if (right) id();
    if (alone) {
      const root = dice.below(2) === 0;
      number(root ? 1 : 0);
      if (root) string(dice.one(["items", "areas", "meta", "other", "__proto__"]));
      else id();
      if (key) string(dice.one([...IDS, ...KEYS]));
    }
    if (kind === CONTENT.deleted) number(1 + dice.below(3));
    else if (kind === CONTENT.json) {
      number(1);
      string('"x"');
    } else if (kind === CONTENT.binary) encoding.writeVarUint8Array(encoder, new Uint8Array([1]));
    else if (kind === CONTENT.string) string(dice.one(["xy", "\u0000", "\ufffe"]));
    else if (kind === CONTENT.embed) string("{}");
    else if (kind === CONTENT.format) {
      string(dice.one(["bold", "x", "__proto__"]));
      string(dice.one(["{}", "null", "1"]));
    } else if (kind === CONTENT.any) {
      number(1);
      encoding.writeAny(encoder, dice.one([{ area: "a1", order: "a1" }, "x", true, null]));
    } else {
      const type = dice.one(TYPES);
      number(type);
      if (type === 3 || type === 5) string(dice.one(NAMES));
    }
  }
  const deletions = dice.below(3);
  number(deletions);
  for (let i = 0; i < deletions; i += 1) {
    number(dice.one([...doc.store.clients.keys()]));
    for (const value of [1, dice.below(200), 1 + dice.below(4)]) number(value);
  }
  return encoding.toUint8Array(encoder);
}

function copyOf(doc: Y.Doc, clientID: number): Y.Doc {
  const copy = new Y.Doc();
  // As a client has them: kinds of roots are known before what is in them comes.
  for (const map of [metaOf, areasOf, itemsOf]) map(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = clientID;
  return copy;
}

/**
 * The next update against a document.
 * @param earlier those that were sent already, for replays; what it makes is added
 */
export function hostileUpdate(doc: Y.Doc, dice: Dice, earlier: Uint8Array[]): Uint8Array {
  const update = made(doc, dice, earlier);
  earlier.push(update);
  return update;
}

function made(doc: Y.Doc, dice: Dice, earlier: readonly Uint8Array[]): Uint8Array {
  const way = dice.below(20);
  if (way < 3) return byHand(doc, dice);
  if (way === 3 && earlier.length > 0) return dice.one(earlier);
  const client = copyOf(doc, dice.one([2, 3, 4]));
  const before = Y.encodeStateVector(client);
  const steps = 1 + dice.below(3);
  for (let i = 0; i < steps; i += 1) {
    try {
      dice.one(ATTACKS)(client, dice);
    } catch {
      // Yjs itself does not let this be done to what stands there now.
    }
  }
  const update = Y.encodeStateAsUpdate(client, before);
  client.destroy();
  // A part of it, or with bytes changed.
  if (way === 4) return cutShort(update, dice);
  if (way === 5) {
    for (let i = 0; i <= dice.below(4); i += 1) update[dice.below(update.length)] = dice.below(256);
  }
  return update;
}

/** What of an update comes after some of its own beginnings. */
function cutShort(update: Uint8Array, dice: Dice): Uint8Array {
  const vector = new Map<number, number>();
  for (const [client, from] of Y.parseUpdateMeta(update).from) {
    const to = Y.parseUpdateMeta(update).to.get(client) ?? from;
    vector.set(client, from + dice.below(to - from + 1));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, vector.size);
  for (const [client, clock] of vector) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  return Y.diffUpdate(update, encoding.toUint8Array(encoder));
}
