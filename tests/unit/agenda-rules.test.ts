import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountedShare, coverageOf, type Tally } from "~/agenda/coverage";
import {
  CARRYING,
  carriesText,
  DISPOSITIONS,
  dispositionNow,
  type Holding,
  ITEM_STATUSES,
  needsReason,
  SETTING_ASIDE,
  statusOf,
  usualDisposition,
} from "~/agenda/disposition";
import { driftOf, keptDespiteDrift } from "~/agenda/drift";
import { alternatives, firstText } from "~/agenda/first-text";
import { bracketsOf } from "~/documents/brackets";
import { fromPlainText, plainText, type RichText } from "~/documents/rich-text";

describe("dispositions", () => {
  it("either carry text or need a reason, never both", () => {
    for (const disposition of [...CARRYING, ...SETTING_ASIDE]) {
      expect(carriesText(disposition)).toBe(!needsReason(disposition));
    }
  });

  it("keep the words of one item and merge those of several", () => {
    expect(usualDisposition(1)).toBe("carried-verbatim");
    expect(usualDisposition(3)).toBe("consolidated");
  });
});

describe("the status of a national item", () => {
  const carried: Holding = { disposition: "consolidated", agendaItemId: "a" };
  const deferred: Holding = { disposition: "deferred", agendaItemId: null };

  it("is unplaced while nothing holds", () => {
    expect(statusOf([], new Set(["a"]))).toBe("unplaced");
  });

  it("is placed while the agenda item stands, and unplaced when that was removed", () => {
    expect(statusOf([carried], new Set(["a"]))).toBe("placed");
    expect(statusOf([carried], new Set())).toBe("unplaced");
  });

  it("is set aside with a reason, unless it is carried too", () => {
    expect(statusOf([deferred], new Set())).toBe("set-aside");
    expect(statusOf([deferred, carried], new Set(["a"]))).toBe("placed");
    expect(statusOf([deferred, carried], new Set())).toBe("set-aside");
  });
});

describe("coverage", () => {
  const item = fc.record({
    delegation: fc.constantFrom("CA", "MX", "US", "XX"),
    areaNumber: fc.integer({ min: 1, max: 6 }),
    status: fc.constantFrom(...ITEM_STATUSES),
  });
  const sum = (tallies: readonly Tally[]) =>
    tallies.reduce(
      (all, t) => ({
        placed: all.placed + t.placed,
        setAside: all.setAside + t.setAside,
        unplaced: all.unplaced + t.unplaced,
        total: all.total + t.total,
      }),
      { placed: 0, setAside: 0, unplaced: 0, total: 0 },
    );

  it("is complete only when every item is accounted for", () => {
    const tally = { placed: 998, setAside: 1, unplaced: 1, total: 1000 };
    expect(accountedShare(tally)).toBe(99);
    expect(accountedShare({ ...tally, setAside: 2, unplaced: 0 })).toBe(100);
    expect(accountedShare({ placed: 0, setAside: 0, unplaced: 0, total: 0 })).toBe(100);
  });

  it("sums to all items, by cell, by area and by delegation", () => {
    fc.assert(
      fc.property(fc.array(item), fc.nat(4), (items, areaCount) => {
        const coverage = coverageOf(items, ["CA", "MX", "US"], areaCount);
        expect(coverage.all.total).toBe(items.length);
        expect(sum(coverage.byDelegation)).toEqual(coverage.all);
        expect(sum(coverage.areas.map((area) => area.all))).toEqual(coverage.all);
        expect(sum(coverage.areas.flatMap((area) => area.tallies))).toEqual(coverage.all);
        for (const area of coverage.areas) {
          for (const tally of [...area.tallies, area.all]) {
            expect(tally.placed + tally.setAside + tally.unplaced).toBe(tally.total);
          }
        }
      }),
    );
  });

  it("counts what the items say", () => {
    const { areas, all } = coverageOf(
      [
        { delegation: "CA", areaNumber: 1, status: "placed" },
        { delegation: "CA", areaNumber: 1, status: "unplaced" },
        { delegation: "MX", areaNumber: 2, status: "set-aside" },
      ],
      ["CA", "MX", "US"],
      3,
    );
    expect(areas.map((area) => area.number)).toEqual([1, 2, 3]);
    expect(areas[0]?.tallies[0]).toEqual({ placed: 1, setAside: 0, unplaced: 1, total: 2 });
    expect(areas[1]?.tallies[1]).toEqual({ placed: 0, setAside: 1, unplaced: 0, total: 1 });
    expect(all).toEqual({ placed: 1, setAside: 1, unplaced: 1, total: 3 });
  });

  it("keeps an empty workspace an empty picture", () => {
    expect(coverageOf([], []).areas).toEqual([]);
  });
});

