/**
 * Changes of a text, word by word. An edit says which tokens of the text it was made on are replaced,
 * and by which; edits of one change do not overlap and come in order.
 */
import { diffArrays } from "diff";
import { sameLook, type Token, wordKeyOf } from "./tokens";

export interface Edit {
  /** From the token at `from` up to the one at `to`, which stays; equal for an insertion. */
  from: number;
  to: number;
  insert: readonly Token[];
}

/** More than this is not worth telling apart: all is replaced by all. */
const MOST_CHANGES = 2000;

const isBlank = (token: Token | undefined) => token?.type === "word" && /^\s+$/.test(token.text);

/** Which tokens of two rows stand for each other, as pairs of indexes in order. */
function pairsOf(before: readonly Token[], after: readonly Token[]): [number, number][] {
  const changes = diffArrays(before.map(wordKeyOf), after.map(wordKeyOf), {
    maxEditLength: MOST_CHANGES,
  });
  const pairs: [number, number][] = [];
  let [a, b] = [0, 0];
  for (const { added, removed, value } of changes ?? []) {
    if (!added && !removed) pairs.push(...value.map((_, i): [number, number] => [a + i, b + i]));
    if (!added) a += value.length;
    if (!removed) b += value.length;
  }
  return pairs;
}

/** The same, read from the end: where words repeat, another of them may be taken for the same. */
function pairsFromEnd(before: readonly Token[], after: readonly Token[]): [number, number][] {
  return pairsOf([...before].reverse(), [...after].reverse())
    .map(([a, b]): [number, number] => [before.length - 1 - a, after.length - 1 - b])
    .reverse();
}

function editsBetween(
  before: readonly Token[],
  after: readonly Token[],
  pairs: readonly [number, number][],
): Edit[] {
  const edits: Edit[] = [];
  let [a, b] = [0, 0];
  const replace = (from: number, to: number, insert: readonly Token[]) => {
    if (from === to && insert.length === 0) return;
    const last = edits.at(-1);
    // A phrase that replaces another is one change, not one for each of its words.
    const gap = last ? before.slice(last.to, from) : [];
    const joins = last && gap.length <= 1 && gap.every(isBlank) && !gap.some(isChange);
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
  return edits.map((edit) => trimmed(before, edit));
}

/** Without what both begin or end with: changes that are joined may take in words that stay. */
function trimmed(before: readonly Token[], { from, to, insert }: Edit): Edit {
  const most = Math.min(to - from, insert.length);
  const same = (one: Token | undefined, other: Token | undefined) =>
    one !== undefined && other !== undefined && sameLook(one, other);
  let first = 0;
  while (first < most && same(before[from + first], insert[first])) first += 1;
  let last = 0;
  while (last < most - first && same(before[to - 1 - last], insert[insert.length - 1 - last])) {
    last += 1;
  }
  return {
    from: from + first,
    to: to - last,
    insert: insert.slice(first, insert.length - last),
  };
}

const isChange = (token: Token) => token.type === "start";

/** What was changed to come from one text to the other. */
export function editsOf(before: readonly Token[], after: readonly Token[]): Edit[] {
  return editsBetween(before, after, pairsOf(before, after));
}

/**
 * The same in both ways it can be told; where words repeat, which of them went cannot be seen.
 * @returns one list if both ways are one.
 */
export function readingsOf(before: readonly Token[], after: readonly Token[]): Edit[][] {
  const forth = editsOf(before, after);
  const back = editsBetween(before, after, pairsFromEnd(before, after));
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
 * just where the other ends, so that which comes first would be a guess. Two that are the same are not.
 */
export function collide(one: Edit, other: Edit): boolean {
  if (sameEdit(one, other)) return false;
  return one.from <= other.to && other.from <= one.to;
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
  return edits.sort((a, b) => a.from - b.from || a.to - b.to);
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
        .filter((other) => other.to <= edit.from)
        .reduce((sum, other) => sum + other.insert.length - (other.to - other.from), 0);
      return { ...edit, from: edit.from + moved, to: edit.to + moved };
    });
}
