/** Bringing a document back to an earlier state of itself. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bringBackChanges, bringTo, changesNothing } from "~/documents/bring-back";
import {
  areasOf,
  itemFragment,
  itemsOf,
  metaOf,
  readDocument,
  readOutline,
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
import { fromPlainText } from "~/documents/rich-text";
import { anyText } from "./rich-texts";

const IDS = ["i0", "i1", "i2", "i3", "i4"] as const;
const AREAS = ["a0", "a1"] as const;

function start(): Y.Doc {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  for (const id of AREAS) addArea(doc, { id, title: `Area ${id}` });
  for (const [i, id] of IDS.entries()) {
    addItem(doc, AREAS[i % 2] ?? "a0", { id, text: `Words of the item ${id}.` });
  }
  return doc;
}

const step = fc.record({
  what: fc.nat(13),
  item: fc.constantFrom(...IDS),
  other: fc.constantFrom(...IDS),
  area: fc.constantFrom(...AREAS),
  at: fc.nat(4),
  text: anyText,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One change, as people or broken programs make them. */
function edit(doc: Y.Doc, n: number, { what, item, other, area, at, text }: Step): void {
  const shown = (id: string) =>
    readOutline(doc).areas.some(({ items }) => items.some((each) => each.id === id));
  if (what === 0) addItem(doc, area, { id: `new-${n}`, text }, at);
  else if (what === 1) addArea(doc, { id: `area-${n}`, title: text }, at);
  else if (what === 2) moveItem(doc, item, area, at);
  else if (what === 3) moveArea(doc, area, at);
  else if (what === 4) removeItem(doc, item);
  else if (what === 5) removeArea(doc, area);
  else if (what === 6 && itemsOf(doc).has(item)) restoreItem(doc, item);
  else if (what === 7 && itemsOf(doc).has(item)) setDetail(doc, item, "lead", `Lead ${n}`);
  else if (what === 8) setItemText(doc, item, text);
  else if (what === 9 && item !== other && shown(item) && shown(other)) joinItems(doc, item, other);
  else if (what === 10) setAreaTitle(doc, area, `Title ${n}`);
  else if (what === 11) setTitle(doc, `Plan ${n}`);
  else if (what === 12) itemsOf(doc).delete(item);
  else if (what === 13) metaOf(doc).delete("preamble");
}

const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
/** All that a reader sees; keys of order are no part of that. */
const shownIn = (doc: Y.Doc) => {
  const { title, preamble, areas } = readDocument(doc);
  return { title, preamble, areas };
};

describe("a document brought to a version of itself", () => {
  test("says what the version says, loses no item, and the way back is the same", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.array(step, { maxLength: 20 }),
        (first, later) => {
          const doc = start();
          for (const [n, each] of first.entries()) edit(doc, n, each);
          const version = copyOf(doc);
          for (const [n, each] of later.entries()) edit(doc, 100 + n, each);
          const before = copyOf(doc);
          const known = [...itemsOf(doc).keys()];

          bringTo(doc, version);
          expect(shownIn(doc).areas).toEqual(shownIn(version).areas);
          expect(shownIn(doc).title).toEqual(shownIn(version).title);
          expect([...itemsOf(doc).keys()]).toEqual(expect.arrayContaining(known));
          const changes = bringBackChanges(readDocument(doc), readDocument(version), "CA");
          expect({ ...changes, frame: false }).toSatisfy(changesNothing);

          const updates: Uint8Array[] = [];
          doc.on("update", (update: Uint8Array) => updates.push(update));
          bringTo(doc, version);
          expect(updates).toEqual([]);
          bringTo(doc, before);
          expect(shownIn(doc).areas).toEqual(shownIn(before).areas);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("texts are rewritten where they stand: what did not change keeps its place", () => {
    const doc = start();
    const version = copyOf(doc);
    const fragment = itemFragment(doc, "i0");
    const anchor = Y.createRelativePositionFromTypeIndex(
      (itemFragment(doc, "i0")?.firstChild as Y.XmlElement | undefined)?.get(0) as Y.XmlText,
      9,
    );
    setItemText(doc, "i0", fromPlainText("Words of another item i0, and more."));
    removeItem(doc, "i0");
    bringTo(doc, version);
    expect(itemFragment(doc, "i0")).toBe(fragment);
    expect(Y.createAbsolutePositionFromRelativePosition(anchor, doc)?.index).toBe(9);
  });

  test("what will change is said by the numbers of the items", () => {
    const doc = start();
    const version = copyOf(doc);
    removeItem(doc, "i0");
    addItem(doc, "a1", { id: "new", text: "New." });
    setItemText(doc, "i2", fromPlainText("Other words."));
    setDetail(doc, "i4", "due", "2027");
    moveItem(doc, "i3", "a0", 0);
    setTitle(doc, "Another title");
    expect(bringBackChanges(readDocument(doc), readDocument(version), "CA")).toEqual({
      restored: ["CA 1.1"],
      removed: ["CA 2.2"],
      rewritten: ["CA 1.2"],
      details: ["CA 1.3"],
      moved: ["CA 2.2"],
      frame: true,
    });
    expect(areasOf(doc).size).toBe(2);
  });
});
