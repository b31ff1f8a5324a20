/**
 * Brackets: words that are not agreed, held by delegations. A bracket is a mark over words, so it
 * stays on them while others type, and lifting it leaves the words as they are. Its id keeps two
 * that stand side by side apart. Brackets do not nest: in brackets, words are in one.
 */
import type { DocumentContent } from "./document";
import { itemRef } from "./numbering";
import { type Block, type Mark, plainText, type RichText, type TextRun } from "./rich-text";

/** Words proposed, words that someone wants out, one of several ways to say it. */
export const BRACKET_KINDS = ["text", "deletion", "alternative"] as const;
export type BracketKind = (typeof BRACKET_KINDS)[number];

export type BracketMark = Extract<Mark, { type: "bracket" }>;

export interface Bracket {
  id: string;
  kind: BracketKind;
  /** Codes of the delegations that hold it. */
  delegations: string[];
  /** The words in it, a line for each paragraph. */
  text: string;
  /** For an alternative, its number among those of the text, from 1. */
  number: number | null;
}

export const bracketOf = (run: Pick<TextRun, "marks">): BracketMark | undefined =>
  run.marks?.find((mark): mark is BracketMark => mark.type === "bracket");

const isKind = (kind: string): kind is BracketKind =>
  (BRACKET_KINDS as readonly string[]).includes(kind);

/** The paragraphs of a text, those in lists too, in reading order. */
function paragraphsOf(blocks: readonly Block[]): TextRun[][] {
  return blocks.flatMap((block) =>
    block.type === "paragraph"
      ? [block.content ?? []]
      : block.content.flatMap((item) => paragraphsOf(item.content)),
  );
}

/** The brackets of a text, in reading order; one that runs over several paragraphs is one. */
export function bracketsOf(text: RichText): Bracket[] {
  const found = new Map<string, Bracket>();
  let alternatives = 0;
  for (const runs of paragraphsOf(text.content)) {
    const inThis = new Set<string>();
    for (const run of runs) {
      const attrs = bracketOf(run)?.attrs;
      if (!attrs) continue;
      const known = found.get(attrs.id);
      if (known) known.text += inThis.has(attrs.id) ? run.text : `\n${run.text}`;
      else {
        const kind = isKind(attrs.kind) ? attrs.kind : "text";
        if (kind === "alternative") alternatives += 1;
        const number = kind === "alternative" ? alternatives : null;
        found.set(attrs.id, {
          id: attrs.id,
          kind,
          delegations: attrs.delegations,
          text: run.text,
          number,
        });
      }
      inThis.add(attrs.id);
    }
  }
  return [...found.values()];
}

/** A bracket with where it stands; null for the preamble. */
export interface PlacedBracket extends Bracket {
  item: { id: string; ref: string } | null;
}

/**
 * All brackets of a document that stand, in reading order: those of the preamble first.
 * @param code of the delegation whose plan it is; null for the agenda
 */
export function bracketsIn(
  { preamble, areas }: Pick<DocumentContent, "preamble" | "areas">,
  code: string | null,
): PlacedBracket[] {
  const inItems = areas.flatMap(({ items }) =>
    items.flatMap(({ id, areaNumber, number, text }) => {
      const item = { id, ref: itemRef(code, areaNumber, number) };
      return bracketsOf(text).map((bracket) => ({ ...bracket, item }));
    }),
  );
  return [...bracketsOf(preamble).map((bracket) => ({ ...bracket, item: null })), ...inItems];
}

function mapRuns(text: RichText, change: (runs: readonly TextRun[]) => TextRun[]): RichText {
  const blocks = (all: readonly Block[]): Block[] =>
    all.map((block) =>
      block.type === "paragraph"
        ? { ...block, ...(block.content ? { content: change(block.content) } : {}) }
        : {
            ...block,
            content: block.content.map((item) => ({ ...item, content: blocks(item.content) })),
          },
    );
  return { type: "doc", content: blocks(text.content) };
}

function without(run: TextRun): TextRun {
  const marks = run.marks?.filter((mark) => mark.type !== "bracket") ?? [];
  return { type: "text", text: run.text, ...(marks.length > 0 ? { marks } : {}) };
}

