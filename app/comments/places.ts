/** Where threads stand in the document now: item or area, number, passage, order. */
import type * as Y from "yjs";
import { areasOf, heirsOf, itemFragment, itemsOf, readOutline } from "../documents/document";
import { itemRef } from "../documents/numbering";
import {
  type Passage,
  type Piece,
  piecesOf,
  placesOfWords,
  resolveAnchor,
  SHORTEST_QUOTE,
} from "./anchor";
import type { About, ThreadView } from "./threads";

/** What is needed of a thread to place it: `ThreadView` has it. */
export type Anchored = Pick<
  ThreadView,
  "id" | "about" | "itemId" | "amendedItemId" | "anchor" | "quote"
>;

export interface ThreadPlace {
  about: About;
  /**
   * The item or area beside which it stands: not the thread's own if its words went to another
   * item, and of a thread about an amendment the item that this one amends. Empty if there is none.
   */
  itemId: string;
  /**
   * Number as shown, `CA 1.3` for an item, `2` for an area; empty when that was removed, and for the
   * whole document.
   */
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
export const ITEM_SPAN = 1e7;

/**
 * Places all threads of a document; none while it is still empty, before its first loading. What is
 * said of the document comes first, what is said of an area before what is said of its items, and
 * last what has no place any more.
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
  if (itemsOf(doc).size === 0 && areasOf(doc).size === 0) return new Map();
  const { areas } = readOutline(doc);
  const live = areas.flatMap(({ items }) => items);
  const refs = new Map(
    live.map((item) => [item.id, itemRef(delegation, item.areaNumber, item.number)]),
  );
  const areaRefs = new Map(areas.map((area) => [area.id, String(area.number)]));
  const order = new Map(
    areas
      .flatMap(({ id, items }) => [areaKey(id), ...items.map((item) => item.id)])
      .map((key, index) => [key, index + 1]),
  );
  const positionOf = (key: string) => (order.get(key) ?? order.size + 1) * ITEM_SPAN;
  const elsewhere = searchIn(doc, [...refs.keys()]);

  const ofItem = (thread: Anchored): ThreadPlace => {
    const own = thread.anchor
      ? resolveAnchor(doc, thread.itemId, thread.anchor, thread.quote)
      : null;
    const lost = own !== null && !(own.found && refs.has(thread.itemId));
    const moved = lost ? elsewhere(thread.itemId, thread.quote) : null;
    const itemId = moved?.itemId ?? thread.itemId;
    const passage = moved?.passage ?? (own?.found ? own : null);
    return {
      about: "item",
      itemId,
      ref: refs.get(itemId) ?? "",
      position: positionOf(itemId) + (passage?.from ?? 0),
      passage: passage && { from: passage.from, to: passage.to, text: passage.text },
      gone: own !== null && passage === null,
    };
  };
  const whole = { passage: null, gone: false };
  const placeOf = (thread: Anchored): ThreadPlace => {
    const { about, itemId } = thread;
    switch (about) {
      case "item":
        return ofItem(thread);
      case "area":
        return {
          about,
          itemId,
          ref: areaRefs.get(itemId) ?? "",
          position: positionOf(areaKey(itemId)),
          ...whole,
        };
      case "document":
        return { about, itemId, ref: "", position: 0, ...whole };
      case "amendment": {
        const amended = thread.amendedItemId ?? "";
        return {
          about,
          itemId: amended,
          ref: refs.get(amended) ?? "",
          position: positionOf(amended),
          ...whole,
        };
      }
    }
  };
  return new Map(threads.map((thread) => [thread.id, placeOf(thread)]));
}

/** Areas and items are in two maps, so an area may have the id of an item. */
const areaKey = (areaId: string) => `area ${areaId}`;

/**
 * Places with those that are as before being the very objects of before, and all of them if nothing
 * has moved: what is drawn from them need not be drawn again.
 */
export function stablePlaces(
  before: ReadonlyMap<string, ThreadPlace>,
  after: ReadonlyMap<string, ThreadPlace>,
): ReadonlyMap<string, ThreadPlace> {
  let same = before.size === after.size;
  const places = new Map<string, ThreadPlace>();
  for (const [id, place] of after) {
    const earlier = before.get(id);
    const stays = earlier !== undefined && samePlace(earlier, place);
    same &&= stays;
    places.set(id, stays ? earlier : place);
  }
  return same ? before : places;
}

const samePlace = (a: ThreadPlace, b: ThreadPlace): boolean =>
  a.about === b.about &&
  a.itemId === b.itemId &&
  a.ref === b.ref &&
  a.position === b.position &&
  a.gone === b.gone &&
  a.passage?.from === b.passage?.from &&
  a.passage?.to === b.passage?.to &&
  a.passage?.text === b.passage?.text;

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

/** The threads on each item, for the marks in its text and beside it; or on each area. */
export function threadsOn<Thread extends Anchored>(
  about: "item" | "area",
  threads: readonly Thread[],
  places: ReadonlyMap<string, ThreadPlace>,
): Map<string, Thread[]> {
  const found = new Map<string, Thread[]>();
  for (const thread of threads) {
    if (thread.about !== about) continue;
    const id = places.get(thread.id)?.itemId ?? thread.itemId;
    const there = found.get(id);
    if (there) there.push(thread);
    else found.set(id, [thread]);
  }
  return found;
}
