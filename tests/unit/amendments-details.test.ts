import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carryDetails, changedDetails, detailsCollide, detailsRedline } from "~/amendments/details";
import { DETAILS, type Details } from "~/documents/document";

const NONE: Details = { lead: "", partners: "", due: "", indicator: "" };
const word = fc.constantFrom("", "Ministry", "Police", "2027");
const anyDetails: fc.Arbitrary<Details> = fc.record({
  lead: word,
  partners: word,
  due: word,
  indicator: word,
});

describe("carrying an amendment of details", () => {
  test("other details that were changed meanwhile stay", () => {
    const proposal = { basis: NONE, proposed: { ...NONE, lead: "Ministry of Justice" } };
    expect(carryDetails(proposal, { ...NONE, due: "2027" })).toEqual({
      outcome: "clean",
      changes: { lead: "Ministry of Justice" },
      details: { ...NONE, lead: "Ministry of Justice", due: "2027" },
    });
  });

  test("a detail that was changed otherwise meanwhile is for a person; one that says so is done", () => {
    const proposal = { basis: NONE, proposed: { ...NONE, lead: "Ministry" } };
    expect(carryDetails(proposal, { ...NONE, lead: "Police" }).outcome).toBe("collides");
    expect(carryDetails(proposal, { ...NONE, lead: " Ministry " }).outcome).toBe("done");
  });

  test("it changes what it was to change and nothing else", () => {
    fc.assert(
      fc.property(anyDetails, anyDetails, anyDetails, (basis, proposed, now) => {
        const carried = carryDetails({ basis, proposed }, now);
        const wanted = changedDetails(basis, proposed);
        if (carried.outcome === "done") {
          expect(wanted.every((detail) => now[detail] === proposed[detail])).toBe(true);
        }
        if (carried.outcome !== "clean") return;
        for (const detail of DETAILS) {
          const source = wanted.includes(detail) ? proposed : now;
          expect(carried.details[detail]).toBe(source[detail]);
        }
        // Taking it back gives what stood.
        const back = { basis: carried.details, proposed: now };
        expect(carryDetails(back, carried.details)).toMatchObject({ details: now });
      }),
    );
  });

  test("two that do not collide give the same in any order", () => {
    fc.assert(
      fc.property(anyDetails, anyDetails, anyDetails, (now, first, second) => {
        const [a, b] = [first, second].map((proposed) =>
          carryDetails({ basis: now, proposed }, now),
        );
        if (a?.outcome !== "clean" || b?.outcome !== "clean") return;
        if (detailsCollide(a.changes, b.changes)) return;
        const then = (one: Details, proposed: Details) => {
          const carried = carryDetails({ basis: now, proposed }, one);
          return carried.outcome === "clean"
            ? carried.details
            : carried.outcome === "done"
              ? one
              : null;
        };
        expect(then(a.details, second)).toEqual(then(b.details, first));
        expect(then(a.details, second)).not.toBeNull();
      }),
    );
  });
});

test("a redline says of which detail it is, and leaves out those that stay", () => {
  const before = { ...NONE, lead: "Ministry of Justice", due: "2026" };
  const after = { ...before, due: "2027", indicator: "Cases reported\nCases closed" };
  const paragraphs = detailsRedline(before, after);
  expect(paragraphs.map(({ detail }) => detail)).toEqual(["due", "indicator", null]);
  expect(paragraphs[0]?.parts.map(({ kind, text }) => [kind, text])).toEqual([
    ["removed", "2026"],
    ["added", "2027"],
  ]);
});
