import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carry, collisionsOf, type Proposal, rebased, withAll } from "~/amendments/carry";
import { after, changesCollide, type Edit, editsOf, sameEdit } from "~/amendments/edits";
import { textOf, tokensOf } from "~/amendments/tokens";
import { fromPlainText, plainText, type RichText } from "~/documents/rich-text";
import { anyText, aWord } from "./rich-texts";

const say = fromPlainText;
const words = (text: RichText) => plainText(text);
const proposal = (basis: string, proposed: string): Proposal => ({
  basis: say(basis),
  proposed: say(proposed),
});
const carried = (basis: string, proposed: string, now: string) => {
  const result = carry(proposal(basis, proposed), say(now));
  return result.outcome === "clean" ? words(result.text) : result.outcome;
};

describe("carrying a proposal onto a text that has changed", () => {
  test("changes elsewhere stay, and it is made where it was meant", () => {
    expect(
      carried(
        "Train police officers every year.",
        "Train police officers and judges every year.",
        "Train and equip police officers every year.",
      ),
    ).toBe("Train and equip police officers and judges every year.");
  });

  test("on the text it was made on, it gives what was proposed", () => {
    expect(carried("Report once.", "Report each year.", "Report once.")).toBe("Report each year.");
  });

  test("where its words were changed meanwhile, a person decides", () => {
    expect(carried("Report each year.", "Report each month.", "Report each quarter.")).toBe(
      "collides",
    );
    expect(carried("Report each year.", "Report each year to all.", "Report each term.")).toBe(
      "collides",
    );
  });

  test("what the text says already is done", () => {
    expect(carried("Report.", "Report yearly.", "Report yearly.")).toBe("done");
    expect(carried("Report. Meet.", "Report yearly. Meet.", "Report yearly. Meet twice.")).toBe(
      "done",
    );
  });

  test("where one of several equal words went, a person says which", () => {
    expect(
      carried("again and again and again", "again and again or again", "again and again"),
    ).toBe("collides");
  });

  test("a paragraph added and one changed do not get in each other's way", () => {
    expect(
      carried("One.\nTwo.\nThree.", "One.\nTwo.\nThree more.", "One.\nAnd.\nTwo.\nThree."),
    ).toBe("One.\nAnd.\nTwo.\nThree more.");
  });

  test("formatting is a change too", () => {
    const bold = (text: string): RichText => ({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "Report " },
            { type: "text", text, marks: [{ type: "bold" }] },
          ],
        },
      ],
    });
    const result = carry(
      { basis: say("Report yearly"), proposed: bold("yearly") },
      say("We report: Report yearly"),
    );
    expect(result.outcome).toBe("clean");
    expect(
      carry({ basis: say("Report yearly"), proposed: bold("yearly") }, say("Report monthly"))
        .outcome,
    ).toBe("collides");
  });

  test("on any text, it gives what was proposed while nothing has changed", () => {
    fc.assert(
      fc.property(anyText, anyText, (basis, proposed) => {
        const result = carry({ basis, proposed }, basis);
        const wanted = textOf(tokensOf(proposed));
        if (result.outcome === "done") expect(textOf(tokensOf(basis))).toEqual(wanted);
        else expect(result).toMatchObject({ outcome: "clean", text: wanted });
      }),
    );
  });

  test("a change of one sentence is carried over a change of another", () => {
    const sentence = fc.uniqueArray(aWord, { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        sentence,
        sentence,
        sentence,
        sentence,
        (first, second, firstNow, secondProposed) => {
          // No word is in two places, so that each can be told from all others.
          const of = (name: string, list: string[]) => list.map((word) => name + word).join(" ");
          const text = (a: string, b: string) => `${a}. Between. ${b}.`;
          const result = carried(
            text(of("a", first), of("b", second)),
            text(of("a", first), of("b", secondProposed)),
            text(of("a", firstNow), of("b", second)),
          );
          const unchanged = second.join() === secondProposed.join();
          expect(result).toBe(
            unchanged ? "done" : text(of("a", firstNow), of("b", secondProposed)),
          );
        },
      ),
    );
  });
});

describe("several proposals on one text", () => {
  test("those on the same words collide", () => {
    const now = tokensOf(say("Report each year to all."));
    const changes = [
      "Report each month to all.",
      "Report each term to all.",
      "Say each year to all.",
    ].map((text) => editsOf(now, tokensOf(say(text))));
    expect(collisionsOf(changes)).toEqual([[1], [0], []]);
  });

  test("in any order, those that do not collide give the same text", () => {
    const anyOrder = fc.array(anyText, { minLength: 2, maxLength: 5 }).chain((texts) =>
      fc.tuple(
        fc.constant(texts),
        fc.shuffledSubarray(
          texts.map((_, i) => i),
          { minLength: texts.length },
        ),
        fc.shuffledSubarray(
          texts.map((_, i) => i),
          { minLength: texts.length },
        ),
      ),
    );
    fc.assert(
      fc.property(anyText, anyOrder, (now, [texts, one, other]) => {
        const changes = texts.map((text) => editsOf(tokensOf(now), tokensOf(text)));
        // Of those in each other's way, the first alone is taken.
        const taken = changes.map((change, i) =>
          changes.slice(0, i).some((before) => changesCollide(before, change)) ? null : change,
        );
        // Between empty paragraphs two texts do not always say which of them was filled: a proposal
        // that is read otherwise than it was meant may then be the same as another.
        let readOtherwise = false;
        const inTurn = (order: readonly number[]) => {
          let text = now;
          let open = order.flatMap((i) => {
            const proposed = texts[i];
            return taken[i] && proposed ? [{ basis: now, proposed }] : [];
          });
          while (open.length > 0) {
            const [next, ...rest] = open;
            if (!next) break;
            const made = carry(next, text);
            const edits = made.outcome === "clean" ? made.edits : [];
            if (!readOtherwise) expect(made.outcome).not.toBe("collides");
            open = rest.map((each) => {
              const carried = carry(each, text);
              if (carried.outcome !== "clean")
                return { basis: each.proposed, proposed: each.proposed };
              const later = rebased(text, carried.edits, edits);
              if (!later) {
                expect(readOtherwise, "they were known not to collide").toBe(true);
                return each;
              }
              const read = editsOf(tokensOf(later.basis), tokensOf(later.proposed));
              const meant = after(carried.edits, edits);
              readOtherwise ||=
                read.length !== meant.length ||
                read.some((edit, i) => !sameEdit(edit, meant[i] as Edit));
              return later;
            });
            if (made.outcome === "clean") text = made.text;
          }
          return text;
        };
        const together = withAll(
          now,
          taken.flatMap((change) => (change ? [change] : [])),
        );
        for (const order of [one, other]) {
          const text = inTurn(order);
          if (!readOtherwise) expect(text).toEqual(together);
        }
      }),
      { numRuns: 300 },
    );
  });
});
