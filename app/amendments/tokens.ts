/**
 * The text of an item as a row of words, so that two versions can be compared and changes of one be
 * made in another: a token for each word, blank or sign with its formatting, and one that begins
 * each paragraph and says how it stands in lists.
 */
import type { Block, List, ListItem, Mark, RichText, TextRun } from "../documents/rich-text";

export interface Word {
  type: "word";
  text: string;
  marks: readonly Mark[];
}

/** The beginning of a paragraph. */
export interface Start {
  type: "start";
  /** The lists it stands in, outermost first; none for a paragraph of the item itself. */
  lists: readonly List["type"][];
  /** In how many of their items, from the outside, the paragraph before it stands too. */
  shared: number;
  /** Whether the list after the shared ones is a new one, where the paragraph before is in one as well. */
  fresh: boolean;
}

export type Token = Word | Start;

/** White space, a word with its hyphens and apostrophes, or a single sign. */
const WORDS = /\s+|[\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*|[^\s]/gu;

interface Ancestor {
  list: List;
  item: ListItem;
}

/** The paragraphs of a text in reading order, each with the list items it stands in. */
function paragraphsOf(
  blocks: readonly Block[],
  within: readonly Ancestor[],
): { runs: readonly TextRun[]; within: readonly Ancestor[] }[] {
  return blocks.flatMap((block) =>
    block.type === "paragraph"
      ? [{ runs: block.content ?? [], within }]
      : block.content.flatMap((item) =>
          paragraphsOf(item.content, [...within, { list: block, item }]),
        ),
  );
}

function wordsOf(runs: readonly TextRun[]): Word[] {
  return joinedRuns(runs).flatMap(({ text, marks = [] }) =>
    (text.match(WORDS) ?? []).map((word): Word => ({ type: "word", text: word, marks })),
  );
}

/** Runs that look alike as one: where they were cut cannot be seen. */
function joinedRuns(runs: readonly TextRun[]): readonly TextRun[] {
  if (runs.length < 2) return runs;
  const out: TextRun[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && marksKey(last.marks ?? []) === marksKey(run.marks ?? [])) {
      out[out.length - 1] = { ...last, text: last.text + run.text };
    } else out.push(run);
  }
  return out;
}

/** A text as a row of tokens; `textOf` is its inverse. */
export function tokensOf(text: RichText): Token[] {
  let before: readonly Ancestor[] = [];
  return paragraphsOf(text.content, []).flatMap(({ runs, within }, at) => {
    let shared = 0;
    while (at > 0 && shared < within.length && within[shared]?.item === before[shared]?.item) {
      shared += 1;
    }
    const fresh =
      shared < within.length &&
      shared < before.length &&
      within[shared]?.list !== before[shared]?.list;
    before = within;
    const start: Start = {
      type: "start",
      lists: within.map(({ list }) => list.type),
      shared,
      fresh,
    };
    return [start, ...wordsOf(runs)];
  });
}

/** The same marks, in whichever order they were set. */
export const marksKey = (marks: readonly Mark[]): string =>
  marks
    .map((mark) => JSON.stringify([mark.type, "attrs" in mark ? mark.attrs : null]))
    .sort()
    .join();

/** What two tokens that read and look alike have in common. */
export const keyOf = (token: Token): string =>
  token.type === "word" && token.marks.length > 0
    ? `${wordKeyOf(token)}\u0000${marksKey(token.marks)}`
    : wordKeyOf(token);

/** The same, formatting left aside. A letter is one letter in whichever form Unicode has for it. */
export const wordKeyOf = (token: Token): string =>
  token.type === "word"
    ? token.text.normalize("NFC")
    : `\u0001${token.lists.join(">")}|${token.shared}|${token.fresh}`;

/** Asked of each word of long texts: most are the same at first sight. */
export function sameLook(one: Token, other: Token): boolean {
  if (one === other) return true;
  if (one.type === "start" || other.type === "start") return keyOf(one) === keyOf(other);
  if (one.text !== other.text && wordKeyOf(one) !== wordKeyOf(other)) return false;
  if (one.marks.length === 0 && other.marks.length === 0) return true;
  return marksKey(one.marks) === marksKey(other.marks);
}

function runsOf(words: readonly Word[]): TextRun[] {
  const runs: TextRun[] = [];
  let lastKey = "";
  for (const { text, marks } of words) {
    const key = marksKey(marks);
    const last = runs.at(-1);
    if (last && key === lastKey) last.text += text;
    else runs.push({ type: "text", text, ...(marks.length > 0 ? { marks: [...marks] } : {}) });
    lastKey = key;
  }
  return runs;
}

/**
 * The text of a row of tokens. Rows that come of changes may be uneven: words before the first
 * beginning get a paragraph, and a paragraph that shares more with the one before than that has
 * shares what there is.
 */
export function textOf(tokens: readonly Token[]): RichText {
  const content: Block[] = [];
  let open: Ancestor[] = [];
  let words: Word[] = [];
  let start: Start | null = null;

  const close = () => {
    if (!start && words.length === 0) return;
    const runs = runsOf(words);
    const { lists, shared, fresh } = start ?? { lists: [], shared: 0, fresh: false };
    const before = open;
    open = [];
    let blocks: Block[] = content;
    for (const [depth, type] of lists.entries()) {
      const same = before[depth];
      const along = depth < shared && depth === open.length && same?.list.type === type;
      if (along && before.slice(0, depth).every((one, i) => one.item === open[i]?.item)) {
        open.push(same);
        blocks = same.item.content;
        continue;
      }
      const item: ListItem = { type: "listItem", content: [] };
      const last = blocks.at(-1);
      const continues =
        last !== undefined &&
        last.type === type &&
        last === same?.list &&
        !(fresh && depth === shared);
      const list: List = continues ? (last as List) : { type, content: [] };
      list.content.push(item);
      if (!continues) blocks.push(list);
      open.push({ list, item });
      blocks = item.content;
    }
    blocks.push({ type: "paragraph", ...(runs.length > 0 ? { content: runs } : {}) });
    words = [];
  };

  for (const token of tokens) {
    if (token.type === "word") words.push(token);
    else {
      close();
      start = token;
    }
  }
  close();
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}
