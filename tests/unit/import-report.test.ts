import { describe, expect, it } from "vitest";
import { plainText } from "~/documents/rich-text";
import { parseReport } from "~/exchange/report";
import { UnreadableReport } from "~/exchange/report-fields";
import { readSeedPlans } from "../../seeds/agendas";
import { DELEGATIONS } from "../../seeds/delegations";

const parse = (markdown: string) => parseReport(markdown, { delegations: DELEGATIONS });
const outline = (markdown: string) =>
  parse(markdown).plans.map(({ delegation, areas }) => ({
    delegation,
    areas: areas.map(({ title, items }) => [title, ...items.map(plainText)]),
  }));

/** As untidy as reports are: no heading level means anything, and half of it is no agenda. */
const UNTIDY = `## **Report of a Meeting<sup>1</sup>**

The delegations of Canada, Mexico and the USA met.

### Canada

**Canada:** a speaker; **Mexico:** another speaker

1. A finding in a numbered list
2. Another one

#### 1. Findings about Canada

- A point that was discussed

### Toward an Agenda

Summaries follow.

## ***Canada***

What the delegation wants,
in short.

### **1. Working**   **with others**

- Meet *every* year
  and write **minutes**.<sup>2</sup>
- Ask   the provinces [to join](https://example.org/join).

<div style="page-break-after: always"></div>

12

- Keep [a list](javascript:alert) of what was
  promised to

children and families.

### **2. Learning**

* Study what works &amp; what does not[^3].

### ***Mexico***

Points of the delegation:

#### **1. Working with others**

- Form a committee.

#### **2. Learning**

• Train **teachers **and the police.
• Tell parents.

### ***USA***

#### **1. Working with others**

- Open an office.

- Link the states.

## 2. Teaching material

- Write lessons.
- [ ] Share them.

---

<sup>1</sup> Prepared by the secretariat.

[^3]: A note on studies.
`;

describe("an untidy report", () => {
  it("gives one plan for each national agenda, in its words", () => {
    expect(outline(UNTIDY)).toEqual([
      {
        delegation: "CA",
        areas: [
          [
            "Working with others",
            "Meet every year and write minutes.",
            "Ask the provinces to join.",
            "Keep a list of what was promised to children and families.",
          ],
          ["Learning", "Study what works & what does not."],
        ],
      },
      {
        delegation: "MX",
        areas: [
          ["Working with others", "Form a committee."],
          ["Learning", "Train teachers and the police.", "Tell parents."],
        ],
      },
      {
        delegation: "US",
        areas: [
          ["Working with others", "Open an office.", "Link the states."],
          ["Teaching material", "Write lessons.", "Share them."],
        ],
      },
    ]);
  });

  it("keeps introductions as preambles, and gives titles", () => {
    const [canada, mexico] = parse(UNTIDY).plans;
    expect(canada?.title).toBe("National Action Plan of Canada");
    expect(canada && plainText(canada.preamble)).toBe("What the delegation wants, in short.");
    expect(mexico && plainText(mexico.preamble)).toBe("Points of the delegation:");
  });

  it("keeps bold, italic and safe links as marks, and drops unsafe links", () => {
    const items = parse(UNTIDY).plans[0]?.areas[0]?.items ?? [];
    const runs = items.flatMap(({ content }) =>
      content.flatMap((block) => (block.type === "paragraph" ? (block.content ?? []) : [])),
    );
    expect(runs.filter(({ marks }) => marks)).toEqual([
      { type: "text", text: "every", marks: [{ type: "italic" }] },
      { type: "text", text: "minutes", marks: [{ type: "bold" }] },
      {
        type: "text",
        text: "to join",
        marks: [{ type: "link", attrs: { href: "https://example.org/join" } }],
      },
    ]);
  });

  it("says what it left out, with the lines", () => {
    const { leftOut } = parse(UNTIDY);
    const lines = UNTIDY.split("\n");
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start)) + 1;
    expect(leftOut.filter(({ kind }) => kind !== "page-mark")).toEqual([
      { kind: "section", line: 1, lastLine: 3, title: "Report of a Meeting" },
      {
        kind: "agenda",
        line: at("### Canada"),
        lastLine: at("2. Another"),
        title: "Canada",
      },
      {
        kind: "agenda",
        line: at("#### 1. Findings"),
        lastLine: at("- A point"),
        title: "1. Findings about Canada",
      },
      {
        kind: "section",
        line: at("### Toward"),
        lastLine: at("Summaries"),
        title: "Toward an Agenda",
      },
      {
        kind: "footnote",
        line: at("<sup>1"),
        lastLine: at("<sup>1"),
        title: "Prepared by the secretariat.",
      },
      { kind: "footnote", line: at("[^3]:"), lastLine: at("[^3]:"), title: "A note on studies." },
    ]);
  });

  it("reads Windows line ends alike", () => {
    expect(outline(UNTIDY.replaceAll("\n", "\r\n"))).toEqual(outline(UNTIDY));
  });
});

