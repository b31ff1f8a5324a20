/** Judging updates: what passes can be applied, whatever was sent. */
import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { TrialCopies } from "../../app/collab/trial-copies.server";
import { bringsNothingNew, judgeUpdate } from "../../app/collab/updates.server";
import { itemFragment, readDocument } from "../../app/documents/document";
import { addArea, addItem, initialise, moveItem } from "../../app/documents/document-changes";

const LIMITS = { updateBytes: 1_000_000, clientIdsPerUpdate: 1_000 };
/** More for a long search: `FUZZ_RUNS=100000`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500);
/** Numbers of the kinds of content on the wire. */
const CONTENT = { deleted: 1, string: 4, map: 7, fragment: 7, element: 7, format: 6, any: 8 };

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

/** The text of an item's first paragraph. */
function runOf(doc: Y.Doc, itemId: string): Y.XmlText {
  const paragraph = itemFragment(doc, itemId)?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(run instanceof Y.XmlText)) throw new Error("the item has no text");
  return run;
}

/** Edits by two people at once, as the updates they would send. */
function edits(base: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  for (const client of [7, 8]) {
    const doc = copyOf(base, client);
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const run = runOf(doc, "i1");
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
      expect(judgeUpdate(update, LIMITS).sound).toBe(true);
    }
  });

  test("takes a bracket only as an editor writes it", () => {
    const update = (value: unknown) => {
      const doc = copyOf(plan(), 7);
      const before = Y.encodeStateVector(doc);
      runOf(doc, "i1").format(0, 3, { "bracket--AbCdEfGh": value });
      return Y.encodeStateAsUpdate(doc, before);
    };
    const bracket = { id: "b1", kind: "text", delegations: ["CA"] };
    expect(judgeUpdate(update(bracket), LIMITS).sound).toBe(true);
    const wrong = [
      { ...bracket, delegations: "CA" },
      { ...bracket, delegations: [1] },
      { ...bracket, kind: null },
      { kind: "text", delegations: [] },
      "CA",
    ];
    for (const value of wrong) {
      expect(judgeUpdate(update(value), LIMITS)).toEqual({ sound: false, reason: "content" });
    }
  });

  test("names what is wrong", () => {
    expect(judgeUpdate(new Uint8Array([1, 2, 3]), LIMITS)).toEqual({
      sound: false,
      reason: "malformed",
    });
    expect(judgeUpdate(new Uint8Array(11), { ...LIMITS, updateBytes: 10 })).toEqual({
      sound: false,
      reason: "too-large",
      what: "bytes",
    });
    const doc = new Y.Doc();
    doc.getXmlFragment("x").insert(0, [new Y.XmlElement("iframe")]);
    expect(judgeUpdate(Y.encodeStateAsUpdate(doc), LIMITS)).toEqual({
      sound: false,
      reason: "content",
    });
  });

  test("whatever passes can be applied: updates with bytes changed", () => {
    const base = plan();
    const samples = [Y.encodeStateAsUpdate(base), ...edits(base)];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (sample, changes) => {
          const update = Uint8Array.from(sample);
          for (const [at, value] of changes) update[at % update.length] = value;
          survives(base, [update]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("whatever passes can be applied: structs that refer to anything", () => {
    const base = plan();
    for (const update of edits(base)) Y.applyUpdate(base, update);
    fc.assert(
      fc.property(fc.array(updateOf(base), { minLength: 1, maxLength: 4 }), (updates) => {
        survives(base, updates);
      }),
      { numRuns: RUNS },
    );
  });
});

/**
 * Sends updates the way the server takes them. What is let through can be applied to the open
 * copy, to one loaded later, and to one loaded after compaction, and all can be read.
 */
function survives(base: Y.Doc, updates: Uint8Array[]): void {
  const live = copyOf(base, 99);
  const trials = new TrialCopies(() => 0);
  const log = updates.flatMap((update) => {
    if (!judgeUpdate(update, LIMITS).sound) return [];
    try {
      const fresh = trials.take(live, update)?.update;
      if (!fresh) return [];
      Y.applyUpdate(live, fresh);
      return [fresh];
    } catch {
      return [];
    }
  });
  const loaded = new Y.Doc();
  loaded.transact(() => {
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(base));
    for (const update of log) Y.applyUpdate(loaded, update);
  });
  const compacted = new Y.Doc();
  Y.applyUpdate(compacted, Y.encodeStateAsUpdate(loaded));
  for (const doc of [live, loaded, compacted]) {
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(live));
    expect(() => readDocument(doc)).not.toThrow();
  }
}

