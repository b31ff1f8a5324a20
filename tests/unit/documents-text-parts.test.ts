import { expect, test } from "vitest";
import * as Y from "yjs";
import { readDocument } from "~/documents/document";
import { addArea, addItem, setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { partsOfText, textOfParts } from "~/documents/text-parts";
import { reuseUnchanged } from "~/ui/reuse-unchanged";

test("a text is the same again of its parts, and one changed item changes one of them", () => {
  const doc = new Y.Doc();
  for (const area of ["a", "b", "c"]) {
    addArea(doc, { id: area, title: area });
    addItem(doc, area, { id: `item-${area}`, text: "Train the staff." });
  }
  const before = readDocument(doc);
  const parts = partsOfText(before);
  expect(textOfParts(parts)).toEqual(before);
  expect(partsOfText(before)[0]).toBe(parts[0]);

  setItemText(doc, "item-b", fromPlainText("Train all staff."));
  const after = partsOfText(reuseUnchanged(before, readDocument(doc)));
  expect(after.slice(1).map((part, i) => part === parts[i + 1])).toEqual([true, false, true]);
  expect(textOfParts([])).toBeNull();
});
