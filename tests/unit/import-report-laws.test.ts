import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "~/documents/rich-text";
import { parseReport } from "~/exchange/report";
import { DELEGATIONS } from "../../seeds/delegations";

const parse = (markdown: string) => parseReport(markdown, { delegations: DELEGATIONS });
const outline = (markdown: string) =>
  parse(markdown).plans.map(({ delegation, areas }) => ({
    delegation,
    areas: areas.map(({ title, items }) => [title, ...items.map(plainText)]),
  }));

describe("any list of items, however it is written", () => {
  const word = fc.stringMatching(/^[a-zà-ÿ]{2,9}$/u);
  const sentence = fc
    .array(word, { minLength: 2, maxLength: 12 })
    .map((words) => ["Act", ...words].join(" ").concat("."));
  const mark = fc.constantFrom("", "*", "**", "***", "`");
  const gap = fc.constantFrom(" ", "  ", "\n  ", " <br> ", "<sup>7</sup> ", " <!-- x --> ");
  const end = fc.constantFrom("", "<sup>1</sup>", "[^2]", '<a href="#n">1</a>', "  ");
  const between = fc.constantFrom("\n", "\n\n", "\n\n\n", "\n\n<!-- page -->\n\n", "\n\n12\n\n");
  const bullet = fc.constantFrom("-", "*", "+");
  const messy = sentence.chain((text) =>
    fc.record({
      text: fc.constant(text),
      marks: fc.array(mark, { minLength: 20, maxLength: 20 }),
      gaps: fc.array(gap, { minLength: 20, maxLength: 20 }),
      end,
      between,
    }),
  );

  it("gives the same words back", () => {
    fc.assert(
      fc.property(fc.array(messy, { minLength: 1, maxLength: 8 }), bullet, (items, sign) => {
        const lines = items.map(({ text, marks, gaps, end, between }) => {
          const words = text
            .split(" ")
            .map((word, i) => `${i > 0 ? gaps[i] : ""}${marks[i]}${word}${marks[i]}`);
          return `${sign} ${words.join("")}${end}${between}`;
        });
        const markdown = `## *Mexico*\n\n# **1. Laws**\n\n${lines.join("")}\n\n---\n`;
        expect(outline(markdown)).toEqual([
          { delegation: "MX", areas: [["Laws", ...items.map(({ text }) => text)]] },
        ]);
      }),
    );
  });

  it("never fails, whatever the text", () => {
    const scrap = fc.constantFrom(
      "# Canada",
      "**USA**",
      "## 1. Laws",
      "## 2. Laws",
      "- one",
      "---",
      "<sup>1</sup>",
      "text",
      "> quote",
      "    code",
      "  - inner",
      "",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(scrap, fc.string()), { maxLength: 30 }), (lines) => {
        const { plans } = parse(lines.join("\n"));
        for (const plan of plans) {
          expect(plan.areas.length).toBeGreaterThan(0);
          for (const area of plan.areas) expect(area.items.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
