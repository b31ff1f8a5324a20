/** What the exports say: the server's own view of a document. */
import { expect, type Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ExportedItem {
  id: string;
  ref: string;
  text: string;
  lead: string;
  partners: string;
  due: string;
  indicator: string;
  sources?: { ref: string }[];
}

export interface Exported {
  id: string;
  state: string;
  title: string;
  areas: { id: string; title: string; items: ExportedItem[] }[];
}

/** `export.json` of `/plans/canada` or `/agenda`, asked for by whoever is signed in on the page. */
export async function exported(page: Page, path: string): Promise<Exported> {
  const answer = await page.request.get(`${path}/export.json`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as Exported;
}

export async function exportedItems(page: Page, path: string): Promise<ExportedItem[]> {
  return (await exported(page, path)).areas.flatMap(({ items }) => items);
}

export async function exportedItem(page: Page, path: string, ref: string): Promise<ExportedItem> {
  const found = (await exportedItems(page, path)).find((each) => each.ref === ref);
  if (!found) throw new Error(`${path}/export.json has no item ${ref}`);
  return found;
}

/** The words of a PDF, white space folded. */
export async function pdfWords(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const words: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    for (const item of items) if ("str" in item) words.push(item.str, item.hasEOL ? " " : "");
  }
  await pdf.destroy();
  return words.join("").replaceAll("\u200b", "").replace(/\s+/g, " ");
}
