/** Filtering, searching and grouping the national items. */
import type { ItemStatus } from "./disposition";
import type { NationalItemView } from "./view";

export interface ItemFilter {
  status: ItemStatus | "all";
  /** A delegation's code; null for all. */
  delegation: string | null;
  /** An area's number; null for all. */
  area: number | null;
  /** Words that must all be found. */
  query: string;
}

export const NO_FILTER: ItemFilter = { status: "all", delegation: null, area: null, query: "" };

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

const searched = (item: NationalItemView) => folded(`${item.ref} ${item.text} ${item.details}`);

/** The items that pass, in the order given. Quoted words must stand together. */
export function filterItems(
  items: readonly NationalItemView[],
  filter: ItemFilter,
): NationalItemView[] {
  const words = [...folded(filter.query).matchAll(/"([^"]+)"|[^\s"]+/g)].map(
    ([word, quoted]) => quoted ?? word,
  );
  return items.filter((item) => {
    if (filter.status !== "all" && item.status !== filter.status) return false;
    if (filter.delegation !== null && item.delegation !== filter.delegation) return false;
    if (filter.area !== null && item.areaNumber !== filter.area) return false;
    if (words.length === 0) return true;
    const text = searched(item);
    return words.every((word) => text.includes(word));
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
