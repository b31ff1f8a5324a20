/** A change in short: its words, with a few of those around them. */
import type { RedlineParagraph } from "./redline";
import { isChange, linesOf, type RedlinePiece } from "./redline-lines";

/** Between parts that do not follow each other. */
const LEFT_OUT = "…";

/**
 * The parts of a redline in one row, without most of what stays.
 * @param around how many words are kept beside a change.
 */
export function shortRedline(
  paragraphs: readonly RedlineParagraph[],
  around: number,
): RedlinePiece[] {
  const parts = linesOf(paragraphs).flatMap(({ pieces }, at) => {
    // The mark of an entry that stays is not among the words.
    const shown = pieces.filter((piece) => piece.kind !== "marker" || piece.change !== "same");
    return at === 0 ? shown : [SPACE, ...shown];
  });
  const first = parts.findIndex(isChange);
  const last = parts.findLastIndex(isChange);
  if (first < 0) return [];
  return parts.flatMap((part, at) => {
    if (isChange(part) || part.kind !== "same") return part;
    const before = at > first;
    const after = at < last;
    const text = cut(part.text, before ? around : 0, after ? around : 0);
    return text === "" ? [] : { ...part, text };
  });
}

const SPACE: RedlinePiece = { kind: "same", text: " ", marks: [] };

/** The first and the last words of a text, with a sign for those between or beyond them. */
function cut(text: string, first: number, last: number): string {
  const words = text.match(/\s*\S+\s*/gu) ?? [];
  if (words.length === 0) return first > 0 && last > 0 ? text : "";
  if (words.length <= first + last) return text;
  const head = words.slice(0, first).join("").trimEnd();
  const tail = last === 0 ? "" : words.slice(-last).join("").trimStart();
  if (first === 0) return `${LEFT_OUT}\u00a0${tail}`;
  return last === 0 ? `${head}\u00a0${LEFT_OUT}` : `${head} ${LEFT_OUT} ${tail}`;
}
