/** A report cut into the pieces that matter for finding agendas in it, each with its lines. */
import { type Block, type ListItem, plainText } from "../documents/rich-text";
import {
  type BlockNode,
  isFootnote,
  type Leftover,
  type Lines,
  linesOf,
  noteTag,
  parseMarkdown,
  readBlocks,
  readInline,
  readListItem,
  wordsOfHtml,
  wordsOfNote,
  wordsOfRuns,
} from "./report-text";

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
  /** What stands in it and belongs to no entry. */
  dropped: Leftover[];
}

export interface TextPiece extends Lines {
  kind: "text";
  blocks: Block[];
  dropped: Leftover[];
}

export type Piece = Heading | ListPiece | TextPiece | Leftover;

/** Deeper than any heading: a line that is bold from end to end and stands for one. */
export const BOLD_LINE = 7;

const NUMBERED_PAGE =
  /^(?:[^\p{L}]*(?:page|página|pagina|p\.)\s*\d[^\p{L}]*(?:(?:of|de|sur)\s*\d+)?[^\p{L}]*|\\(?:newpage|pagebreak))$/iu;

const isPageMark = (text: string) => !/\p{L}/u.test(text) || NUMBERED_PAGE.test(text);

/** `- 12 -` between two entries is the number of a page; other figures, as years, are an entry. */
const isPageMarkInList = (text: string) =>
  !/[\p{L}\p{N}]/u.test(text) || /^\d{1,4}\s*[-–—]+$/u.test(text) || NUMBERED_PAGE.test(text);

function isBoldLine(node: Extract<BlockNode, { type: "paragraph" }>): boolean {
  const [only, ...others] = node.children;
  if (!only || others.length > 0) return false;
  if (only.type === "strong") return true;
  return only.type === "emphasis" && only.children.length === 1
    ? only.children[0]?.type === "strong"
    : false;
}

function pieceOf(node: BlockNode): Piece {
  const lines = linesOf(node);
  const dropped: Leftover[] = [];
  switch (node.type) {
    case "heading": {
      const text = wordsOfRuns(readInline(node.children));
      // A rule under a line makes a heading of it: even of a page number.
      return isPageMark(text)
        ? { kind: "page-mark", text, ...lines }
        : { kind: "heading", depth: node.depth, text, ...lines };
    }
    case "paragraph": {
      const runs = readInline(node.children);
      const text = wordsOfRuns(runs);
      if (isFootnote(node.children)) return { kind: "footnote", text: wordsOfNote(runs), ...lines };
      if (isPageMark(text)) return { kind: "page-mark", text, ...lines };
      if (isBoldLine(node)) return { kind: "heading", depth: BOLD_LINE, text, ...lines };
      return { kind: "text", blocks: readBlocks([node], dropped), dropped, ...lines };
    }
    case "list": {
      const entries = entriesOf(node, dropped);
      if (entries.length === 0) return { kind: "page-mark", text: "", ...lines };
      const type = node.ordered ? "orderedList" : "bulletList";
      const content = entries.map((entry): ListItem => ({ type: "listItem", content: entry }));
      return { kind: "list", entries, blocks: [{ type, content }], dropped, ...lines };
    }
    case "html": {
      const text = wordsOfHtml(node.value);
      if (isPageMark(text)) return { kind: "page-mark", text, ...lines };
      if (noteTag(node.value.trim())) return { kind: "footnote", text, ...lines };
      const blocks: Block[] = [{ type: "paragraph", content: [{ type: "text", text }] }];
      return { kind: "text", blocks, dropped, ...lines };
    }
    default: {
      const blocks = readBlocks([node], dropped);
      if (blocks.length > 0) return { kind: "text", blocks, dropped, ...lines };
      const [note] = dropped;
      return { kind: note?.kind ?? "page-mark", text: note?.text ?? "", ...lines };
    }
  }
}

/** The entries of a list that say something. */
function entriesOf(list: Extract<BlockNode, { type: "list" }>, dropped: Leftover[]): Block[][] {
  return list.children.flatMap((entry) => {
    const blocks = readListItem(entry.children, dropped);
    const text = plainText({ type: "doc", content: blocks });
    if (!isPageMarkInList(text)) return [blocks];
    if (text !== "") dropped.push({ kind: "page-mark", text, ...linesOf(entry) });
    return [];
  });
}

/** Cuts a Markdown text into pieces, in their order. */
export function piecesOf(markdown: string): Piece[] {
  return parseMarkdown(markdown).map(pieceOf);
}
