/**
 * The law of a document's shape against hostile updates: whatever is let through, everything that
 * reads goes on, and each item that ever was is there. A long run: tests/fuzz/run.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { PER_DOCUMENT, run } from "../fuzz/sequences";
import { OpenOnServer } from "../fuzz/survival";

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
