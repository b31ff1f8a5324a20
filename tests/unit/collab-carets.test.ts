/** A caret that passes can be resolved in any document; one that an editor reports passes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readCaret } from "../../app/collab/carets.server";
import { itemFragment } from "../../app/documents/document";
import { addArea, addItem, initialise } from "../../app/documents/document-changes";

function plan(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "Area" });
  addItem(doc, "a", { id: "i", text: "A sentence." });
  return doc;
}

test("positions that Yjs writes pass unchanged", () => {
  const doc = plan();
  const fragment = itemFragment(doc, "i");
  const paragraph = fragment?.get(0);
  const run = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!fragment || !(run instanceof Y.XmlText)) throw new Error("no text");
  for (const [type, index, side] of [
    [run, 0, 0],
    [run, 3, -1],
    [run, run.length, 0],
    [fragment, 1, 0],
  ] as const) {
    const position = Y.createRelativePositionFromTypeIndex(type, index, side);
    for (const written of [position, Y.relativePositionToJSON(position)]) {
      const json: unknown = JSON.parse(JSON.stringify({ anchor: written, head: written }));
      const caret = readCaret(json);
      if (!caret) throw new Error("it did not pass");
      const read = Y.createRelativePositionFromJSON(caret.head);
      expect(Y.compareRelativePositions(read, position)).toBe(true);
    }
  }
});

test("whatever passes resolves, to a place or to none, and leaves the document as it was", () => {
  // Mostly sound, so that many pass; each field now and then anything at all.
  const rarely = <T>(usual: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: fc.anything() });
  const id = rarely(
    fc.record({ client: rarely(fc.constantFrom(0, 1, 2)), clock: rarely(fc.nat(60)) }),
  );
  const position = rarely(
    fc.record(
      {
        type: rarely(fc.option(id)),
        item: rarely(fc.option(id)),
        tname: rarely(fc.constant(null)),
        assoc: rarely(fc.constantFrom(-1, 0)),
      },
      { requiredKeys: [] },
    ),
  );
  const doc = plan();
  const roots = [...doc.share.keys()];
  let passed = 0;
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.record({ anchor: position, head: position })),
      (value) => {
        const caret = readCaret(value);
        if (!caret) return;
        passed += 1;
        for (const end of [caret.anchor, caret.head]) {
          Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc);
        }
        expect([...doc.share.keys()]).toEqual(roots);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(passed).toBeGreaterThan(100);
});
