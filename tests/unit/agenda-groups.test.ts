/** Which items are proposed to become one, and what holds for any proposal. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Concept } from "~/agenda/concepts";
import { keyOf } from "~/agenda/disposition";
import { MOST_IN_GROUP, proposedGroups } from "~/agenda/groups";
import { type ComparedItem, relatedIndex } from "~/agenda/related";

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
