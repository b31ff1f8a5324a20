/** What holds of a plan document, whatever several people do to it at once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readDocument } from "~/documents/document";
import { documentHash } from "~/documents/projection.server";
import { act, brokenRules, deliverAll, startReplicas, steps, wordsOf } from "./documents-replicas";

const order = fc.array(fc.nat(50), { minLength: 1, maxLength: 20 });

/** A function that gives these numbers one after the other, over and over. */
function inTurn(numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}

const RUNS = { numRuns: 100 };

describe("two or three people at once", () => {
  it("end with one document, in which everything stands in one place", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3 }), steps, order, (count, taken, picks) => {
        const replicas = startReplicas(count);
        act(replicas, taken);
        deliverAll(replicas, inTurn(picks));
        const [first, ...others] = replicas.map(({ doc }) => readDocument(doc));
        for (const other of others) expect(other).toEqual(first);
        for (const { doc } of replicas) expect(brokenRules(doc)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("end with one document with undo and redo among their steps", () => {
    fc.assert(
      fc.property(steps, order, (taken, picks) => {
        const replicas = startReplicas(3);
        act(replicas, taken, { undoer: 0 });
        deliverAll(replicas, inTurn(picks));
        const [first, ...others] = replicas.map(({ doc }) => readDocument(doc));
        for (const other of others) expect(other).toEqual(first);
        for (const { doc } of replicas) expect(brokenRules(doc)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("always see a document that keeps the rules, before everything has arrived too", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const replicas = startReplicas(3);
        for (const [from, one] of taken.entries()) {
          act(replicas, [one], { from });
          for (const { doc } of replicas) expect(brokenRules(doc)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("lose no sign that was typed, whatever is moved, removed or joined meanwhile", () => {
    fc.assert(
      fc.property(steps, order, (taken, picks) => {
        const replicas = startReplicas(3);
        const typed = act(replicas, taken);
        deliverAll(replicas, inTurn(picks));
        for (const { doc } of replicas) {
          for (const { itemId, sign } of typed) expect(wordsOf(doc, itemId)).toContain(sign);
        }
      }),
      RUNS,
    );
  });

  it("lose no sign when another takes back steps of their own", () => {
    fc.assert(
      fc.property(steps, order, (taken, picks) => {
        const replicas = startReplicas(3);
        const typed = act(replicas, taken, { undoer: 0 }).filter(({ who }) => who !== 0);
        deliverAll(replicas, inTurn(picks));
        for (const { doc } of replicas) {
          for (const { itemId, sign } of typed) expect(wordsOf(doc, itemId)).toContain(sign);
        }
      }),
      RUNS,
    );
  });

  it("approve the same text under one hash, from whichever copy it is read", () => {
    fc.assert(
      fc.property(steps, order, (taken, picks) => {
        const replicas = startReplicas(3);
        act(replicas, taken, { undoer: 0 });
        deliverAll(replicas, inTurn(picks));
        const hashes = replicas.map(({ doc }) => {
          const again = new Y.Doc();
          Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
          return [documentHash(doc), documentHash(again)];
        });
        expect(new Set(hashes.flat()).size).toBe(1);
      }),
      RUNS,
    );
  });
});
