/** A change of a text as people read it: what stays, what goes, what comes, what looks otherwise. */
import type { Detail } from "../documents/document";
import type { Mark, RichText } from "../documents/rich-text";
import { type Edit, editsOf } from "./edits";
import { marksKey, type Start, sameLook, type Token, tokensOf, wordKeyOf } from "./tokens";

export type RedlineKind = "same" | "removed" | "added" | "formatted";

export interface RedlinePart {
  kind: RedlineKind;
  text: string;
  marks: readonly Mark[];
  /** The marks it had, where it is the same words that look otherwise. */
  was?: readonly Mark[];
}

/** How a paragraph stands: in which lists, and whether it begins an entry of them. */
export type ParagraphForm = Omit<Start, "type">;

/** A paragraph of either text; what an item's detail says begins with which one it is. */
export interface RedlineParagraph {
  /** Whether it is a paragraph in both texts. Its words have kinds of their own. */
  kind: "same" | "removed" | "added";
  form: ParagraphForm;
  /** How it stood, where it stays and stands otherwise. */
  was: ParagraphForm | null;
  detail: Detail | null;
  parts: RedlinePart[];
}

/** A token of either text; `was` is the one that it takes the place of and differs from in form alone. */
interface Marked {
  kind: RedlineKind;
  token: Token;
  was?: Token;
}

function markedTokens(before: readonly Token[], edits: readonly Edit[]): Marked[] {
  const marked: Marked[] = [];
  let at = 0;
  const copyUnchanged = (until: number) => {
    for (const token of before.slice(at, until)) marked.push({ kind: "same", token });
  };
  for (const { from, to, insert } of edits) {
    copyUnchanged(from);
    marked.push(...markedEdit(before.slice(from, to), insert));
    at = to;
  }
  copyUnchanged(before.length);
  return marked;
}

const isStart = (token: Token) => token.type === "start";

/** Where as many paragraphs begin as before, each is the one that it was. */
function markedEdit(gone: readonly Token[], insert: readonly Token[]): Marked[] {
  const [old, young] = [stretchesOf(gone), stretchesOf(insert)];
  if (old.length !== young.length) return changedWords(gone, insert);
  return old.flatMap((stretch, i) => {
    const { start = null, words = [] } = young[i] ?? {};
    const begins = stretch.start && start ? [formedStart(stretch.start, start)] : [];
    return [...begins, ...changedWords(stretch.words, words)];
  });
}

const formedStart = (was: Token, now: Token): Marked =>
  sameLook(was, now) ? { kind: "same", token: now } : { kind: "formatted", token: now, was };

interface Stretch {
  /** None for the words before the first paragraph that begins. */
  start: Token | null;
  words: Token[];
}

function stretchesOf(tokens: readonly Token[]): Stretch[] {
  const stretches: Stretch[] = [{ start: null, words: [] }];
  for (const token of tokens) {
    if (isStart(token)) stretches.push({ start: token, words: [] });
    else stretches.at(-1)?.words.push(token);
  }
  return stretches;
}

/** Whether tokens are the same words, whatever they look like. */
export const sameWords = (one: readonly Token[], other: readonly Token[]): boolean =>
  one.length === other.length &&
  one.every((token, i) => {
    const counterpart = other[i];
    return (
      token.type === "word" &&
      counterpart?.type === "word" &&
      wordKeyOf(token) === wordKeyOf(counterpart)
    );
  });

function changedWords(gone: readonly Token[], insert: readonly Token[]): Marked[] {
  if (!sameWords(gone, insert)) {
    return [
      ...gone.map((token): Marked => ({ kind: "removed", token })),
      ...insert.map((token): Marked => ({ kind: "added", token })),
    ];
  }
  return insert.map((token, i): Marked => {
    const was = gone[i];
    return was === undefined || sameLook(token, was)
      ? { kind: "same", token }
      : { kind: "formatted", token, was };
  });
}

/** The paragraphs of two texts in one row, each with its words and what becomes of them. */
export function redline(before: RichText, after: RichText): RedlineParagraph[] {
  const tokens = tokensOf(before);
  return redlineOf(tokens, editsOf(tokens, tokensOf(after)));
}

/** The same, where it is known what changes. */
export function redlineOf(before: readonly Token[], edits: readonly Edit[]): RedlineParagraph[] {
  const paragraphs: RedlineParagraph[] = [];
  for (const { kind, token, was } of markedTokens(before, edits)) {
    if (token.type === "start") {
      paragraphs.push({
        kind: kind === "formatted" ? "same" : kind,
        form: formOf(token),
        was: was?.type === "start" ? formOf(was) : null,
        detail: null,
        parts: [],
      });
      continue;
    }
    const parts = paragraphs.at(-1)?.parts;
    const last = parts?.at(-1);
    const part: RedlinePart = {
      kind,
      text: token.text,
      marks: token.marks,
      ...(was?.type === "word" ? { was: was.marks } : {}),
    };
    if (last && looksLike(last, part)) last.text += token.text;
    else parts?.push(part);
  }
  return paragraphs;
}

const formOf = ({ lists, shared, fresh }: Start): ParagraphForm => ({ lists, shared, fresh });

const looksLike = (one: RedlinePart, other: RedlinePart): boolean =>
  one.kind === other.kind &&
  marksKey(one.marks) === marksKey(other.marks) &&
  marksKey(one.was ?? []) === marksKey(other.was ?? []);
