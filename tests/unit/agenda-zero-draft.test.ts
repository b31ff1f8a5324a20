import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyOf } from "~/agenda/disposition";
import type { ProposedGroup } from "~/agenda/groups";
import { type Candidate, draftsOf, homesOf } from "~/agenda/zero-draft";

const AREAS = [
  { id: "a1", number: 1, title: "Prevention" },
  { id: "a2", number: 2, title: "Protection" },
];

const item = (itemId: string, areaNumber: number, areaTitle = ""): Candidate => ({
  planId: "ca",
  itemId,
  areaNumber,
  areaTitle,
});

describe("the area of the agenda where an item belongs", () => {
  it("is the one with its title, whatever the number, or else with its number", () => {
    const byTitle = item("1", 1, " protection ");
    const byNumber = item("2", 1, "Prévention");
    const nowhere = item("3", 7, "Law");
    const { homes, homeless } = homesOf([byTitle, byNumber, nowhere], AREAS);
    expect(homes.get("a2")).toEqual([byTitle]);
    expect(homes.get("a1")).toEqual([byNumber]);
    expect(homeless).toEqual([nowhere]);
  });

  it("is not one without a title because the item's has none either", () => {
    const untitled = [{ id: "a0", number: 9, title: "" }, ...AREAS];
    expect(homesOf([item("1", 2)], untitled).homes.get("a2")).toHaveLength(1);
  });
});

const candidates = fc.uniqueArray(
  fc.record({
    planId: fc.constantFrom("ca", "mx", "us"),
    itemId: fc.stringMatching(/^[a-e]$/),
    areaNumber: fc.integer({ min: 1, max: 4 }),
    areaTitle: fc.constantFrom("", "Prevention", "protection", "Law"),
  }),
  { selector: keyOf, maxLength: 12 },
);

describe("drafts", () => {
  it("hold every item just once, each group whole, in the order of the list", () => {
    fc.assert(
      fc.property(candidates, fc.array(fc.nat(4), { maxLength: 12 }), (items, numbers) => {
        // The items with the same number become a group.
        const groups = [0, 1, 2, 3, 4]
          .map((number) => items.filter((_, at) => numbers[at] === number))
          .filter((group) => group.length > 1)
          .map((group): ProposedGroup => ({ items: group, concepts: [] }));
        const drafts = draftsOf("a1", items, groups);
        const placed = drafts.flatMap((draft) => draft.items.map(keyOf));
        expect(placed.toSorted()).toEqual(items.map(keyOf).toSorted());
        for (const group of groups) {
          expect(drafts.filter((draft) => draft.items === group.items)).toHaveLength(1);
        }
        const places = drafts.map(({ items: [first] }) =>
          items.findIndex((one) => first && keyOf(one) === keyOf(first)),
        );
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  it("and what is homeless are together all there is", () => {
    fc.assert(
      fc.property(candidates, (items) => {
        const { homes, homeless } = homesOf(items, AREAS);
        const all = [...homes.values(), homeless].flat().map(keyOf);
        expect(all.toSorted()).toEqual(items.map(keyOf).toSorted());
      }),
    );
  });
});
