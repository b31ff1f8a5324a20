import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Logger } from "~/context";
import { fromPlainText } from "~/documents/rich-text";
import type { ExportDocument, ExportItem, ExportNational } from "~/exchange/export-model";
import { createPdfService, type PdfService } from "~/exchange/pdf.server";
import { createTypesetter } from "~/exchange/typesetter.server";
import { AT, readPdf, temporaryFolder } from "./export-fixtures";

const folder = temporaryFolder();
let typeset = 0;
const log: Logger = {
  info: (_, message) => {
    if (message === "pdf typeset") typeset += 1;
  },
  warn: () => undefined,
  error: () => undefined,
};
let service: PdfService;

beforeAll(() => {
  service = createPdfService({ cacheDir: join(folder.path, "pdf"), log });
});
afterAll(async () => {
  await service.close();
  folder.remove();
});

function item(ref: string, text: string, change: Partial<ExportItem> = {}): ExportItem {
  return {
    id: ref,
    ref,
    text: fromPlainText(text),
    details: { lead: "", partners: "", due: "", indicator: "" },
    ...change,
  };
}

function plan(change: Partial<ExportDocument> = {}): ExportDocument {
  return {
    id: "p",
    slug: "canada",
    kind: "plan",
    title: "National action plan of Canada",
    state: "open",
    language: "en",
    updatedAt: AT,
    delegation: { code: "CA", name: "Canada" },
    preamble: fromPlainText("Every child has the right to protection."),
    areas: [
      {
        id: "a1",
        number: 1,
        title: "Prevention",
        items: [
          item("CA 1.1", "Train the staff of schools every year.", {
            details: {
              lead: "Department of Education",
              partners: "School boards",
              due: "2028",
              indicator: "Share of schools covered",
            },
          }),
          item("CA 1.2", "Publish guidance for families."),
        ],
      },
      { id: "a2", number: 2, title: "Protection", items: [] },
    ],
    ...change,
  };
}

function long(items: number, perArea: number): ExportDocument {
  const words = "departments publish guidance review services families schools funding".split(" ");
  const areas: ExportDocument["areas"] = [];
  for (let n = 0; n < items; n += 1) {
    const number = Math.floor(n / perArea) + 1;
    areas[number - 1] ??= { id: `a${number}`, number, title: `Area title ${number}`, items: [] };
    const length = n % 7 === 3 ? 330 : 12 + ((n * 37) % 90);
    const sentence = Array.from({ length }, (_, i) => words[(i * (n + 3)) % words.length]).join(
      " ",
    );
    areas[number - 1]?.items.push(
      item(`CA ${number}.${(n % perArea) + 1}`, `Begins ${n}x: ${sentence} ends ${n}x.`, {
        sources: [
          {
            ref: `US 1.${n}`,
            itemId: "u",
            plan: "us",
            disposition: "consolidated",
            drifted: false,
          },
        ],
        details: { lead: n % 2 ? `Lead ${n}x` : "", partners: "", due: "", indicator: "" },
      }),
    );
  }
  return plan({ areas });
}

const render = async (model: ExportDocument, paper: "a4" | "letter" = "a4") =>
  readPdf(await service.render(model, { paper }));

