/** A report cut into the pieces that matter for finding agendas in it, each with its lines. */
import { type Block, plainText } from "../plans/rich-text";
import {
  type BlockNode,
  isFootnote,
  noteTag,
  parseMarkdown,
  readBlocks,
  readInline,
  readListItem,
  wordsOfHtml,
  wordsOfRuns,
} from "./report-text";

interface Lines {
  /** First and last line, from 1. */
  line: number;
  lastLine: number;
}

export interface Heading extends Lines {
  kind: "heading";
  depth: number;
  text: string;
}

export interface ListPiece extends Lines {
  kind: "list";
  entries: Block[][];
  /** The list as a block of text. */
  blocks: Block[];
}

export interface TextPiece extends Lines {
  kind: "text";
  blocks: Block[];
}

/** What only the paper needed: rules, page numbers, HTML without words; and footnotes. */
export interface Leftover extends Lines {
  kind: "footnote" | "page-mark";
  text: string;
}

export type Piece = Heading | ListPiece | TextPiece | Leftover;

/** Deeper than any heading: a line that is bold from end to end and stands for one. */
export const BOLD_LINE = 7;

const PAGE_MARK =
  /^(?:[^\p{L}]*|[^\p{L}]*(?:page|página|pagina|p\.)\s*\d[^\p{L}]*(?:(?:of|de|sur)\s*\d+)?[^\p{L}]*|\\(?:newpage|pagebreak))$/iu;

function isBoldLine(node: Extract<BlockNode, { type: "paragraph" }>): boolean {
  const [only, ...others] = node.children;
  if (!only || others.length > 0) return false;
  if (only.type === "strong") return true;
  return only.type === "emphasis" && only.children.length === 1
    ? only.children[0]?.type === "strong"
    : false;
}

function pieceOf(node: BlockNode): Piece {
  const lines: Lines = {
    line: node.position?.start.line ?? 0,
    lastLine: node.position?.end.line ?? 0,
  };
  switch (node.type) {
    case "heading": {
      const text = wordsOfRuns(readInline(node.children));
      // A rule under a line makes a heading of it: even of a page number.
      return PAGE_MARK.test(text)
        ? { kind: "page-mark", text, ...lines }
        : { kind: "heading", depth: node.depth, text, ...lines };
    }
    case "paragraph": {
      const text = wordsOfRuns(readInline(node.children));
      if (isFootnote(node.children)) {
        return { kind: "footnote", text: text.replace(/^[:\s]+/u, ""), ...lines };
      }
      if (PAGE_MARK.test(text)) return { kind: "page-mark", text, ...lines };
      if (isBoldLine(node)) return { kind: "heading", depth: BOLD_LINE, text, ...lines };
      return { kind: "text", blocks: readBlocks([node]), ...lines };
    }
    case "list": {
      const entries = node.children
        .map((entry) => readListItem(entry.children))
        .filter((blocks) => !PAGE_MARK.test(plainText({ type: "doc", content: blocks })));
      if (entries.length > 0)
        return { kind: "list", entries, blocks: readBlocks([node]), ...lines };
      return { kind: "page-mark", text: "", ...lines };
    }
    case "html": {
      const text = wordsOfHtml(node.value);
      if (PAGE_MARK.test(text)) return { kind: "page-mark", text, ...lines };
      if (noteTag(node.value.trim())) return { kind: "footnote", text, ...lines };
      const blocks: Block[] = [{ type: "paragraph", content: [{ type: "text", text }] }];
      return { kind: "text", blocks, ...lines };
    }
    default: {
      const blocks = readBlocks([node]);
      return blocks.length > 0
        ? { kind: "text", blocks, ...lines }
        : { kind: "page-mark", text: "", ...lines };
    }
  }
}

/** Cuts a Markdown text into pieces, in their order. */
export function piecesOf(markdown: string): Piece[] {
  return parseMarkdown(markdown).map(pieceOf);
}
