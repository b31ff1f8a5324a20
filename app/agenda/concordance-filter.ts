/** Which rows of the concordance are shown, and how that is written in the page's address. */
import type { AgendaRow, Concordance, NationalRow } from "./concordance";
import {
  DISPOSITIONS,
  type Disposition,
  ITEM_STATUSES,
  type ItemStatus,
  keyOf,
} from "./disposition";
import { matcher, oneOf, readNumber } from "./national-list";

/** What became of an item, coarse or fine; `objected` is set aside and objected to. */
export const OUTCOMES = [...ITEM_STATUSES, ...DISPOSITIONS, "objected"] as const;
export type OutcomeFilter = ItemStatus | Disposition | "objected";

export interface ConcordanceFilter {
  /** A delegation's code; null for all. */
  delegation: string | null;
  /** Number of an area of the national plans; null for all. */
  area: number | null;
  outcome: OutcomeFilter | null;
  /** Number of the agenda's area that items were carried to; null for all. */
  into: number | null;
  /** Words that must all be found. */
  query: string;
}

export const NO_CONCORDANCE_FILTER: ConcordanceFilter = {
  delegation: null,
  area: null,
  outcome: null,
  into: null,
  query: "",
};

function hasOutcome(row: NationalRow, outcome: OutcomeFilter): boolean {
  if (outcome === "objected") return row.aside?.objection != null;
  return (
    row.status === outcome ||
    row.aside?.disposition === outcome ||
    row.carried.some(({ disposition }) => disposition === outcome)
  );
}

function passes(row: NationalRow, { delegation, area, outcome, into }: ConcordanceFilter): boolean {
  return (
    (delegation === null || row.delegation === delegation) &&
    (area === null || row.areaNumber === area) &&
    (outcome === null || hasOutcome(row, outcome)) &&
    (into === null || row.carried.some(({ areaNumber }) => areaNumber === into))
  );
}

/**
 * Both sides as far as they pass. An agenda item stays if it says the words, or one of its sources
 * is found; where nothing is asked of the national items, those without a source stay too.
 */
export function filterConcordance(
  { national, agenda }: Concordance,
  filter: ConcordanceFilter,
): Concordance {
  const matches = matcher(filter.query);
  const passing = national.filter((row) => passes(row, filter));
  const found = passing.filter((row) =>
    matches(
      [row.ref, row.text, row.lead, row.aside?.reason, ...row.carried.map(({ ref }) => ref)]
        .filter(Boolean)
        .join(" "),
    ),
  );
  const passingKeys = new Set(passing.map(keyOf));
  const asksOfNational =
    filter.delegation !== null || filter.area !== null || filter.outcome !== null;
  const stays = (row: AgendaRow) =>
    (filter.into === null || row.areaNumber === filter.into) &&
    (!asksOfNational || row.sources.some((source) => passingKeys.has(keyOf(source)))) &&
    matches([row.ref, row.text, ...row.sources.map(({ ref }) => ref)].join(" "));
  return { national: found, agenda: agenda.filter(stays) };
}

/** Reads `?delegation=CA&area=1&outcome=deferred&into=2&q=words`; what it does not know it leaves out. */
export function readConcordanceFilter(search: URLSearchParams): ConcordanceFilter {
  return {
    delegation: search.get("delegation") || null,
    area: readNumber(search.get("area")),
    outcome: oneOf(OUTCOMES, search.get("outcome")),
    into: readNumber(search.get("into")),
    query: search.get("q") ?? "",
  };
}

/** The other way round; what is not asked for is not named. */
export function writeConcordanceFilter(filter: ConcordanceFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.delegation !== null) search.set("delegation", filter.delegation);
  if (filter.area !== null) search.set("area", String(filter.area));
  if (filter.outcome !== null) search.set("outcome", filter.outcome);
  if (filter.into !== null) search.set("into", String(filter.into));
  if (filter.query !== "") search.set("q", filter.query);
  return search;
}
