/** A change of a text as people read it: what stays, what goes, what comes, what looks otherwise. */
import type { Detail } from "../plans/document";
import type { Mark, RichText } from "../plans/rich-text";
import { type Edit, editsOf } from "./edits";
import { keyOf, type Start, type Token, tokensOf } from "./tokens";

export type RedlineKind = "same" | "removed" | "added" | "formatted";

export interface RedlinePart {
  kind: RedlineKind;
  text: string;
  marks: readonly Mark[];
}

/**
 * A paragraph of either text; a list item says how deep and in which kind of list it stands, what
 * an item's detail says begins with which one it is.
 */
export interface RedlineParagraph {
  kind: "same" | "removed" | "added";
  list: "bulletList" | "orderedList" | null;
  depth: number;
  detail: Detail | null;
  parts: RedlinePart[];
}

type Marked = { kind: RedlineKind; token: Token };

function markedTokens(before: readonly Token[], edits: readonly Edit[]): Marked[] {
  const marked: Marked[] = [];
  let at = 0;
  const keep = (until: number) => {
    for (const token of before.slice(at, until)) marked.push({ kind: "same", token });
  };
  for (const { from, to, insert } of edits) {
    keep(from);
    const gone = before.slice(from, to);
    const looks =
      gone.length === insert.length &&
      gone.every((token, i) => {
        const other = insert[i];
        return token.type === "word" && other?.type === "word" && token.text === other.text;
      });
    if (looks) {
      insert.forEach((token, i) => {
        const same = gone[i] !== undefined && keyOf(token) === keyOf(gone[i]);
        marked.push({ kind: same ? "same" : "formatted", token });
      });
    } else {
      for (const token of gone) marked.push({ kind: "removed", token });
      for (const token of insert) marked.push({ kind: "added", token });
    }
    at = to;
  }
  keep(before.length);
  return marked;
}

/** The paragraphs of two texts in one row, each with its words and what becomes of them. */
export function redline(before: RichText, after: RichText): RedlineParagraph[] {
  const tokens = tokensOf(before);
  return redlineOf(tokens, editsOf(tokens, tokensOf(after)));
}

/** The same, where it is known what changes. */
export function redlineOf(before: readonly Token[], edits: readonly Edit[]): RedlineParagraph[] {
  const paragraphs: RedlineParagraph[] = [];
  for (const { kind, token } of markedTokens(before, edits)) {
    if (token.type === "start") {
      paragraphs.push(paragraphOf(kind, token));
      continue;
    }
    const parts = paragraphs.at(-1)?.parts;
    const last = parts?.at(-1);
    const marks = JSON.stringify(token.marks);
    if (last?.kind === kind && JSON.stringify(last.marks) === marks) last.text += token.text;
    else parts?.push({ kind, text: token.text, marks: token.marks });
  }
  return paragraphs;
}

function paragraphOf(kind: RedlineKind, { lists }: Start): RedlineParagraph {
  return {
    kind: kind === "formatted" ? "same" : kind,
    list: lists.at(-1) ?? null,
    depth: lists.length,
    detail: null,
    parts: [],
  };
}
