/** Comparing two drafts: every item once, and the other way round the mirror. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ComparedText,
  type Comparison,
  compareDrafts,
  comparedText,
} from "~/adoption/compare-drafts";
import { longestCommonOrder } from "~/adoption/longest-common-order";
import { inBracket } from "~/documents/brackets";
import { fromPlainText, type RichText } from "~/documents/rich-text";

const NO_DETAILS = { lead: "", partners: "", due: "", indicator: "" };
type Items = [id: string, text: string, due?: string][];

/** A text of areas, each with its title and items. */
function text(areas: [id: string, title: string, items: Items][], preamble = ""): ComparedText {
  return {
    title: "Agenda",
    preamble,
    areas: areas.map(([id, title, items], a) => ({
      id,
      number: a + 1,
      title,
      items: items.map(([itemId, words, due = ""], i) => ({
        id: itemId,
        ref: `${a + 1}.${i + 1}`,
        text: words,
        details: { ...NO_DETAILS, due },
      })),
    })),
  };
}

const lines = ({ areas }: Comparison) =>
  areas.flatMap(({ items }) =>
    items.map(({ is, from, to, moved }) => `${is} ${from}→${to}${moved ? " moved" : ""}`),
  );

describe("a comparison", () => {
  it("tells apart what was added, removed, changed, moved and only renumbered", () => {
    const before = text([
      [
        "p",
        "Prevention",
        [
          ["a", "One."],
          ["b", "Two."],
          ["c", "Three."],
          ["d", "Four.", "2027"],
        ],
      ],
      ["q", "Protection", [["e", "Five."]]],
    ]);
    const after = text([
      [
        "p",
        "Prevention",
        [
          ["n", "New."],
          ["a", "One."],
          ["c", "Three!"],
          ["d", "Four.", "2028"],
        ],
      ],
      ["q", "Protection of children", [["e", "Five."]]],
      ["r", "Recovery", []],
    ]);
    const comparison = compareDrafts(before, after);
    expect(lines(comparison)).toEqual([
      "added null→1.1",
      "unchanged 1.1→1.2",
      "removed 1.2→null",
      "changed 1.3→1.3",
      "details 1.4→1.4",
      "unchanged 2.1→2.1",
    ]);
    expect(comparison.areas.map(({ is }) => is)).toEqual(["unchanged", "renamed", "added"]);
    expect(comparison.areasChanged).toBe(2);
    expect(comparison.areas[0]?.items[4]?.details).toEqual([
      { detail: "due", before: "2027", after: "2028" },
    ]);
    expect(comparison.counts).toEqual({
      added: 1,
      removed: 1,
      changed: 1,
      details: 1,
      moved: 0,
      unchanged: 2,
    });
  });

  it("names the one item that was moved, not those it passed", () => {
    const before = text([
      [
        "p",
        "P",
        [
          ["a", "1"],
          ["b", "2"],
          ["c", "3"],
          ["d", "4"],
        ],
      ],
    ]);
    const after = text([
      [
        "p",
        "P",
        [
          ["d", "4"],
          ["a", "1"],
          ["b", "2"],
          ["c", "3"],
        ],
      ],
    ]);
    expect(lines(compareDrafts(before, after))).toEqual([
      "moved 1.4→1.1 moved",
      "unchanged 1.1→1.2",
      "unchanged 1.2→1.3",
      "unchanged 1.3→1.4",
    ]);
  });

  it("follows an item out of an area that is gone, and says what else changed in it", () => {
    const before = text([
      [
        "p",
        "P",
        [
          ["a", "One."],
          ["b", "Two."],
        ],
      ],
      ["q", "Q", []],
    ]);
    const after = text([["q", "Q", [["a", "One, now."]]]]);
    const comparison = compareDrafts(before, after);
    expect(lines(comparison)).toEqual(["changed 1.1→1.1 moved", "removed 1.2→null"]);
    expect(comparison.areas.map(({ id, is, moved }) => [id, is, moved])).toEqual([
      ["q", "unchanged", false],
      ["p", "removed", false],
    ]);
  });

  it("takes brackets and who holds them for words, and formatting for nothing", () => {
    const content = (rich: RichText) => ({
      title: "",
      preamble: fromPlainText(""),
      areas: [
        {
          id: "p",
          number: 1,
          title: "P",
          items: [
            {
              ...{ id: "a", areaId: "p", order: "", areaNumber: 1, number: 1 },
              text: rich,
              details: NO_DETAILS,
            },
          ],
        },
      ],
      removed: [],
    });
    const plain = fromPlainText("Fund services.");
    const bold: RichText = {
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "Fund ", marks: [{ type: "bold" }] },
            { type: "text", text: "services." },
          ],
        },
      ],
    };
    const held = (delegations: string[], kind = "text") =>
      inBracket(plain, { id: "x", kind, delegations });
    const between = (one: RichText, other: RichText) =>
      compareDrafts(comparedText(content(one)), comparedText(content(other))).areas[0]?.items[0];
    expect(between(plain, bold)?.is).toBe("unchanged");
    expect(between(plain, held(["CA"]))?.text.after).toBe("[Fund services. (CA)]");
    expect(between(held(["CA"]), held(["CA", "US"]))?.is).toBe("changed");
    expect(between(held(["CA"]), held(["CA"], "deletion"))?.is).toBe("changed");
  });
});

