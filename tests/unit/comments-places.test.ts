import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorOfWords } from "~/comments/anchor";
import { placeTitle } from "~/comments/place-name";
import {
  type Anchored,
  placesOf,
  stablePlaces,
  type ThreadPlace,
  threadsOn,
} from "~/comments/places";
import { type About, inOrder, newByOthers, type ThreadView } from "~/comments/threads";
import {
  addArea,
  addItem,
  initialise,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
  setItemText,
} from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";

function plan(): Y.Doc {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "Area" });
  addItem(doc, "a", { id: "i1", text: "Train border staff. Share what works with schools." });
  addItem(doc, "a", { id: "i2", text: "Fund local services." });
  addItem(doc, "a", { id: "i3", text: "Report every year." });
  return doc;
}

function on(doc: Y.Doc, itemId: string, words: string): Anchored {
  const found = anchorOfWords(doc, itemId, words);
  if (!found) throw new Error("not there");
  return { ...whole(itemId), id: `${itemId} ${words}`, ...found };
}

const whole = (itemId: string, about: About = "item"): Anchored => ({
  id: itemId || about,
  about,
  itemId,
  amendedItemId: null,
  anchor: null,
  quote: "",
});

describe("the place of a thread", () => {
  it("has the item's number, its passage, and an order that follows the document", () => {
    const doc = plan();
    const threads = [
      whole("i3"),
      on(doc, "i1", "schools"),
      on(doc, "i1", "border staff"),
      whole("i1"),
      on(doc, "i2", "local"),
    ];
    const places = placesOf(doc, "CA", threads);
    const refs = threads
      .map(({ id }) => ({ id, ...places.get(id) }))
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    expect(refs.map(({ id, ref, gone }) => [id, ref, gone])).toEqual([
      ["i1", "CA 1.1", false],
      ["i1 border staff", "CA 1.1", false],
      ["i1 schools", "CA 1.1", false],
      ["i2 local", "CA 1.2", false],
      ["i3", "CA 1.3", false],
    ]);
    expect(places.get("i2 local")?.passage).toEqual({ from: 6, to: 11, text: "local" });
  });

  it("moves with its item, and outlives its removal", () => {
    const doc = plan();
    const threads = [on(doc, "i1", "border staff"), whole("i1")];
    moveItem(doc, "i1", "a", 2);
    expect(placesOf(doc, null, threads).get("i1")?.ref).toBe("1.3");
    removeItem(doc, "i1");
    for (const { id } of threads) {
      expect(placesOf(doc, null, threads).get(id)).toMatchObject({
        itemId: "i1",
        ref: "",
        gone: false,
      });
    }
    restoreItem(doc, "i1");
    expect(placesOf(doc, null, threads).get("i1 border staff")).toMatchObject({
      ref: "1.3",
      passage: { text: "border staff" },
    });
  });

  it("follows its words into another item, when they stand in one place only", () => {
    const doc = plan();
    const threads = [on(doc, "i1", "what works with schools"), on(doc, "i1", "border staff")];
    setItemText(doc, "i1", fromPlainText("Train border staff."));
    addItem(doc, "a", { id: "i4", text: "Share what works with schools." }, 1);
    const places = placesOf(doc, "CA", threads);
    expect(places.get("i1 what works with schools")).toMatchObject({
      itemId: "i4",
      ref: "CA 1.2",
      gone: false,
    });
    expect(threadsOn("item", threads, places).get("i4")).toEqual([threads[0]]);
    expect(places.get("i1 border staff")).toMatchObject({ itemId: "i1", gone: false });

    addItem(doc, "a", { id: "i5", text: "Say what works with schools; what works with schools." });
    expect(placesOf(doc, "CA", threads).get("i1 what works with schools")).toMatchObject({
      itemId: "i1",
      passage: null,
      gone: true,
    });
  });

  it("of the document comes first, that of an area before its items, that of an amendment at its item", () => {
    const doc = plan();
    addArea(doc, { id: "b", title: "Another" });
    const amendment = { ...whole("x1", "amendment"), amendedItemId: "i3" };
    const ofNew = whole("x2", "amendment");
    const threads = [
      ofNew,
      whole("b", "area"),
      amendment,
      whole("i1"),
      whole("a", "area"),
      whole("", "document"),
    ];
    const places = placesOf(doc, "CA", threads);
    const ordered = [...places].sort(([, a], [, b]) => a.position - b.position);
    expect(ordered.map(([id, { about, itemId, ref }]) => [id, about, itemId, ref])).toEqual([
      ["document", "document", "", ""],
      ["a", "area", "a", "1"],
      ["i1", "item", "i1", "CA 1.1"],
      ["x1", "amendment", "i3", "CA 1.3"],
      ["b", "area", "b", "2"],
      ["x2", "amendment", "", ""],
    ]);
    expect(threadsOn("item", threads, places).size).toBe(1);
    expect([...threadsOn("area", threads, places).keys()]).toEqual(["b", "a"]);
    expect(places.get("b") && placeTitle(places.get("b") as ThreadPlace)).toBe("On area 2");

    removeArea(doc, "b");
    const after = placesOf(doc, "CA", threads).get("b") as ThreadPlace;
    expect(after).toMatchObject({ ref: "", gone: false });
    expect(after.position).toBeGreaterThan(places.get("i1")?.position ?? 0);
    expect(placeTitle(after)).toBe("On an area that was removed");
  });

  it("is not said before the document is there", () => {
    const thread = on(plan(), "i2", "local");
    expect(placesOf(new Y.Doc(), "CA", [thread]).size).toBe(0);
  });

  it("is that of its item, marked as gone, when the words are nowhere", () => {
    const doc = plan();
    const thread = on(doc, "i2", "local services");
    setItemText(doc, "i2", fromPlainText("Nothing of it."));
    expect(placesOf(doc, "CA", [thread]).get(thread.id)).toMatchObject({
      itemId: "i2",
      ref: "CA 1.2",
      passage: null,
      gone: true,
    });
  });
});

