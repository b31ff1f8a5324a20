/** Judging updates: what passes can be applied, whatever was sent. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bringsNothingNew, judgeUpdate } from "../../app/collab/updates.server";
import { addArea, addItem, initialise, itemFragment, moveItem } from "../../app/plans/document";

const MAX = 1_000_000;

function plan(clientID = 1): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a1", title: "One" });
  addArea(doc, { id: "a2", title: "Two" });
  for (let i = 0; i < 5; i += 1) addItem(doc, "a1", { id: `i${i}`, text: `Item ${i}.\nMore.` });
  return doc;
}

function copyOf(doc: Y.Doc, clientID: number): Y.Doc {
  const copy = new Y.Doc();
  copy.clientID = clientID;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** Edits by two people at once, as the updates they would send. */
function edits(base: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  for (const client of [7, 8]) {
    const doc = copyOf(base, client);
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const paragraph = itemFragment(doc, "i1")?.get(0) as Y.XmlElement;
    const run = paragraph.get(0) as Y.XmlText;
    for (const letter of "typed") run.insert(3, letter);
    run.format(1, 4, { bold: {}, link: { href: "https://example.org" } });
    run.delete(0, 2);
    moveItem(doc, "i2", "a2", 0);
    addItem(doc, "a2", { id: `new-${client}`, text: "New." });
    updates.push(Y.encodeStateAsUpdate(doc));
  }
  return updates;
}

describe("judgeUpdate", () => {
  test("accepts everything that the document's own functions write", () => {
    for (const update of [Y.encodeStateAsUpdate(plan()), ...edits(plan())]) {
      expect(judgeUpdate(update, MAX).sound).toBe(true);
    }
  });

  test("names what is wrong", () => {
    expect(judgeUpdate(new Uint8Array([1, 2, 3]), MAX)).toEqual({
      sound: false,
      reason: "malformed",
    });
    expect(judgeUpdate(new Uint8Array(11), 10)).toEqual({ sound: false, reason: "too-large" });
    const doc = new Y.Doc();
    doc.getXmlFragment("x").insert(0, [new Y.XmlElement("iframe")]);
    expect(judgeUpdate(Y.encodeStateAsUpdate(doc), MAX)).toEqual({
      sound: false,
      reason: "content",
    });
  });

  test("whatever passes can be applied and read back", () => {
    const base = plan();
    const samples = [Y.encodeStateAsUpdate(base), ...edits(base)];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (sample, changes) => {
          const update = Uint8Array.from(sample);
          for (const [at, value] of changes) update[at % update.length] = value;
          if (!judgeUpdate(update, MAX).sound) return;
          const live = copyOf(base, 99);
          Y.applyUpdate(live, update);
          const loaded = new Y.Doc();
          Y.applyUpdate(loaded, Y.encodeStateAsUpdate(base));
          Y.applyUpdate(loaded, update);
          // A copy opened later, and one after compaction.
          Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(loaded));
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 3_000) },
    );
  });
});

describe("bringsNothingNew", () => {
  test("is true exactly for what the document holds", () => {
    const base = plan();
    const all = edits(base);
    for (const update of all) {
      const doc = copyOf(base, 99);
      const before = Y.encodeStateAsUpdate(doc);
      expect(bringsNothingNew(doc, Y.decodeUpdate(before))).toBe(true);
      expect(bringsNothingNew(doc, Y.decodeUpdate(update))).toBe(false);
      for (const each of all) Y.applyUpdate(doc, each);
      expect(bringsNothingNew(doc, Y.decodeUpdate(update))).toBe(true);
    }
  });

  test("sees a deletion alone", () => {
    const base = plan();
    const copy = copyOf(base, 5);
    const vector = Y.encodeStateVector(copy);
    itemFragment(copy, "i1")?.delete(0, 1);
    const update = Y.encodeStateAsUpdate(copy, vector);
    expect(bringsNothingNew(base, Y.decodeUpdate(update))).toBe(false);
    Y.applyUpdate(base, update);
    expect(bringsNothingNew(base, Y.decodeUpdate(update))).toBe(true);
  });
});