const ids = ["a", "b", "c", "d", "e", "f"];
const texts: fc.Arbitrary<ComparedText> = fc
  .record({
    preamble: fc.constantFrom("", "Recalling", "Recalling the charter"),
    areas: fc.shuffledSubarray(["p", "q", "r"]),
    titles: fc.array(fc.constantFrom("One", "Two", "One  "), { minLength: 3, maxLength: 3 }),
    items: fc.shuffledSubarray(ids),
    words: fc.array(fc.constantFrom("Train.", "Train staff.", " Train. "), {
      minLength: 6,
      maxLength: 6,
    }),
    dues: fc.array(fc.constantFrom("", "2027"), { minLength: 6, maxLength: 6 }),
    places: fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }),
  })
  .map(({ preamble, areas, titles, items, words, dues, places }) =>
    text(
      areas.map((id, a) => [
        id,
        titles[a] ?? "",
        items.flatMap(
          (item, i): Items =>
            (places[i] ?? 0) % areas.length === a ? [[item, words[i] ?? "", dues[i] ?? ""]] : [],
        ),
      ]),
      preamble,
    ),
  );

const MIRROR: Record<string, string> = { added: "removed", removed: "added" };

/** What a comparison says, without the order in which it says so. */
const told = ({ title, preamble, areas }: Comparison, mirrored: boolean) => {
  const turned = <T>(change: { before: T; after: T } | null) =>
    change && (mirrored ? [change.after, change.before] : [change.before, change.after]);
  const pair = <T>(from: T, to: T) => (mirrored ? [to, from] : [from, to]);
  const named = (is: string) => (mirrored ? (MIRROR[is] ?? is) : is);
  return {
    title: turned(title),
    preamble: turned(preamble),
    areas: areas
      .map((area) => [area.id, named(area.is), pair(area.from, area.to), area.moved])
      .sort(),
    items: areas
      .flatMap(({ items }) => items)
      .map((item) => [
        item.id,
        named(item.is),
        pair(item.from, item.to),
        item.moved,
        turned(item.text),
        item.details.map((each) => [each.detail, turned(each)]),
      ])
      .sort(),
  };
};

describe("laws", () => {
  it("a draft compared with itself shows nothing", () => {
    fc.assert(
      fc.property(texts, (one) => {
        const { title, preamble, areasChanged, counts, areas } = compareDrafts(one, one);
        expect([title, preamble, areasChanged]).toEqual([null, null, 0]);
        const { unchanged, ...changes } = counts;
        expect(Object.values(changes)).toEqual([0, 0, 0, 0, 0]);
        expect(areas.flatMap(({ items }) => items)).toHaveLength(unchanged);
      }),
    );
  });

  it("one way is the mirror of the other", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(told(compareDrafts(other, one), true)).toEqual(
          told(compareDrafts(one, other), false),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("has every item of both once, in one class", () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const { areas, counts } = compareDrafts(one, other);
        const all = [one, other].flatMap((each) =>
          each.areas.flatMap(({ items }) => items.map(({ id }) => id)),
        );
        const listed = areas.flatMap(({ items }) => items.map(({ id }) => id));
        expect([...listed].sort()).toEqual([...new Set(all)].sort());
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(listed.length);
      }),
    );
  });

  it("what is kept in order stands so in both, and no more could be", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids), fc.shuffledSubarray(ids), (one, other) => {
        const kept = longestCommonOrder(one, other);
        expect(one.filter((id) => kept.includes(id))).toEqual(kept);
        expect(other.filter((id) => kept.includes(id))).toEqual(kept);
        expect([...longestCommonOrder(other, one)]).toEqual(kept);
        const common = one.filter((id) => other.includes(id));
        const best = Math.max(
          ...Array.from({ length: 2 ** common.length }, (_, bits) => {
            const some = common.filter((_id, i) => bits & (1 << i));
            const same = other.filter((id) => some.includes(id)).join() === some.join();
            return same ? some.length : 0;
          }),
        );
        expect(kept).toHaveLength(best);
      }),
    );
  });
});
