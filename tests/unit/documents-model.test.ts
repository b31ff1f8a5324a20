import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  areasOf,
  type DETAILS,
  heirsOf,
  itemOf,
  itemsOf,
  readDocument,
  readItem,
  readOutline,
  readTitle,
} from "~/documents/document";
import {
  addArea,
  addItem,
  initialise,
  joinItems,
  moveArea,
  moveItem,
  removeArea,
  removeItem,
  restoreItem,
  setAreaTitle,
  setDetail,
  setItemText,
  setTitle,
} from "~/documents/document-changes";
import { itemRef } from "~/documents/numbering";
import { fromPlainText, type RichText } from "~/documents/rich-text";
import { type, undoOf, wordsOf } from "./documents-replicas";

/** Areas `a` and `b`; in `a` the items `1`, `2`, `3`. */
function plan(): Y.Doc {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  for (const id of ["a", "b"]) addArea(doc, { id, title: `Area ${id}` });
  for (const id of ["1", "2", "3"]) addItem(doc, "a", { id, text: `Measure ${id}` });
  return doc;
}

/** `a: 1 2 3 | b:` — areas and items in their order. */
const shape = (doc: Y.Doc) =>
  readOutline(doc)
    .areas.map(({ id, items }) => `${id}:${items.map((item) => ` ${item.id}`).join("")}`)
    .join(" | ");

/** A second copy, and a function by which both hear of each other. */
function twin(doc: Y.Doc): { other: Y.Doc; meet: () => void } {
  const other = new Y.Doc();
  const meet = () => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  };
  meet();
  return { other, meet };
}

describe("a new document", () => {
  it("has its title, an empty preamble and no areas", () => {
    const doc = new Y.Doc();
    initialise(doc, { title: "Plan", language: "fr" });
    expect(readDocument(doc)).toEqual({
      title: "Plan",
      preamble: fromPlainText(""),
      areas: [],
      removed: [],
    });
    setTitle(doc, "Another");
    expect(readTitle(doc)).toBe("Another");
  });
});

describe("areas and items", () => {
  it("stand where they were asked to", () => {
    const doc = plan();
    addItem(doc, "a", { id: "0", text: "" }, 0);
    addItem(doc, "a", { id: "1b", text: "" }, 2);
    addItem(doc, "b", { id: "9", text: "" });
    addArea(doc, { id: "c", title: "Between" }, 1);
    expect(shape(doc)).toBe("a: 0 1 1b 2 3 | c: | b: 9");
    moveItem(doc, "3", "b", 0);
    moveItem(doc, "0", "a", 2);
    moveArea(doc, "a", 2);
    expect(shape(doc)).toBe("c: | b: 3 9 | a: 1 1b 0 2");
  });

  it("are numbered by where they stand", () => {
    const doc = plan();
    moveItem(doc, "1", "b", 0);
    const numbers = readOutline(doc).areas.flatMap(({ items }) =>
      items.map((item) => `${item.id} is ${itemRef("CA", item.areaNumber, item.number)}`),
    );
    expect(numbers).toEqual(["2 is CA 1.1", "3 is CA 1.2", "1 is CA 2.1"]);
    expect(itemRef(null, 2, 13)).toBe("2.13");
  });

  it("keep their words and details when moved, removed and restored", () => {
    const doc = plan();
    setDetail(doc, "2", "lead", "Ministry");
    const before = readItem(doc, "2");
    const details: Record<(typeof DETAILS)[number], string> = {
      lead: "Ministry",
      partners: "",
      due: "",
      indicator: "",
    };
    expect(before.details).toEqual(details);
    moveItem(doc, "2", "b", 0);
    removeItem(doc, "2");
    expect(shape(doc)).toBe("a: 1 3 | b:");
    expect(readOutline(doc).removed).toMatchObject([{ id: "2", areaId: "b", number: 0 }]);
    restoreItem(doc, "2");
    expect(shape(doc)).toBe("a: 1 3 | b: 2");
    expect(readItem(doc, "2")).toEqual(before);
  });

  it("go together: an area takes its items along, and an item brings its area back", () => {
    const doc = plan();
    addItem(doc, "b", { id: "4", text: "" });
    removeArea(doc, "a");
    expect(shape(doc)).toBe("b: 4");
    restoreItem(doc, "2");
    expect(shape(doc)).toBe("a: 2 | b: 4");
  });

  it("are shown in the first area where their own does not exist", () => {
    const doc = plan();
    itemsOf(doc).get("3")?.set("place", { area: "gone", order: "a0" });
    expect(shape(doc)).toBe("a: 1 3 2 | b:");
    itemsOf(doc).get("2")?.set("place", "nonsense");
    expect(shape(doc)).toBe("a: 2 1 3 | b:");
  });

  it("that do not exist cannot be changed", () => {
    const doc = plan();
    const before = readDocument(doc);
    moveItem(doc, "none", "a", 0);
    moveItem(doc, "1", "none", 0);
    moveArea(doc, "none", 0);
    removeItem(doc, "none");
    removeArea(doc, "none");
    restoreItem(doc, "none");
    setDetail(doc, "none", "due", "2027");
    setItemText(doc, "none", fromPlainText("x"));
    setAreaTitle(doc, "none", "x");
    expect(joinItems(doc, "none", "1")).toBe(false);
    expect(joinItems(doc, "1", "none")).toBe(false);
    expect(readDocument(doc)).toEqual(before);
  });
});

