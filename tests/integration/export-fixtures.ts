/** A small consultation in a temporary folder, and reading PDFs back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type DocumentRow, insertDelegation, insertDocument } from "#db/documents";
import { openStore, type Store } from "#db/store";
import type { Actor, Role } from "~/accounts/policy";
import { addArea, addItem, initialise, type NewItem } from "~/documents/document-changes";
import { editDocument } from "~/documents/log.server";

export const AT = Date.UTC(2026, 10, 24, 20, 3, 5);

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "concerted-export-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function openConsultation(folder: string): Promise<Store> {
  const store = openStore(join(folder, "concerted.db"));
  await store.transaction(async (tx) => {
    await insertDelegation(tx, {
      code: "CA",
      slug: "canada",
      position: 0,
      nameEn: "Canada",
      nameFr: "Canada",
      nameEs: "Canadá",
      language: "en",
    });
    await insertDelegation(tx, {
      code: "US",
      slug: "united-states",
      position: 1,
      nameEn: "United States",
      nameFr: "États-Unis",
      nameEs: "Estados Unidos",
      language: "en",
    });
  });
  return store;
}

export interface Draft {
  title: string;
  areas: { id: string; title: string; items: NewItem[] }[];
}

/** Stores a document with this text, through the log as in the application. */
export async function storeDocument(
  store: Store,
  row: Pick<DocumentRow, "id" | "kind" | "slug" | "delegation" | "state"> & Partial<DocumentRow>,
  draft: Draft,
): Promise<DocumentRow> {
  const whole: DocumentRow = {
    title: draft.title,
    language: "en",
    approvedHash: null,
    roundAudience: null,
    roundOver: false,
    rowsVersion: 0,
    createdAt: AT,
    updatedAt: AT,
    ...row,
  };
  await store.transaction(async (tx) => {
    await insertDocument(tx, whole);
    await editDocument({ now: () => AT, writer: "test" }, tx, whole, null, (doc) => {
      initialise(doc, { title: draft.title, language: whole.language });
      for (const area of draft.areas) {
        addArea(doc, { id: area.id, title: area.title });
        for (const item of area.items) addItem(doc, area.id, item);
      }
    });
  });
  return whole;
}

export function actor(role: Role, delegation: string | null = null): Actor {
  return { id: `${role}-${delegation}`, role, delegation };
}

export interface ReadPdf {
  /** The text of each page, white space folded. */
  pages: string[];
  text: string;
  /** Width and height of the first page in points. */
  size: [number, number];
  title: string;
  language: string;
  tagged: boolean;
  /** Roles in the tag tree, `Table` or `TH`, each with how often it is there. */
  roles: Map<string, number>;
}

/** Reads a PDF back, as a reader's own program would. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  const roles = new Map<string, number>();
  const countRoles = (node: object) => {
    if ("role" in node) {
      const role = String(node.role);
      roles.set(role, (roles.get(role) ?? 0) + 1);
    }
    if ("children" in node) for (const child of node.children as object[]) countRoles(child);
  };
  let size: [number, number] = [0, 0];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    if (number === 1) {
      const { width, height } = page.getViewport({ scale: 1 });
      size = [Math.round(width), Math.round(height)];
    }
    const tree = await page.getStructTree();
    if (tree) countRoles(tree);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ("str" in item ? item.str + (item.hasEOL ? " " : "") : ""))
        .join("")
        .replaceAll("\u200b", "")
        .replace(/\s+/g, " "),
    );
  }
  const { info } = await pdf.getMetadata();
  const details = info as { Title?: string; Language?: string };
  const marks = (await pdf.getMarkInfo()) as { Marked?: boolean } | null;
  await pdf.destroy();
  return {
    pages,
    text: pages.join(" "),
    size,
    title: details.Title ?? "",
    language: details.Language ?? "",
    tagged: marks?.Marked === true,
    roles,
  };
}
