import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Away } from "../../app/collab/away";
import { itemFragment } from "../../app/documents/document";
import {
  addArea,
  addItem,
  initialise,
  LOCAL_CHANGE,
  moveItem,
  removeItem,
  restoreItem,
} from "../../app/documents/document-changes";
import { fromPlainText } from "../../app/documents/rich-text";

const SERVER = Symbol("server");
const COPY = Symbol("copy");

function makeDocument(): Y.Doc {
  const doc = new Y.Doc();
  initialise(doc, { title: "A plan", language: "en" });
  addArea(doc, { id: "a", title: "First" });
  addArea(doc, { id: "b", title: "Second" });
  for (const id of ["one", "two", "three"]) addItem(doc, "a", { id, text: fromPlainText(id) });
  return doc;
}

function type(doc: Y.Doc, itemId: string, words: string, origin: unknown = LOCAL_CHANGE): void {
  const paragraph = itemFragment(doc, itemId)?.get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`no text in ${itemId}`);
  doc.transact(() => text.insert(text.length, words), origin);
}

let now = 0;
let mine: Y.Doc;
let theirs: Y.Doc;
let away: Away;

/** What was done on one copy comes to this page as the server sends it. */
function receive(): void {
  const update = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine));
  Y.applyUpdate(mine, update, SERVER);
}

beforeEach(() => {
  now = 1_000_000;
  theirs = makeDocument();
  mine = new Y.Doc();
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), SERVER);
  away = new Away(mine, {
    isFromOthers: (origin) => origin === SERVER,
    isOwn: (origin) => origin !== SERVER && origin !== COPY,
    now: () => now,
    changed: () => undefined,
  });
});

describe("changes that wait", () => {
  it("are counted as a person counts: a run of keys is one", () => {
    for (const letter of "words") type(mine, "one", letter);
    expect(away.waiting).toEqual({ count: 1, items: ["one"] });
    now += 2_000;
    type(mine, "two", " more");
    moveItem(mine, "three", "b", 0);
    expect(away.waiting.count).toBe(2);
    now += 2_000;
    moveItem(mine, "three", "a", 0);
    expect(away.waiting).toEqual({ count: 3, items: ["one", "two", "three"] });
  });

  it("are not those of others, nor those loaded from the copy on this device", () => {
    type(theirs, "one", " theirs");
    receive();
    type(mine, "two", " loaded", COPY);
    expect(away.waiting).toEqual({ count: 0, items: [] });
  });

  it("go on from what an earlier page has left", () => {
    away.takeOver({ count: 4, items: ["two"] });
    type(mine, "one", "x");
    expect(away.waiting).toEqual({ count: 5, items: ["two", "one"] });
  });
});

describe("after an absence", () => {
  it("it is told what was sent and what others changed meanwhile", () => {
    away.left();
    type(mine, "one", " mine");
    type(theirs, "two", " theirs");
    moveItem(theirs, "three", "b", 0);
    receive();
    const told = away.confirmed();
    expect(told?.sent).toBe(1);
    expect(new Set(told?.changedByOthers)).toEqual(new Set(["two", "three"]));
    expect(away.waiting).toEqual({ count: 0, items: [] });
  });

  it("what others removed meanwhile is told, once where one wrote in it", () => {
    away.left();
    type(mine, "one", " mine");
    removeItem(theirs, "one");
    removeItem(theirs, "two");
    receive();
    expect(away.removedMeanwhile).toEqual(["one"]);
    expect(away.confirmed()?.removedByOthers).toEqual(["two"]);
  });

  it("nothing is told without an absence, or when nothing was written in it", () => {
    type(mine, "one", " mine");
    expect(away.confirmed()).toBeNull();
    away.left();
    type(theirs, "two", " theirs");
    receive();
    expect(away.confirmed()).toBeNull();
  });

  it("what an earlier page has left counts as an absence", () => {
    away.takeOver({ count: 2, items: ["one"] });
    expect(away.confirmed()).toEqual({ sent: 2, changedByOthers: [], removedByOthers: [] });
  });
});

describe("an item removed by someone else", () => {
  it("is told to who was writing in it, and to nobody else", () => {
    type(mine, "one", " mine");
    away.confirmed();
    removeItem(theirs, "one");
    removeItem(theirs, "two");
    receive();
    expect(away.removedMeanwhile).toEqual(["one"]);
    expect(itemFragment(mine, "one")?.toString()).toContain("one mine");
  });

  it("is told however long ago the words were written, if they had not been sent", () => {
    away.left();
    type(mine, "one", " mine");
    now += 24 * 60 * 60_000;
    removeItem(theirs, "one");
    receive();
    expect(away.removedMeanwhile).toEqual(["one"]);
  });

  it("is not told long after the words were sent", () => {
    type(mine, "one", " mine");
    away.confirmed();
    now += 60 * 60_000;
    removeItem(theirs, "one");
    receive();
    expect(away.removedMeanwhile).toEqual([]);
  });

  it("is told no longer once anyone has brought it back", () => {
    type(mine, "one", " mine");
    removeItem(theirs, "one");
    receive();
    restoreItem(theirs, "one");
    receive();
    expect(away.removedMeanwhile).toEqual([]);
    type(mine, "one", " again");
    removeItem(theirs, "one");
    receive();
    restoreItem(mine, "one");
    expect(away.removedMeanwhile).toEqual([]);
  });
});
