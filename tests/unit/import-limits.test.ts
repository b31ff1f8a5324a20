import { describe, expect, it } from "vitest";
import { fromPlainText, plainText } from "~/documents/rich-text";
import { importProblem } from "~/exchange/import-limits";
import { type PlanText, parseReport } from "~/exchange/report";
import { DOCUMENT_LIMITS } from "~/limits";
import { DELEGATIONS } from "../../seeds/delegations";

const plan = (more: Partial<PlanText> = {}): PlanText => ({
  delegation: "CA",
  title: "A plan",
  language: "en",
  preamble: fromPlainText(""),
  areas: [{ title: "Prevention", items: [fromPlainText("Visit schools.")] }],
  ...more,
});
const area = (count: number, words = "Visit schools.", title = "Prevention") => ({
  title,
  items: Array.from({ length: count }, () => fromPlainText(words)),
});

describe("an imported plan", () => {
  it("may be as large as a plan can be, and no larger", () => {
    const { items, areas, titleLetters, paragraphLetters, itemLetters, preambleLetters } =
      DOCUMENT_LIMITS;
    const lines = (letters: number) =>
      Array(letters / 1_000)
        .fill("x".repeat(1_000))
        .join("\n");
    const cases: [PlanText, PlanText, RegExp][] = [
      [plan({ areas: [area(items)] }), plan({ areas: [area(items + 1)] }), /^it has 4001 items/],
      [
        plan({ areas: Array(areas).fill(area(1)) }),
        plan({ areas: Array(areas + 1).fill(area(1)) }),
        /^it has 201 areas/,
      ],
      [
        plan({ title: "x".repeat(titleLetters) }),
        plan({ title: "x".repeat(titleLetters + 1) }),
        /^its title/,
      ],
      [
        plan({ areas: [area(1, "x", "x".repeat(titleLetters))] }),
        plan({ areas: [area(1), area(1, "x", "x".repeat(titleLetters + 1))] }),
        /^the title of its area 2/,
      ],
      [
        plan({ areas: [area(1, "x".repeat(paragraphLetters))] }),
        plan({ areas: [area(1), area(2, "x".repeat(paragraphLetters + 1))] }),
        /^its item 2\.1 has a paragraph of more than 10000/,
      ],
      [
        plan({ areas: [area(1, lines(itemLetters))] }),
        plan({ areas: [area(1, lines(itemLetters + 1_000))] }),
        /^its item 1\.1 has more than 30000 characters: "xxx/,
      ],
      [
        plan({ preamble: fromPlainText(lines(preambleLetters)) }),
        plan({ preamble: fromPlainText(lines(preambleLetters + 1_000)) }),
        /^its preamble has more than 60000/,
      ],
      [
        plan({ areas: [area(100, lines(30_000))] }),
        plan({ areas: [area(140, lines(30_000))] }),
        /^it has \d+ characters/,
      ],
    ];
    for (const [fits, exceeds, problem] of cases) {
      expect(importProblem(fits), String(problem)).toBeNull();
      expect(importProblem(exceeds)).toMatch(problem);
      expect(importProblem(exceeds)).not.toContain("\n");
    }
  });
});

describe("the words of an import", () => {
  it("are in one Unicode form, without what cannot be shown", () => {
    const markdown =
      "---\ndelegation: CA\n---\n# Plan\n\n## Pre\u0301vention\n\n- Visit\vschools\u0001 ofte\uffffn, e\u0301cole.\n";
    const { plans } = parseReport(markdown, { delegations: DELEGATIONS });
    const [first] = plans[0]?.areas ?? [];
    expect(first?.title).toBe("Prévention");
    expect(first && plainText(first.items[0] ?? fromPlainText(""))).toBe(
      "Visit schools often, école.",
    );
  });
});
