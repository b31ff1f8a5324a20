/**
 * Placement of a change in an editor: the editor's positions of its words, what is struck through there,
 * and what is shown as inserted.
 */
import type { Block, Mark, RichText } from "../documents/rich-text";
import { type Edit, editsOf } from "./edits";
import { sameWords } from "./redline";
import { type Token, tokensOf } from "./tokens";

/** A stretch of positions as the editor counts them: one for each character, each border of a block. */
export interface TokenPosition {
  from: number;
  to: number;
}

/** Where each token of a text stands; the beginning of a paragraph is the point before its first word. */
export function positionsOf(text: RichText): TokenPosition[] {
  const places: TokenPosition[] = [];
  const tokens = tokensOf(text);
  const paragraph = (from: number) => {
    places.push({ from, to: from });
    let at = from;
    for (;;) {
      const token = tokens[places.length];
      if (token?.type !== "word") return at;
      places.push({ from: at, to: at + token.text.length });
      at += token.text.length;
    }
  };
  // Each block begins and ends with a border.
  const walk = (blocks: readonly Block[], from: number): number =>
    blocks.reduce((at, block) => {
      if (block.type === "paragraph") return paragraph(at + 1) + 1;
      return block.content.reduce((start, item) => walk(item.content, start + 1) + 1, at + 1) + 1;
    }, from);
  walk(text.content, 0);
  return places;
}

/** Words to be shown where they do not stand, with their formatting; a paragraph by its sign. */
export interface ShownRun {
  text: string;
  marks: readonly Mark[];
}

export type Drawn =
  /** Words of the text, struck through or marked. */
  | { kind: "stretch"; look: "removed" | "added" | "formatted"; from: number; to: number }
  /** Words between those of the text. */
  | { kind: "insert"; look: "removed" | "added"; at: number; runs: ShownRun[] };

const PARAGRAPH = "¶";

/** After the sign of a paragraph, for each entry that it begins. */
const ENTRIES = { bulletList: "•", orderedList: "#" } as const;

export function shownRuns(tokens: readonly Token[]): ShownRun[] {
  return tokens.map((token) => {
    if (token.type === "word") return { text: token.text, marks: token.marks };
    const entries = token.lists.slice(token.shared).map((type) => ENTRIES[type]);
    return { text: [PARAGRAPH, ...entries].join(""), marks: [] };
  });
}

/** Paragraphs before the first: the sign of the next one stands before its words. */
function shownAt(edit: Edit): readonly Token[] {
  if (edit.from > 0 || edit.to > 0) return edit.insert;
  const [start, ...words] = edit.insert;
  return start ? [...words, start] : [];
}

/** The gap before a token: the end of the one before it. */
const gapAt = (places: readonly TokenPosition[], index: number): number =>
  places[index - 1]?.to ?? places[0]?.from ?? 1;

function stretches(
  look: "removed" | "added" | "formatted",
  tokens: readonly Token[],
  places: readonly TokenPosition[],
  from: number,
): Drawn[] {
  const drawn: Drawn[] = [];
  tokens.forEach((token, i) => {
    const place = places[from + i];
    if (!place) return;
    if (token.type === "start") {
      if (look !== "formatted") {
        drawn.push({ kind: "insert", look, at: place.from, runs: shownRuns([token]) });
      }
      return;
    }
    const last = drawn.at(-1);
    if (last?.kind === "stretch" && last.to === place.from) last.to = place.to;
    else drawn.push({ kind: "stretch", look, ...place });
  });
  return drawn;
}

/** A change drawn in the text it is of: what goes is struck through, what comes stands after it. */
export function drawnIn(text: RichText, change: readonly Edit[]): Drawn[] {
  const [tokens, places] = [tokensOf(text), positionsOf(text)];
  return change.flatMap((edit): Drawn[] => {
    const gone = tokens.slice(edit.from, edit.to);
    if (sameWords(gone, edit.insert)) return stretches("formatted", gone, places, edit.from);
    const removed = stretches("removed", gone, places, edit.from);
    if (edit.insert.length === 0) return removed;
    const at = gapAt(places, edit.to);
    return [...removed, { kind: "insert", look: "added", at, runs: shownRuns(shownAt(edit)) }];
  });
}

/** What was changed to come to a text, drawn in that text: what went is put in before what came. */
export function drawnSince(before: RichText, text: RichText): Drawn[] {
  const [old, tokens, places] = [tokensOf(before), tokensOf(text), positionsOf(text)];
  let moved = 0;
  return editsOf(old, tokens).flatMap((edit): Drawn[] => {
    const gone = old.slice(edit.from, edit.to);
    const from = edit.from + moved;
    moved += edit.insert.length - gone.length;
    if (sameWords(gone, edit.insert)) return stretches("formatted", edit.insert, places, from);
    const added = stretches("added", edit.insert, places, from);
    if (gone.length === 0) return added;
    const at = gapAt(places, from);
    return [{ kind: "insert", look: "removed", at, runs: shownRuns(gone) }, ...added];
  });
}

/** What a change takes out and puts in, in words, to be read out. */
export function inWords(text: RichText, change: readonly Edit[]): { out: string; in: string } {
  const tokens = tokensOf(text);
  const words = (row: readonly Token[]) =>
    row
      .map((token) => (token.type === "word" ? token.text : " "))
      .join("")
      .trim();
  return {
    out: words(change.flatMap(({ from, to }) => tokens.slice(from, to))),
    in: words(change.flatMap(({ insert }) => insert)),
  };
}

const MARK_ATTRIBUTES: Record<string, readonly string[]> = {
  link: ["href"],
  bracket: ["id", "kind", "delegations"],
};

/** A text as an editor hands it out, as it is kept: an editor adds what a link opens in. */
export function withoutBlankEnds(text: RichText): RichText {
  const marks = (all: readonly Mark[]) =>
    all.map((mark): Mark => {
      if (!("attrs" in mark)) return { type: mark.type };
      const given = mark.attrs as Record<string, unknown>;
      const names = MARK_ATTRIBUTES[mark.type] ?? [];
      return {
        type: mark.type,
        attrs: Object.fromEntries(names.map((n) => [n, given[n]])),
      } as Mark;
    });
  const blocks = (all: readonly Block[]): Block[] =>
    all.map((block) =>
      block.type === "paragraph"
        ? {
            type: "paragraph",
            ...(block.content?.length
              ? {
                  content: block.content.map(({ text: words, marks: set }) => ({
                    type: "text",
                    text: words,
                    ...(set?.length ? { marks: marks(set) } : {}),
                  })),
                }
              : {}),
          }
        : {
            type: block.type,
            content: block.content.map((item) => ({
              type: "listItem",
              content: blocks(item.content),
            })),
          },
    );
  return { type: "doc", content: blocks(text.content) };
}
