/** Filtering, searching and grouping the national items. */
import { DISPOSITIONS, type Disposition, ITEM_STATUSES, type ItemStatus } from "./disposition";
import type { NationalItemView } from "./view";

export interface ItemFilter {
  status: ItemStatus | "all";
  /** A delegation's code; null for all. */
  delegation: string | null;
  /** An area's number; null for all. */
  area: number | null;
  /** Of several dispositions one is enough; `objected` is set aside and objected to. */
  disposition: Disposition | "objected" | null;
  /** Who has the lead, word for word; empty for items that name none, null for all. */
  lead: string | null;
  /** Words that must all be found. */
  query: string;
}

export const NO_FILTER: ItemFilter = {
  status: "all",
  delegation: null,
  area: null,
  disposition: null,
  lead: null,
  query: "",
};

export const FILTER_DISPOSITIONS = [...DISPOSITIONS, "objected"] as const;

/** One of these words, or null. */
export function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((known) => known === value) ?? null;
}

/** A number from 1 on as an address gives it; null for anything else. */
export function readNumber(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : null;
}

/** Reads `?status=unplaced&delegation=CA&area=1&disposition=deferred&lead=…&q=…`; the rest is left out. */
export function readItemFilter(search: URLSearchParams): ItemFilter {
  return {
    status: oneOf(ITEM_STATUSES, search.get("status")) ?? "all",
    delegation: search.get("delegation") || null,
    area: readNumber(search.get("area")),
    disposition: oneOf(FILTER_DISPOSITIONS, search.get("disposition")),
    lead: search.get("lead"),
    query: search.get("q") ?? "",
  };
}

/** The other way round; what is not asked for is not named. */
export function writeItemFilter(filter: ItemFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.status !== "all") search.set("status", filter.status);
  if (filter.delegation !== null) search.set("delegation", filter.delegation);
  if (filter.area !== null) search.set("area", String(filter.area));
  if (filter.disposition !== null) search.set("disposition", filter.disposition);
  if (filter.lead !== null) search.set("lead", filter.lead);
  if (filter.query !== "") search.set("q", filter.query);
  return search;
}

function isDisposedOf(
  { destinations }: NationalItemView,
  asked: Disposition | "objected",
): boolean {
  return destinations.some(({ disposition, objection }) =>
    asked === "objected" ? objection !== null : disposition === asked,
  );
}

/** Letters as a search compares them: without case and accents, ligatures spelt out. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("’", "'");
}

/** What a search asks for. Quoted words must stand together. */
const wordsOf = (query: string): string[] =>
  [...folded(query).matchAll(/"([^"]+)"|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word);

/** Whether a text has all words of a search. */
export function matcher(query: string): (text: string) => boolean {
  const words = wordsOf(query);
  if (words.length === 0) return () => true;
  return (text) => {
    const searched = folded(text);
    return words.every((word) => searched.includes(word));
  };
}

const searched = new WeakMap<NationalItemView, string>();

/** What a search looks at in an item; made when first asked for. */
function searchedIn(item: NationalItemView): string {
  const known = searched.get(item) ?? folded(`${item.ref} ${item.text} ${item.details}`);
  searched.set(item, known);
  return known;
}

/** The items that pass, in the order given. */
export function filterItems(
  items: readonly NationalItemView[],
  filter: ItemFilter,
): NationalItemView[] {
  const words = wordsOf(filter.query);
  return items.filter((item) => {
    if (filter.status !== "all" && item.status !== filter.status) return false;
    if (filter.delegation !== null && item.delegation !== filter.delegation) return false;
    if (filter.area !== null && item.areaNumber !== filter.area) return false;
    if (filter.disposition !== null && !isDisposedOf(item, filter.disposition)) return false;
    if (filter.lead !== null && item.lead.trim() !== filter.lead) return false;
    return words.every((word) => searchedIn(item).includes(word));
  });
}

export interface AreaGroup {
  area: number;
  delegations: { delegation: string; items: NationalItemView[] }[];
}

/**
 * By area, then by delegation, then by number.
 * @param order codes of the delegations in their order.
 */
export function groupItems(
  items: readonly NationalItemView[],
  order: readonly string[],
): AreaGroup[] {
  const rank = (delegation: string) => {
    const index = order.indexOf(delegation);
    return index < 0 ? order.length : index;
  };
  const sorted = [...items].sort(
    (a, b) =>
      a.areaNumber - b.areaNumber ||
      rank(a.delegation) - rank(b.delegation) ||
      (a.delegation < b.delegation ? -1 : a.delegation > b.delegation ? 1 : 0) ||
      a.number - b.number,
  );
  const groups: AreaGroup[] = [];
  for (const item of sorted) {
    let group = groups.at(-1);
    if (group?.area !== item.areaNumber) {
      group = { area: item.areaNumber, delegations: [] };
      groups.push(group);
    }
    const last = group.delegations.at(-1);
    if (last?.delegation === item.delegation) last.items.push(item);
    else group.delegations.push({ delegation: item.delegation, items: [item] });
  }
  return groups;
}

/** The first groups, with as many items in all as asked for. */
export function firstOf(groups: readonly AreaGroup[], count: number): AreaGroup[] {
  let left = count;
  const take = (items: NationalItemView[]) => {
    const taken = items.length <= left ? items : items.slice(0, left);
    left -= taken.length;
    return taken;
  };
  return groups
    .map(({ area, delegations }) => ({
      area,
      delegations: delegations
        .map(({ delegation, items }) => ({ delegation, items: take(items) }))
        .filter(({ items }) => items.length > 0),
    }))
    .filter(({ delegations }) => delegations.length > 0);
}
