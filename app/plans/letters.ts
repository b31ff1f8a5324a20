/** Which letters a text may hold: none that nothing can show, print or read aloud. */

/** What breaks a line where no line can be broken: a blank says as much. */
const BREAKS = /[\v\f\u0085\u2028\u2029]/g;

/**
 * Control characters but the tab and the line end, halves of characters, and what Unicode says is
 * no character: browsers draw boxes for them, and XML, so any Word file, may not hold them.
 */
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant
  /[\u0000-\u0008\u000E-\u001F\r\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The text with only letters that can be shown: breaks as blanks, the rest left out. */
export function cleanLetters(text: string): string {
  return text.replace(BREAKS, " ").replace(UNSHOWABLE, "");
}

/** Where letters stand that have to go, and what comes in the place of each; the last first. */
export function letterRepairs(text: string): { at: number; instead: string }[] {
  const found = [
    ...[...text.matchAll(BREAKS)].map(({ index }) => ({ at: index, instead: " " })),
    ...[...text.matchAll(UNSHOWABLE)].map(({ index }) => ({ at: index, instead: "" })),
  ];
  return found.sort((a, b) => b.at - a.at);
}
