/**
 * The law of a document's shape against hostile updates: whatever is let through, everything that
 * reads goes on, and each item that ever was is there. A long run: tests/fuzz/run.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { changedItems } from "~/documents/changed-items";
import { addArea, addItem } from "~/documents/document-changes";
import { DocumentLaw } from "~/documents/document-law";
import { PER_DOCUMENT, run } from "../fuzz/sequences";
import { OpenOnServer, readInEveryWay } from "../fuzz/survival";

const CORPUS = join(import.meta.dirname, "..", "fuzz", "corpus");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

test("fifteen hundred hostile updates break nothing", { timeout: 120_000 }, () => {
  // Yjs says so when a hostile client writes under the number of another.
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  let letThrough = 0;
  for (let seed = 1; seed <= 1_500 / PER_DOCUMENT; seed += 1) letThrough += run(seed).letThrough;
  // If nothing passed, nothing would have been tried.
  expect(letThrough).toBeGreaterThan(150);
  vi.restoreAllMocks();
});

describe("what once broke something", () => {
  const start = bytes(readFileSync(join(CORPUS, "start.txt"), "utf8"));
  const files = readdirSync(CORPUS).filter((file) => file.endsWith(".json"));
  const repaired = ["control-characters.json", "entry-without-paragraph.json"];

  test.each(files)("%s breaks no reader, though it came in before the law", (file) => {
    const doc = new Y.Doc();
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      changedItems(transaction);
    });
    Y.applyUpdate(doc, start);
    const { updates } = JSON.parse(readFileSync(join(CORPUS, file), "utf8")) as {
      updates: string[];
    };
    for (const update of updates) Y.applyUpdate(doc, bytes(update));
    expect(() => readInEveryWay(doc)).not.toThrow();
    // Whoever works on is not turned away for what another did.
    const law = new DocumentLaw(doc);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    addArea(copy, { id: "new-area", title: "New" });
    addItem(copy, "new-area", { id: "later", text: "Later." });
    expect(() => law.apply(Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))).not.toThrow();
  });

  test.each(files)("%s", (file) => {
    const { updates } = JSON.parse(readFileSync(join(CORPUS, file), "utf8")) as {
      updates: string[];
    };
    const server = new OpenOnServer(start);
    const taken = updates.map((update) => server.take(bytes(update)));
    server.check();
    expect(taken).toEqual(updates.map(() => repaired.includes(file)));
  });
});
