/** What stands in the margin, in which order, and beside what. */
import { describe, expect, it } from "vitest";
import type { AmendmentView } from "~/amendments/view";
import { ITEM_SPAN, type ThreadPlace } from "~/comments/places";
import type { ThreadView } from "~/comments/threads";
import {
  anchoredAmendments,
  entriesOf,
  entryWith,
  fits,
  folded,
  groupOf,
  spotOfDraft,
  stopsOf,
} from "~/workspace/margin-entries";

const member = { id: "p1", name: "Member", role: "member" as const, delegation: "CA" };

function thread(id: string, change: Partial<ThreadView> = {}): ThreadView {
  return {
    id,
    about: "item",
    itemId: "i1",
    amendedItemId: null,
    anchor: null,
    quote: "",
    internalTo: null,
    createdAt: 0,
    heldBack: false,
    readers: null,
    resolved: null,
    reopened: null,
    comments: [],
    may: { resolve: false, reply: true },
    ...change,
  };
}

function amendment(id: string, change: Partial<AmendmentView> = {}): AmendmentView {
  return {
    id,
    kind: "text",
    origin: "proposal",
    itemId: "i1",
    ref: "CA 1.1",
    position: 0,
    place: null,
    details: null,
    proposedBy: member,
    proposedAt: 5,
    editedAt: null,
    heldBack: false,
    justification: "Why",
    state: "proposed",
    decided: null,
    decisionId: null,
    basis: null,
    proposed: null,
    redline: [],
    outcome: "clean",
    result: null,
    since: null,
    seen: null,
    collidesWith: [],
    supporters: [],
    supported: false,
    may: { change: false, support: true, decide: false },
    ...change,
  };
}

const place = (itemId: string, index: number, change: Partial<ThreadPlace> = {}): ThreadPlace => ({
  about: "item",
  itemId,
  ref: `CA 1.${index}`,
  position: index * ITEM_SPAN,
  passage: null,
  gone: false,
  ...change,
});

const everything = {
  showsThread: () => true,
  showsAmendment: () => true,
  staying: new Set<string>(),
};

