import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { inBracket } from "~/documents/brackets";
import { readDocument } from "~/documents/document";
import { addArea, addItem, initialise, removeItem } from "~/documents/document-changes";
import type { Block, RichText } from "~/documents/rich-text";
import { type ExportRow, exportModel, isDraft, toJson } from "~/exchange/export-model";
import { parseExportOptions } from "~/exchange/export-options";
import { exportFileName, pdfData } from "~/exchange/pdf-data";
import { lineCount, pdfBlocks, printable } from "~/exchange/pdf-text";

const DELEGATIONS = [
  { code: "CA", nameEn: "Canada", nameFr: "Canada", nameEs: "Canadá" },
  { code: "US", nameEn: "United States", nameFr: "États-Unis", nameEs: "Estados Unidos" },
];

const PLAN: ExportRow = {
  id: "plan-ca",
  slug: "canada",
  kind: "plan",
  delegation: "CA",
  title: "Plan",
  state: "open",
  language: "en",
  updatedAt: Date.UTC(2026, 10, 24, 20, 3, 5),
};
const AGENDA: ExportRow = {
  ...PLAN,
  id: "agenda-id",
  slug: "agenda",
  kind: "agenda",
  delegation: null,
  state: "zero-draft",
};

function content() {
  const doc = new Y.Doc();
  initialise(doc, { title: "National action plan of Canada", language: "en" });
  addArea(doc, { id: "a1", title: "Prevention" });
  addArea(doc, { id: "a2", title: "Protection" });
  addItem(doc, "a1", {
    id: "i1",
    text: "Train school staff.\nEvery year.",
    details: { lead: "Education" },
  });
  addItem(doc, "a1", { id: "gone", text: "Dropped." });
  addItem(doc, "a2", { id: "i2", text: "Fund shelters.", details: { due: "2028" } });
  removeItem(doc, "gone");
  return readDocument(doc);
}

describe("the JSON export", () => {
  it("of a plan has the agreed shape and nothing more", () => {
    expect(toJson(exportModel(PLAN, content(), DELEGATIONS))).toStrictEqual({
      id: "plan-ca",
      slug: "canada",
      kind: "plan",
      title: "National action plan of Canada",
      state: "open",
      language: "en",
      areas: [
        {
          id: "a1",
          title: "Prevention",
          items: [
            {
              id: "i1",
              ref: "CA 1.1",
              text: "Train school staff.\nEvery year.",
              lead: "Education",
              partners: "",
              due: "",
              indicator: "",
            },
          ],
        },
        {
          id: "a2",
          title: "Protection",
          items: [
            {
              id: "i2",
              ref: "CA 2.1",
              text: "Fund shelters.",
              lead: "",
              partners: "",
              due: "2028",
              indicator: "",
            },
          ],
        },
      ],
    });
  });

  it("of the agenda gives every item sources and positions, if only empty ones", () => {
    const source = {
      ref: "US 1.1",
      itemId: "u1",
      plan: "united-states",
      disposition: "consolidated" as const,
      drifted: false,
    };
    const model = exportModel(AGENDA, content(), DELEGATIONS, {
      sources: new Map([["i1", [source]]]),
    });
    const items = toJson(model).areas.flatMap((area) => area.items);
    expect(items.map(({ ref, sources, positions }) => ({ ref, sources, positions }))).toStrictEqual(
      [
        { ref: "1.1", sources: [source], positions: [] },
        { ref: "2.1", sources: [], positions: [] },
      ],
    );
  });
});

describe("options in the address", () => {
  const parse = (search: string) => parseExportOptions(new URLSearchParams(search));

  it("have defaults and know their values", () => {
    expect(parse("")).toEqual({ ok: true, options: { paper: "a4", version: "negotiating" } });
    expect(parse("paper=letter&version=clean&other=1")).toEqual({
      ok: true,
      options: { paper: "letter", version: "clean" },
    });
  });

  it("refuse anything else", () => {
    expect(parse("paper=A3")).toEqual({ ok: false, parameter: "paper" });
    expect(parse("version=")).toEqual({ ok: false, parameter: "version" });
  });
});