/** The text with one bracket lifted: its words stay. */
export function liftBracket(text: RichText, id: string): RichText {
  return mapRuns(text, (runs) =>
    runs.map((run) => (bracketOf(run)?.attrs.id === id ? without(run) : run)),
  );
}

/** All of a text in one bracket, in place of those it has. */
export function inBracket(text: RichText, attrs: BracketMark["attrs"]): RichText {
  return mapRuns(text, (runs) =>
    runs.map((run) => {
      const { marks = [], ...bare } = without(run);
      return { ...bare, marks: [{ type: "bracket", attrs }, ...marks] };
    }),
  );
}

/**
 * Before words that someone wants out, where no language may be chosen. In front, as the number of an
 * alternative is: beside several holders, `(– CA, MX)`, it would seem to be the first one's alone.
 */
const WANTED_OUT = "–";

/**
 * The text as it is set where marks are not seen: brackets are letters, with who holds them.
 * @param label what stands before an alternative, from its number
 * @param deletion names those who want words out, from their codes, in a language; without it a dash
 * before the words says so in all of them
 */
export function withBracketsWritten(
  text: RichText,
  label: (number: number) => string,
  deletion?: (codes: string) => string,
): RichText {
  const brackets = new Map(bracketsOf(text).map((bracket) => [bracket.id, bracket]));
  return mapRuns(text, (runs) =>
    runs.flatMap((run, i): TextRun[] => {
      const bracket = brackets.get(bracketOf(run)?.attrs.id ?? "");
      if (!bracket) return [run];
      const same = (other?: TextRun) => other && bracketOf(other)?.attrs.id === bracket.id;
      const sign = (letters: string): TextRun => ({ type: "text", text: letters });
      const { before, after } = lettersOf(bracket, label, deletion);
      return [
        ...(same(runs[i - 1]) ? [] : [sign(before)]),
        without(run),
        ...(same(runs[i + 1]) ? [] : [sign(after)]),
      ];
    }),
  );
}

/** What stands before the words in a bracket, and after them. */
function lettersOf(
  { kind, number, delegations }: Bracket,
  label: (number: number) => string,
  deletion: ((codes: string) => string) | undefined,
): { before: string; after: string } {
  const codes = delegations.join(", ");
  const isOut = kind === "deletion";
  const says = isOut && deletion && codes !== "" ? deletion(codes) : codes;
  const sign = number !== null ? label(number) : isOut && says === codes ? WANTED_OUT : "";
  return {
    before: sign === "" ? "[" : `[${sign} `,
    after: says === "" ? "]" : ` (${says})]`,
  };
}

/** How an alternative is numbered, in all three languages. */
export const alternativeLabel = (number: number): string => `Alt ${number}:`;

/**
 * What a text of the agenda says: its words, with the brackets on them. To put agreed words in
 * brackets is to say something else; bold type is not.
 */
export function negotiatedWords(text: RichText): string {
  return plainText(withBracketsWritten(text, alternativeLabel));
}

const OPENING = /\[(?:Alt \d+: |– )?/g;
const CLOSING = /(?: \([A-Z]+(?:, [A-Z]+)*\))?\]/g;

/**
 * Words of the agenda without the letters that `negotiatedWords` writes for brackets. What a person
 * typed just like them goes too, so compare only with words of which the same was asked.
 */
export function withoutBracketLetters(words: string): string {
  return words.replace(OPENING, "").replace(CLOSING, "");
}

export interface BracketTally {
  total: number;
  /** How many each delegation holds, most first; what several hold counts for each. */
  held: { delegation: string; count: number }[];
}

/** @param order codes of the delegations in their order, for those that hold as many. */
export function tallyBrackets(
  brackets: readonly Bracket[],
  order: readonly string[],
): BracketTally {
  const counts = new Map<string, number>();
  for (const { delegations } of brackets) {
    for (const code of new Set(delegations)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  const held = [...counts]
    .map(([delegation, count]) => ({ delegation, count }))
    .sort((a, b) => b.count - a.count || rank(a.delegation) - rank(b.delegation));
  return { total: brackets.length, held };
}
