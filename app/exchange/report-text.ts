/**
 * From parsed Markdown to the text of a document: the words as they stand, with bold, italic and
 * links as marks; footnote marks, HTML tags and stray Markdown left out, white space folded.
 */
import remarkParse from "remark-parse";
import { unified } from "unified";
import {
  type Block,
  isSafeLink,
  type ListItem,
  type Mark,
  type Paragraph,
  type TextRun,
} from "../documents/rich-text";

const parser = unified().use(remarkParse);

type Root = ReturnType<typeof parser.parse>;
export type BlockNode = Root["children"][number];
export type InlineNode = Extract<BlockNode, { type: "paragraph" }>["children"][number];

/** A bullet sign that a word processor left at the start of a line, as no Markdown knows it. */
const FOREIGN_BULLET = /^([ \t]*)[•▪◦‣●\uF0B7](?=[ \t])/gmu;

/** Parses Markdown into its blocks. Line numbers are those of `markdown`. */
export function parseMarkdown(markdown: string): BlockNode[] {
  return parser.parse(markdown.replaceAll("\f", " ").replace(FOREIGN_BULLET, "$1-")).children;
}

/** Stands where a footnote mark was until the spaces around it are settled. */
const NOTE = "\uE000";
const NOTE_REFERENCE = /\[\^[^\]\s]+\]/gu;
/** All that can be inside the tags of a footnote mark: figures and signs, never a word. */
const NOTE_MARK = /^[\s\d*†‡§¶#,;[\]()-]*$/u;

/** Characters that are not seen, and the stars and underscores of marks that did not close. */
const STRAY = /\*+|__+|[\u00AD\u200B\u2060\uFEFF\uE000]/gu;

const cleanWords = (value: string) =>
  value
    .split(NOTE_REFERENCE)
    .map((words) => words.replace(STRAY, ""))
    .join(NOTE);

const wordsIn = (node: InlineNode): string => {
  if ("children" in node) return node.children.map(wordsIn).join("");
  return node.type === "text" ? node.value : "";
};

/** A link to another page: what it holds is words of the text, figures too. */
const LINK_ELSEWHERE = /^<a\b[^>]*\shref\s*=\s*["']?\s*[^"'\s>#]/iu;

/** Name of the tag that may open an HTML footnote mark, or the text of a footnote. */
export function noteTag(html: string): string | undefined {
  return LINK_ELSEWHERE.test(html) ? undefined : /^<(sup|a)\b/i.exec(html)?.[1];
}

/**
 * Where an HTML footnote mark ends that begins at `start`: `<sup>1</sup>`, `<a href="#n1">1</a>`.
 * A link that leads to another page, such as one on the number of a convention, is none.
 * @returns index of its closing tag, -1 if there is no such mark.
 */
function endOfNoteMark(nodes: readonly InlineNode[], start: number): number {
  const opening = nodes[start];
  const tag = opening?.type === "html" ? noteTag(opening.value) : undefined;
  if (!tag) return -1;
  const closing = new RegExp(`^</${tag}\\s*>`, "i");
  const end = nodes.findIndex(
    (node, i) => i > start && node.type === "html" && closing.test(node.value),
  );
  const inside = nodes.slice(start + 1, end).map(wordsIn);
  return end > start && NOTE_MARK.test(inside.join("")) ? end : -1;
}

function collectRuns(nodes: readonly InlineNode[], marks: readonly Mark[], runs: TextRun[]): void {
  const add = (text: string) => runs.push({ type: "text", text, marks: [...marks] });
  const within = (children: readonly InlineNode[], mark: Mark | null) =>
    collectRuns(
      children,
      mark && !marks.some(({ type }) => type === mark.type) ? [...marks, mark] : marks,
      runs,
    );
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (!node) continue;
    if (node.type === "text" || node.type === "inlineCode") add(cleanWords(node.value));
    else if (node.type === "break") add(" ");
    else if (node.type === "strong") within(node.children, { type: "bold" });
    else if (node.type === "emphasis") within(node.children, { type: "italic" });
    else if (node.type === "link") {
      if (node.url.startsWith("#") && NOTE_MARK.test(wordsIn(node))) add(NOTE);
      else {
        within(
          node.children,
          isSafeLink(node.url) ? { type: "link", attrs: { href: node.url } } : null,
        );
      }
    } else if (node.type === "linkReference") {
      if (node.identifier.startsWith("^")) add(NOTE);
      else within(node.children, null);
    } else if (node.type === "html") {
      const end = endOfNoteMark(nodes, i);
      if (end > i) {
        add(NOTE);
        i = end;
      } else if (/^<br\b/i.test(node.value)) add(" ");
    }
  }
}

const sameMarks = (a: TextRun, b: TextRun) => JSON.stringify(a.marks) === JSON.stringify(b.marks);

/** Folds white space over all runs; a single no-break space stays, it is typography. */
function foldRuns(runs: readonly TextRun[]): TextRun[] {
  const merged: TextRun[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && sameMarks(last, run)) last.text += run.text;
    else merged.push({ ...run });
  }
  const folded: TextRun[] = [];
  for (const run of merged) {
    let text = run.text
      .replace(/\s*\uE000+(?=[.,;)])/gu, "")
      .replace(/\uE000/gu, "")
      .replace(/\s{2,}|[\t\n\v\f\r]/gu, " ");
    const before = folded.at(-1)?.text;
    if (before === undefined || /\s$/u.test(before)) text = text.replace(/^\s+/u, "");
    if (text !== "") folded.push({ ...run, text });
  }
  for (let last = folded.at(-1); last; last = folded.at(-1)) {
    last.text = last.text.trimEnd();
    if (last.text !== "") break;
    folded.pop();
  }
  return folded.map(({ marks, ...run }) =>
    marks && marks.length > 0 ? { ...run, marks } : { ...run },
  );
}

