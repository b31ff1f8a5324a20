/** What holds of a document that people write at once, each with the real editor. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { judgeUpdate } from "~/collab/updates.server";
import { DEFAULT_LIMITS } from "~/collab-limits.server";
import { readDocument, readItem, readOutline } from "~/documents/document";
import type { RichText } from "~/documents/rich-text";
import { itemSchema } from "./documents-editors";
import { Gate, Signs, startText } from "./documents-gate";
import { brokenRules } from "./documents-replicas";
import { act, inTurn, LONG, picks, runs, steps } from "./documents-steps";

/** What must hold of every copy when all has arrived. */
function expectSound(gate: Gate): void {
  const [first, ...others] = gate.docs.map(readDocument);
  for (const other of others) expect(other).toEqual(first);
  expect(brokenRules(gate.doc)).toEqual([]);
  for (const update of [...gate.log, Y.encodeStateAsUpdate(gate.doc)]) {
    expect(judgeUpdate(update, { ...DEFAULT_LIMITS, updateBytes: 1e7 }).sound).toBe(true);
  }
  for (const area of readOutline(gate.doc).areas) {
    for (const { id, areaId } of area.items) {
      expect(areaId).toBe(area.id);
      const node = itemSchema.nodeFromJSON(readItem(gate.doc, id).text);
      expect(() => node.check()).not.toThrow();
      for (const person of gate.people) {
        expect(wordsIn(person.at(id)?.state.doc.toJSON())).toEqual(wordsIn(node.toJSON()));
      }
    }
  }
}

const wordsIn = (text: RichText): string =>
  JSON.stringify(text, (key, value: unknown) => (key === "attrs" ? undefined : value));

describe("people at their editors", () => {
  it(
    "end with one document, and no sign is lost that no one deleted",
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, picks, async (taken, order) => {
          const signs = new Signs();
          const gate = new Gate(startText(signs), 3);
          act(gate, signs, taken, []);
          gate.settle(inTurn(order));
          expectSound(gate);
          expect(signs.missingFrom(gate.doc)).toEqual([]);
          await gate.close();
        }),
        runs(25),
      );
    },
    LONG,
  );

  it(
    "end with one document with undo among their steps, and no one loses another's signs",
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, picks, async (taken, order) => {
          const signs = new Signs();
          const gate = new Gate(startText(signs), 3);
          act(gate, signs, taken, [0, 1]);
          gate.settle(inTurn(order));
          expectSound(gate);
          const missing = signs.missingFrom(gate.doc).filter((sign) => {
            const writer = signs.writer.get(sign);
            return writer === 0 || writer === 3;
          });
          expect(missing).toEqual([]);
          await gate.close();
        }),
        runs(25),
      );
    },
    LONG,
  );
});
