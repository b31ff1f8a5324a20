/** Text made ready for the page: what cannot be printed is left out, what cannot be broken, broken. */
import type { Locale } from "../context";
import { type Block, isSafeLink, type RichText, type TextRun } from "../documents/rich-text";

export interface PdfRun {
  text: string;
  marks: ({ type: "bold" } | { type: "italic" } | { type: "link"; href: string })[];
}

export type PdfBlock =
  | { type: "paragraph"; runs: PdfRun[] }
  | { type: "bullets"; items: PdfBlock[][] }
  | { type: "numbers"; items: PdfBlock[][] };

/** Characters that have no shape but change how others are shown or where a line may break. */
const INVISIBLE = /[\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const UNASSIGNED = /[\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/** Longer than any word of the three languages: an address or a slip of the keyboard. */
const LONG_WORD = /[^\s\u2010-\u2015/-]{32,}/gu;
const ZERO_WIDTH_SPACE = "\u200b";
/** Lists nested deeper than anyone reads are set at this depth: typesetting them could not end. */
const DEEPEST = 5;

/** The text without control characters, in lines that can be broken. */
export function printable(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(INVISIBLE, "")
    .replace(UNASSIGNED, "\ufffd")
    .replace(LONG_WORD, (word) => (word.match(/.{1,16}/gu) ?? [word]).join(ZERO_WIDTH_SPACE));
}

/** The blocks of a text, blank paragraphs left out. */
export function pdfBlocks(text: RichText): PdfBlock[] {
  return blocksOf(text.content, 0);
}

function blocksOf(blocks: readonly Block[], depth: number): PdfBlock[] {
  return blocks.flatMap((block): PdfBlock[] => {
    if (block.type === "paragraph") {
      const runs = (block.content ?? []).map(runOf).filter((run) => run.text !== "");
      return runs.some((run) => run.text.trim() !== "") ? [{ type: "paragraph", runs }] : [];
    }
    const type = block.type === "bulletList" ? "bullets" : "numbers";
    const items = block.content
      .map((item) => blocksOf(item.content, depth + 1))
      .filter((item) => item.length > 0);
    if (items.length === 0) return [];
    return depth >= DEEPEST ? items.flat() : [{ type, items }];
  });
}

function runOf(run: TextRun): PdfRun {
  const marks: PdfRun["marks"] = [];
  for (const mark of run.marks ?? []) {
    if (mark.type === "bold" || mark.type === "italic") marks.push({ type: mark.type });
    else if (mark.type === "link" && isSafeLink(mark.attrs.href)) {
      marks.push({ type: "link", href: mark.attrs.href.trim() });
    }
  }
  return { text: printable(run.text), marks };
}

/** About how many lines the blocks take. */
export function lineCount(blocks: readonly PdfBlock[]): number {
  let lines = 0;
  for (const block of blocks) {
    if (block.type === "paragraph") {
      const length = block.runs.reduce((sum, run) => sum + run.text.length, 0);
      lines += Math.max(1, Math.ceil(length / 70));
    } else for (const item of block.items) lines += lineCount(item);
  }
  return lines;
}

/** `November 24, 2026`, in UTC. */
export function longDate(at: number, locale: Locale): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
  return locale === "fr" ? date.replace(/^1 /, "1er ") : date;
}