describe("the first text of an agenda item", () => {
  it("is the text of a single item, formatting and all", () => {
    const text: RichText = {
      type: "doc",
      content: [
        {
          type: "bulletList",
          content: [
            {
              type: "listItem",
              content: [
                {
                  type: "paragraph",
                  content: [{ type: "text", text: "Train staff", marks: [{ type: "bold" }] }],
                },
              ],
            },
          ],
        },
      ],
    };
    expect(firstText([text])).toEqual(text);
  });

  it("holds the words of all items in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z ]*[a-z]$/), { minLength: 2 }), (words) => {
        expect(plainText(firstText(words.map(fromPlainText)))).toBe(
          plainText(fromPlainText(words.join("\n"))),
        );
      }),
    );
  });

  it("is an empty paragraph where there are no words", () => {
    const empty = { type: "doc", content: [{ type: "paragraph" }] };
    expect(firstText([])).toEqual(empty);
    expect(firstText([fromPlainText(""), fromPlainText("")])).toEqual(empty);
  });
});

describe("what a disposition is by now", () => {
  const now = (words: string, basis = "One office leads.\nIt reports.") =>
    dispositionNow("carried-verbatim", basis, words);

  it("is verbatim while the words stand, beside others and in brackets too", () => {
    for (const words of [
      "One office leads.\nIt reports.",
      "One  office leads.\n\nIt reports.",
      "Before.\nOne office leads.\nIt reports.\nAfter.",
      "[One office leads.\nIt reports. (CA, US)]",
      "One [– office (MX)] leads.\n[It] reports.",
      "[Alt 1: One office leads.\nIt reports. (CA)]\n[Alt 2: One agency. (US)]",
    ]) {
      expect(now(words)).toBe("carried-verbatim");
    }
    expect(now("One office [of two] leads.", "One office [of two] leads.")).toBe(
      "carried-verbatim",
    );
    expect(now("", "")).toBe("carried-verbatim");
  });

  it("is consolidated once they are rewritten", () => {
    expect(now("One office leads, and reports.")).toBe("consolidated");
    expect(now("It reports.\nOne office leads.")).toBe("consolidated");
    expect(now("[One agency leads.\nIt reports. (CA)]")).toBe("consolidated");
    expect(now("")).toBe("consolidated");
    expect(now("Words at last.", "")).toBe("consolidated");
  });

  it("is what it was said to be otherwise", () => {
    for (const disposition of DISPOSITIONS.filter((one) => one !== "carried-verbatim")) {
      expect(dispositionNow(disposition, "Taken.", "Rewritten.")).toBe(disposition);
    }
  });
});

describe("drift", () => {
  it("compares the words taken with those that stand", () => {
    expect(driftOf("h", { hash: "h", removed: false })).toBe("none");
    expect(driftOf("h", { hash: "other", removed: false })).toBe("changed");
    expect(driftOf("h", { hash: "h", removed: true })).toBe("removed");
    expect(driftOf("h", undefined)).toBe("removed");
  });

  it("is answered where a removal was seen, until the item comes back with other words", () => {
    const kept = keptDespiteDrift("h");
    expect(driftOf(kept, undefined)).toBe("none");
    expect(driftOf(kept, { hash: "h", removed: true })).toBe("none");
    expect(driftOf(kept, { hash: "h", removed: false })).toBe("none");
    expect(driftOf(kept, { hash: "other", removed: false })).toBe("changed");
    expect(keptDespiteDrift(kept)).toBe(kept);
  });
});

describe("alternatives", () => {
  it("keeps each delegation's words in a bracket that it holds", () => {
    let ids = 0;
    const text = alternatives(
      [
        { delegation: "CA", text: fromPlainText("One office.") },
        { delegation: "US", text: fromPlainText("One agency.") },
        { delegation: "CA", text: fromPlainText("It reports.") },
      ],
      () => `id-${++ids}`,
    );
    expect(bracketsOf(text)).toEqual([
      {
        id: "id-1",
        kind: "alternative",
        delegations: ["CA"],
        text: "One office.\nIt reports.",
        number: 1,
      },
      { id: "id-2", kind: "alternative", delegations: ["US"], text: "One agency.", number: 2 },
    ]);
  });
});
