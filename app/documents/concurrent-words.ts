/**
 * Keeps concurrent words: those that a change would delete without its author knowing of them.
 *
 * Yjs has no move. When someone joins two paragraphs, makes a list of one or takes one into another
 * item, the editor deletes the paragraph and writes its words anew elsewhere; and with a paragraph
 * Yjs deletes all that is in it, also what a colleague was typing there and nobody has copied.
 * An update names everything its author deleted, though, character by character. So whoever
 * applies an update can tell which words were not meant, and writes those anew: next to the words
 * they were typed at, which stand in the same item most times, or else in a paragraph of their own.
 *
 * The server's copy keeps what it has when the change arrives, and names it in what it hands on.
 * A page keeps what the server did not have yet: its own last words. So it is done once.
 */
import * as Y from "yjs";
import { LOCAL_CHANGE } from "./document-changes";
import { fromPlainText, insertBlocks } from "./rich-text";

interface LostWords {
  words: string;
  /** What stood next to them in their paragraph, before and after. */
  before: string;
  after: string;
  root: Y.XmlFragment;
  /** Where their paragraph, or the list it was in, stood among those of the text. */
  index: number;
}

/**
 * How many letters on each side tell where words stood, and for how many words of one update that is
 * looked for: each look goes through a whole text, and an update can name any number. What is over is
 * kept too, in a paragraph of its own.
 */
const NEAR = 32;
const MOST_SOUGHT = 16;

/**
 * Applies an update of another copy, and keeps the words that it deletes without naming them.
 * @param judge sees the transaction before Yjs tidies up; what it throws ends all of this
 */
export function applyKeepingConcurrentWords(
  doc: Y.Doc,
  update: Uint8Array,
  origin?: unknown,
  judge?: (transaction: Y.Transaction) => void,
): void {
  const named = Y.mergeDeleteSets([Y.decodeUpdate(update).ds]);
  let lost: LostWords[] = [];
  try {
    Y.transact(
      doc,
      (transaction) => {
        Y.applyUpdate(doc, update);
        judge?.(transaction);
        // Now, since Yjs forgets what was deleted when the transaction ends.
        lost = lostWords(transaction, named);
      },
      origin,
      false,
    );
  } finally {
    // Whatever an editor that listens made of it: the words are not its concern.
    if (lost.length > 0) doc.transact(() => lost.forEach(write), LOCAL_CHANGE);
  }
}

function lostWords(transaction: Y.Transaction, named: ReturnType<typeof Y.mergeDeleteSets>) {
  const gone = new Set<Y.Item>();
  const texts = new Set<Y.XmlText>();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
    // What has come with this update is its author's to keep.
    if (struct.id.clock >= (transaction.beforeState.get(struct.id.client) ?? 0)) return;
    gone.add(struct);
    if (struct.parent instanceof Y.XmlText && struct.parent._item?.deleted) {
      texts.add(struct.parent);
    }
  });
  let sought = 0;
  return [...texts].flatMap((text) => {
    const runs = runsIn(text, gone, named);
    sought += runs.length;
    const [first] = runs;
    if (sought <= MOST_SOUGHT || !first) return runs;
    return [{ ...first, words: runs.map(({ words }) => words).join(""), before: "", after: "" }];
  });
}

function runsIn(
  text: Y.XmlText,
  gone: ReadonlySet<Y.Item>,
  named: ReturnType<typeof Y.mergeDeleteSets>,
): LostWords[] {
  const spot = spotOf(text);
  if (!spot) return [];
  let all = "";
  const runs: { from: number; to: number }[] = [];
  for (let item = text._start; item; item = item.right) {
    if (!(item.content instanceof Y.ContentString) || !gone.has(item)) continue;
    const { client, clock } = item.id;
    for (let i = 0; i < item.length; i += 1) {
      const from = all.length;
      all += item.content.str.charAt(i);
      if (Y.isDeleted(named, Y.createID(client, clock + i))) continue;
      const last = runs.at(-1);
      if (last?.to === from) last.to = all.length;
      else runs.push({ from, to: all.length });
    }
  }
  return runs.map(({ from, to }) => ({
    ...spot,
    words: all.slice(from, to),
    before: all.slice(Math.max(0, from - NEAR), from),
    after: all.slice(to, to + NEAR),
  }));
}

/** The whole text (of an item, a title) that a piece of it was in, and where in it. */
function spotOf(text: Y.XmlText): { root: Y.XmlFragment; index: number } | null {
  let top: Y.XmlText | Y.XmlElement = text;
  let root: unknown = text.parent;
  while (root instanceof Y.XmlElement) {
    top = root;
    root = root.parent;
  }
  if (!(root instanceof Y.XmlFragment) || root._item?.deleted) return null;
  let index = 0;
  for (let item = top._item?.left; item; item = item.left) if (!item.deleted) index += 1;
  return { root, index };
}

function write({ words, before, after, root, index }: LostWords): void {
  const best = bestPlace(textsIn(root), before, after);
  if (best) best.text.insert(best.at, words);
  else insertBlocks(root, fromPlainText(words).content, index);
}

/** In the order in which they are read. */
function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  const texts: Y.XmlText[] = [];
  const waiting: unknown[] = parent.toArray().reverse();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next instanceof Y.XmlText) texts.push(next);
    else if (next instanceof Y.XmlElement) waiting.push(...next.toArray().reverse());
  }
  return texts;
}

/** Where most of what stood around the words stands now; null where none of it does. */
function bestPlace(
  texts: readonly Y.XmlText[],
  before: string,
  after: string,
): { text: Y.XmlText; at: number } | null {
  let best: { text: Y.XmlText; at: number } | null = null;
  let most = 0;
  for (const text of texts) {
    const words = plainWords(text);
    for (let at = 0; at <= words.length; at += 1) {
      // Between the two halves of one character nothing can stand.
      if (isFirstHalf(words.charCodeAt(at - 1))) continue;
      const around = sharedBefore(words, at, before) + sharedAfter(words, at, after);
      if (around <= most) continue;
      most = around;
      best = { text, at };
    }
  }
  return best;
}

/** One sign for each place in a text, so that places can be counted in it. */
function plainWords(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
    .join("");
}

const isFirstHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** How many letters before the place are those at the end of `before`. */
function sharedBefore(words: string, at: number, before: string): number {
  const most = Math.min(at, before.length);
  let length = 0;
  while (
    length < most &&
    words.charCodeAt(at - 1 - length) === before.charCodeAt(before.length - 1 - length)
  ) {
    length += 1;
  }
  return length;
}

/** How many letters after the place are those at the beginning of `after`. */
function sharedAfter(words: string, at: number, after: string): number {
  const most = Math.min(words.length - at, after.length);
  let length = 0;
  while (length < most && words.charCodeAt(at + length) === after.charCodeAt(length)) length += 1;
  return length;
}