/** The text of a paragraph or heading. */
export function readInline(nodes: readonly InlineNode[]): TextRun[] {
  const runs: TextRun[] = [];
  collectRuns(nodes, [], runs);
  return foldRuns(runs);
}

export const wordsOfRuns = (runs: readonly TextRun[]): string =>
  runs.map((run) => run.text).join("");

/** Whether a paragraph breaks off in the middle of a sentence that the next one goes on with. */
export function isCut(before: Paragraph | undefined, after: Paragraph): boolean {
  const head = wordsOfRuns(before?.content ?? []);
  const tail = wordsOfRuns(after.content ?? []);
  return /[\p{L}\p{N},;–—-]$/u.test(head) && /^\p{Ll}/u.test(tail);
}

/** Two halves of a cut paragraph as one. */
export function joined(before: Paragraph, after: Paragraph): Paragraph {
  const gap: TextRun = { type: "text", text: " ", marks: [] };
  const withMarks = (runs: readonly TextRun[] = []) =>
    runs.map((run) => ({ ...run, marks: run.marks ?? [] }));
  return {
    type: "paragraph",
    content: foldRuns([...withMarks(before.content), gap, ...withMarks(after.content)]),
  };
}

/** The words of a block of HTML, without its tags and comments. */
export function wordsOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, " ")
    .replace(/<[^>]*>/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Where in the text something stands: first and last line, from 1. */
export interface Lines {
  line: number;
  lastLine: number;
}

/** What only the paper needed: rules, page numbers, HTML without words; and footnotes. */
export interface Leftover extends Lines {
  kind: "footnote" | "page-mark";
  text: string;
}

export const linesOf = (node: { position?: BlockNode["position"] }): Lines => ({
  line: node.position?.start.line ?? 0,
  lastLine: node.position?.end.line ?? 0,
});

/** The words of a footnote, without the colon after its mark. */
export const wordsOfNote = (runs: readonly TextRun[]): string =>
  wordsOfRuns(runs).replace(/^[:\s]+/u, "");

/**
 * Reads blocks; what holds no words, such as rules and empty HTML, is left out.
 * @param dropped gets the footnotes, which are left out too.
 * @param opensEntry whether an entry of a list begins with these: its first words are never a
 *   footnote, as there would be no entry left.
 */
export function readBlocks(
  nodes: readonly BlockNode[],
  dropped: Leftover[],
  opensEntry = false,
): Block[] {
  const blocks: Block[] = [];
  const add = (node: BlockNode, content: TextRun[], note = false) => {
    if (content.length === 0) return;
    if (note && !(opensEntry && blocks.length === 0)) {
      dropped.push({ kind: "footnote", text: wordsOfNote(content), ...linesOf(node) });
      return;
    }
    const paragraph: Paragraph = { type: "paragraph", content };
    const last = blocks.at(-1);
    if (last?.type === "paragraph" && isCut(last, paragraph)) {
      blocks.splice(-1, 1, joined(last, paragraph));
    } else blocks.push(paragraph);
  };
  for (const node of nodes) {
    if (node.type === "paragraph" || node.type === "heading") {
      add(node, readInline(node.children), isFootnote(node.children));
    } else if (node.type === "html") {
      const words = readInline([{ type: "text", value: wordsOfHtml(node.value) }]);
      add(node, words, noteTag(node.value.trim()) !== undefined);
    } else if (node.type === "list") {
      const content = node.children
        .map(
          (child): ListItem => ({
            type: "listItem",
            content: readListItem(child.children, dropped),
          }),
        )
        .filter((item) => item.content.length > 0);
      const type = node.ordered ? "orderedList" : "bulletList";
      if (content.length > 0) blocks.push({ type, content });
    } else if (node.type === "blockquote") {
      blocks.push(...readBlocks(node.children, dropped, opensEntry && blocks.length === 0));
    } else if (node.type === "code") {
      const content = readInline([{ type: "text", value: node.value }]);
      if (content.length > 0) blocks.push({ type: "paragraph", content });
    }
  }
  return blocks;
}

/** The blocks of a list entry, without the box of a task list; a paragraph always comes first. */
export function readListItem(nodes: readonly BlockNode[], dropped: Leftover[]): Block[] {
  const blocks = readBlocks(nodes, dropped, true);
  if (blocks.length === 0) return readDefinitions(nodes);
  const [first] = blocks;
  if (first && first.type !== "paragraph") return [{ type: "paragraph" }, ...blocks];
  const run = first?.content?.[0];
  if (run) run.text = run.text.replace(/^(?:\[[ xX]\]|:)\s+/u, "");
  return blocks;
}

/** `[Laws]: https://example.org` gives a link its address; an entry with nothing else says it. */
function readDefinitions(nodes: readonly BlockNode[]): Block[] {
  return nodes.flatMap((node): Paragraph[] => {
    if (node.type !== "definition") return [];
    const label = node.identifier.startsWith("^") ? "" : `${node.label ?? node.identifier}: `;
    return [{ type: "paragraph", content: [{ type: "text", text: label + node.url }] }];
  });
}

/** Whether a paragraph is the text of a footnote: it begins with the footnote's mark. */
export function isFootnote(nodes: readonly InlineNode[]): boolean {
  const [first] = nodes;
  if (first?.type === "text" && /^\[\^[^\]\s]+\]:/u.test(first.value)) return true;
  // An empty tag is an anchor, with nothing to refer to.
  return endOfNoteMark(nodes, 0) > 1;
}
