/** Words that a change takes along without naming them are kept, however many the change leaves unnamed. */
import * as encoding from "lib0/encoding";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { applyKeepingConcurrentWords } from "~/documents/concurrent-words";
import { itemFragment, readItem } from "~/documents/document";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import { plainText } from "~/documents/rich-text";

/** An update that deletes and brings nothing: ranges of clocks of one client. */
function deletion(client: number, ranges: readonly [clock: number, length: number][]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, ranges.length);
  for (const range of ranges) for (const part of range) encoding.writeVarUint(encoder, part);
  return encoding.toUint8Array(encoder);
}

it("keeps thousands of pieces of a long paragraph among others like it", () => {
  const doc = new Y.Doc();
  initialise(doc, { title: "Plan", language: "en" });
  addArea(doc, { id: "a", title: "Area" });
  addItem(doc, "a", { id: "i", text: "" });
  const root = itemFragment(doc, "i") as Y.XmlFragment;
  const paragraph = () => {
    const made = new Y.XmlElement("paragraph");
    made.insert(0, [new Y.XmlText("a".repeat(10_000))]);
    return made;
  };
  doc.transact(() => {
    root.delete(0, root.length);
    root.insert(0, [paragraph(), paragraph(), paragraph()]);
  });
  const gone = root.get(0) as Y.XmlElement;
  const first = (gone.get(0) as Y.XmlText)._start as Y.Item;
  const element = gone._item as Y.Item;
  // The paragraph itself, and every second letter of it.
  const letters = Array.from({ length: 5_000 }, (_, i): [number, number] => [
    first.id.clock + 2 * i,
    1,
  ]);
  const ranges: [number, number][] = [[element.id.clock, 1], ...letters];
  applyKeepingConcurrentWords(doc, deletion(element.id.client, ranges));
  const left = plainText(readItem(doc, "i").text).replaceAll("\n", "");
  expect(left).toBe("a".repeat(25_000));
});