describe("order keys", () => {
  const key = fc.oneof(
    fc.constantFrom("a0", "a1", "a0V", "Zz", "a00", "", "zzzz", "é", "\ud800", "a!"),
    fc.string({ maxLength: 5 }),
  );

  it("that tie or make no sense do not keep an item from its place", () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 8 }), fc.nat(8), (keys, at) => {
        const doc = new Y.Doc();
        initialise(doc, { title: "Plan", language: "en" });
        for (const [i, order] of keys.entries()) {
          addArea(doc, { id: `a${i}`, title: "" });
          areasOf(doc).get(`a${i}`)?.set("order", order);
          addItem(doc, "a0", { id: `i${i}`, text: "" });
          itemsOf(doc).get(`i${i}`)?.set("place", { area: "a0", order });
        }
        const items = () => readOutline(doc).areas.flatMap((area) => area.items.map((i) => i.id));
        const areas = () => readOutline(doc).areas.map(({ id }) => id);
        const index = at % (keys.length + 1);

        const expected = items();
        expected.splice(index, 0, "new");
        addItem(doc, "a0", { id: "new", text: "" }, index);
        expect(items()).toEqual(expected);

        const moved = expected.filter((id) => id !== "i0");
        moved.splice(index, 0, "i0");
        moveItem(doc, "i0", "a0", index);
        expect(items()).toEqual(moved);

        const expectedAreas = areas();
        expectedAreas.splice(index, 0, "new");
        addArea(doc, { id: "new", title: "" }, index);
        expect(areas()).toEqual(expectedAreas);

        const movedAreas = expectedAreas.filter((id) => id !== "a0");
        movedAreas.splice(index, 0, "a0");
        moveArea(doc, "a0", index);
        expect(areas()).toEqual(movedAreas);
      }),
      { numRuns: 200 },
    );
  });

  it("tie when two add in one place, and both then stand there in one order", () => {
    const doc = plan();
    const { other, meet } = twin(doc);
    addItem(doc, "a", { id: "x", text: "" }, 1);
    addItem(other, "a", { id: "y", text: "" }, 1);
    meet();
    expect(shape(doc)).toBe("a: 1 x y 2 3 | b:");
    addItem(other, "a", { id: "z", text: "" }, 2);
    meet();
    expect(shape(doc)).toBe("a: 1 x z y 2 3 | b:");
  });
});

describe("two people at once", () => {
  it("move one item: it ends in one of the two places, with what was typed", () => {
    const doc = plan();
    const { other, meet } = twin(doc);
    moveItem(doc, "1", "b", 0);
    moveItem(other, "1", "a", 2);
    type(other, "1", "!", 9);
    meet();
    expect(shape(other)).toBe(shape(doc));
    expect(["a: 2 3 | b: 1", "a: 2 3 1 | b:"]).toContain(shape(doc));
    expect(wordsOf(doc, "1")).toBe("Measure 1!");
  });

  it("remove an area and place an item in it: the area is shown again, with that item", () => {
    for (const place of [
      (doc: Y.Doc) => addItem(doc, "a", { id: "new", text: "" }, 0),
      (doc: Y.Doc) => {
        addItem(doc, "b", { id: "new", text: "" });
        moveItem(doc, "new", "a", 0);
      },
    ]) {
      const doc = plan();
      const { other, meet } = twin(doc);
      removeArea(doc, "a");
      place(other);
      meet();
      expect(shape(doc)).toBe("a: new | b:");
      expect(shape(other)).toBe("a: new | b:");
    }
  });

  it("remove an item and type into it: restoring brings back both texts", () => {
    const doc = plan();
    const { other, meet } = twin(doc);
    removeItem(doc, "1");
    type(other, "1", " more", 9);
    meet();
    restoreItem(doc, "1");
    expect(wordsOf(doc, "1")).toBe("Measure 1 more");
  });
});

