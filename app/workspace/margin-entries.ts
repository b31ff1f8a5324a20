/** What stands in the margin of a document, in which order, and beside what. */

import type { AmendedDocument } from "../amendments/amended-document";
import { isPending } from "../amendments/rules";
import type { AmendmentView } from "../amendments/view";
import type { Draft } from "../comments/Composer";
import { REGIONAL, type Selection } from "../comments/filters";
import { type Anchored, ITEM_SPAN, type ThreadPlace } from "../comments/places";
import type { ThreadView } from "../comments/threads";

/** What a card stands beside. */
export type Spot =
  | { kind: "document" }
  | { kind: "area"; id: string }
  /** @property passage id of the thread whose passage it is level with, if that is marked. */
  | { kind: "item"; id: string; passage: string | null }
  | { kind: "after-item"; id: string }
  /** What has no place any more comes after everything. */
  | { kind: "end" };

export type Entry = { id: string; spot: Spot } & (
  | { kind: "thread"; thread: ThreadView }
  /**
   * What is proposed for one item, or one new item.
   * @property more how many of them are folded away.
   */
  | { kind: "amendments"; amendments: AmendmentView[]; more: number; ref: string }
);

/** Names the passage that a new thread will be about. */
export const DRAFT = "draft";

/**
 * Amendments as what can be placed in a live document, each under its own id: beside the item it
 * amends, or beside what a new item would follow.
 */
export function anchoredAmendments(
  amendments: readonly AmendmentView[],
  document: Pick<AmendedDocument, "areas">,
): Anchored[] {
  return amendments.map(({ id, itemId, place }) => {
    const on = { id, amendedItemId: null, anchor: null, quote: "" };
    if (itemId !== null) return { ...on, about: "item", itemId };
    const area = document.areas.find(({ number }) => number === place?.area?.number);
    const before = area?.items.find(({ ref }) => ref === place?.afterRef);
    if (before) return { ...on, about: "item", itemId: before.id };
    return { ...on, about: "area", itemId: area?.id ?? "" };
  });
}

/** Names the card of what is proposed for an item; a new item has one of its own. */
export const groupOf = ({ id, kind, itemId }: Pick<AmendmentView, "id" | "kind" | "itemId">) =>
  // A new item has an id of its own once it is accepted, and its card stays the same.
  `amendments-${kind === "new" ? id : itemId}`;

interface Shown {
  threads: readonly ThreadView[];
  amendments: readonly AmendmentView[];
  /** Of all threads and amendments, by their ids. */
  places: ReadonlyMap<string, ThreadPlace>;
  showsThread(thread: ThreadView): boolean;
  showsAmendment(amendment: AmendmentView): boolean;
  /** Cards of amendments that stay, though none of theirs is shown any more. */
  staying: ReadonlySet<string>;
}

/**
 * The cards in the order of the document; on one place threads before amendments, then by age. What
 * is said of an amendment that has a card stands in that.
 */
export function entriesOf(shown: Shown): Entry[] {
  const { threads, amendments, places, staying } = shown;
  const groups = new Map<string, AmendmentView[]>();
  for (const amendment of amendments) {
    const group = groupOf(amendment);
    groups.set(group, [...(groups.get(group) ?? []), amendment]);
  }
  const within = new Set<string>();
  const cards: { entry: Entry; at: number; rank: number; since: number }[] = [];
  for (const [id, all] of groups) {
    const [first] = all;
    const here = all.filter((each) => isPending(each) && shown.showsAmendment(each));
    if (!first || (here.length === 0 && !staying.has(id))) continue;
    for (const each of here) within.add(each.id);
    const place = places.get(first.id);
    const follows = first.itemId === null && place?.about === "item";
    const spot: Spot = follows ? { kind: "after-item", id: place.itemId } : spotOf(place, null);
    const entry: Entry = {
      id,
      spot,
      kind: "amendments",
      amendments: here,
      more: 0,
      ref: first.ref,
    };
    const at = positionOf(place) + (follows ? ITEM_SPAN / 2 : 0);
    cards.push({ entry, at, rank: 1, since: first.proposedAt });
  }
  for (const thread of threads) {
    if (thread.about === "amendment" && within.has(thread.itemId)) continue;
    if (!shown.showsThread(thread)) continue;
    const place = places.get(thread.id);
    // One that has just come is placed in a moment; at the end meanwhile it would be seen to jump.
    if (!place && places.size > 0) continue;
    const spot = spotOf(place, thread.id);
    const entry: Entry = { id: thread.id, spot, kind: "thread", thread };
    cards.push({ entry, at: positionOf(place), rank: 0, since: thread.createdAt });
  }
  cards.sort(
    (a, b) =>
      a.at - b.at || a.rank - b.rank || a.since - b.since || (a.entry.id < b.entry.id ? -1 : 1),
  );
  return cards.map(({ entry }) => entry);
}

