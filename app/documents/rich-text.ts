/**
 * The text of an item: `(paragraph | bulletList | orderedList)+` with the marks bold, italic,
 * link and bracket. The shape is ProseMirror's JSON, so it passes unchanged between the editor,
 * the server's HTML, the exports and the Yjs fragment it is kept in.
 */
import * as Y from "yjs";
import { DOCUMENT_LIMITS, WRITTEN_AT_ONCE } from "../limits";

export type Mark =
  | { type: "bold" }
  | { type: "italic" }
  | { type: "link"; attrs: { href: string } }
  | { type: "bracket"; attrs: { id: string; kind: string; delegations: string[] } };

export interface TextRun {
  type: "text";
  text: string;
  marks?: Mark[];
}

export interface Paragraph {
  type: "paragraph";
  content?: TextRun[];
}

export interface List {
  type: "bulletList" | "orderedList";
  content: ListItem[];
}

export interface ListItem {
  type: "listItem";
  content: Block[];
}

export type Block = Paragraph | List;

export interface RichText {
  type: "doc";
  content: Block[];
}

const SAFE_LINK = /^(https?:|mailto:)/i;

/** Whether an address may stand in a link: web and mail only, never a script. */
export function isSafeLink(href: unknown): href is string {
  return typeof href === "string" && href.length <= 2000 && SAFE_LINK.test(href.trim());
}

/** A text of plain paragraphs, one for each line of `text`. */
export function fromPlainText(text: string): RichText {
  return {
    type: "doc",
    content: text.split("\n").map(
      (line): Paragraph => ({
        type: "paragraph",
        ...(line ? { content: [{ type: "text", text: line }] } : {}),
      }),
    ),
  };
}

/** The words alone: paragraphs and list items on a line each, formatting left out. */
export function plainText(text: RichText): string {
  const lines: string[] = [];
  const visit = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (block.type === "paragraph") lines.push((block.content ?? []).map((r) => r.text).join(""));
      else for (const item of block.content) visit(item.content);
    }
  };
  visit(text.content);
  return lines.join("\n").trim();
}

/** The same text with its words as `change` makes them. */
function mapWords(blocks: readonly Block[], change: (words: string) => string): Block[] {
  return blocks.map((block): Block => {
    if (block.type === "paragraph") {
      if (!block.content) return block;
      return {
        ...block,
        content: block.content.map((run) => ({ ...run, text: change(run.text) })),
      };
    }
    const content = block.content.map((item) => ({
      ...item,
      content: mapWords(item.content, change),
    }));
    return { ...block, content };
  });
}

/** The same text in the one Unicode form in which new words are kept: é is one letter, not two. */
export function normalisedText(text: RichText): RichText {
  return { ...text, content: mapWords(text.content, (words) => words.normalize("NFC")) };
}

/** Whether a text is in that form. */
export function isNormalised(text: RichText): boolean {
  const words = plainText(text);
  return words.normalize("NFC") === words;
}

/** Whether there is nothing to read in it. */
export function isBlank(text: RichText): boolean {
  return plainText(text).trim() === "";
}

/** The order in which the editor writes marks that are on the same words. */
const MARK_ORDER: Record<Mark["type"], number> = { link: 0, bold: 1, italic: 2, bracket: 3 };

/** The marks that the schema knows, in one order, whichever was set first. */
export function readMarks(attributes: Record<string, unknown> | undefined): Mark[] {
  const marks: Mark[] = [];
  for (const [key, value] of Object.entries(attributes ?? {})) {
    // y-tiptap writes a mark that may overlap with itself as `name--hash`.
    const name = key.split("--")[0];
    const attrs = (value ?? {}) as Record<string, unknown>;
    if (name === "bold" || name === "italic") marks.push({ type: name });
    else if (name === "link" && isSafeLink(attrs.href)) {
      marks.push({ type: "link", attrs: { href: attrs.href } });
    } else if (name === "bracket") {
      const delegations = Array.isArray(attrs.delegations)
        ? attrs.delegations.filter((d): d is string => typeof d === "string")
        : [];
      const kind = typeof attrs.kind === "string" ? attrs.kind : "text";
      const id = typeof attrs.id === "string" ? attrs.id : "";
      marks.push({ type: "bracket", attrs: { id, kind, delegations } });
    }
  }
  return marks.sort((one, other) => MARK_ORDER[one.type] - MARK_ORDER[other.type]);
}

/**
 * The runs of a paragraph. Neighbours with the same marks are one run: where a mark was once and is
 * no more, Yjs still cuts the words, and a text has to read the same however it came to be.
 */
