/** Where comments stand while people do anything at all to the text at their editors. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorBetween, anchorOfWords, piecesOf, resolveAnchor } from "~/comments/anchor";
import { type Anchored, placesOf } from "~/comments/places";
import { itemFragment, itemsOf, readOutline } from "~/documents/document";
import { addArea, addItem, initialise, joinItems, setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { Gate, Signs, startText } from "./documents-gate";
import { act, inTurn, LONG, picks, runs, steps } from "./documents-steps";

interface Watched extends Anchored {
  /** The characters of the quote, as Yjs knows them. */
  characters: Map<string, Y.ID>;
}

const withoutSpace = (text: string) => text.replace(/\s+/g, "");

const ON_ITEM = { about: "item", amendedItemId: null } as const;

/** A thread on some words of each item. */
function threadsOn(doc: Y.Doc, choices: readonly number[]): Watched[] {
  return [...itemsOf(doc).keys()].flatMap((itemId, i) => {
    const fragment = itemFragment(doc, itemId);
    if (!fragment) return [];
    const pieces = piecesOf(fragment);
    const spots = pieces.flatMap(({ from, text }) => [...text].map((_, k) => from + k));
    const a = spots[(choices[i] ?? 0) % Math.max(spots.length, 1)] ?? 0;
    const b = spots[(choices[i + 1] ?? 0) % Math.max(spots.length, 1)] ?? 0;
    const made = anchorBetween(fragment, Math.min(a, b), Math.max(a, b) + 1);
    if (!made) return [];
    const characters = new Map<string, Y.ID>();
    for (const { type, text } of pieces) {
      [...text].forEach((sign, k) => {
        const { item } = Y.createRelativePositionFromTypeIndex(type, k, 0);
        if (item && made.quote.includes(sign)) characters.set(sign, item);
      });
    }
    return [{ ...ON_ITEM, ...made, id: itemId, itemId, characters }];
  });
}

/** The characters of a quote that were never deleted nor written anew. */
function left(doc: Y.Doc, { characters }: Watched): string[] {
  return [...characters].flatMap(([sign, id]) => {
    const struct = Y.getItem(doc.store, id) as Y.Item | Y.GC;
    return struct instanceof Y.Item && !struct.deleted ? [sign] : [];
  });
}

/** Whether the paragraphs in which the quote begins and ends are still there. */
function keepsItsEnds(doc: Y.Doc, { characters, quote }: Watched): boolean {
  const signs = [...withoutSpace(quote)];
  return [signs.at(0), signs.at(-1)].every((sign = "") => {
    const id = characters.get(sign);
    const struct = id && (Y.getItem(doc.store, id) as Y.Item | Y.GC);
    if (!(struct instanceof Y.Item) || !(struct.parent instanceof Y.XmlText)) return false;
    return struct.parent._item?.deleted === false;
  });
}

function compacted(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe("a comment", () => {
  it(
    "stands on what is left of its words, in every copy alike, or where its whole quote stands",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          steps,
          picks,
          fc.array(fc.nat(50), { minLength: 5 }),
          async (taken, order, at) => {
            const signs = new Signs();
            const gate = new Gate(startText(signs), 3);
            const threads = threadsOn(gate.doc, at);
            act(gate, signs, taken, [0, 1]);
            gate.settle(inTurn(order));
            const places = placesOf(gate.doc, "CA", threads);
            for (const doc of [...gate.docs, compacted(gate.doc)]) {
              expect(placesOf(doc, "CA", threads)).toEqual(places);
            }
            const shown = new Set(
              readOutline(gate.doc).areas.flatMap(({ items }) => items.map(({ id }) => id)),
            );
            for (const thread of threads) {
              const place = places.get(thread.id);
              const words = place?.passage?.text ?? "";
              const remain = left(gate.doc, thread);
              const wholeQuote = withoutSpace(words) === withoutSpace(thread.quote);
              if (remain.length === 0 || !keepsItsEnds(gate.doc, thread)) {
                // Nothing of it is left, or an end of it went with its paragraph: it stands where its
                // whole quote was written anew, or next to where it was, or nowhere.
                const near = place?.itemId === thread.itemId;
                expect(place?.gone === true || wholeQuote || near).toBe(true);
                continue;
              }
              expect(place?.gone).toBe(false);
              if (!wholeQuote) expect(place?.itemId).toBe(thread.itemId);
              if (shown.has(thread.itemId)) expect(place?.itemId).toBe(thread.itemId);
              for (const sign of remain) expect(words).toContain(sign);
              const ends = [...withoutSpace(thread.quote)];
              if (
                wholeQuote ||
                [ends.at(0), ends.at(-1)].every((end = "") => remain.includes(end))
              ) {
                const foreign = threads
                  .filter(({ id }) => id !== thread.id)
                  .flatMap(({ quote }) => [...withoutSpace(quote)]);
                for (const sign of foreign) expect(words).not.toContain(sign);
              }
            }
            await gate.close();
          },
        ),
        runs(25),
      );
    },
    LONG,
  );
});

describe("when an item is split or joined, a comment", () => {
  function plan(): Y.Doc {
    const doc = new Y.Doc();
    initialise(doc, { title: "Plan", language: "en" });
    addArea(doc, { id: "a", title: "Area" });
    addItem(doc, "a", { id: "i1", text: "Train border staff. Fund schools." });
    addItem(doc, "a", { id: "i2", text: "Fund the coast guard." });
    addItem(doc, "a", { id: "i3", text: "Fund schools at the coast. Fund schools inland." });
    return doc;
  }

  function on(doc: Y.Doc, itemId: string, words: string): Anchored {
    const found = anchorOfWords(doc, itemId, words);
    if (!found) throw new Error("The words are not there once.");
    return { ...ON_ITEM, id: words, itemId, ...found };
  }

  it("goes along with short words, and with words that stand elsewhere too", () => {
    const doc = plan();
    const threads = [on(doc, "i1", "Fund schools"), on(doc, "i1", "Fund")];
    setItemText(doc, "i1", fromPlainText("Train border staff."));
    addItem(doc, "a", { id: "new", text: "Fund schools.", from: "i1" }, 1);
    for (const { id } of threads) {
      expect(placesOf(doc, "CA", threads).get(id)).toMatchObject({ itemId: "new", ref: "CA 1.2" });
    }
    setItemText(doc, "new", fromPlainText(""));
    addItem(doc, "a", { id: "newer", text: "Fund schools.", from: "new" }, 2);
    expect(placesOf(doc, "CA", threads).get("Fund")?.itemId).toBe("newer");
  });

  it("goes along into the item that takes its words in, and comes back with undo", () => {
    const doc = plan();
    const thread = on(doc, "i2", "the coast");
    joinItems(doc, "i1", "i2");
    expect(placesOf(doc, "CA", [thread]).get(thread.id)).toMatchObject({
      itemId: "i1",
      passage: { text: "the coast" },
    });
  });

  it("stays with the part of its words that stays", () => {
    const doc = plan();
    const thread = on(doc, "i1", "staff. Fund");
    setItemText(doc, "i1", fromPlainText("Train border staff."));
    addItem(doc, "a", { id: "new", text: "Fund schools.", from: "i1" }, 1);
    expect(placesOf(doc, "CA", [thread]).get(thread.id)).toMatchObject({
      itemId: "i1",
      passage: { text: "staff." },
    });
    expect(resolveAnchor(doc, "i1", thread.anchor ?? { start: "", end: "" }).found).toBe(true);
  });
});
