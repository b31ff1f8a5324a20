/** An exception in one listener does not keep a document from telling the others. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { SteadyDocument } from "../../app/collab/steady-document";

const reported = vi.fn();
beforeEach(() => {
  reported.mockClear();
  vi.stubGlobal("reportError", reported);
});
afterEach(() => vi.unstubAllGlobals());

it("tells every change to all who listen, though one of them fails at each", () => {
  const doc = new SteadyDocument();
  const copy = new Y.Doc();
  doc.on("update", () => {
    throw new Error("the database is gone");
  });
  doc.on("update", (update: Uint8Array) => Y.applyUpdate(copy, update));
  const text = doc.getText("t");
  for (const letter of "after") text.insert(text.length, letter);
  expect(copy.getText("t").toString()).toBe("after");
  expect(reported).toHaveBeenCalledTimes(5);
});

it("is what Yjs is not: there, nothing is told after the first failure", () => {
  const doc = new Y.Doc();
  const copy = new Y.Doc();
  doc.on("update", () => {
    throw new Error("the database is gone");
  });
  doc.on("update", (update: Uint8Array) => Y.applyUpdate(copy, update));
  const text = doc.getText("t");
  for (const letter of "after") {
    try {
      text.insert(text.length, letter);
    } catch {
      // As an editor would have it: the words stand on the page.
    }
  }
  expect(text.toString()).toBe("after");
  expect(copy.getText("t").toString()).toBe("");
});

it("goes on with transactions where a listener fails after one", () => {
  const doc = new SteadyDocument();
  for (const event of [
    "beforeTransaction",
    "afterTransaction",
    "afterTransactionCleanup",
  ] as const) {
    doc.on(event, () => {
      throw new Error(event);
    });
  }
  const heard: string[] = [];
  doc.on("update", () => heard.push("update"));
  doc.getText("t").insert(0, "a");
  doc.getText("t").insert(1, "b");
  expect(heard).toEqual(["update", "update"]);
});