describe("a PDF", () => {
  it("holds title, contents, areas, items, details and page numbers, and is tagged", async () => {
    const pdf = await render(plan());
    expect(pdf.tagged).toBe(true);
    expect(pdf.title).toBe("National action plan of Canada");
    expect(pdf.language).toBe("en-US");
    for (const words of [
      "National action plan of Canada",
      "Open for comment",
      "Text of November 24, 2026, 20:03 (UTC)",
      "Every child has the right to protection.",
      "CA 1.1",
      "Train the staff of schools every year.",
      "Department of Education",
      "School boards",
      "2028",
      "Share of schools covered",
      "CA 1.2",
      "Publish guidance for families.",
      "No items in this area yet.",
    ]) {
      expect(pdf.text).toContain(words);
    }
    expect(pdf.pages[1]).toMatch(/Contents.*Preamble.*2.*Prevention.*3.*Protection.*3/);
    pdf.pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pdf.pages.length}`);
      if (index > 0) expect(page).toContain("National action plan of Canada");
    });
    expect(pdf.text.match(/Indicator/g)).toHaveLength(1);
  });

  it("holds every word of sixty items, each with its number and its note", async () => {
    const model = long(60, 20);
    const pdf = await render(model);
    for (const [n, one] of model.areas.flatMap((area) => area.items).entries()) {
      expect(pdf.text).toContain(`Begins ${n}x:`);
      expect(pdf.text).toContain(`ends ${n}x.`);
      expect(pdf.text).toContain(one.ref);
      expect(pdf.text).toContain(`Sources: US 1.${n}`);
    }
  });

  it("keeps headings, numbers, details and notes on the page of their text", async () => {
    const pdf = await render(long(60, 3));
    const pageWith = (words: string) => pdf.pages.find((text) => text.includes(words)) ?? "";
    for (let n = 0; n < 60; n += 1) {
      const start = pageWith(`Begins ${n}x:`);
      expect(start).toContain(`CA ${Math.floor(n / 3) + 1}.${(n % 3) + 1}`);
      if (n % 3 === 0) expect(start).toContain(`Area title ${n / 3 + 1}`);
      const end = pageWith(`ends ${n}x.`);
      expect(end).toMatch(new RegExp(`Sources: US 1\\.${n}(?!\\d)`));
      if (n % 2 && n % 7 !== 3) expect(end).toContain(`Lead ${n}x`);
    }
  });

  it("names the sources in notes, and says which have changed", async () => {
    const source = { itemId: "x", plan: "canada", disposition: "consolidated" as const };
    const pdf = await render(
      plan({
        kind: "agenda",
        state: "zero-draft",
        areas: [
          {
            id: "a",
            number: 1,
            title: "Prevention",
            items: [
              item("1.1", "Train staff.", {
                sources: [
                  { ...source, ref: "CA 1.3", drifted: false },
                  { ...source, ref: "US 1.1", drifted: false },
                ],
              }),
              item("1.2", "Fund shelters.", {
                sources: [{ ...source, ref: "CA 2.1", drifted: true }],
              }),
            ],
          },
        ],
      }),
    );
    expect(pdf.text).toContain("Sources: CA 1.3 · US 1.1");
    expect(pdf.text).toContain("Sources: CA 2.1 (text since changed)");
  });

  it.each([
    ["plan", "approved", true],
    ["plan", "submitted", false],
    ["agenda", "chairs-text", true],
    ["agenda", "adopted", false],
  ] as const)("says Draft on every page of %s in state %s: %s", async (kind, state, draft) => {
    const pdf = await render(plan({ kind, state }));
    expect(pdf.pages.length).toBeGreaterThan(2);
    for (const page of pdf.pages) expect(/draft/i.test(page)).toBe(draft);
  });

  it.each([
    ["fr", /Page 3 sur 3/, "PROJET", "Table des matières", "fr-CA"],
    ["es", /Página 3 de 3/, "BORRADOR", "Índice", "es-MX"],
  ] as const)("in %s has its labels in that language", async (language, page, mark, toc, tag) => {
    const pdf = await render(plan({ language }));
    expect(pdf.pages[2]).toMatch(page);
    expect(pdf.pages[2]).toContain(mark);
    expect(pdf.pages[1]).toContain(toc);
    expect(pdf.language).toBe(tag);
  });

  it("comes on letter and on A4", async () => {
    expect((await render(plan(), "letter")).size).toEqual([612, 792]);
    expect((await render(plan(), "a4")).size).toEqual([595, 842]);
  });

  it("shows hostile text as it was typed", async () => {
    const hostile =
      "#eval(1+1) #panic[x] $x^2$ *a* _b_ `c` @ref <label> <script>1</script> // x /* y */ [z] \\n = h ~";
    const model = plan({
      title: hostile,
      areas: [{ id: "a", number: 1, title: hostile, items: [item("CA 1.1", hostile)] }],
    });
    const pdf = await render(model);
    expect(pdf.title).toBe(hostile);
    // Lines may be broken within it, so blanks are left out of the comparison.
    const words = hostile.replaceAll(" ", "");
    expect(pdf.pages[0]?.replaceAll(" ", "")).toContain(words);
    expect(pdf.pages[2]?.replaceAll(" ", "").split(words)).toHaveLength(3);
  });

  it("copes with endless words, other scripts, and characters no font has", async () => {
    const pdf = await render(
      plan({
        areas: [
          {
            id: "a",
            number: 1,
            title: "",
            items: [
              item("CA 1.1", `${"x".repeat(600)} end`),
              item("CA 1.2", "Кириллица, smile 😀, bell \u0007, none \u0378 done"),
              item("CA 1.3", ""),
            ],
          },
        ],
      }),
    );
    expect(pdf.text.replaceAll(" ", "")).toContain(`${"x".repeat(600)}end`);
    expect(pdf.text).toContain("Кириллица, smile");
    expect(pdf.text).toContain("none [U+0378] done");
    expect(pdf.text).toContain("CA 1.3");
  });

  it("loses nothing of titles, texts and details that are longer than a page", async () => {
    const endless = (name: string) => `${name} ${"and so on ".repeat(700)}end of ${name}`;
    const details = { lead: "", partners: "", due: "", indicator: endless("indicator") };
    const items = [item("CA 1.1", "Short."), item("CA 1.2", endless("text"), { details })];
    const title = endless("area");
    const areas = [{ id: "a", number: 1, title, items }];
    const pdf = await render(plan({ areas, preamble: fromPlainText(endless("preamble")) }));
    for (const name of ["area", "text", "indicator", "preamble"]) {
      expect(pdf.text).toContain(`end of ${name}`);
      expect(pdf.text.match(/and so on/g)?.length).toBeGreaterThanOrEqual(4 * 700);
    }
  });

  it("is made of a plan without anything in it", async () => {
    const pdf = await render(plan({ title: "", areas: [], preamble: fromPlainText("") }));
    expect(pdf.text).toContain("No items have been written yet.");
  });
});

describe("the annex of the agenda", () => {
  const carried = [
    { ref: "1.1", itemId: "r", disposition: "consolidated" as const },
    { ref: "2.4", itemId: "s", disposition: "carried-in-part" as const },
  ];
  const row = (n: number, change: Partial<ExportNational> = {}): ExportNational => ({
    ref: `CA ${n}.1`,
    itemId: `ca${n}`,
    plan: "canada",
    delegation: "CA",
    text: "",
    status: "unplaced",
    carried: [],
    setAside: null,
    ...change,
  });
  const agenda = (national: ExportNational[], change: Partial<ExportDocument> = {}) =>
    plan({
      kind: "agenda",
      state: "zero-draft",
      delegation: undefined,
      delegations: [
        { code: "CA", name: "Canada" },
        { code: "MX", name: "Mexico" },
      ],
      concordance: { national, counted: [{ delegation: "MX", count: 3 }] },
      ...change,
    });

  it("says of every national item what became of it, and why it was set aside", async () => {
    const hostile = 'Concerns #one country; "[see] *there*".';
    const pdf = await render(
      agenda([
        row(1, { status: "placed", carried }),
        row(2),
        row(3, {
          status: "set-aside",
          text: "Amend the statute.",
          setAside: {
            disposition: "not-carried",
            reason: hostile,
            drifted: false,
            objection: null,
          },
        }),
      ]),
    );
    // Two short ones, on one page of their own.
    expect(pdf.pages.at(-2)).not.toContain("Annex");
    expect(pdf.pages.at(-1)).toMatch(
      /Annex 1: Items not carried, with reasons.*Annex 2: Table of concordance/,
    );
    expect(pdf.text).toContain("CA 1.1 1.1 2.4 Consolidated Carried in part");
    expect(pdf.text).toContain("CA 2.1 – Unplaced");
    expect(pdf.text).toContain("CA 3.1 – Not carried");
    expect(pdf.text).toContain("CA 3.1 Amend the statute. Not carried Concerns #one country;");
    expect(pdf.text).toContain("[see] *there*");
    expect(pdf.text).toContain("3 more items of Mexico are only counted");
    // Headers of the tables for what reads the page aloud: of 3, 4 and 2 columns.
    expect(pdf.roles.get("TH")).toBe(9);
    expect(pdf.roles.get("Table")).toBe(3);
  });

  it("has all of nine hundred items, and its header on each page", async () => {
    const rows = Array.from({ length: 900 }, (_, n) => row(n + 1, { status: "placed", carried }));
    const pdf = await render(agenda(rows, { language: "fr", areas: [] }));
    const refs = new Set(pdf.text.match(/CA \d+\.1/g));
    expect(refs.size).toBe(900);
    const pages = pdf.pages.filter((page) => /CA \d+\.1/.test(page));
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(page).toContain("Mesure nationale");
  });

  it("is not there while nothing is to be accounted for", async () => {
    const empty = agenda([], { areas: [], concordance: { national: [], counted: [] } });
    expect((await render(empty)).text).not.toContain("Annex");
  });
});

describe("the cache", () => {
  it("typesets one text once, however often and by however many it is asked for", async () => {
    const model = plan({ title: "Asked for often" });
    const before = typeset;
    const [first, second] = await Promise.all([
      service.render(model, { paper: "a4" }),
      service.render(model, { paper: "a4" }),
    ]);
    const third = await service.render(model, { paper: "a4" });
    expect(typeset - before).toBe(1);
    expect(second.equals(first)).toBe(true);
    expect(third.equals(first)).toBe(true);
  });

  it("gives the same bytes when typeset anew", async () => {
    const other = createPdfService({ cacheDir: join(folder.path, "other"), log });
    const again = await other.render(plan(), { paper: "a4" });
    await other.close();
    expect(again.equals(await service.render(plan(), { paper: "a4" }))).toBe(true);
  });

  it("has a key for every text, state, language and paper", () => {
    const key = (change: Partial<ExportDocument>, paper: "a4" | "letter" = "a4") =>
      service.key(plan(change), { paper });
    const keys = [
      key({}),
      key({ title: "Other" }),
      key({ state: "approved" }),
      key({ language: "fr" }),
      key({ updatedAt: AT + 60_000 }),
      key({}, "letter"),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key({})).toBe(keys[0]);
  });

  it("keeps only so many, and typesets anew what was cut short on disk", async () => {
    const cacheDir = join(folder.path, "small");
    const small = createPdfService({ cacheDir, log, maxFiles: 2 });
    for (const title of ["One", "Two", "Three"]) {
      await small.render(plan({ title }), { paper: "a4" });
    }
    expect(readdirSync(cacheDir)).toHaveLength(2);
    const bytes = (await small.render(plan({ title: "Three" }), { paper: "a4" })).length;
    const tiny = createPdfService({ cacheDir, log, maxBytes: Math.round(bytes * 1.5) });
    await tiny.render(plan({ title: "Four" }), { paper: "a4" });
    await tiny.close();
    expect(readdirSync(cacheDir)).toHaveLength(1);
    const file = join(cacheDir, `${small.key(plan({ title: "Three" }), { paper: "a4" })}.pdf`);
    writeFileSync(file, "");
    const pdf = await small.render(plan({ title: "Three" }), { paper: "a4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await small.close();
  });
});

describe("the typesetting process", () => {
  const me = { owner: "me" };

  it("reports what the template refuses, and goes on", async () => {
    const template =
      '#assert(sys.inputs.data != "bad", message: "no")\n#set document(title: "T")\n= T';
    const typesetter = createTypesetter();
    await expect(typesetter.typeset(template, "bad", me)).rejects.toThrow("assertion failed: no");
    expect((await typesetter.typeset(template, "good", me)).length).toBeGreaterThan(0);
    await typesetter.close();
  });

  it("is ended when the compiler itself takes too long or too much memory", async () => {
    const typesetter = createTypesetter({ timeLimit: 5_000, memoryMb: 300 });
    const endless = "#for i in range(1000000) { for j in range(1000000) {} }";
    await expect(typesetter.typeset(endless, "", me)).rejects.toMatchObject({ reason: "time" });
    const greedy = "#let a = range(1000)\n#for i in range(30) { a = a + a }\n#a.len()";
    await expect(typesetter.typeset(greedy, "", me)).rejects.toMatchObject({ reason: "memory" });
    const good = '#set document(title: "T")\n= T';
    expect((await typesetter.typeset(good, "", me)).length).toBeGreaterThan(0);
    await typesetter.close();
  });

  it("is not troubled twice with what was too much for it", async () => {
    const hasty = createPdfService({ cacheDir: join(folder.path, "hasty"), log, timeLimit: 1 });
    const model = plan({ title: "Too much" });
    const first = await hasty.render(model, { paper: "a4" }).catch((error: unknown) => error);
    expect(first).toMatchObject({ name: "WorkStopped", reason: "time" });
    // The very same refusal: nothing was tried.
    expect(await hasty.render(model, { paper: "a4" }).catch((error: unknown) => error)).toBe(first);
    await hasty.close();
  });
});
