/** The language that the agenda is drafted in: set by the secretariat, followed by what is exported. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findAgenda, updateDocument } from "#db/documents";
import { lastSequence } from "#db/log";
import { listRecord } from "#db/record";
import { metaOf, readDocument } from "~/documents/document";
import { changeLanguage } from "~/documents/language.server";
import { loadDocument } from "~/documents/log.server";
import { documentHash } from "~/documents/projection.server";
import { readDocumentView } from "~/documents/read.server";
import { exportDocument } from "~/exchange/export.server";
import { createPdfService, type PdfService } from "~/exchange/pdf.server";
import type { RefusalCode } from "~/refusal";
import type { PersonName } from "./agenda-workspace";
import { openNegotiation } from "./drafts-workspace";
import { readPdf, temporaryFolder } from "./export-fixtures";

const folder = temporaryFolder();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let pdf: PdfService;
let w: Awaited<ReturnType<typeof openNegotiation>>;
beforeAll(() => {
  pdf = createPdfService({ cacheDir: folder.path, log });
});
afterAll(async () => {
  await pdf.close();
  folder.remove();
});
beforeEach(async () => {
  w = await openNegotiation();
});
afterEach(() => w.close());

const set = (who: PersonName | null, language: "en" | "fr" | "es") =>
  changeLanguage(w.as(who), { documentId: "agenda", language });
const refusedWith = (code: RefusalCode) => expect.objectContaining({ name: "Refused", code });

it("is set in the document and beside it, recorded, and told to open pages", async () => {
  const before = await loadDocument(w.store.read, "agenda");
  w.told.length = 0;
  await set("secretariat", "fr");
  expect((await findAgenda(w.store.read))?.language).toBe("fr");
  expect((await readDocumentView(w.as("observer"), "agenda")).language).toBe("fr");
  const after = await loadDocument(w.store.read, "agenda");
  expect(metaOf(after).get("language")).toBe("fr");
  // The words are the same: positions and drafts stay what they were.
  expect(readDocument(after)).toEqual(readDocument(before));
  expect(documentHash(after)).toBe(documentHash(before));
  expect(w.told).toEqual(["apply agenda true", "announce agenda document"]);
  const [entry] = await listRecord(w.store.read, 1);
  expect(entry).toMatchObject({ action: "agenda.language", detail: { from: "en", to: "fr" } });
});

describe("is refused, and nothing is written,", () => {
  it.each<[PersonName | null, RefusalCode]>([
    [null, "signed-out"],
    ["observer", "role"],
    ["convener.ca", "role"],
    ["member.us", "role"],
  ])("to %s", async (who, code) => {
    const sequence = await lastSequence(w.store.read);
    await expect(set(who, "fr")).rejects.toEqual(refusedWith(code));
    expect(await lastSequence(w.store.read)).toBe(sequence);
    expect((await findAgenda(w.store.read))?.language).toBe("en");
  });

  it("where it is that already, and once the text is closed", async () => {
    await expect(set("secretariat", "en")).rejects.toEqual(refusedWith("already-done"));
    for (const state of ["chairs-text", "adopted"] as const) {
      await w.store.transaction((tx) => updateDocument(tx, "agenda", { state }));
      await expect(set("secretariat", "fr")).rejects.toEqual(refusedWith("state"));
    }
    const nowhere = changeLanguage(w.as("secretariat"), { documentId: "none", language: "fr" });
    await expect(nowhere).rejects.toEqual(refusedWith("not-found"));
  });
});

it.each([
  ["fr", "Mexique", "Tableau de concordance"],
  ["es", "México", "Tabla de concordancia"],
] as const)("%s is the language of every fixed word in the PDF", async (language, name, table) => {
  await set("secretariat", language);
  const model = await exportDocument(w.as("observer"), { kind: "agenda" });
  const { text, language: tag } = await readPdf(
    await pdf.render(model, { paper: "a4", version: "negotiating", origin: null }),
  );
  expect(text).toContain(name);
  expect(text).toContain(table);
  expect(tag).toBe(`${language}-${language === "fr" ? "CA" : "MX"}`);
  expect(text).not.toMatch(/Annex |Contents|Working text|Table of|Deferred|Consolidated/);
});
