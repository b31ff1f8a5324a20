/** Which letters people's words may hold, at every door: none that nothing can show, print or read aloud. */

/** What breaks a line beside the line end itself: also Word's manual line break, and the two of Unicode. */
const BREAKS = /[\v\f\u0085\u2028\u2029]/g;

/**
 * Control characters but the tab and the line end, halves of characters, and what Unicode says is
 * no character: browsers draw boxes for them, and XML, so any Word file, may not hold them. And what
 * turns the order in which letters are shown: a page would say 2027 where a file says 7202.
 */
const UNSHOWABLE =
  /(?![\t\n\v\f\u0085])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]/gu;

/** The text with only letters that can be shown: breaks as line ends, the rest left out. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(BREAKS, "\n").replace(UNSHOWABLE, "");
}

/** The same of a text in which no line can be broken: there a blank says as much. */
export function cleanLetters(text: string): string {
  return text.replace(BREAKS, " ").replace(UNSHOWABLE, "");
}

export interface LetterRepair {
  at: number;
  /** How much goes, in UTF-16 code units, and what comes in its place. */
  length: number;
  instead: string;
}

/** Where letters stand that have to go; the last first. */
export function letterRepairs(text: string): LetterRepair[] {
  const found = (pattern: RegExp, instead: string): LetterRepair[] =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ at: index, length, instead }));
  return [...found(BREAKS, " "), ...found(UNSHOWABLE, "")].sort((a, b) => b.at - a.at);
}
