/** A change in short: its words, with a few of those around them. */
import type { RedlineParagraph, RedlinePart } from "./redline";

/** Between parts that do not follow each other. */
const LEFT_OUT = "…";

/**
 * The parts of a redline in one row, without most of what stays.
 * @param around how many words are kept beside a change.
 */
export function shortRedline(
  paragraphs: readonly RedlineParagraph[],
  around: number,
): RedlinePart[] {
  const parts = paragraphs.flatMap(({ parts }, at) => (at === 0 ? parts : [SPACE, ...parts]));
  const first = parts.findIndex(isChange);
  const last = parts.findLastIndex(isChange);
  if (first < 0) return [];
  return parts.flatMap((part, at) => {
    if (isChange(part)) return part;
    const before = at > first;
    const after = at < last;
    const text = cut(part.text, before ? around : 0, after ? around : 0);
    return text === "" ? [] : { ...part, text };
  });
}

const SPACE: RedlinePart = { kind: "same", text: " ", marks: [] };

const isChange = ({ kind }: RedlinePart): boolean => kind !== "same";

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
