/**
 * `npx tsx tests/fuzz/run.ts [updates] [first seed]`: hostile updates against the real-time
 * server's gate, 100,000 if no number is given. Ends with 1 and a file for the corpus when one
 * that was let through breaks something.
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import { startDocument } from "./hostile-updates";
import { BrokenRun, PER_DOCUMENT, run } from "./sequences";

const updates = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);
const runs = Math.ceil(updates / PER_DOCUMENT);
let [sent, letThrough] = [0, 0];
try {
  for (let seed = first; seed < first + runs; seed += 1) {
    const outcome = run(seed);
    sent += outcome.sent;
    letThrough += outcome.letThrough;
    if ((seed - first) % 400 === 399) {
      process.stdout.write(`${sent} sent, ${letThrough} let through\n`);
      // What editors put off until later would hold on to their texts.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  process.stdout.write(`${sent} sent, ${letThrough} let through, nothing broken\n`);
} catch (error) {
  if (!(error instanceof BrokenRun)) throw error;
  const file = join(tmpdir(), `fuzz-${error.seed}.json`);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const start = text(Y.encodeStateAsUpdate(startDocument()));
  writeFileSync(
    file,
    JSON.stringify({
      broke: error.message.split("\n")[0],
      start,
      updates: error.updates.map(text),
    }),
  );
  process.stdout.write(`${error.message}\nKept in ${file}\n`);
  process.exitCode = 1;
}
