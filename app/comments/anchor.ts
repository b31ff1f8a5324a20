/**
 * Where a comment stands in the text of an item: the first and the last character of its passage,
 * each as a Yjs relative position, which stays with its character whatever is typed around it.
 * The start leans on the character after it, the end on the one before, so words added at either
 * edge stay outside.
 *
 * y-tiptap has conversions of its own between editor positions and relative positions. They are
 * not used here: they tie every position to the character before it, resolve nothing at the very
 * start of an item, and need a mounted editor. What follows reads the Yjs types alone, so the
 * server, an editor and an item shown as plain HTML all find the same passage.
 *
 * Positions are ProseMirror's, counted in the item's own document: a text counts its characters,
 * the start and the end of a paragraph, list or list item count one each.
 */
import * as Y from "yjs";
import { itemFragment } from "../documents/document";

export interface Anchor {
  /** Relative positions as JSON. */
  start: string;
  end: string;
}

export interface Passage {
  from: number;
  to: number;
  /** The words as they are now, paragraphs on a line each. */
  text: string;
}

export type Resolved = ({ found: true } & Passage) | { found: false };

/** A stretch of text in the item, and the position of its first character. */
export interface Piece {
  type: Y.XmlText;
  from: number;
  text: string;
}

/** A quote with fewer letters than this is too common to be found again by its words. */
export const SHORTEST_QUOTE = 4;

function textOf(type: Y.XmlText): string {
  return (type.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
    .join("");
}

/** Where a node ends, among what is still to be read. */
const END = Symbol("end");

export function piecesOf(fragment: Y.XmlFragment): Piece[] {
  const pieces: Piece[] = [];
  const waiting: unknown[] = fragment.toArray().reverse();
  let position = 0;
  // No function that calls itself: lists may be nested deeper than calls can be.
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === END) position += 1;
    else if (next instanceof Y.XmlText) {
      pieces.push({ type: next, from: position, text: textOf(next) });
      position += next.length;
    } else if (next instanceof Y.XmlElement) {
      position += 1;
      waiting.push(END, ...next.toArray().reverse());
    }
  }
  return pieces;
}

function cut(pieces: readonly Piece[], from: number, to: number): Passage {
  const text = pieces
    .map((piece) => piece.text.slice(Math.max(0, from - piece.from), Math.max(0, to - piece.from)))
    .filter((part) => part !== "")
    .join("\n");
  return { from, to, text };
}

/** The characters that are not white space, and the position of each. */
function letters(pieces: readonly Piece[]): { text: string; positions: number[] } {
  const positions: number[] = [];
  let text = "";
  for (const piece of pieces) {
    for (let i = 0; i < piece.text.length; i++) {
      const letter = piece.text.charAt(i);
      if (/\s/.test(letter)) continue;
      text += letter;
      positions.push(piece.from + i);
    }
  }
  return { text, positions };
}

const withoutSpace = (text: string) => text.replace(/\s+/g, "");

/**
 * Where these words stand, white space aside: two places at most, since a second one is enough to
 * know that the words alone do not say which is meant. None for fewer letters than `shortest`.
 */
export function placesOfWords(
  pieces: readonly Piece[],
  words: string,
  shortest: number,
): Passage[] {
  const wanted = withoutSpace(words);
  if (wanted.length < Math.max(1, shortest)) return [];
  const { text, positions } = letters(pieces);
  const starts = [text.indexOf(wanted)];
  if (starts[0] !== undefined && starts[0] >= 0) starts.push(text.indexOf(wanted, starts[0] + 1));
  return starts.flatMap((start) => {
    const first = positions[start];
    const last = positions[start + wanted.length - 1];
    return first === undefined || last === undefined ? [] : [cut(pieces, first, last + 1)];
  });
}

function onlyPlaceOf(pieces: readonly Piece[], words: string, shortest: number): Passage | null {
  const places = placesOfWords(pieces, words, shortest);
  return places.length === 1 ? (places[0] ?? null) : null;
}

