/**
 * Bringing a text in a document to another by changing as little as it can: paragraphs and lists
 * stay, and only their differing words are replaced. What a colleague is typing into one at that
 * moment stays in it, and comments stay on the words around, where replacing the paragraph would
 * delete it all.
 */
import * as Y from "yjs";
import {
  type Block,
  type ListItem,
  markAttributes,
  type Paragraph,
  type RichText,
  readBlock,
  readMarks,
  toDelta,
  toYNode,
} from "./rich-text";
import { commonPairs } from "./row-diff";

type Node = Block | ListItem;

/** White space, a word, or a single sign: what is replaced as a whole. */
const WORDS = /\s+|[\p{L}\p{N}\p{M}]+|[^\s]/gu;

/** More pairs of nodes than this are not compared: they become each other in order. */
const MOST_PAIRS = 20_000;

interface Piece {
  text: string;
  attributes: Record<string, unknown>;
  /** The marks that the schema knows, to compare by. */
  look: string;
}

/** Brings a fragment to another text. Call it inside a Yjs transaction. */
export function replaceRichText(fragment: Y.XmlFragment, text: RichText): void {
  replaceChildren(fragment, text.content);
}

function nodeOf(child: unknown): Node | null {
  if (child instanceof Y.XmlElement && child.nodeName === "listItem") {
    const content = child.toArray().flatMap((each) => readBlock(each) ?? []);
    return { type: "listItem", content };
  }
  return readBlock(child);
}

/** What stays is not touched; of a stretch that changed, each becomes the one most like it. */
function replaceChildren(parent: Y.XmlFragment, nodes: readonly Node[]): void {
  const before = parent.toArray().map((child) => JSON.stringify(nodeOf(child)));
  const after = nodes.map((node) => JSON.stringify(node));
  let [at, next] = [0, 0];
  let gone = 0;
  const replace = (added: number) => {
    const old = parent
      .toArray()
      .slice(at, at + gone)
      .map(nodeOf);
    for (const step of pairing(old, nodes.slice(next, next + added))) {
      const node = step === "delete" ? undefined : nodes[next++];
      if (!node) parent.delete(at, 1);
      else if (step === "insert") parent.insert(at++, [toYNode(node)]);
      else replaceChild(parent, at++, node);
    }
    gone = 0;
  };
  for (const { added, removed, value } of changesBetween(before, after)) {
    if (removed) gone = value.length;
    else if (added) replace(value.length);
    else {
      replace(0);
      at += value.length;
      next += value.length;
    }
  }
  replace(0);
}

/**
 * How some nodes become others: as many as both have are changed, in order; which of the longer row
 * are left over is chosen so that those that are changed have most words in common.
 */
function pairing(
  old: readonly (Node | null)[],
  now: readonly Node[],
): ("change" | "insert" | "delete")[] {
  const [few, many] = old.length < now.length ? [old, now] : [now, old];
  const left = old.length < now.length ? "insert" : "delete";
  const spare = many.length - few.length;
  if (spare * few.length > MOST_PAIRS) {
    return [...few.map(() => "change" as const), ...Array<typeof left>(spare).fill(left)];
  }
  const bags = many.map((node) => new Set(wordsIn(node)));
  const words = few.map(wordsIn);
  // best[i]: the most words that the first i of the shorter row have in common, with `skipped` left out.
  let best: number[] = [];
  const from: boolean[][] = [];
  for (let skipped = 0; skipped <= spare; skipped += 1) {
    const before = best;
    best = [];
    from.push([]);
    for (let i = 0; i <= few.length; i += 1) {
      const over = skipped > 0 ? (before[i] ?? 0) : -1;
      const shared = i > 0 ? common(words[i - 1], bags[i - 1 + skipped]) : 0;
      const along = i > 0 ? (best[i - 1] ?? 0) + shared : skipped === 0 ? 0 : -1;
      best.push(Math.max(over, along));
      from[skipped]?.push(over > along);
    }
  }
  const steps: ("change" | "insert" | "delete")[] = [];
  for (let [i, skipped] = [few.length, spare]; i > 0 || skipped > 0; ) {
    if (from[skipped]?.[i] || i === 0) {
      steps.push(left);
      skipped -= 1;
    } else {
      steps.push("change");
      i -= 1;
    }
  }
  return steps.reverse();
}

const wordsIn = (node: Node | null | undefined): string[] =>
  JSON.stringify(node ?? null).match(/[\p{L}\p{N}]+/gu) ?? [];

function common(words: readonly string[] = [], bag: ReadonlySet<string> = new Set()): number {
  return words.filter((word) => bag.has(word)).length;
}

