/** Where threads stand in the document now: item, number, passage, order. */
import type * as Y from "yjs";
import { heirsOf, itemFragment, itemsOf, readOutline } from "../plans/document";
import { itemRef } from "../plans/numbering";
import {
  type Anchor,
  type Passage,
  type Piece,
  piecesOf,
  placesOfWords,
  resolveAnchor,
  SHORTEST_QUOTE,
} from "./anchor";

/** What is needed of a thread to place it: `ThreadView` has it. */
export interface Anchored {
  id: string;
  itemId: string;
  /** Null for a thread on the whole item. */
  anchor: Anchor | null;
  quote: string;
}

export interface ThreadPlace {
  /** The item in which the passage stands: another than the thread's if its words went there. */
  itemId: string;
  /** Number as shown, `CA 1.3`; empty when the item was removed. */
  ref: string;
  /** Order in the document, smallest first. */
  position: number;
  passage: Passage | null;
  /** Whether the thread was about a passage and that is no longer in the text. */
  gone: boolean;
}

/** In a whole document, words must be more to be known again than in the item itself. */
const SHORTEST_ANYWHERE = 8;

/** No item is longer than this, so that positions in one never reach the next. */
const ITEM_SPAN = 1e7;

/**
 * Places all threads of a document; none while it is still empty, before its first loading.
 * Splitting an item, or joining it to the one before, writes
 * its words into another item; a thread on them follows, if they stand in one place only: of the
 * items that took words from its own, or else of all.
 * @param delegation code of the plan's delegation, null for the agenda.
 */
export function placesOf(
  doc: Y.Doc,
  delegation: string | null,
  threads: readonly Anchored[],
): Map<string, ThreadPlace> {
  if (itemsOf(doc).size === 0) return new Map();
  const live = readOutline(doc).areas.flatMap(({ items }) => items);
  const refs = new Map(
    live.map((item) => [item.id, itemRef(delegation, item.areaNumber, item.number)]),
  );
  const order = new Map(live.map((item, index) => [item.id, index]));
  const elsewhere = searchIn(doc, [...refs.keys()]);

  return new Map(
    threads.map((thread) => {
      const own = thread.anchor
        ? resolveAnchor(doc, thread.itemId, thread.anchor, thread.quote)
        : null;
      const lost = own !== null && !(own.found && refs.has(thread.itemId));
      const moved = lost ? elsewhere(thread.itemId, thread.quote) : null;
      const itemId = moved?.itemId ?? thread.itemId;
      const passage = moved?.passage ?? (own?.found ? own : null);
      const place: ThreadPlace = {
        itemId,
        ref: refs.get(itemId) ?? "",
        position: (order.get(itemId) ?? live.length) * ITEM_SPAN + (passage?.from ?? 0),
        passage: passage && { from: passage.from, to: passage.to, text: passage.text },
        gone: own !== null && passage === null,
      };
      return [thread.id, place];
    }),
  );
}

/** Whether nothing has moved: then nothing needs to be drawn again. */
export function samePlaces(
  one: ReadonlyMap<string, ThreadPlace>,
  other: ReadonlyMap<string, ThreadPlace>,
): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([id, a]) => {
    const b = other.get(id);
    return (
      b !== undefined &&
      a.itemId === b.itemId &&
      a.ref === b.ref &&
      a.position === b.position &&
      a.gone === b.gone &&
      a.passage?.from === b.passage?.from &&
      a.passage?.to === b.passage?.to &&
      a.passage?.text === b.passage?.text
    );
  });
}

/** Searches these items for a quote; reads their texts once, and only if there is need. */
function searchIn(doc: Y.Doc, itemIds: readonly string[]) {
  let texts: Map<string, Piece[]> | undefined;
  const onlyPlace = (quote: string, among: readonly string[], shortest: number) => {
    const found = among.flatMap((itemId) =>
      placesOfWords(texts?.get(itemId) ?? [], quote, shortest).map((passage) => ({
        itemId,
        passage,
      })),
    );
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  return (itemId: string, quote: string): { itemId: string; passage: Passage } | null => {
    texts ??= new Map(
      itemIds.flatMap((id) => {
        const fragment = itemFragment(doc, id);
        return fragment ? [[id, piecesOf(fragment)] as const] : [];
      }),
    );
    return (
      onlyPlace(quote, heirsOf(doc, itemId), SHORTEST_QUOTE) ??
      onlyPlace(quote, itemIds, SHORTEST_ANYWHERE)
    );
  };
}

/** The threads that stand in each item, for the marks in its text. */
export function threadsByItem<Thread extends Anchored>(
  threads: readonly Thread[],
  places: ReadonlyMap<string, ThreadPlace>,
): Map<string, Thread[]> {
  const byItem = new Map<string, Thread[]>();
  for (const thread of threads) {
    const itemId = places.get(thread.id)?.itemId ?? thread.itemId;
    const there = byItem.get(itemId);
    if (there) there.push(thread);
    else byItem.set(itemId, [thread]);
  }
  return byItem;
}