/**
 * The anchor of a selection, from the position `from` up to `to`, and its words. White space at
 * its edges is left out. Null when no words are selected.
 */
export function anchorBetween(
  fragment: Y.XmlFragment,
  from: number,
  to: number,
): { anchor: Anchor; quote: string } | null {
  const pieces = piecesOf(fragment);
  const selected = letters(pieces).positions.filter((at) => at >= from && at < to);
  const first = selected[0];
  const last = selected.at(-1);
  if (first === undefined || last === undefined) return null;
  const start = relative(pieces, first, 0);
  const end = relative(pieces, last, -1);
  if (start === null || end === null) return null;
  return { anchor: { start, end }, quote: cut(pieces, first, last + 1).text };
}

/** The relative position of the character at `position`, or just after it if `lean` is -1. */
function relative(pieces: readonly Piece[], position: number, lean: 0 | -1): string | null {
  const piece = pieces.find(({ from, text }) => position >= from && position < from + text.length);
  if (!piece) return null;
  const index = position - piece.from - lean;
  return JSON.stringify(
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(piece.type, index, lean)),
  );
}

/** The anchor of the one place in an item where these words stand: for samples and imports. */
export function anchorOfWords(
  doc: Y.Doc,
  itemId: string,
  words: string,
): { anchor: Anchor; quote: string } | null {
  const fragment = itemFragment(doc, itemId);
  const place = fragment ? onlyPlaceOf(piecesOf(fragment), words, 1) : null;
  return fragment && place ? anchorBetween(fragment, place.from, place.to) : null;
}

/** Reads one end of an anchor; null when it is malformed or its text is no longer in the item. */
function locate(
  doc: Y.Doc,
  pieces: readonly Piece[],
  end: string,
): { piece: Piece; position: number } | null {
  try {
    const position = Y.createRelativePositionFromJSON(JSON.parse(end));
    // Undone deletions are known only to whoever undid them: to follow them would show one
    // person a passage that others see as gone.
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc, false);
    const piece = pieces.find(({ type }) => type === absolute?.type);
    return piece && absolute ? { piece, position: piece.from + absolute.index } : null;
  } catch {
    return null;
  }
}

function byAnchor(doc: Y.Doc, pieces: readonly Piece[], anchor: Anchor): Passage | null {
  const start = locate(doc, pieces, anchor.start);
  const end = locate(doc, pieces, anchor.end);
  // One end is lost when its paragraph went: what is left of the passage is next to the other.
  const from = start?.position ?? end?.piece.from;
  const to = end?.position ?? (start ? start.piece.from + start.piece.text.length : undefined);
  if (from === undefined || to === undefined || from >= to) return null;
  const passage = cut(pieces, from, to);
  return passage.text.trim() === "" ? null : passage;
}

/**
 * Finds an anchor's passage in the text of an item.
 *
 * An editor that splits a paragraph, turns it into a list or undoes a deletion writes the same
 * words anew, as other characters. So with `quote`, the words selected at first, a passage that is
 * gone or cut short is found again where those words stand, if that is one place only.
 */
export function resolveInFragment(fragment: Y.XmlFragment, anchor: Anchor, quote = ""): Resolved {
  const { doc } = fragment;
  if (!doc) return { found: false };
  const pieces = piecesOf(fragment);
  const passage = byAnchor(doc, pieces, anchor);
  if (passage && withoutSpace(passage.text) === withoutSpace(quote)) {
    return { found: true, ...passage };
  }
  const place = onlyPlaceOf(pieces, quote, SHORTEST_QUOTE);
  if (place && (!passage || (place.from <= passage.from && place.to >= passage.to))) {
    return { found: true, ...place };
  }
  return passage ? { found: true, ...passage } : { found: false };
}

/** The same by the item's id; an item that does not exist has no passage. */
export function resolveAnchor(doc: Y.Doc, itemId: string, anchor: Anchor, quote = ""): Resolved {
  const fragment = itemFragment(doc, itemId);
  return fragment ? resolveInFragment(fragment, anchor, quote) : { found: false };
}
