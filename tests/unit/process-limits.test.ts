import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PROCESS_LIMITS } from "~/limits";

it("the manual names what costly work may take, with its values", () => {
  const manual = readFileSync("docs/operations.md", "utf8");
  for (const [name, value] of Object.entries(PROCESS_LIMITS)) {
    const row = manual.split("\n").find((line) => line.startsWith(`| \`${name}\` `));
    expect(row?.split("|")[2]?.trim(), name).toBe(value.toLocaleString("en"));
  }
});
