/** Who may do what is decided in one place: nothing else compares roles or states of documents. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { AGENDA_STATES, PLAN_STATES, ROLES } from "~/accounts/policy";

const APP = fileURLToPath(new URL("../../app", import.meta.url));

const sources = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes("generated"))
  .filter((path) => !path.endsWith("policy.ts"))
  .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(APP, path), "utf8")] as const);

/** Files that compare with one of these words, or have a case for it. */
function comparing(words: readonly string[]): string[] {
  const word = `["'](?:${words.join("|")})["']`;
  const comparison = new RegExp(`[!=]==?\\s*${word}|${word}\\s*[!=]==?|\\bcase\\s+${word}`);
  return sources.filter(([, source]) => comparison.test(source)).map(([path]) => path);
}

it("compares roles in no other place", () => {
  expect(comparing(ROLES)).toEqual([]);
  const byField = sources.filter(([, source]) => /\.role\s*[!=]==?\s*["']/.test(source));
  expect(byField.map(([path]) => path)).toEqual([]);
});

it("compares states in no other place but those that name what was kept or printed", () => {
  // The word "open" is said of invitations, threads and connections too.
  const states = [...PLAN_STATES, ...AGENDA_STATES].filter((state) => state !== "open");
  expect(comparing(states)).toEqual([
    // Kinds of drafts that were issued, and how a silence has ended.
    "adoption/Events.tsx",
    "adoption/adoption.ts",
    "adoption/drafts-order.ts",
    "adoption/read.server.ts",
    "adoption/wording.ts",
    // Which of the kept versions it is; the step itself was decided by the policy.
    "plans/life.server.ts",
  ]);
});
