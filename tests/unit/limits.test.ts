/** The table of limits, and that the manual shows it as it is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  CONTRIBUTION_LIMITS,
  DOCUMENT_LIMITS,
  PROCESS_LIMITS,
  RATE_LIMITS,
  REQUEST_LIMITS,
  VERSION_LIMITS,
  WORKSPACE_LIMITS,
} from "~/limits";

const manual = readFileSync("docs/operations.md", "utf8");
const number = (text = "") => Number(text.replaceAll(",", ""));

describe("the limits", () => {
  it("are all in the manual, as they are", () => {
    const rows = [...manual.matchAll(/^\| `([a-z]\w+)` +\| ([\d,.]+) +\| [A-Z]/gm)];
    const tables = [
      ...[DOCUMENT_LIMITS, CONTRIBUTION_LIMITS, WORKSPACE_LIMITS, REQUEST_LIMITS],
      ...[PROCESS_LIMITS, VERSION_LIMITS],
    ];
    expect(rows.map(([, name, value]) => [name, number(value)])).toEqual(
      tables.flatMap((table) => Object.entries(table)),
    );
  });

  it("of the rates are the settings there", () => {
    const rows = [...manual.matchAll(/^\| `((?:FORMS|EXPORTS)_PER_\w+)` *\| `(\d+)`/gm)];
    expect(rows.map(([, , value]) => number(value))).toEqual(Object.values(RATE_LIMITS));
  });

  it("leave room for each other", () => {
    const { paragraphLetters, itemLetters, documentLetters } = DOCUMENT_LIMITS;
    expect(paragraphLetters).toBeLessThan(itemLetters);
    expect(itemLetters).toBeLessThan(documentLetters);
    // Basis, text and what is said of it fit into one form, whatever bytes they take.
    expect(2 * 3 * REQUEST_LIMITS.textJsonLetters).toBeLessThan(REQUEST_LIMITS.formBytes);
    expect(WORKSPACE_LIMITS.itemsPerAgreement).toBeGreaterThanOrEqual(DOCUMENT_LIMITS.items);
  });
});