/** An update as it could be made by hand: well-formed, with references to whatever there is. */
function updateOf(base: Y.Doc): fc.Arbitrary<Uint8Array> {
  const client = fc.constantFrom(1, 7, 8, 50);
  const id = fc.tuple(client, fc.nat(60));
  const struct = fc.record({
    origin: fc.option(id),
    rightOrigin: fc.option(id),
    parent: fc.oneof(id, fc.constantFrom("items", "areas", "meta", "other")),
    key: fc.option(fc.constantFrom("i1", "text", "place", "removed")),
    content: fc.constantFrom("deleted", "string", "map", "fragment", "element", "format", "any"),
  });
  return fc
    .record({
      client,
      early: fc.integer({ min: -3, max: 3 }),
      structs: fc.array(struct, { minLength: 1, maxLength: 4 }),
      deletions: fc.array(fc.tuple(client, fc.nat(60), fc.nat(5)), { maxLength: 3 }),
    })
    .map(({ client: author, early, structs, deletions }) => {
      const encoder = encoding.createEncoder();
      const number = (value: number) => encoding.writeVarUint(encoder, value);
      const clock = Math.max(0, Y.getState(base.store, author) - early);
      for (const value of [1, structs.length, author, clock]) number(value);
      for (const { origin, rightOrigin, parent, key, content } of structs) {
        const alone = !origin && !rightOrigin;
        const flags = (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (alone && key ? 0x20 : 0);
        encoding.writeUint8(encoder, CONTENT[content] | flags);
        for (const value of [...(origin ?? []), ...(rightOrigin ?? [])]) number(value);
        if (alone) {
          number(typeof parent === "string" ? 1 : 0);
          if (typeof parent === "string") encoding.writeVarString(encoder, parent);
          else for (const value of parent) number(value);
          if (key) encoding.writeVarString(encoder, key);
        }
        if (content === "deleted") number(2);
        if (content === "string") encoding.writeVarString(encoder, "xy");
        if (content === "map") number(1);
        if (content === "fragment") number(4);
        if (content === "element") {
          number(3);
          encoding.writeVarString(encoder, "paragraph");
        }
        if (content === "format") {
          encoding.writeVarString(encoder, "bold");
          encoding.writeVarString(encoder, "{}");
        }
        if (content === "any") {
          number(1);
          encoding.writeAny(encoder, { area: "a1" });
        }
      }
      number(deletions.length);
      for (const [of, from, length] of deletions)
        for (const value of [of, 1, from, length]) number(value);
      return encoding.toUint8Array(encoder);
    });
}

describe("TrialCopies", () => {
  test("yield what is new and nothing else", () => {
    const live = plan();
    const trials = new TrialCopies(() => 0);
    const client = copyOf(live, 5);
    expect(trials.take(live, Y.encodeStateAsUpdate(client))).toBeNull();
    itemFragment(client, "i0")?.delete(0, 1);
    const whole = Y.encodeStateAsUpdate(client);
    const fresh = trials.take(live, whole);
    expect(fresh?.update.byteLength).toBeLessThan(20);
    expect(trials.take(live, whole)).toBeNull();
  });

  test("leave out what builds on something missing, and take it with that", () => {
    const live = plan();
    const trials = new TrialCopies(() => 0);
    const client = copyOf(live, 5);
    const updates: Uint8Array[] = [];
    client.on("update", (update: Uint8Array) => updates.push(update));
    addItem(client, "a1", { id: "x", text: "First." });
    moveItem(client, "x", "a2", 0);
    const late = updates.at(-1) ?? new Uint8Array();
    expect(trials.take(live, late)).toBeNull();
    const fresh = trials.take(live, Y.encodeStateAsUpdate(client, Y.encodeStateVector(live)));
    Y.applyUpdate(live, fresh?.update ?? new Uint8Array());
    expect(readDocument(live)).toEqual(readDocument(client));
    expect(live.store.pendingStructs).toBeNull();
  });

  test("are whole again after one was spoiled or could not be written", () => {
    const live = plan();
    const trials = new TrialCopies(() => 0);
    const client = copyOf(live, 5);
    const updates: Uint8Array[] = [];
    client.on("update", (update: Uint8Array) => updates.push(update));
    for (const letter of "abc") runOf(client, "i0").insert(0, letter);
    const [a, b, c] = updates as [Uint8Array, Uint8Array, Uint8Array];
    expect(trials.take(live, a)).not.toBeNull();
    expect(() => trials.take(live, selfReferring())).toThrow();
    const fresh = trials.take(live, b);
    if (!fresh) throw new Error("the update under way was forgotten");
    trials.settled(live, fresh, false);
    expect(trials.take(live, c)).toBeNull();
    expect(trials.take(live, b)).not.toBeNull();
    expect(trials.take(live, c)).not.toBeNull();
  });
});

/** An item that stands to the right of one its own client has yet to make. */
function selfReferring(): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 77, 0, 0x84, 77, 50]) encoding.writeVarUint(encoder, number);
  encoding.writeVarString(encoder, "x");
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

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
