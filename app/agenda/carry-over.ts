/**
 * Bringing a change of a national item into an agenda item that was made from it. Only where there
 * is no doubt: the words that were taken still stand in the agenda item, in paragraphs of their
 * own, once, and not in brackets, which someone would have to lift. Whatever a person wrote around
 * them stays.
 */
import { negotiatedWords } from "../documents/brackets";
import type { Block, RichText } from "../documents/rich-text";

/** The lines of a text as they are compared: letters in one Unicode form, white space folded, empty ones left out. */
function linesOf(text: string): string[] {
  return text
    .normalize("NFC")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

const wordsOf = (block: Block) =>
  linesOf(negotiatedWords({ type: "doc", content: [block] })).join("\n");

/** Where in `blocks` the words stand, as the blocks from `start` up to `end`. */
function runsOf(blocks: readonly Block[], words: string): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (let start = 0; start < blocks.length; start += 1) {
    let found = "";
    for (let end = start; end < blocks.length; end += 1) {
      const more = wordsOf(blocks[end] as Block);
      // A run does not begin or end with an empty paragraph.
      if (more === "" && found === "") break;
      found = [found, more].filter(Boolean).join("\n");
      if (found === words && more !== "") runs.push({ start, end: end + 1 });
      if (found.length > words.length) break;
    }
  }
  return runs;
}

/**
 * The agenda item's text with the national item's new words in place of those that were taken.
 * @param basis the words that were taken
 * @returns null where these do not stand in it just once
 */
export function carryOver(agenda: RichText, basis: string, now: RichText): RichText | null {
  const words = linesOf(basis).join("\n");
  if (words === "") return null;
  const [run, ...others] = runsOf(agenda.content, words);
  if (!run || others.length > 0) return null;
  const content = [
    ...agenda.content.slice(0, run.start),
    ...now.content,
    ...agenda.content.slice(run.end),
  ];
  return { type: "doc", content };
}

/** How often the words stand in those of the agenda item, in lines of their own. */
export function placesOf(agendaWords: string, basis: string): number {
  const lines = linesOf(agendaWords);
  const sought = linesOf(basis);
  if (sought.length === 0) return 0;
  return lines.filter((_, at) => sought.every((line, i) => lines[at + i] === line)).length;
}

/**
 * Whether `carryOver` would find the words, as far as the words alone can tell: what the page
 * knows before anyone asks for the change.
 */
export function mayCarryOver(agendaWords: string, basis: string): boolean {
  return placesOf(agendaWords, basis) === 1;
}