describe("joining items", () => {
  it("an item that was joined and brought back stands by itself: its next removal is one", () => {
    const doc = plan();
    joinItems(doc, "1", "2");
    expect(heirsOf(doc, "2")).toEqual(["1"]);
    restoreItem(doc, "2");
    removeItem(doc, "2");
    expect(heirsOf(doc, "2")).toEqual([]);
    expect(itemOf(doc, "2")?.has("joined")).toBe(false);
  });

  const list = (text: string): RichText => ({
    type: "doc",
    content: [
      {
        type: "bulletList",
        content: [
          { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
        ],
      },
    ],
  });

  it("continues the last paragraph and keeps the rest below", () => {
    const doc = plan();
    setItemText(doc, "2", fromPlainText("second\nbelow"));
    expect(joinItems(doc, "1", "2")).toBe(true);
    expect(wordsOf(doc, "1")).toBe("Measure 1second\nbelow");
    expect(shape(doc)).toBe("a: 1 3 | b:");
    expect(wordsOf(doc, "2")).toBe("second\nbelow");
  });

  it("sets a list below", () => {
    const doc = plan();
    setItemText(doc, "2", list("entry"));
    expect(joinItems(doc, "1", "2")).toBe(false);
    expect(wordsOf(doc, "1")).toBe("Measure 1\nentry");
  });

  it("fills an empty item", () => {
    const doc = plan();
    setItemText(doc, "1", fromPlainText(""));
    expect(joinItems(doc, "1", "2")).toBe(true);
    expect(wordsOf(doc, "1")).toBe("Measure 2");
  });

  it("can be undone, with what a colleague typed meanwhile", () => {
    const doc = plan();
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    joinItems(doc, "1", "2");
    type(other, "2", " more", 9);
    meet();
    undo.undo();
    meet();
    expect(shape(other)).toBe("a: 1 2 3 | b:");
    expect(wordsOf(other, "1")).toBe("Measure 1");
    expect(wordsOf(other, "2")).toBe("Measure 2 more");
  });
});

describe("undo", () => {
  it("of a new item hides it and keeps what others typed into it; redo shows it again", () => {
    const doc = plan();
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    addItem(doc, "a", { id: "new", text: "Mine" }, 1);
    meet();
    type(other, "new", " and theirs", 4);
    meet();
    undo.undo();
    meet();
    for (const copy of [doc, other]) {
      expect(shape(copy)).toBe("a: 1 2 3 | b:");
      expect(wordsOf(copy, "new")).toBe("Mine and theirs");
    }
    undo.redo();
    meet();
    expect(shape(other)).toBe("a: 1 new 2 3 | b:");
    undo.undo();
    meet();
    restoreItem(other, "new");
    meet();
    expect(shape(doc)).toBe("a: 1 new 2 3 | b:");
  });

  it("of one's first words keeps what others typed behind them, before or after hearing of it", () => {
    const doc = plan();
    addItem(doc, "b", { id: "new", text: "" });
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    type(doc, "new", "Mine", 0);
    meet();
    undo.undo();
    type(other, "new", " and theirs", 4);
    meet();
    expect(wordsOf(doc, "new")).toBe("and theirs");
  });

  it("of a joined list keeps what others typed into its entries", () => {
    const doc = plan();
    setItemText(doc, "2", {
      type: "doc",
      content: [
        {
          type: "bulletList",
          content: [{ type: "listItem", content: fromPlainText("entry").content }],
        },
      ],
    });
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    joinItems(doc, "1", "2");
    meet();
    type(other, "1", " theirs", 5);
    meet();
    undo.undo();
    meet();
    expect(wordsOf(doc, "1")).toBe("Measure 1\n theirs");
    expect(wordsOf(other, "2")).toBe("entry");
  });

  it("of a paragraph of one's own takes it away whole", () => {
    const doc = plan();
    setItemText(doc, "2", fromPlainText("one\ntwo"));
    const undo = undoOf(doc);
    joinItems(doc, "1", "2");
    undo.undo();
    expect(readItem(doc, "1").text).toEqual(fromPlainText("Measure 1"));
  });

  it("of a new area hides it; with an item that someone placed in it, it stays", () => {
    const doc = plan();
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    addArea(doc, { id: "c", title: "New" });
    meet();
    undo.undo();
    meet();
    expect(shape(other)).toBe("a: 1 2 3 | b:");
    undo.redo();
    meet();
    moveItem(other, "1", "c", 0);
    meet();
    undo.undo();
    expect(shape(doc)).toBe("a: 2 3 | b: | c: 1");
  });

  it("takes back one's own steps, in the order in which they were taken", () => {
    const doc = plan();
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    moveItem(doc, "1", "b", 0);
    removeArea(doc, "a");
    meet();
    addItem(other, "b", { id: "theirs", text: "" });
    meet();
    undo.undo();
    expect(shape(doc)).toBe("a: 2 3 | b: 1 theirs");
    undo.undo();
    expect(shape(doc)).toBe("a: 1 2 3 | b: theirs");
    undo.undo();
    expect(shape(doc)).toBe("a: 1 2 3 | b: theirs");
  });

  it("of a move leaves an item where someone else has put it since", () => {
    const doc = plan();
    const undo = undoOf(doc);
    const { other, meet } = twin(doc);
    moveItem(doc, "1", "b", 0);
    meet();
    moveItem(other, "1", "a", 2);
    meet();
    undo.undo();
    meet();
    expect(shape(doc)).toBe("a: 2 3 1 | b:");
  });
});
