/**
 * What changed between two texts of the agenda, item by item. An item is the same in both if its id
 * is, wherever it stands and whatever it says. Formatting is no change, brackets are: they are compared
 * as they are written.
 */
import { withBracketsWritten } from "../documents/brackets";
import { DETAILS, type Detail, type Details, type DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import { plainText, type RichText } from "../documents/rich-text";
import { longestCommonOrder } from "./longest-common-order";

export interface ComparedItem {
  id: string;
  ref: string;
  text: string;
  details: Details;
}

/** A text as it is compared: words alone, brackets as letters. */
export interface ComparedText {
  title: string;
  preamble: string;
  areas: { id: string; number: number; title: string; items: ComparedItem[] }[];
}

export interface Change<T> {
  before: T;
  after: T;
}

/**
 * Each item is in one of these. What changed most to a reader comes first: an item with other words
 * that was also moved is *changed*, and says from where to where. One that only has another number
 * because others came or went before it is *unchanged*.
 */
export const ITEM_CLASSES = [
  "added",
  "removed",
  "changed",
  "details",
  "moved",
  "unchanged",
] as const;
export type ItemClass = (typeof ITEM_CLASSES)[number];

export interface ItemChange {
  id: string;
  is: ItemClass;
  /** Its number in the first text and in the second; null where it is not there. */
  from: string | null;
  to: string | null;
  /** Whether it was moved, also where other changes weigh more. */
  moved: boolean;
  /** Its words; empty where it is not there. */
  text: Change<string>;
  details: (Change<string> & { detail: Detail })[];
}

export interface AreaChange {
  id: string;
  is: "added" | "removed" | "renamed" | "unchanged";
  from: number | null;
  to: number | null;
  /** Whether it stands in another place among the areas that both texts have. */
  moved: boolean;
  title: Change<string>;
  /** In the order of the second text; removed ones after what they stood behind in the first. */
  items: ItemChange[];
}

export interface Comparison {
  /** Null where it is the same. */
  title: Change<string> | null;
  preamble: Change<string> | null;
  /** In the order of the second text, then those it no longer has. */
  areas: AreaChange[];
  counts: Record<ItemClass, number>;
  /** How many areas came, went, or have another title or place. */
  areasChanged: number;
}

/** Alternatives are numbered alike in all three languages. */
const words = (text: RichText) =>
  plainText(withBracketsWritten(text, (number) => `Alt ${number}:`));

/** The text of a document as it is compared. */
export function comparedText(content: DocumentContent): ComparedText {
  return {
    title: content.title,
    preamble: words(content.preamble),
    areas: content.areas.map(({ id, number, title, items }) => ({
      id,
      number,
      title,
      items: items.map((item) => ({
        id: item.id,
        ref: itemRef(null, item.areaNumber, item.number),
        text: words(item.text),
        details: item.details,
      })),
    })),
  };
}

/** One blank is like another, as where words are compared for positions. */
const folded = (text: string) => text.replace(/\s+/g, " ").trim();
const differs = (a: string, b: string) => folded(a) !== folded(b);

const changeOf = (before: string, after: string): Change<string> | null =>
  differs(before, after) ? { before, after } : null;

interface Placed {
  item: ComparedItem;
  areaId: string;
}

const placesOf = ({ areas }: ComparedText) =>
  new Map(
    areas.flatMap((area) =>
      area.items.map((item): [string, Placed] => [item.id, { item, areaId: area.id }]),
    ),
  );

/** What changed from one text to another. Compared the other way round, it is the mirror of it. */
export function compareDrafts(before: ComparedText, after: ComparedText): Comparison {
  const [then, now] = [placesOf(before), placesOf(after)];
  const stayed = stayedInPlace(before, after);
  const change = (id: string) => itemChange(id, then.get(id), now.get(id), stayed.has(id));
  const areas = areaChanges(before, after, change, (id) => now.has(id));
  const counts = Object.fromEntries(ITEM_CLASSES.map((each) => [each, 0])) as Record<
    ItemClass,
    number
  >;
  for (const { items } of areas) for (const { is } of items) counts[is] += 1;
  return {
    title: changeOf(before.title, after.title),
    preamble: changeOf(before.preamble, after.preamble),
    areas,
    counts,
    areasChanged: areas.filter(({ is, moved }) => is !== "unchanged" || moved).length,
  };
}

/** Items that are in the same area in both texts, and there in the same order among each other. */
function stayedInPlace(before: ComparedText, after: ComparedText): Set<string> {
  return new Set(
    after.areas.flatMap((area) => {
      const same = before.areas.find(({ id }) => id === area.id);
      const ids = (items: readonly ComparedItem[] = []) => items.map(({ id }) => id);
      return longestCommonOrder(ids(same?.items), ids(area.items));
    }),
  );
}

function itemChange(
  id: string,
  then: Placed | undefined,
  now: Placed | undefined,
  stayed: boolean,
): ItemChange {
  const text = { before: then?.item.text ?? "", after: now?.item.text ?? "" };
  const details =
    then && now
      ? DETAILS.flatMap((detail) => {
          const changed = changeOf(then.item.details[detail], now.item.details[detail]);
          return changed ? [{ detail, ...changed }] : [];
        })
      : [];
  const moved = then !== undefined && now !== undefined && !stayed;
  const classOf = (): ItemClass => {
    if (!then) return "added";
    if (!now) return "removed";
    if (differs(text.before, text.after)) return "changed";
    if (details.length > 0) return "details";
    return moved ? "moved" : "unchanged";
  };
  return {
    id,
    is: classOf(),
    from: then?.item.ref ?? null,
    to: now?.item.ref ?? null,
    moved,
    text,
    details,
  };
}

function areaChanges(
  before: ComparedText,
  after: ComparedText,
  change: (id: string) => ItemChange,
  isThere: (id: string) => boolean,
): AreaChange[] {
  const idsOf = (text: ComparedText) => text.areas.map(({ id }) => id);
  const stayed = new Set(longestCommonOrder(idsOf(before), idsOf(after)));
  const gone = before.areas.filter(({ id }) => !idsOf(after).includes(id));
  return [...idsOf(after), ...gone.map(({ id }) => id)].map((id): AreaChange => {
    const then = before.areas.find((area) => area.id === id);
    const now = after.areas.find((area) => area.id === id);
    const title = { before: then?.title ?? "", after: now?.title ?? "" };
    const classOf = (): AreaChange["is"] => {
      if (!then) return "added";
      if (!now) return "removed";
      return differs(title.before, title.after) ? "renamed" : "unchanged";
    };
    const order = (now?.items ?? []).map((item) => item.id);
    return {
      id,
      is: classOf(),
      from: then?.number ?? null,
      to: now?.number ?? null,
      moved: then !== undefined && now !== undefined && !stayed.has(id),
      title,
      items: withRemoved(
        order,
        (then?.items ?? []).map((item) => item.id),
        isThere,
      ).map(change),
    };
  });
}

/** Puts each item that is gone behind the one it stood behind, as far as that is still there. */
function withRemoved(
  order: readonly string[],
  formerly: readonly string[],
  isThere: (id: string) => boolean,
): string[] {
  const out = [...order];
  let behind: string | undefined;
  for (const id of formerly) {
    if (isThere(id)) {
      if (order.includes(id)) behind = id;
      continue;
    }
    out.splice(behind === undefined ? 0 : out.indexOf(behind) + 1, 0, id);
    behind = id;
  }
  return out;
}