/** More amendments of one item than this are folded, so that the margin keeps up with the text. */
const UNFOLDED_AT_MOST = 2;

/**
 * The cards as they are shown: of many amendments of one item, the first.
 * @param unfolded ids of the cards that show all of theirs
 */
export function folded(entries: readonly Entry[], unfolded: ReadonlySet<string>): Entry[] {
  return entries.map((entry) => {
    const whole =
      entry.kind === "thread" ||
      entry.amendments.length <= UNFOLDED_AT_MOST ||
      unfolded.has(entry.id);
    if (whole) return entry;
    const { amendments } = entry;
    return { ...entry, amendments: amendments.slice(0, 1), more: amendments.length - 1 };
  });
}

const positionOf = (place: ThreadPlace | undefined) => place?.position ?? Number.MAX_SAFE_INTEGER;

function spotOf(place: ThreadPlace | undefined, threadId: string | null): Spot {
  if (place?.about === "document") return { kind: "document" };
  if (!place?.ref) return { kind: "end" };
  if (place.about === "area") return { kind: "area", id: place.itemId };
  return { kind: "item", id: place.itemId, passage: place.passage && threadId };
}

/** Whether an amendment fits what the filter of the threads asks for. */
export function fits({ filter, by }: Selection, amendment: AmendmentView, me: string): boolean {
  const { id, delegation } = amendment.proposedBy;
  if (by !== null && by !== (delegation ?? REGIONAL)) return false;
  return filter === "open" || filter === "all" || (filter === "mine" && id === me);
}

/** Where what is being written stands. */
export function spotOfDraft({ about, itemId, anchor }: Draft): Spot {
  if (about === "document") return { kind: "document" };
  if (about === "area") return { kind: "area", id: itemId };
  return { kind: "item", id: itemId, passage: anchor && DRAFT };
}

/** The card in which a thread or an amendment stands; null where none does. */
export function entryWith(
  entries: readonly Entry[],
  id: string | null,
  threads: readonly ThreadView[],
): string | null {
  if (id === null) return null;
  const amendmentId = threads.find((thread) => thread.id === id)?.itemId ?? null;
  const found = entries.find(
    (entry) =>
      entry.id === id ||
      (entry.kind === "amendments" &&
        entry.amendments.some((each) => each.id === id || each.id === amendmentId)),
  );
  return found?.id ?? null;
}

/** What keys go to. */
export interface KeyStop {
  /** Of a thread or an amendment. */
  id: string;
  /** Of what shows it on the page. */
  elementId: string;
  /** Of the card that it is or is in. */
  cardId: string;
  /** The item it stands beside, if it stands beside one. */
  itemId: string | null;
}

/** What keys go through: every thread and every amendment that has a card or a part of one. */
export function stopsOf(entries: readonly Entry[]): KeyStop[] {
  return entries.flatMap((entry) => {
    const itemId = itemBeside(entry.spot);
    return entry.kind === "thread"
      ? { id: entry.id, elementId: `thread-${entry.id}`, cardId: entry.id, itemId }
      : entry.amendments.map(({ id }) => ({
          id,
          elementId: `amendment-${id}`,
          cardId: entry.id,
          itemId,
        }));
  });
}

/** The item that a card stands beside; null where it stands beside none. */
export const itemBeside = (spot: Spot): string | null =>
  spot.kind === "item" || spot.kind === "after-item" ? spot.id : null;
