/** Bringing a document to an earlier version of itself, and saying beforehand what that changes. */
import * as Y from "yjs";
import {
  areasOf,
  areaTitleFragment,
  DETAILS,
  type DocumentContent,
  itemFragment,
  itemsOf,
  metaOf,
  preambleFragment,
  readDetails,
  readOutline,
  readTitle,
} from "./document";
import { itemRef } from "./numbering";
import { replaceRichText } from "./rewriting";
import { type RichText, readRichText, writeRichText } from "./rich-text";

/** Which items a version changes, by their numbers: as they are in it, or, where they go, as they are now. */
export interface BringBackChanges {
  restored: string[];
  removed: string[];
  rewritten: string[];
  details: string[];
  moved: string[];
  /** Whether the title, the preamble, or an area changes. */
  frame: boolean;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What changes if a document is brought to a version.
 * @param delegation of the document; null for the agenda
 */
export function bringBackChanges(
  now: DocumentContent,
  version: DocumentContent,
  delegation: string | null,
): BringBackChanges {
  const placed = ({ areas }: DocumentContent) =>
    new Map(
      areas.flatMap((area) => area.items.map((item) => [item.id, { ...item, areaId: area.id }])),
    );
  const [before, after] = [placed(now), placed(version)];
  const refs = (items: Iterable<{ areaNumber: number; number: number }>) =>
    [...items].map(({ areaNumber, number }) => itemRef(delegation, areaNumber, number));
  const staying = [...after.values()].flatMap((item) => {
    const old = before.get(item.id);
    return old ? [{ item, old }] : [];
  });
  const where = (differ: (pair: (typeof staying)[number]) => boolean) =>
    refs(staying.filter(differ).map(({ item }) => item));
  const frameOf = ({ title, preamble, areas }: DocumentContent) => [
    title,
    preamble,
    areas.map((area) => [area.id, area.title]),
  ];
  return {
    restored: refs([...after.values()].filter(({ id }) => !before.has(id))),
    removed: refs([...before.values()].filter(({ id }) => !after.has(id))),
    rewritten: where(({ item, old }) => !same(item.text, old.text)),
    details: where(({ item, old }) => !same(item.details, old.details)),
    moved: where(({ item, old }) => item.areaId !== old.areaId || item.order !== old.order),
    frame: !same(frameOf(now), frameOf(version)),
  };
}

/** Whether nothing at all would change. */
export function changesNothing({ frame, ...items }: BringBackChanges): boolean {
  return !frame && Object.values(items).every((refs) => refs.length === 0);
}

type Entry = Y.Map<unknown>;

/**
 * Makes `doc` say what `version`, an earlier state of it, says. Every item and area keeps its
 * identity: what has been removed since is shown again, what has come since is marked removed, texts
 * are rewritten where they stand, so that comments stay on their words.
 */
export function bringTo(doc: Y.Doc, version: Y.Doc): void {
  doc.transact(() => {
    const meta = metaOf(doc);
    const title = readTitle(version);
    if (readTitle(doc) !== title) meta.set("title", title);
    bringText(preambleFragment(doc), preambleFragment(version), (text) =>
      meta.set("preamble", text),
    );
    const outline = readOutline(version);
    const areas = new Set(outline.areas.map(({ id }) => id));
    const items = new Set(outline.areas.flatMap((area) => area.items.map(({ id }) => id)));
    bringEntries(areasOf(doc), areasOf(version), areas, ["order", "rekeyed"]);
    bringEntries(itemsOf(doc), itemsOf(version), items, ["place", "rekeyed", "joined"]);
    for (const id of areas) {
      bringText(areaTitleFragment(doc, id), areaTitleFragment(version, id), (text) =>
        areasOf(doc).get(id)?.set("title", text),
      );
    }
    for (const id of items) {
      bringText(itemFragment(doc, id), itemFragment(version, id), (text) =>
        itemsOf(doc).get(id)?.set("text", text),
      );
      const [before, after] = [readDetails(doc, id), readDetails(version, id)];
      for (const detail of DETAILS) {
        if (before[detail] !== after[detail]) itemsOf(doc).get(id)?.set(detail, after[detail]);
      }
    }
  });
}

/** Shows those entries that the version shows, with these properties as they were in it; no others. */
function bringEntries(
  entries: Y.Map<Entry>,
  earlier: Y.Map<Entry>,
  shown: ReadonlySet<string>,
  properties: readonly string[],
): void {
  for (const id of shown) {
    const before = earlier.get(id);
    if (!before) continue;
    const known = entries.get(id);
    // A broken or hostile program may have deleted it, or put something else in its place.
    const entry = known instanceof Y.Map ? known : entries.set(id, new Y.Map<unknown>());
    if (!(known instanceof Y.Map) && before.has("from")) entry.set("from", before.get("from"));
    for (const property of properties) {
      const value = before.get(property);
      if (same(entry.get(property), value)) continue;
      if (value === undefined) entry.delete(property);
      else entry.set(property, value);
    }
    if (entry.get("removed") !== false) entry.set("removed", false);
  }
  for (const [id, entry] of entries) {
    if (shown.has(id) || !(entry instanceof Y.Map) || entry.get("removed") === true) continue;
    entry.set("removed", true);
  }
}

/** Rewrites a text where it stands; one that is not there any more is made anew. */
function bringText(
  fragment: Y.XmlFragment | undefined,
  earlier: Y.XmlFragment | undefined,
  make: (fragment: Y.XmlFragment) => void,
): void {
  if (!earlier) return;
  const text: RichText = readRichText(earlier);
  if (!fragment) {
    const made = new Y.XmlFragment();
    writeRichText(made, text);
    make(made);
  } else if (!same(readRichText(fragment), text)) replaceRichText(fragment, text);
}