function replaceChild(parent: Y.XmlFragment, index: number, node: Node): void {
  const element = parent.get(index);
  if (element instanceof Y.XmlElement && element.nodeName === node.type) {
    if (node.type === "paragraph") replaceParagraph(element, node);
    else replaceChildren(element, node.content);
  } else {
    parent.delete(index, 1);
    parent.insert(index, [toYNode(node)]);
  }
}

const lookOf = (attributes: Record<string, unknown>) => JSON.stringify(readMarks(attributes));

const wordsOf = (text: string, attributes: Record<string, unknown>): Piece[] => {
  const look = lookOf(attributes);
  return (text.match(WORDS) ?? []).map((word) => ({ text: word, attributes, look }));
};

function piecesOf(text: Y.XmlText): Piece[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  const runs: Piece[] = [];
  for (const { insert, attributes = {} } of parts) {
    const last = runs.at(-1);
    // Nothing of ours: never the same as a word.
    if (typeof insert !== "string") runs.push({ text: "\u0000", attributes, look: "" });
    else {
      const look = lookOf(attributes);
      if (last?.look === look) {
        last.text += insert;
        last.attributes = { ...last.attributes, ...attributes };
      } else runs.push({ text: insert, attributes, look });
    }
  }
  return runs.flatMap((run) => (run.look === "" ? [run] : wordsOf(run.text, run.attributes)));
}

function replaceParagraph(element: Y.XmlElement, { content = [] }: Paragraph): void {
  const first = element.get(0);
  if (!(first instanceof Y.XmlText)) {
    if (element.length > 0) element.delete(0, element.length);
    if (content.length > 0) {
      const text = new Y.XmlText();
      text.applyDelta(toDelta(content));
      element.insert(0, [text]);
    }
    return;
  }
  if (element.length > 1) element.delete(1, element.length - 1);
  const before = piecesOf(first);
  const after = content.flatMap(({ text, marks }) => wordsOf(text, markAttributes(marks)));
  first.applyDelta(deltaBetween(before, after));
}

type Delta = { retain?: number; delete?: number; insert?: string; attributes?: object }[];

function deltaBetween(before: readonly Piece[], after: readonly Piece[]): Delta {
  const texts = (pieces: readonly Piece[]) => pieces.map(({ text }) => text);
  const changes = changesBetween(texts(before), texts(after));
  const delta: Delta = [];
  let [a, b] = [0, 0];
  for (const { added, removed, value } of phrases(changes)) {
    for (const text of value) {
      const [one, other] = [before[a], after[b]];
      if (removed) delta.push({ delete: text.length });
      else if (added) delta.push({ insert: text, attributes: other?.attributes ?? {} });
      else if (one?.look === other?.look) delta.push({ retain: text.length });
      else delta.push({ retain: text.length, attributes: { ...none(one), ...other?.attributes } });
      if (!added) a += 1;
      if (!removed) b += 1;
    }
  }
  return delta;
}

type Change = { added: boolean; removed: boolean; value: string[] };

/** What goes, what comes and what stays, in order; of each stretch what goes is first. */
function changesBetween(before: readonly string[], after: readonly string[]): Change[] {
  const row = (keys: readonly string[]) => ({ keys, beginsSection: () => false });
  const changes: Change[] = [];
  let [a, b] = [0, 0];
  const end = [before.length, after.length] as const;
  for (const [at, there] of [...commonPairs(row(before), row(after)), end]) {
    if (at > a) changes.push({ added: false, removed: true, value: before.slice(a, at) });
    if (there > b) changes.push({ added: true, removed: false, value: after.slice(b, there) });
    const last = changes.at(-1);
    const stays = before.slice(at, at + 1);
    if (last && !last.added && !last.removed) last.value.push(...stays);
    else if (stays.length > 0) changes.push({ added: false, removed: false, value: stays });
    [a, b] = [at + 1, there + 1];
  }
  return changes;
}

/**
 * A phrase that replaces another is one change: the blanks in it are not the same ones, and a
 * comment on the old words does not end up between new ones.
 */
function phrases(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  changes.forEach((change, i) => {
    const stays = !change.added && !change.removed;
    const blank = stays && change.value.every((text) => text.trim() === "");
    if (blank && i > 0 && i < changes.length - 1) {
      out.push({ ...change, removed: true }, { ...change, added: true });
    } else out.push(change);
  });
  // What goes first, then what comes, in each stretch between words that stay.
  const stretches: Change[] = [];
  let coming: Change[] = [];
  for (const change of out) {
    if (change.added) coming.push(change);
    else if (change.removed) stretches.push(change);
    else {
      stretches.push(...coming, change);
      coming = [];
    }
  }
  return [...stretches, ...coming];
}

/** Attributes that take those of a piece away. */
const none = (piece: Piece | undefined) =>
  Object.fromEntries(Object.keys(piece?.attributes ?? {}).map((key) => [key, null]));
