/**
 * The shape of a document (plan or agenda) inside Yjs, and the changes that can be made to it.
 *
 * Every item has a text of its own and order is kept apart from it: a move sets one `place`, a
 * removal sets a mark that can be lifted, and the text, its comment anchors and its identity stay.
 * Order keys may tie when two people act at once; ties break by id, so every copy shows one order.
 */
import * as Y from "yjs";
import { byOrder, orderAt } from "./order-keys";
import {
  continueParagraph,
  fromPlainText,
  insertBlocks,
  plainText,
  type RichText,
  readRichText,
  replaceRichText,
  writeRichText,
} from "./rich-text";

/** Origin of structural changes a person makes here; tracked by the undo manager. */
export const LOCAL_CHANGE = Symbol("local change");
/** Origin of preparations that undo must not take back (see `addItem`). */
export const PREPARATION = Symbol("preparation");

export const DETAILS = ["lead", "partners", "due", "indicator"] as const;
export type Detail = (typeof DETAILS)[number];
export type Details = Record<Detail, string>;

export interface Place {
  area: string;
  order: string;
}

/** Where everything stands, without any text: cheap enough to read at every change. */
export interface Outline {
  areas: OutlineArea[];
  removed: OutlineItem[];
}

export interface OutlineArea {
  id: string;
  /** From 1. */
  number: number;
  order: string;
  items: OutlineItem[];
}

export interface OutlineItem {
  id: string;
  areaId: string;
  order: string;
  /** Numbers from 1; 0 when removed. */
  areaNumber: number;
  number: number;
}

export interface ItemContent {
  text: RichText;
  details: Details;
}

/** A document read whole. */
export interface DocumentContent {
  title: string;
  preamble: RichText;
  areas: {
    id: string;
    number: number;
    title: string;
    items: (OutlineItem & ItemContent)[];
  }[];
  removed: (OutlineItem & ItemContent)[];
}

type YItem = Y.Map<unknown>;

export const metaOf = (doc: Y.Doc) => doc.getMap<unknown>("meta");
export const areasOf = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>("areas");
export const itemsOf = (doc: Y.Doc) => doc.getMap<YItem>("items");

const string = (value: unknown): string => (typeof value === "string" ? value : "");

function placeOf(item: YItem): Place {
  const place = item.get("place") as Partial<Place> | undefined;
  return { area: string(place?.area), order: string(place?.order) };
}

/**
 * The order key of an area or item: the one it was given with its place, or else the one it got
 * when those around it needed new ones (order-keys.ts). The second holds only for the place that
 * it was given for. Whoever moves it at that same moment has the last word, in any order.
 */
function orderOf(entry: Y.Map<unknown>, { area, order }: Place): string {
  const rekeyed = entry.get("rekeyed") as { of?: Partial<Place>; order?: unknown } | undefined;
  const holds = rekeyed?.of?.area === area && rekeyed.of.order === order;
  return holds ? string(rekeyed.order) : order;
}

const areaPlace = (area: Y.Map<unknown>): Place => ({ area: "", order: string(area.get("order")) });

/**
 * The areas and items in their order, numbered. An area that was removed while someone placed an
 * item in it is shown again, so that no item is ever without a place; an item whose area does not
 * exist at all is shown in the first one.
 */
export function readOutline(doc: Y.Doc): Outline {
  const live: OutlineItem[] = [];
  const removed: OutlineItem[] = [];
  for (const [id, item] of itemsOf(doc)) {
    if (!(item instanceof Y.Map)) continue;
    const place = placeOf(item);
    const order = orderOf(item, place);
    const entry = { id, areaId: place.area, order, areaNumber: 0, number: 0 };
    (item.get("removed") === true ? removed : live).push(entry);
  }
  const inhabited = new Set(live.map((item) => item.areaId));
  const areas: OutlineArea[] = [];
  for (const [id, area] of areasOf(doc)) {
    if (!(area instanceof Y.Map)) continue;
    if (area.get("removed") === true && !inhabited.has(id)) continue;
    areas.push({ id, number: 0, order: orderOf(area, areaPlace(area)), items: [] });
  }
  areas.sort(byOrder);
  const areaById = new Map(areas.map((area) => [area.id, area]));
  for (const item of live.sort(byOrder)) {
    const area = areaById.get(item.areaId) ?? areas[0];
    area?.items.push(item);
  }
  areas.forEach((area, a) => {
    area.number = a + 1;
    area.items.forEach((item, i) => {
      item.areaNumber = a + 1;
      item.number = i + 1;
    });
  });
  return { areas, removed: removed.sort(byOrder) };
}

export function itemFragment(doc: Y.Doc, itemId: string): Y.XmlFragment | undefined {
  const text = itemsOf(doc).get(itemId)?.get("text");
  return text instanceof Y.XmlFragment ? text : undefined;
}