function readRuns(element: Y.XmlElement): TextRun[] {
  const runs: TextRun[] = [];
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (const part of child.toDelta() as {
      insert: unknown;
      attributes?: Record<string, unknown>;
    }[]) {
      if (typeof part.insert !== "string" || part.insert === "") continue;
      const marks = readMarks(part.attributes);
      const last = runs.at(-1);
      if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) {
        last.text += part.insert;
        continue;
      }
      runs.push({ type: "text", text: part.insert, ...(marks.length > 0 ? { marks } : {}) });
    }
  }
  return runs;
}

/**
 * Lists nested deeper are read as the paragraphs in them. The real-time server lets nothing in that
 * is so deep; this is for what came in before, and keeps every reader from following it down.
 */
const DEEPEST_READ = Math.ceil(DOCUMENT_LIMITS.listDepth * WRITTEN_AT_ONCE);

function readBlocks(parent: Y.XmlFragment | Y.XmlElement, lists: number): Block[] {
  return parent.toArray().flatMap((child) => {
    const isDeep = lists >= DEEPEST_READ && child instanceof Y.XmlElement;
    return isDeep ? paragraphsIn(child) : (readBlock(child, lists) ?? []);
  });
}

/** The paragraphs in a node, at any depth, in the order in which they are read. */
function paragraphsIn(node: Y.XmlElement): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const waiting: unknown[] = [node];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!(next instanceof Y.XmlElement)) continue;
    if (next.nodeName === "paragraph") paragraphs.push(readParagraph(next));
    else waiting.push(...next.toArray().reverse());
  }
  return paragraphs;
}

function readParagraph(element: Y.XmlElement): Paragraph {
  const content = readRuns(element);
  return { type: "paragraph", ...(content.length > 0 ? { content } : {}) };
}

/**
 * A paragraph or list; null for what the schema does not know, and for a list without items.
 * @param lists how many lists it is in
 */
export function readBlock(child: unknown, lists = 0): Block | null {
  if (!(child instanceof Y.XmlElement)) return null;
  if (child.nodeName === "paragraph") return readParagraph(child);
  if (child.nodeName !== "bulletList" && child.nodeName !== "orderedList") return null;
  const content = child
    .toArray()
    .filter((c): c is Y.XmlElement => c instanceof Y.XmlElement && c.nodeName === "listItem")
    .map((c): ListItem => ({ type: "listItem", content: readBlocks(c, lists + 1) }));
  return content.length > 0 ? { type: child.nodeName, content } : null;
}

/** Reads a fragment; what the schema does not know is left out. */
export function readRichText(fragment: Y.XmlFragment): RichText {
  const content = readBlocks(fragment, 0);
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** Marks as the attributes of a Yjs text. */
export function markAttributes(marks: readonly Mark[] | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (marks ?? []).map((mark) => [mark.type, "attrs" in mark ? mark.attrs : {}]),
  );
}

/** Runs as the delta of a Yjs text. */
export function toDelta(runs: readonly TextRun[]) {
  return runs.map((run) => ({ insert: run.text, attributes: markAttributes(run.marks) }));
}

/** A block as a Yjs element that is in no document yet. */
export function toYNode(block: Block | ListItem): Y.XmlElement {
  const element = new Y.XmlElement(block.type);
  if (block.type === "paragraph") {
    if (block.content?.length) {
      const text = new Y.XmlText();
      text.applyDelta(toDelta(block.content));
      element.insert(0, [text]);
    }
  } else {
    element.insert(0, block.content.map(toYNode));
  }
  return element;
}

/** Adds blocks to a fragment, at the end if no index is given. Call it inside a Yjs transaction. */
export function insertBlocks(
  fragment: Y.XmlFragment,
  blocks: readonly Block[],
  index = fragment.length,
): void {
  fragment.insert(Math.min(index, fragment.length), blocks.map(toYNode));
}

/** Adds the words of a paragraph to the end of another that is in a document already. */
export function continueParagraph(paragraph: Y.XmlElement, more: Paragraph): void {
  if (!more.content?.length) return;
  const last = paragraph.get(paragraph.length - 1);
  if (last instanceof Y.XmlText) {
    last.applyDelta([{ retain: last.length }, ...toDelta(more.content)]);
  } else {
    const text = new Y.XmlText();
    text.applyDelta(toDelta(more.content));
    paragraph.insert(paragraph.length, [text]);
  }
}

/** Fills an empty fragment, in a document already or not. Call it inside a Yjs transaction. */
export function writeRichText(fragment: Y.XmlFragment, text: RichText): void {
  fragment.insert(0, text.content.map(toYNode));
}
