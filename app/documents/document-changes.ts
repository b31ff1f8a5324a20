/**
 * The changes that can be made to a document (plan or agenda), made so that what others write in
 * it at the same time stays; its shape is in `document.ts`.
 */
import * as Y from "yjs";
import { cleanLetters } from "../letters";
import {
  areaOf,
  areaPlace,
  areasOf,
  areaTitleFragment,
  DETAILS,
  type Detail,
  type Details,
  type ItemPlace,
  itemFragment,
  itemOf,
  itemsOf,
  metaOf,
  placeOf,
  readOutline,
} from "./document";
import { byOrder, orderAt } from "./order-keys";
import { replaceRichText } from "./rewriting";
import {
  continueParagraph,
  fromPlainText,
  insertBlocks,
  type RichText,
  readRichText,
  writeRichText,
} from "./rich-text";

/** Origin of structural changes a person makes here; tracked by the undo manager. */
export const LOCAL_CHANGE = Symbol("local change");
/** Origin of preparations that undo must not take back (see `addItem`). */
export const PREPARATION = Symbol("preparation");

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
  doc.transact(() => metaOf(doc).set("title", cleanLetters(title)), LOCAL_CHANGE);
}

/** In which language the document is drafted. */
export function setLanguage(doc: Y.Doc, language: string): void {
  doc.transact(() => metaOf(doc).set("language", language), LOCAL_CHANGE);
}

function areaOrderAt(doc: Y.Doc, index?: number, moved?: string): string {
  const { areas } = readOutline(doc);
  const counts = (id: string) => id !== moved;
  return doc.transact(
    () =>
      orderAt(areas, index ?? areas.length, counts, (id, order) => {
        const area = areaOf(doc, id);
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
  doc.transact(() => areaOf(doc, area.id)?.set("removed", false), LOCAL_CHANGE);
}

/** Moves an area to `index` (from 0) among the others. */
export function moveArea(doc: Y.Doc, areaId: string, index: number): void {
  const order = areaOrderAt(doc, index, areaId);
  doc.transact(() => {
    areaOf(doc, areaId)?.set("order", order);
    areaOf(doc, areaId)?.delete("rekeyed");
  }, LOCAL_CHANGE);
}

/** Marks an area and the items in it as removed. */
export function removeArea(doc: Y.Doc, areaId: string): void {
  const area = readOutline(doc).areas.find(({ id }) => id === areaId);
  doc.transact(() => {
    for (const item of area?.items ?? []) itemOf(doc, item.id)?.set("removed", true);
    areaOf(doc, areaId)?.set("removed", true);
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
function placeAt(doc: Y.Doc, areaId: string, index?: number, moved?: string): ItemPlace {
  const { areas, removed } = readOutline(doc);
  const items = areas.find(({ id }) => id === areaId)?.items ?? [];
  const gone = removed.filter((item) => item.areaId === areaId);
  const all = [...items, ...gone].sort(byOrder);
  const counts = (id: string) => id !== moved && !gone.some((item) => item.id === id);
  const order = doc.transact(
    () =>
      orderAt(all, index ?? items.length, counts, (id, key) => {
        const item = itemOf(doc, id);
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
  doc.transact(() => itemOf(doc, item.id)?.set("removed", false), LOCAL_CHANGE);
}

/** Moves an item to `index` (from 0) among the other items of an area. */
export function moveItem(doc: Y.Doc, itemId: string, areaId: string, index: number): void {
  const item = itemOf(doc, itemId);
  if (!item || !areasOf(doc).has(areaId)) return;
  const place = placeAt(doc, areaId, index, itemId);
  doc.transact(() => {
    item.set("place", place);
    item.delete("rekeyed");
  }, LOCAL_CHANGE);
}

export function removeItem(doc: Y.Doc, itemId: string): void {
  doc.transact(() => itemOf(doc, itemId)?.set("removed", true), LOCAL_CHANGE);
}

export function restoreItem(doc: Y.Doc, itemId: string): void {
  const item = itemOf(doc, itemId);
  if (!item) return;
  doc.transact(() => {
    item.set("removed", false);
    // It stands by itself again: should it be removed later, its words have gone nowhere.
    if (item.has("joined")) item.delete("joined");
    areaOf(doc, placeOf(item).area)?.set("removed", false);
  }, LOCAL_CHANGE);
}

export function setDetail(doc: Y.Doc, itemId: string, detail: Detail, value: string): void {
  doc.transact(() => itemOf(doc, itemId)?.set(detail, cleanLetters(value)), LOCAL_CHANGE);
}

/** Sets those details that are given. */
export function setDetails(doc: Y.Doc, itemId: string, details: Partial<Details>): void {
  doc.transact(() => {
    for (const detail of DETAILS) {
      const value = details[detail];
      if (value !== undefined) setDetail(doc, itemId, detail, value);
    }
  }, LOCAL_CHANGE);
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
    itemOf(doc, fromId)?.set("removed", true);
    itemOf(doc, fromId)?.set("joined", intoId);
  }, LOCAL_CHANGE);
  return continues;
}