describe("text for the page", () => {
  it("loses control characters and hidden direction marks, and no words", () => {
    expect(printable("a\u0000b\tc\u202ed\u2066e\ufeff")).toBe("a b cde");
    expect(printable("x\ud800y\uffff")).toBe("x\ufffdy\ufffd");
    expect(printable("« L’été », ¿sí? 😀 العربية")).toBe("« L’été », ¿sí? 😀 العربية");
  });

  it("lets an endless word break, and changes nothing else in it", () => {
    const word = "é".repeat(100);
    const broken = printable(word);
    expect(broken.replaceAll("\u200b", "")).toBe(word);
    expect(Math.max(...broken.split("\u200b").map((part) => part.length))).toBeLessThan(32);
    expect(printable("a".repeat(31))).toBe("a".repeat(31));
  });

  it("drops blank paragraphs and unsafe links, and keeps marks", () => {
    const text: RichText = {
      type: "doc",
      content: [
        { type: "paragraph" },
        {
          type: "paragraph",
          content: [
            { type: "text", text: "b", marks: [{ type: "bold" }] },
            {
              type: "text",
              text: "l",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      ],
    };
    expect(pdfBlocks(text)).toEqual([
      {
        type: "paragraph",
        runs: [
          { text: "b", marks: [{ type: "bold" }] },
          { text: "l", marks: [] },
        ],
      },
    ]);
  });

  it("flattens lists nested beyond reason without losing their words", () => {
    let block: Block = { type: "paragraph", content: [{ type: "text", text: "deep" }] };
    for (let depth = 0; depth < 300; depth += 1) {
      block = { type: "bulletList", content: [{ type: "listItem", content: [block] }] };
    }
    const blocks = pdfBlocks({ type: "doc", content: [block] });
    expect(JSON.stringify(blocks).match(/"bullets"/g)).toHaveLength(5);
    expect(JSON.stringify(blocks)).toContain("deep");
    expect(lineCount(blocks)).toBe(1);
  });
});

describe("the data of the PDF", () => {
  it("is in the document's language", () => {
    const row: ExportRow = { ...PLAN, language: "fr" };
    const data = pdfData(exportModel(row, content(), DELEGATIONS), "letter", "abcd");
    expect(data).toMatchObject({
      paper: "us-letter",
      lang: "fr",
      draft: true,
      state: "Ouvert aux commentaires",
      owner: "Canada",
    });
    expect(data.labels.page).toBe("Page {page} sur {total}");
    expect(data.versionLines[0]).toContain("24 novembre 2026, 20:03 (UTC)");
    const first = new Date(Date.UTC(2026, 0, 1)).getTime();
    const january = pdfData(
      exportModel({ ...row, updatedAt: first }, content(), DELEGATIONS),
      "a4",
      "abcd",
    );
    expect(january.versionLines[0]).toContain("1er janvier 2026");
  });

  it("shows details only where there are any, and a note only where there are sources", () => {
    const data = pdfData(exportModel(PLAN, content(), DELEGATIONS), "a4", "abcd");
    expect(data.areas[0]?.items[0]).toMatchObject({
      details: [{ label: "Lead", value: "Education" }],
      note: null,
    });
  });

  it("writes brackets into the negotiating version alone", () => {
    const bracketed = { id: "b", kind: "text", delegations: ["CA", "MX"] };
    const areas = content().areas.map((area) => ({
      ...area,
      items: area.items.map((item) => ({ ...item, text: inBracket(item.text, bracketed) })),
    }));
    const model = exportModel(PLAN, { ...content(), areas }, DELEGATIONS);
    const words = (version: "negotiating" | "clean") =>
      JSON.stringify(pdfData(model, "a4", "abcd", version).areas[0]?.items[0]?.text);
    expect(words("negotiating")).toMatch(/"\[".* \(CA, MX\)\]"/);
    expect(words("clean")).not.toMatch(/\[ |CA, MX/);
    expect(words("clean")).toBe(
      JSON.stringify(
        pdfData(exportModel(PLAN, content(), DELEGATIONS), "a4", "abcd").areas[0]?.items[0]?.text,
      ),
    );
  });

  it("names the areas and the document that have no name", () => {
    const blank = { ...content(), title: " " };
    const areas = blank.areas.map((area) => ({ ...area, title: "" }));
    const model = exportModel({ ...PLAN, title: "" }, { ...blank, areas }, DELEGATIONS);
    const data = pdfData({ ...model, title: " " }, "a4", "abcd");
    expect(data.title).toBe("National action plan");
    expect(data.areas.map(({ title }) => title)).toEqual(["Area 1", "Area 2"]);
  });

  it("is a draft until submitted or adopted", () => {
    expect(isDraft({ kind: "plan", state: "approved" })).toBe(true);
    expect(isDraft({ kind: "plan", state: "submitted" })).toBe(false);
    expect(isDraft({ kind: "agenda", state: "chairs-text" })).toBe(true);
    expect(isDraft({ kind: "agenda", state: "adopted" })).toBe(false);
  });

  it("names the file after the document, its language and its date", () => {
    const name = (row: ExportRow) =>
      exportFileName(exportModel(row, content(), DELEGATIONS), "pdf");
    expect(name(PLAN)).toBe("canada-national-action-plan-2026-11-24.pdf");
    expect(name({ ...AGENDA, language: "es" })).toBe("agenda-regional-2026-11-24.pdf");
  });
});
