/**
 * Changes of a text, word by word. An edit says which tokens of the text it was made on are replaced,
 * and by which; edits of one change do not overlap and come in order.
 */
import { commonPairs, type Pair, type Row } from "../documents/row-diff";
import { keyOf, sameLook, type Token, wordKeyOf } from "./tokens";

export interface Edit {
  /** From the token at `from` up to the one at `to`, which stays; equal for an insertion. */
  from: number;
  to: number;
  insert: readonly Token[];
  /** The tokens that it takes out. */
  gone: readonly Token[];
  /** Whether a paragraph ends at `to`. */
  atEnd: boolean;
}

/** An edit of a row of tokens. */
export function editAt(
  before: readonly Token[],
  from: number,
  to: number,
  insert: readonly Token[],
): Edit {
  return { from, to, insert, gone: before.slice(from, to), atEnd: isStart(before[to] ?? START) };
}

const START: Token = { type: "start", lists: [], shared: 0, fresh: false };

const isStart = (token: Token | undefined) => token?.type === "start";

const isBlank = (token: Token | undefined) => token?.type === "word" && /^\s+$/.test(token.text);

const rowOf = (tokens: readonly Token[]): Row => ({
  keys: tokens.map(wordKeyOf),
  beginsSection: (index) => isStart(tokens[index]),
});

function editsBetween(
  before: readonly Token[],
  after: readonly Token[],
  pairs: readonly Pair[],
  slide: "back" | "on",
): Edit[] {
  const edits: { from: number; to: number; insert: readonly Token[] }[] = [];
  let [a, b] = [0, 0];
  const replace = (from: number, to: number, insert: readonly Token[]) => {
    if (from === to && insert.length === 0) return;
    const last = edits.at(-1);
    // A phrase that replaces another is one change, not one for each of its words.
    const gap = last ? before.slice(last.to, from) : [];
    const joins = last && gap.length <= 1 && gap.every(isBlank);
    if (last && joins) {
      edits[edits.length - 1] = {
        from: last.from,
        to,
        insert: [...last.insert, ...gap, ...insert],
      };
    } else edits.push({ from, to, insert });
  };
  for (const [at, there] of [...pairs, [before.length, after.length] as const]) {
    replace(a, at, after.slice(b, there));
    const [one, other] = [before[at], after[there]];
    if (one && other && !sameLook(one, other)) replace(at, at + 1, [other]);
    [a, b] = [at + 1, there + 1];
  }
  return wholeParagraphs(
    before,
    edits.map((edit) => trimmed(before, edit)),
    slide,
  );
}

/**
 * A paragraph that was put in or taken out between others can be read in several ways, as its words and
 * the beginning of the next, too. Of these it is read as its own beginning and its words.
 * @param slide which way to look first: where paragraphs are alike, that can be another of them.
 */
function wholeParagraphs(
  before: readonly Token[],
  edits: readonly Edit[],
  slide: "back" | "on",
): Edit[] {
  const ways = slide === "back" ? [slidBack, slidOn] : [slidOn, slidBack];
  const out: Edit[] = [];
  for (const [i, edit] of edits.entries()) {
    const room = { from: out.at(-1)?.to ?? 0, to: edits[i + 1]?.from ?? before.length };
    const found = ways.map((way) => way(before, edit, room)).find((one) => one !== null);
    out.push(found ?? edit);
  }
  return out.flatMap((edit) => oneByOne(before, edit));
}

/** Whole paragraphs that go, each by itself: what came between them meanwhile is not in the way. */
function oneByOne(before: readonly Token[], edit: Edit): Edit[] {
  const { from, to, insert, gone, atEnd } = edit;
  if (insert.length > 0 || !atEnd || !isStart(gone[0])) return [edit];
  const borders = gone.flatMap((token, i) => (isStart(token) ? [from + i] : []));
  return borders.map((at, i) => editAt(before, at, borders[i + 1] ?? to, []));
}

/** What an insertion puts in, or a removal takes out; null for a replacement. */
function alone({ insert, gone }: Edit): readonly Token[] | null {
  if (insert.length > 0 && gone.length > 0) return null;
  const tokens = gone.length > 0 ? gone : insert;
  return tokens.some(isStart) && !isStart(tokens[0]) ? tokens : null;
}

type Slide = (
  before: readonly Token[],
  edit: Edit,
  room: { from: number; to: number },
) => Edit | null;

const slidBack: Slide = (before, edit, room) => {
  const tokens = alone(edit);
  for (let by = 1; tokens && by < tokens.length; by += 1) {
    const [at, last] = [edit.from - by, tokens[tokens.length - by]];
    const known = before[at];
    if (at < room.from || !known || !last || !sameLook(known, last)) return null;
    if (isStart(last)) {
      const turned = [...tokens.slice(-by), ...tokens.slice(0, -by)];
      return moved(before, edit, -by, turned);
    }
  }
  return null;
};

const slidOn: Slide = (before, edit, room) => {
  const tokens = alone(edit);
  for (let by = 1; tokens && by < tokens.length; by += 1) {
    const [at, first] = [edit.to + by - 1, tokens[by - 1]];
    const known = before[at];
    if (at >= room.to || !known || !first || !sameLook(known, first)) return null;
    if (isStart(tokens[by])) {
      return moved(before, edit, by, [...tokens.slice(by), ...tokens.slice(0, by)]);
    }
  }
  return null;
};

const moved = (
  before: readonly Token[],
  { from, to, insert }: Edit,
  by: number,
  turned: readonly Token[],
) => editAt(before, from + by, to + by, insert.length > 0 ? turned : []);