describe("a list of threads", () => {
  const author = { id: "p1", name: "A", role: "member" as const, delegation: "CA" };
  const thread = (id: string, resolved: boolean, createdAt: number): ThreadView => ({
    id,
    about: "item",
    itemId: "i",
    amendedItemId: null,
    anchor: null,
    quote: "",
    internalTo: null,
    createdAt,
    heldBack: false,
    readers: null,
    resolved: resolved ? { at: 1, by: author } : null,
    reopened: null,
    comments: [
      {
        id: `c-${id}`,
        author,
        body: "",
        mentioned: [],
        createdAt,
        editedAt: null,
        deleted: false,
        may: { change: false },
      },
    ],
    may: { resolve: false, reply: false },
  });

  it("has open threads first, then the order of the document, then of time", () => {
    const positions: Record<string, number> = { a: 3, b: 1, c: 1, d: 0 };
    const threads = [thread("a", false, 1), thread("b", false, 9), thread("c", false, 2)];
    const ordered = inOrder([thread("d", true, 0), ...threads], ({ id }) => positions[id] ?? 0);
    expect(ordered.map(({ id }) => id)).toEqual(["c", "b", "a", "d"]);
  });

  it("tells what others wrote that was not there before", () => {
    const threads = [thread("a", false, 1), thread("b", false, 2)];
    const ids = (me: string) =>
      newByOthers(new Set(["c-a"]), threads, me).map(({ comment }) => comment.id);
    expect(ids("someone else")).toEqual(["c-b"]);
    expect(ids("p1")).toEqual([]);
  });
});

describe("places that come again", () => {
  it("are the very ones of before where nothing has moved", () => {
    const doc = plan();
    const threads = [whole("i1"), on(doc, "i2", "local"), whole("i3")];
    const before = placesOf(doc, "CA", threads);
    expect(stablePlaces(before, placesOf(doc, "CA", threads))).toBe(before);
    setItemText(doc, "i2", fromPlainText("Now fund local services."));
    const after = stablePlaces(before, placesOf(doc, "CA", threads));
    expect(after).not.toBe(before);
    expect(after.get("i1")).toBe(before.get("i1"));
    expect(after.get("i2 local")).not.toBe(before.get("i2 local"));
    expect(stablePlaces(after, placesOf(doc, "CA", threads.slice(1))).size).toBe(2);
  });
});