describe("what makes an agenda", () => {
  it.each([
    ["a name without numbered headings", "# Canada\n\ntext\n\n# Mexico\n\n- an entry"],
    ["a sentence about a delegation", "## What Canada did\n\n### 1. Laws\n\n- an entry"],
    ["two delegations at once", "## Canada and Mexico\n\n### 1. Laws\n\n- an entry"],
    ["numbered headings without lists", "## Canada\n\n### 1. Laws\n\ntext\n\n### 2. More\n\ntext"],
    ["numbers that do not begin with 1", "## Canada\n\n### 4. Laws\n\n- an entry\n\n## End"],
    ["another section in between", "## Canada\n\ntext\n\n## Other\n\n### 1. Laws\n\n- an entry"],
    ["nothing at all", "just text"],
  ])("is missing in %s", (_, markdown) => {
    expect(parse(markdown).plans).toEqual([]);
  });

  it.each([
    "United States",
    "U.S.",
    "**U.S.A.**",
    "THE UNITED STATES OF AMERICA",
    "American Delegation",
    "États-Unis",
    "Plan d’action national des États-Unis",
    "Plan de acción nacional de los Estados Unidos",
    "Annex 3: USA",
  ])("may be headed %s", (heading) => {
    expect(outline(`## ${heading}\n\n## 1. Laws\n\n- an entry`)).toEqual([
      { delegation: "US", areas: [["Laws", "an entry"]] },
    ]);
  });

  it.each(["1. Laws", "1) Laws:", "I. Laws", "Area 1: Laws", "Domaine 1 : Laws", "1 – Laws"])(
    "may have an area headed %s",
    (heading) => {
      expect(outline(`# Canada\n\n### ${heading}\n\n- an entry\n\n# End`)).toEqual([
        { delegation: "CA", areas: [["Laws", "an entry"]] },
      ]);
    },
  );

  it("may be headed by bold lines that are no headings", () => {
    const text = "# Report\n\n**Mexico**\n\n**1. Laws**\n\n- one\n\n***2. Schools***\n\n- two\n";
    expect(outline(text)).toEqual([
      {
        delegation: "MX",
        areas: [
          ["Laws", "one"],
          ["Schools", "two"],
        ],
      },
    ]);
  });

  it("ends where a section of the same height begins, and pauses at a lower one", () => {
    const text = [
      "## Canada\n\n### 1. Laws\n\n- one",
      "#### Running head\n\n- not an item",
      "### 2. Schools\n\n- two",
      "## Participants\n\n- a name\n\n### 3. Others\n\n- another name",
    ].join("\n\n");
    expect(outline(text)).toEqual([
      {
        delegation: "CA",
        areas: [
          ["Laws", "one"],
          ["Schools", "two"],
        ],
      },
    ]);
    expect(parse(text).leftOut.map(({ title }) => title)).toEqual([
      "Running head",
      "Participants",
      "3. Others",
    ]);
  });

  it("keeps lists and paragraphs inside an item, and figures that are no footnotes", () => {
    const [plan] = parse(
      "# Canada\n\n## 1. Laws\n\n- First:\n\n  Then 21<sup>st</sup> century.\n\n  - part\n",
    ).plans;
    expect(plan?.areas[0]?.items.map(plainText)).toEqual(["First:\nThen 21st century.\npart"]);
  });
});