export function areaTitleFragment(doc: Y.Doc, areaId: string): Y.XmlFragment | undefined {
  const title = areasOf(doc).get(areaId)?.get("title");
  return title instanceof Y.XmlFragment ? title : undefined;
}

export function preambleFragment(doc: Y.Doc): Y.XmlFragment | undefined {
  const preamble = metaOf(doc).get("preamble");
  return preamble instanceof Y.XmlFragment ? preamble : undefined;
}

export function readTitle(doc: Y.Doc): string {
  return string(metaOf(doc).get("title"));
}

export function readAreaTitle(doc: Y.Doc, areaId: string): string {
  const fragment = areaTitleFragment(doc, areaId);
  return fragment ? plainText(readRichText(fragment)).replaceAll("\n", " ") : "";
}

export function readDetails(doc: Y.Doc, itemId: string): Details {
  const item = itemsOf(doc).get(itemId);
  return {
    lead: string(item?.get("lead")),
    partners: string(item?.get("partners")),
    due: string(item?.get("due")),
    indicator: string(item?.get("indicator")),
  };
}

export function readItem(doc: Y.Doc, itemId: string): ItemContent {
  const fragment = itemFragment(doc, itemId);
  return {
    text: fragment ? readRichText(fragment) : fromPlainText(""),
    details: readDetails(doc, itemId),
  };
}

export function readDocument(doc: Y.Doc): DocumentContent {
  const outline = readOutline(doc);
  const withContent = (item: OutlineItem) => ({ ...item, ...readItem(doc, item.id) });
  const preamble = preambleFragment(doc);
  return {
    title: readTitle(doc),
    preamble: preamble ? readRichText(preamble) : fromPlainText(""),
    areas: outline.areas.map((area) => ({
      id: area.id,
      number: area.number,
      title: readAreaTitle(doc, area.id),
      items: area.items.map(withContent),
    })),
    removed: outline.removed.map(withContent),
  };
}

/** Fills a new, empty Y.Doc. Call it once per document, on the server. */
export function initialise(doc: Y.Doc, meta: { title: string; language: string }): void {
  doc.transact(() => {
    metaOf(doc).set("title", meta.title);
    metaOf(doc).set("language", meta.language);
    const preamble = new Y.XmlFragment();
    // With its first paragraph, so that opening an editor on it changes nothing.
    writeRichText(preamble, fromPlainText(""));
    metaOf(doc).set("preamble", preamble);
  }, LOCAL_CHANGE);
}

export function setTitle(doc: Y.Doc, title: string): void {
  doc.transact(() => metaOf(doc).set("title", title), LOCAL_CHANGE);
}

function areaOrderAt(doc: Y.Doc, index?: number, moved?: string): string {
  const { areas } = readOutline(doc);
  const counts = (id: string) => id !== moved;
  return doc.transact(
    () =>
      orderAt(areas, index ?? areas.length, counts, (id, order) => {
        const area = areasOf(doc).get(id);
        area?.set("rekeyed", { of: areaPlace(area), order });
      }),
    PREPARATION,
  );
}

/** Adds an area at `index` (from 0) among those shown; at the end if left out. */
export function addArea(
  doc: Y.Doc,
  area: { id: string; title: string | RichText },
  index?: number,
): void {
  doc.transact(() => {
    const order = areaOrderAt(doc, index);
    const map = new Y.Map<unknown>();
    const title = new Y.XmlFragment();
    writeRichText(title, typeof area.title === "string" ? fromPlainText(area.title) : area.title);
    map.set("title", title);
    map.set("order", order);
    map.set("removed", true);
    areasOf(doc).set(area.id, map);
  }, PREPARATION);
  doc.transact(() => areasOf(doc).get(area.id)?.set("removed", false), LOCAL_CHANGE);
}

/** Moves an area to `index` (from 0) among the others. */
export function moveArea(doc: Y.Doc, areaId: string, index: number): void {
  const order = areaOrderAt(doc, index, areaId);
  doc.transact(() => {
    areasOf(doc).get(areaId)?.set("order", order);
    areasOf(doc).get(areaId)?.delete("rekeyed");
  }, LOCAL_CHANGE);
}

/** Marks an area and the items in it as removed. */
export function removeArea(doc: Y.Doc, areaId: string): void {
  const area = readOutline(doc).areas.find(({ id }) => id === areaId);
  doc.transact(() => {
    for (const item of area?.items ?? []) itemsOf(doc).get(item.id)?.set("removed", true);
    areasOf(doc).get(areaId)?.set("removed", true);
  }, LOCAL_CHANGE);
}

export function setAreaTitle(doc: Y.Doc, areaId: string, title: string): void {
  const fragment = areaTitleFragment(doc, areaId);
  if (fragment) doc.transact(() => replaceRichText(fragment, fromPlainText(title)), LOCAL_CHANGE);
}

export interface NewItem {
  id: string;
  text: string | RichText;
  details?: Partial<Details>;
  /** The item it is split off from, if it is: comments on its words look for them here. */
  from?: string;
}

