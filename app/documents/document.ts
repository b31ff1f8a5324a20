/**
 * The shape of a document (plan or agenda) inside Yjs, and reading it; `document-changes.ts` changes it.
 *
 * Every item has a text of its own and order is kept apart from it: a move sets one `place`, a
 * removal sets a mark that can be lifted, and the text, its comment anchors and its identity stay.
 * Order keys may tie when two people act at once; ties break by id, so every copy shows one order.
 */
import * as Y from "yjs";
import { isObjectName } from "./ids";
import { byOrder } from "./order-keys";
import { fromPlainText, plainText, type RichText, readRichText } from "./rich-text";

export const DETAILS = ["lead", "partners", "due", "indicator"] as const;
export type Detail = (typeof DETAILS)[number];
export type Details = Record<Detail, string>;

/** Those that an item has. */
export function givenDetails(details: Details): Detail[] {
  return DETAILS.filter((detail) => details[detail].trim() !== "");
}

export interface ItemPlace {
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

/** What stands under a key, if it is an entry such as this module makes. */
function entryOf(map: Y.Map<YItem>, id: string): YItem | undefined {
  const entry: unknown = map.get(id);
  return entry instanceof Y.Map ? entry : undefined;
}

export const itemOf = (doc: Y.Doc, itemId: string) => entryOf(itemsOf(doc), itemId);
export const areaOf = (doc: Y.Doc, areaId: string) => entryOf(areasOf(doc), areaId);

/** The entries of a map with their ids; what is none is passed over, whoever wrote it. */
function* entriesOf(map: Y.Map<YItem>): Generator<[id: string, entry: YItem]> {
  for (const [id, entry] of map as Y.Map<unknown>) {
    if (entry instanceof Y.Map && id !== "" && !isObjectName(id)) yield [id, entry];
  }
}

const string = (value: unknown): string => (typeof value === "string" ? value : "");

/** Where an item says that it stands. */
export function placeOf(item: YItem): ItemPlace {
  const place = item.get("place") as Partial<ItemPlace> | undefined;
  return { area: string(place?.area), order: string(place?.order) };
}

/**
 * The order key of an area or item: the one it was given with its place, or else the one it got
 * when those around it needed new ones (order-keys.ts). The second holds only for the place that
 * it was given for. Whoever moves it at that same moment has the last word, in any order.
 */
function orderOf(entry: Y.Map<unknown>, { area, order }: ItemPlace): string {
  const rekeyed = entry.get("rekeyed") as { of?: Partial<ItemPlace>; order?: unknown } | undefined;
  const holds = rekeyed?.of?.area === area && rekeyed.of.order === order;
  return holds ? string(rekeyed.order) : order;
}

export const areaPlace = (area: Y.Map<unknown>): ItemPlace => ({
  area: "",
  order: string(area.get("order")),
});

/**
 * The areas and items in their order, numbered. An area that was removed while someone placed an
 * item in it is shown again, so that no item is ever without a place; an item whose area does not
 * exist at all is shown in the first one.
 */
export function readOutline(doc: Y.Doc): Outline {
  const live: OutlineItem[] = [];
  const removed: OutlineItem[] = [];
  for (const [id, item] of entriesOf(itemsOf(doc))) {
    const place = placeOf(item);
    const order = orderOf(item, place);
    const entry = { id, areaId: place.area, order, areaNumber: 0, number: 0 };
    (item.get("removed") === true ? removed : live).push(entry);
  }
  const inhabited = new Set(live.map((item) => item.areaId));
  const areas: OutlineArea[] = [];
  for (const [id, area] of entriesOf(areasOf(doc))) {
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
  const text = itemOf(doc, itemId)?.get("text");
  return text instanceof Y.XmlFragment ? text : undefined;
}

export function areaTitleFragment(doc: Y.Doc, areaId: string): Y.XmlFragment | undefined {
  const title = areaOf(doc, areaId)?.get("title");
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
  const item = itemOf(doc, itemId);
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

/**
 * Where words of an item may have gone: into those split off from it and the one it was joined
 * to, and on from there.
 */
export function heirsOf(doc: Y.Doc, itemId: string): string[] {
  const known = new Set([itemId]);
  for (const id of known) {
    const joined = itemOf(doc, id)?.get("joined");
    if (typeof joined === "string") known.add(joined);
    for (const [other, item] of entriesOf(itemsOf(doc)))
      if (item.get("from") === id) known.add(other);
  }
  known.delete(itemId);
  return [...known];
}
