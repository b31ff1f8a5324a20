import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryOver, mayCarryOver } from "~/agenda/carry-over";
import { partsOf, splitOff } from "~/agenda/drift";
import { fromPlainText, plainText, type RichText } from "~/documents/rich-text";

const list = (...lines: string[]): RichText => ({
  type: "doc",
  content: [
    {
      type: "bulletList",
      content: lines.map((line) => ({ type: "listItem", content: fromPlainText(line).content })),
    },
  ],
});
const textOf = (text: RichText | null) => text && plainText(text);

describe("carryOver", () => {
  it("replaces the words that were taken, and leaves what stands around them", () => {
    const agenda = fromPlainText("Before.\nOne office leads.\nIt reports.\nAfter.");
    const next = carryOver(agenda, "One office leads.\nIt  reports.", fromPlainText("Two lead."));
    expect(textOf(next)).toBe("Before.\nTwo lead.\nAfter.");
  });

  it("finds words in lists, and across paragraphs and lists", () => {
    const agenda: RichText = {
      type: "doc",
      content: [...fromPlainText("The state:").content, ...list("trains", "pays").content],
    };
    expect(textOf(carryOver(agenda, "trains\npays", fromPlainText("trains")))).toBe(
      "The state:\ntrains",
    );
    expect(textOf(carryOver(agenda, "The state:\ntrains\npays", fromPlainText("New.")))).toBe(
      "New.",
    );
  });

  it("leaves alone what is not certain", () => {
    const twice = fromPlainText("Same.\nSame.");
    expect(carryOver(twice, "Same.", fromPlainText("Other."))).toBeNull();
    expect(carryOver(fromPlainText("Rewritten."), "Same.", fromPlainText("Other."))).toBeNull();
    expect(carryOver(fromPlainText("Not the same."), "same.", fromPlainText("Other."))).toBeNull();
    expect(carryOver(list("a", "b"), "a", fromPlainText("Other."))).toBeNull();
    expect(carryOver(fromPlainText("a"), "", fromPlainText("Other."))).toBeNull();
  });

  const line = fc.constantFrom("Alpha beta.", "Gamma.", "Delta  epsilon.", "");
  const lines = fc.array(line, { minLength: 1, maxLength: 4 });

  it("takes a change back by carrying it over the other way", () => {
    fc.assert(
      fc.property(lines, lines, lines, (before, taken, after) => {
        const basis = taken.join("\n");
        const agenda = fromPlainText([...before, ...taken, ...after].join("\n"));
        const marked = carryOver(agenda, basis, fromPlainText("What is new."));
        if (!marked) return;
        const back = carryOver(marked, "What is new.", fromPlainText(basis.trim()));
        const folded = (text: string | null) => text?.replace(/\s+/g, " ").trim();
        expect(folded(textOf(back))).toBe(folded(plainText(agenda)));
      }),
    );
  });

  it("finds them only where the page said that it may", () => {
    fc.assert(
      fc.property(lines, lines, (agenda, taken) => {
        const text = fromPlainText(agenda.join("\n"));
        const carried = carryOver(text, taken.join("\n"), fromPlainText("New."));
        expect(carried !== null).toBe(mayCarryOver(plainText(text), taken.join("\n")));
      }),
    );
  });
});

describe("splitOff", () => {
  it("names the items that have words which the national item has no more", () => {
    const basis = "One national office leads the work. It reports to parliament every year.";
    const others = [
      { ref: "CA 1.4", text: "It reports to parliament every year." },
      { ref: "CA 1.5", text: "Something else altogether, and longer." },
      { ref: "CA 1.6", text: "One national office leads the work." },
      { ref: "CA 1.7", text: "every year." },
      { ref: "CA 1.8", text: "One national office\nleads the work." },
    ];
    const now = "One national office leads the work.";
    expect(splitOff(basis, now, partsOf(others)).map(({ ref }) => ref)).toEqual(["CA 1.4"]);
  });

  it("is what looking for every item of the plan in the basis text would find", () => {
    const sentences = [
      "It reports to parliament every year.",
      "It reports to  parliament every month.",
      "One national office leads the work.",
      "Every year.",
      "«Each office» keeps a public register.",
    ];
    const text = fc
      .array(fc.constantFrom(...sentences), { maxLength: 4 })
      .map((some) => some.join(" "));
    const folded = (words: string) => words.replace(/\s+/g, " ").trim();
    fc.assert(
      fc.property(text, text, fc.array(text), (basis, now, texts) => {
        const others = texts.map((words, n) => ({ ref: `CA 1.${n}`, text: words }));
        const plain = others.filter(({ text }) => {
          const words = folded(text);
          return (
            words.length >= 20 && folded(basis).includes(words) && !folded(now).includes(words)
          );
        });
        expect(splitOff(basis, now, partsOf(others))).toEqual(plain);
      }),
    );
  });
});