describe("what stands in the margin", () => {
  it("is in the order of the document; on a place threads come before amendments", () => {
    const entries = entriesOf({
      ...everything,
      threads: [
        thread("lost"),
        thread("second", { itemId: "i2" }),
        thread("passage", { createdAt: 1 }),
        thread("whole", { createdAt: 2 }),
        thread("document", { about: "document", itemId: "" }),
      ],
      amendments: [amendment("a1")],
      places: new Map([
        ["lost", place("i9", 99, { ref: "" })],
        ["second", place("i2", 2)],
        [
          "passage",
          place("i1", 1, {
            position: ITEM_SPAN + 4,
            passage: { from: 4, to: 9, text: "words" },
          }),
        ],
        ["whole", place("i1", 1)],
        ["document", place("", 0, { about: "document", ref: "" })],
        ["a1", place("i1", 1)],
      ]),
    });
    expect(entries.map(({ id, spot }) => [id, spot])).toEqual([
      ["document", { kind: "document" }],
      ["whole", { kind: "item", id: "i1", passage: null }],
      ["amendments-i1", { kind: "item", id: "i1", passage: null }],
      ["passage", { kind: "item", id: "i1", passage: "passage" }],
      ["second", { kind: "item", id: "i2", passage: null }],
      ["lost", { kind: "end" }],
    ]);
  });

  it("folds many amendments of one item, but for where one reads", () => {
    const amendments = ["a1", "a2", "a3", "b1", "b2"].map((id) =>
      amendment(id, { itemId: id.startsWith("a") ? "i1" : "i2" }),
    );
    const places = new Map(amendments.map(({ id, itemId }, i) => [id, place(itemId ?? "", i)]));
    const entries = entriesOf({ ...everything, threads: [], amendments, places });
    const shown = (unfolded: string[]) =>
      folded(entries, new Set(unfolded)).map((entry) =>
        entry.kind === "amendments" ? [entry.amendments.length, entry.more] : null,
      );
    expect(shown([])).toEqual([
      [1, 2],
      [2, 0],
    ]);
    expect(shown(["amendments-i1"])).toEqual([
      [3, 0],
      [2, 0],
    ]);
  });

  it("leaves out a thread that has just come until it is placed", () => {
    const shown = { ...everything, threads: [thread("t1"), thread("t2")], amendments: [] };
    const places = new Map([["t1", place("i1", 1)]]);
    expect(entriesOf({ ...shown, places }).map(({ id }) => id)).toEqual(["t1"]);
    // In a document without any item nothing is placed.
    expect(entriesOf({ ...shown, places: new Map() })).toHaveLength(2);
  });

  it("has one card for what is proposed for an item, with what is said of it", () => {
    const threads = [
      thread("on one", { about: "amendment", itemId: "a1", amendedItemId: "i1" }),
      thread("on a decided one", { about: "amendment", itemId: "a3", amendedItemId: "i1" }),
    ];
    const amendments = [amendment("a1"), amendment("a2"), amendment("a3", { state: "rejected" })];
    const places = new Map([
      ["a1", place("i1", 1)],
      ["on one", place("i1", 1, { about: "amendment" })],
      ["on a decided one", place("i1", 1, { about: "amendment" })],
    ]);
    const entries = entriesOf({ ...everything, threads, amendments, places });
    expect(entries.map(({ id }) => id)).toEqual(["on a decided one", "amendments-i1"]);
    expect(stopsOf(entries).map(({ elementId }) => elementId)).toEqual([
      "thread-on a decided one",
      "amendment-a1",
      "amendment-a2",
    ]);
    expect(entryWith(entries, "a2", threads)).toBe("amendments-i1");
    expect(entryWith(entries, "on one", threads)).toBe("amendments-i1");
    expect(entryWith(entries, "on a decided one", threads)).toBe("on a decided one");
    expect(entryWith(entries, "elsewhere", threads)).toBeNull();
  });

  it("keeps a card in which all was decided, for taking that back", () => {
    const decided = [amendment("a1", { state: "accepted" })];
    const shown = { ...everything, threads: [], amendments: decided, places: new Map() };
    expect(entriesOf(shown)).toEqual([]);
    const entries = entriesOf({ ...shown, staying: new Set(["amendments-i1"]) });
    expect(entries).toMatchObject([{ id: "amendments-i1", amendments: [] }]);
  });

  it("places a new item after the one it would follow, or at the head of its area", () => {
    const area = { id: "ar1", number: 1, title: "Area", items: [{ id: "i1", ref: "CA 1.1" }] };
    const wish = (afterRef: string | null) => ({
      area: { number: 1, title: "Area" },
      afterRef,
      afterGone: false,
    });
    const fresh = { kind: "new" as const, itemId: null, ref: "" };
    const after = amendment("a1", { ...fresh, place: wish("CA 1.1") });
    const first = amendment("a2", { ...fresh, place: wish(null) });
    expect(anchoredAmendments([after, first, amendment("a3")], { areas: [area] })).toMatchObject([
      { id: "a1", about: "item", itemId: "i1" },
      { id: "a2", about: "area", itemId: "ar1" },
      { id: "a3", about: "item", itemId: "i1" },
    ]);
    const entries = entriesOf({
      ...everything,
      threads: [thread("t1")],
      amendments: [after, first],
      places: new Map([
        ["a1", place("i1", 2)],
        ["a2", place("ar1", 1, { about: "area", ref: "1" })],
        ["t1", place("i1", 2)],
      ]),
    });
    expect(entries.map(({ spot }) => spot.kind)).toEqual(["area", "item", "after-item"]);
    // Accepted, it has an item of its own and the same card.
    expect(groupOf({ ...after, itemId: "i7" })).toBe(groupOf(after));
  });

  it("fits an amendment to the filter of the threads", () => {
    const own = amendment("a1");
    expect(fits({ filter: "open", by: null }, own, "other")).toBe(true);
    expect(fits({ filter: "mine", by: null }, own, "other")).toBe(false);
    expect(fits({ filter: "mine", by: null }, own, member.id)).toBe(true);
    expect(fits({ filter: "resolved", by: null }, own, member.id)).toBe(false);
    expect(fits({ filter: "all", by: "MX" }, own, member.id)).toBe(false);
    expect(fits({ filter: "all", by: "CA" }, own, "other")).toBe(true);
  });

  it("has what is being written level with its words, its item, its area or the title", () => {
    const draft = { about: "item" as const, itemId: "i1", ref: "", anchor: null, quote: "" };
    expect(spotOfDraft(draft)).toEqual({ kind: "item", id: "i1", passage: null });
    const anchor = { start: "{}", end: "{}" };
    expect(spotOfDraft({ ...draft, anchor })).toMatchObject({ passage: "draft" });
    expect(spotOfDraft({ ...draft, about: "area" })).toEqual({ kind: "area", id: "i1" });
    expect(spotOfDraft({ ...draft, about: "document" })).toEqual({ kind: "document" });
  });
});