/** Without what both begin or end with: changes that are joined may take in words that stay. */
function trimmed(
  before: readonly Token[],
  { from, to, insert }: Pick<Edit, "from" | "to" | "insert">,
): Edit {
  const most = Math.min(to - from, insert.length);
  const same = (one: Token | undefined, other: Token | undefined) =>
    one !== undefined && other !== undefined && sameLook(one, other);
  let first = 0;
  while (first < most && same(before[from + first], insert[first])) first += 1;
  let last = 0;
  while (last < most - first && same(before[to - 1 - last], insert[insert.length - 1 - last])) {
    last += 1;
  }
  return editAt(before, from + first, to - last, insert.slice(first, insert.length - last));
}

/** What was changed to come from one text to the other. */
export function editsOf(before: readonly Token[], after: readonly Token[]): Edit[] {
  return editsBetween(before, after, commonPairs(rowOf(before), rowOf(after)), "back");
}

/**
 * The same in both ways it can be told; where words repeat, which of them went cannot be seen.
 * @returns one list if both ways are one.
 */
export function readingsOf(before: readonly Token[], after: readonly Token[]): Edit[][] {
  const forth = editsOf(before, after);
  const pairs = commonPairs(rowOf(before), rowOf(after), true);
  const back = editsBetween(before, after, pairs, "on");
  return sameEdits(forth, back) ? [forth] : [forth, back];
}

export function sameEdit(one: Edit, other: Edit): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.insert.length === other.insert.length &&
    one.insert.every((token, i) => sameLook(token, other.insert[i] as Token))
  );
}

function sameEdits(one: readonly Edit[], other: readonly Edit[]): boolean {
  return one.length === other.length && one.every((edit, i) => sameEdit(edit, other[i] as Edit));
}

/** Makes edits in the text they are of. */
export function applyEdits(tokens: readonly Token[], edits: readonly Edit[]): Token[] {
  const out: Token[] = [];
  let at = 0;
  for (const { from, to, insert } of edits) {
    out.push(...tokens.slice(at, from), ...insert);
    at = to;
  }
  return [...out, ...tokens.slice(at)];
}

/**
 * Whether two edits of one text are in each other's way: they change the same words, or one begins
 * just where the other ends, so that which comes first would be a guess. Two that are the same are
 * not; nor is one that ends with its paragraph in the way of one that begins with the next.
 */
export function collide(one: Edit, other: Edit): boolean {
  if (one.from > other.to || other.from > one.to) return false;
  if (sameEdit(one, other)) return false;
  return !isFollowed(one, other) && !isFollowed(other, one);
}

/** Whether one edit ends with its paragraph, and another begins with the one after it. */
function isFollowed(edit: Edit, next: Edit): boolean {
  if (edit.to !== next.from || !edit.atEnd || !beginsParagraph(next)) return false;
  // An insertion before the same place comes first only if it adds to the paragraph that ends there.
  if (edit.from === edit.to && edit.insert.some(isStart)) {
    if (next.from === next.to || isStart(next.insert[0])) return false;
  }
  // Two that add paragraphs there could come in either order.
  if (addsParagraphs(edit) && addsParagraphs(next)) return false;
  // How a paragraph stands in lists leans on the one before.
  if (reforms(edit) || reforms(next)) return false;
  const [first] = next.insert;
  const leans = first?.type === "start" && first.shared > 0;
  return !(leans && [...edit.gone, ...edit.insert].some(isStart));
}

/** Whether all that it changes are whole paragraphs, or the beginning of one with its first words. */
function beginsParagraph({ gone, insert, atEnd }: Edit): boolean {
  if (insert.length > 0) return isStart(insert[0]);
  return isStart(gone[0]) && atEnd;
}

const startsIn = (tokens: readonly Token[]) => tokens.filter(isStart);

const addsParagraphs = ({ gone, insert }: Edit) => startsIn(insert).length > startsIn(gone).length;

/** Whether paragraphs stand otherwise in lists than before. */
function reforms({ gone, insert }: Edit): boolean {
  const [old, young] = [startsIn(gone), startsIn(insert)];
  if (old.length === 0 || young.length === 0) return false;
  return old.map(keyOf).join("\n") !== young.map(keyOf).join("\n");
}

/** Whether any edit of one change is in the way of any of another. */
export function changesCollide(one: readonly Edit[], other: readonly Edit[]): boolean {
  return one.some((edit) => other.some((each) => collide(edit, each)));
}

/** Several changes of one text as one; what is in several of them is made once. They must not collide. */
export function combined(changes: readonly (readonly Edit[])[]): Edit[] {
  const edits: Edit[] = [];
  for (const edit of changes.flat()) {
    if (!edits.some((known) => sameEdit(known, edit))) edits.push(edit);
  }
  return edits.sort(
    (a, b) => a.from - b.from || a.to - b.to || Number(newParagraph(a)) - Number(newParagraph(b)),
  );
}

const newParagraph = ({ gone, insert }: Edit) => gone.length === 0 && isStart(insert[0]);

/** Whether one of two edits that do not collide comes before the other in the row. */
function precedes(one: Edit, other: Edit): boolean {
  if (one.to !== other.from) return one.to < other.from;
  const atOnePlace = one.from === one.to && other.from === other.to;
  return !atOnePlace || (newParagraph(other) && !newParagraph(one));
}

/**
 * A change as it is to be made once others, which it does not collide with, have been made: at
 * other places in the row. What these have done already is left out.
 */
export function after(change: readonly Edit[], others: readonly Edit[]): Edit[] {
  return change
    .filter((edit) => !others.some((other) => sameEdit(edit, other)))
    .map((edit) => {
      const moved = others
        .filter((other) => precedes(other, edit))
        .reduce((sum, other) => sum + other.insert.length - (other.to - other.from), 0);
      return { ...edit, from: edit.from + moved, to: edit.to + moved };
    });
}
