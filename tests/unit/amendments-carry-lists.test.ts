import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carry, rebased, withAll } from "~/amendments/carry";
import { changesCollide, editsOf } from "~/amendments/edits";
import { tokensOf } from "~/amendments/tokens";
import { type Block, fromPlainText, plainText, type RichText } from "~/documents/rich-text";
import { anyText } from "./rich-texts";

type Nested = string | [string, string[]];

function list(entries: readonly Nested[], type: "bulletList" | "orderedList" = "bulletList") {
  const paragraph = (text: string): Block =>
    fromPlainText(text).content[0] ?? { type: "paragraph" };
  const block = (all: readonly Nested[]): Block => ({
    type,
    content: all.map((entry) =>
      typeof entry === "string"
        ? { type: "listItem", content: [paragraph(entry)] }
        : { type: "listItem", content: [paragraph(entry[0]), block(entry[1])] },
    ),
  });
  return { type: "doc", content: [block(entries)] } satisfies RichText;
}

const carried = (basis: RichText, proposed: RichText, now: RichText) => {
  const result = carry({ basis, proposed }, now);
  return result.outcome === "clean" ? result.text : result.outcome;
};

describe("changes that are neighbours", () => {
  const basis = list(["one", "two", "three", "five"]);
  const without = list(["one", "two", "five"]);
  const longer = list(["one", "two", "three", "four", "five"]);
  const both = list(["one", "two", "four", "five"]);

  test("an entry is taken out, and another came after it", () => {
    expect(carried(basis, without, longer)).toEqual(both);
    expect(carried(basis, longer, without)).toEqual(both);
  });

  test("the entry after it is taken out, or the one before", () => {
    expect(
      carried(basis, list(["one", "two", "three"]), list(["one", "two", "three", "four", "five"])),
    ).toEqual(list(["one", "two", "three", "four"]));
    expect(carried(basis, list(["one", "five"]), longer)).toEqual(list(["one", "four", "five"]));
  });

  test("words at the end of an entry come before an entry that is put in after it", () => {
    const more = list(["one", "two", "three and more", "five"]);
    const all = list(["one", "two", "three and more", "four", "five"]);
    expect(carried(basis, more, longer)).toEqual(all);
    expect(carried(basis, longer, more)).toEqual(all);
  });

  test("of two entries at one place, which comes first is a guess", () => {
    const other = list(["one", "two", "three", "other", "five"]);
    expect(carried(basis, other, longer)).toBe("collides");
  });

  test("what was put in below an entry goes with it: a person decides", () => {
    const below = list(["one", "two", ["three", ["below"]], "five"]);
    expect(carried(basis, without, below)).toBe("collides");
  });

  test("numbers in place of bullets are in the way of an entry that came meanwhile", () => {
    const numbers = list(["one", "two", "three", "five"], "orderedList");
    expect(carried(basis, numbers, longer)).toBe("collides");
  });

  test("a paragraph is joined with the one before while words are put at its beginning", () => {
    const now = fromPlainText("One\nTwo\nThree");
    expect(carried(now, fromPlainText("OneTwo\nThree"), fromPlainText("One so\nTwo\nThree"))).toBe(
      "collides",
    );
  });

  test("which of two equal entries went cannot be seen", () => {
    const twice = list(["one", "same", "same", "five"]);
    expect(
      carried(
        twice,
        list(["one", "same", "five"]),
        list(["one", "same", "same as before", "five"]),
      ),
    ).toBe("collides");
  });

  test("entries are taken out and put in wherever, and each change is made", () => {
    const entries = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 2 });
    fc.assert(
      fc.property(
        entries,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (all, out, put) => {
          // The first stays: a list without entries is none. No word is in two places.
          const stays = (entry: string) => all.indexOf(entry) === 0 || !out[all.indexOf(entry)];
          const grown = all.flatMap((entry, i) => (put[i] ? [entry, `${entry}next`] : [entry]));
          const wanted = grown.filter((entry) => entry.length > 1 || stays(entry));
          const result = carried(list(all), list(all.filter(stays)), list(grown));
          if (all.every(stays)) expect(result).toBe("done");
          else expect(result).toEqual(list(wanted));
        },
      ),
    );
  });

  test("of any two that are not in each other's way, either may be made first", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (now, one, other) => {
        const [first, second] = [one, other].map((text) => editsOf(tokensOf(now), tokensOf(text)));
        if (!first || !second || changesCollide(first, second)) return;
        const together = withAll(now, [first, second]);
        expect(withAll(now, [second, first])).toEqual(together);
        for (const [made, left] of [
          [first, second],
          [second, first],
        ] as const) {
          expect(rebased(now, left, made)?.proposed).toEqual(together);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a text that differs in more words than are told apart keeps the paragraphs that stay", () => {
  const much = (word: string) => Array.from({ length: 2_000 }, (_, i) => `${word}${i}`).join(" ");
  const [before, after] = [`First.\n${much("a")}\nLast.`, `First.\n${much("b")}\nLast.`];
  const result = carry(
    { basis: fromPlainText(before), proposed: fromPlainText(after) },
    fromPlainText(`First of all.\n${much("a")}\nLast.`),
  );
  expect(result.outcome === "clean" && plainText(result.text)).toBe(
    `First of all.\n${much("b")}\nLast.`,
  );
});