describe("words that look like what only the paper needed", () => {
  const itemsOf = (...lines: string[]) =>
    outline(`# Canada\n\n## 1. Laws\n\n${lines.join("\n")}\n`)[0]?.areas[0]?.slice(1);

  it("are a figure with a link to another page, as against one to a footnote", () => {
    expect(
      itemsOf(
        '- Ratify ILO Convention <a href="https://ilo.org/c182">182</a> by 2010.',
        "- <a class='x' href = 'https://ilo.org/c138'>138</a> is to be ratified.",
        '- Train judges.<a href="#n1">1</a> <a name="r2">2</a>',
      ),
    ).toEqual(["Ratify ILO Convention 182 by 2010.", "138 is to be ratified.", "Train judges."]);
  });

  it("are a block of HTML within an entry", () => {
    expect(
      itemsOf(
        "- Strengthen laws",
        "  <div>and train prosecutors.</div>",
        "- Open shelters.",
        "",
        "  <p><b>Publish</b> them.</p>",
        "",
        "  <!-- not this -->",
        '- <div class="x">Inform parents.</div>',
      ),
    ).toEqual([
      "Strengthen laws and train prosecutors.",
      "Open shelters.\nPublish them.",
      "Inform parents.",
    ]);
  });

  it("are an entry that would be nothing without them", () => {
    expect(
      itemsOf(
        "- <sup>3</sup> Provide shelters.",
        "- 2001-2005.",
        "- [^4]: Train police officers.",
        "- <a href='#n5'>5</a> Inform:",
        "  - <sup>6</sup> parents",
        "- > <sup>7</sup> Publish reports.",
        "- [Laws]: https://example.org/laws",
        "- 100%",
      ),
    ).toEqual([
      "Provide shelters.",
      "2001-2005.",
      "Train police officers.",
      "Inform:\nparents",
      "Publish reports.",
      "Laws: https://example.org/laws",
      "100%",
    ]);
  });

  it("are said to be left out where an entry has others", () => {
    const lines = [
      "# Canada",
      "> Why this is.",
      ">",
      "> <sup>1</sup> A note on why.",
      "## 1. Laws",
      "- Provide shelters.<sup>3</sup>",
      "",
      "  <sup>3</sup> As in other",
      "  countries.",
      "",
      "- 12 -",
      "",
      "- Train judges.",
      "  - Each year.",
      "",
      "    [^4]: Or more often.",
      "-",
      "- Page 13 of 20",
    ];
    const { plans, leftOut } = parse(lines.join("\n"));
    expect(plans[0]?.preamble.content).toHaveLength(1);
    expect(plans[0]?.areas[0]?.items.map(plainText)).toEqual([
      "Provide shelters.",
      "Train judges.\nEach year.",
    ]);
    expect(leftOut).toEqual([
      { kind: "footnote", line: 4, lastLine: 4, title: "A note on why." },
      { kind: "footnote", line: 8, lastLine: 9, title: "As in other countries." },
      { kind: "page-mark", line: 11, lastLine: 11, title: "12 -" },
      { kind: "footnote", line: 16, lastLine: 16, title: "Or more often." },
      { kind: "page-mark", line: 18, lastLine: 18, title: "Page 13 of 20" },
    ]);
  });
});

describe("a plan file", () => {
  it("says at its top whose it is and in which language; areas need no numbers", () => {
    const text =
      "---\ndelegation: MX\nlanguage: es\n---\n\n# Plan de la niñez\n\nUno.\n\n## Leyes\n\n- Revisar las leyes.\n\n### Detalle\n\n- Publicarlas.\n\n## 2. Escuelas\n\n1. Formar a docentes.\n";
    const { plans, leftOut } = parse(text);
    expect(plans[0]).toMatchObject({ delegation: "MX", language: "es", title: "Plan de la niñez" });
    expect(outline(text)[0]?.areas).toEqual([
      ["Leyes", "Revisar las leyes.", "Publicarlas."],
      ["Escuelas", "Formar a docentes."],
    ]);
    expect(leftOut).toEqual([{ kind: "section", line: 14, lastLine: 14, title: "Detalle" }]);
  });

  it("may name its delegation in its first heading only", () => {
    expect(outline("# Delegation of Canada\n\n## Laws\n\n- one\n\n## Schools\n\n- two")).toEqual([
      {
        delegation: "CA",
        areas: [
          ["Laws", "one"],
          ["Schools", "two"],
        ],
      },
    ]);
  });

  it("is refused with an unknown delegation or language", () => {
    expect(() => parse("---\ndelegation: XX\n---\n# P\n## A\n- b")).toThrow(UnreadableReport);
    expect(() => parse("---\ndelegation: CA\nlanguage: de\n---\n# P\n## A\n- b")).toThrow(/"de"/);
  });
});

describe("the seeds", () => {
  it("hold 17, 8 and 12 items in three areas each, one short sentence an item", () => {
    const plans = readSeedPlans();
    expect(
      plans.map(({ delegation, language, areas }) => [
        delegation,
        language,
        ...areas.map(({ items }) => items.length),
      ]),
    ).toEqual([
      ["CA", "en", 6, 8, 3],
      ["MX", "es", 2, 4, 2],
      ["US", "en", 4, 3, 5],
    ]);
    for (const item of plans.flatMap(({ areas }) => areas.flatMap(({ items }) => items))) {
      expect(plainText(item)).toMatch(/^\p{Lu}[^.\n]{10,170}\.$/u);
    }
    expect(plans[2]?.areas[1]?.title).not.toBe(plans[0]?.areas[1]?.title);
  });
});