/** A place in an area, at its end if no index is given. Undo does not take new keys back. */
function placeAt(doc: Y.Doc, areaId: string, index?: number, moved?: string): Place {
  const { areas, removed } = readOutline(doc);
  const items = areas.find(({ id }) => id === areaId)?.items ?? [];
  const gone = removed.filter((item) => item.areaId === areaId);
  const standing = [...items, ...gone].sort(byOrder);
  const counts = (id: string) => id !== moved && !gone.some((item) => item.id === id);
  const order = doc.transact(
    () =>
      orderAt(standing, index ?? items.length, counts, (id, key) => {
        const item = itemsOf(doc).get(id);
        item?.set("rekeyed", { of: placeOf(item), order: key });
      }),
    PREPARATION,
  );
  return { area: areaId, order };
}

/**
 * Adds an item at `index` (from 0) in an area; at the end if left out. It is made as removed
 * first and then shown: undoing the second step hides it, with whatever others have typed into it
 * meanwhile, where undoing its creation would delete their words.
 */
export function addItem(doc: Y.Doc, areaId: string, item: NewItem, index?: number): void {
  doc.transact(() => {
    const map = new Y.Map<unknown>();
    const text = new Y.XmlFragment();
    writeRichText(text, typeof item.text === "string" ? fromPlainText(item.text) : item.text);
    map.set("place", placeAt(doc, areaId, index));
    map.set("text", text);
    if (item.from !== undefined) map.set("from", item.from);
    for (const detail of DETAILS) map.set(detail, item.details?.[detail] ?? "");
    map.set("removed", true);
    itemsOf(doc).set(item.id, map);
  }, PREPARATION);
  doc.transact(() => itemsOf(doc).get(item.id)?.set("removed", false), LOCAL_CHANGE);
}

/** Moves an item to `index` (from 0) among the other items of an area. */
export function moveItem(doc: Y.Doc, itemId: string, areaId: string, index: number): void {
  const item = itemsOf(doc).get(itemId);
  if (!item || !areasOf(doc).has(areaId)) return;
  const place = placeAt(doc, areaId, index, itemId);
  doc.transact(() => {
    item.set("place", place);
    item.delete("rekeyed");
  }, LOCAL_CHANGE);
}

export function removeItem(doc: Y.Doc, itemId: string): void {
  doc.transact(() => itemsOf(doc).get(itemId)?.set("removed", true), LOCAL_CHANGE);
}

export function restoreItem(doc: Y.Doc, itemId: string): void {
  const item = itemsOf(doc).get(itemId);
  if (!item) return;
  doc.transact(() => {
    item.set("removed", false);
    areasOf(doc).get(placeOf(item).area)?.set("removed", false);
  }, LOCAL_CHANGE);
}

export function setDetail(doc: Y.Doc, itemId: string, detail: Detail, value: string): void {
  doc.transact(() => itemsOf(doc).get(itemId)?.set(detail, value), LOCAL_CHANGE);
}

/** Brings an item to another text, for imports; words being typed into it meanwhile stay. */
export function setItemText(doc: Y.Doc, itemId: string, text: RichText): void {
  const fragment = itemFragment(doc, itemId);
  if (fragment) doc.transact(() => replaceRichText(fragment, text), LOCAL_CHANGE);
}

/**
 * Joins an item to the one before it: its first paragraph continues the other's last one, the
 * rest follows. The joined item is marked removed and keeps its text, so that undo brings it back
 * with whatever a colleague typed into it meanwhile.
 * @returns whether the first paragraph was continued rather than set below.
 */
export function joinItems(doc: Y.Doc, intoId: string, fromId: string): boolean {
  const into = itemFragment(doc, intoId);
  const from = itemFragment(doc, fromId);
  if (!into || !from) return false;
  const blocks = readRichText(from).content;
  const [first, ...rest] = blocks;
  const last = into.get(into.length - 1);
  const continues =
    first?.type === "paragraph" && last instanceof Y.XmlElement && last.nodeName === "paragraph";
  doc.transact(() => {
    if (continues) continueParagraph(last, first);
    insertBlocks(into, continues ? rest : blocks);
    itemsOf(doc).get(fromId)?.set("removed", true);
    itemsOf(doc).get(fromId)?.set("joined", intoId);
  }, LOCAL_CHANGE);
  return continues;
}

/**
 * Where words of an item may have gone: into those split off from it and the one it was joined
 * to, and on from there.
 */
export function heirsOf(doc: Y.Doc, itemId: string): string[] {
  const known = new Set([itemId]);
  for (const id of known) {
    const joined = itemsOf(doc).get(id)?.get("joined");
    if (typeof joined === "string") known.add(joined);
    for (const [other, item] of itemsOf(doc)) if (item.get("from") === id) known.add(other);
  }
  known.delete(itemId);
  return [...known];
}
