/**
 * The table of concordance: what became of every national item, and where every agenda item comes
 * from. It is made of what the page of the agenda shows to the same reader, and says no more: of a
 * plan that is not theirs to read, only the numbers that agenda items name as their sources.
 */
import { positionIn } from "../documents/numbering";
import { carriesText, type Disposition, type ItemKey, type ItemStatus, keyOf } from "./disposition";
import { type Flow, flowsOf } from "./flow";
import type {
  AgendaAreaView,
  AgendaSource,
  Destination,
  MergingView,
  NationalItemView,
} from "./view";

/** An agenda item that a national item was carried to. */
export interface CarriedTo {
  agendaItemId: string;
  ref: string;
  /** Area of the agenda. */
  areaNumber: number;
  disposition: Disposition;
  drifted: boolean;
}

/**
 * `listed` in its plan; `removed` from the plan after it was carried; or `internal`, of a plan that
 * is not the reader's to read: then without words and under the number it was taken under.
 */
export type ItemVisibility = "listed" | "removed" | "internal";

/** The first side: a national item and what became of it. */
export interface NationalRow extends ItemKey {
  planSlug: string;
  delegation: string;
  ref: string;
  areaNumber: number;
  number: number;
  text: string;
  lead: string;
  visibility: ItemVisibility;
  status: ItemStatus;
  /** In the order of the agenda. */
  carried: CarriedTo[];
  /** Why it is set aside; null if it is not. */
  aside: Destination | null;
}

/** A source by its number; the words that were taken are on the page of the agenda. */
export type NamedSource = Omit<AgendaSource, "basisText">;

/** The other side: an agenda item and its national sources. */
export interface AgendaRow {
  id: string;
  ref: string;
  areaNumber: number;
  text: string;
  sources: NamedSource[];
}

export interface Concordance {
  national: NationalRow[];
  agenda: AgendaRow[];
}

/**
 * Both sides, so that every pair of the one is in the other: whether an item is carried is read from
 * the sources of the agenda's items alone, and where nothing holds it is unplaced.
 * @param order codes of the delegations in their order.
 */
export function concordanceOf(
  {
    plans,
    items,
    areas,
  }: {
    plans: readonly { id: string; slug: string }[];
    items: readonly NationalItemView[];
    areas: readonly AgendaAreaView[];
  },
  order: readonly string[],
): Concordance {
  const agenda = areas.flatMap((area) =>
    area.items.map(({ id, ref, text, sources }) => ({
      id,
      ref,
      areaNumber: area.number,
      text,
      sources: sources.map(named),
    })),
  );
  const slugs = new Map(plans.map(({ id, slug }) => [id, slug]));
  const rows = new Map<string, NationalRow>();
  for (const item of items) {
    const { planId, itemId, delegation, ref, areaNumber, number, text, lead } = item;
    const aside = item.destinations.find(({ disposition }) => !carriesText(disposition)) ?? null;
    rows.set(keyOf(item), {
      planId,
      itemId,
      delegation,
      ref,
      areaNumber,
      number,
      text,
      lead,
      planSlug: slugs.get(planId) ?? "",
      visibility: "listed",
      status: aside ? "set-aside" : "unplaced",
      carried: [],
      aside,
    });
  }
  for (const { id, ref, areaNumber, sources } of agenda) {
    for (const source of sources) {
      const row = rows.get(keyOf(source)) ?? unlisted(source);
      rows.set(keyOf(source), row);
      const { disposition, drifted } = source;
      row.carried.push({ agendaItemId: id, ref, areaNumber, disposition, drifted });
      row.status = "placed";
      row.aside = null;
    }
  }
  return { national: inOrder([...rows.values()], order), agenda };
}

/** Part by part, which is far less work for hundreds than to copy all parts but one. */
const named = (source: AgendaSource): NamedSource => ({
  planId: source.planId,
  planSlug: source.planSlug,
  delegation: source.delegation,
  itemId: source.itemId,
  ref: source.ref,
  disposition: source.disposition,
  drifted: source.drifted,
  removed: source.removed,
  now: source.now,
  readable: source.readable,
});

/** A national item known only as a source. */
function unlisted(source: NamedSource): NationalRow {
  const { planId, itemId, planSlug, delegation, ref } = source;
  return {
    ...{ planId, itemId, planSlug, delegation, ref, ...positionIn(ref) },
    text: "",
    lead: "",
    visibility: source.readable ? "removed" : "internal",
    status: "placed",
    carried: [],
    aside: null,
  };
}

function inOrder(rows: NationalRow[], order: readonly string[]): NationalRow[] {
  const rank = new Map(order.map((code, index) => [code, index]));
  const rankOf = (row: NationalRow) => rank.get(row.delegation) ?? order.length;
  return rows.sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      compare(a.delegation, b.delegation) ||
      a.areaNumber - b.areaNumber ||
      a.number - b.number ||
      compare(keyOf(a), keyOf(b)),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What the page of the concordance is given. */
export interface ConcordanceView extends Concordance {
  title: string;
  /** Language of each document, by its id. */
  languages: Record<string, string>;
  agendaId: string;
  /** Codes in their order. */
  delegations: string[];
  /** How many areas the national plans have at most. */
  areaCount: number;
  agendaAreas: { number: number; title: string }[];
  /** Items that are only counted, because their plan is not the reader's to read. */
  counted: { delegation: string; count: number }[];
  flows: Flow[];
}

/** The concordance of what the page of the agenda shows. */
export function concordanceView(view: MergingView): ConcordanceView {
  const { agenda, areas, plans, coverage } = view;
  const shown = new Set(plans.map(({ delegation }) => delegation));
  const sides = concordanceOf(view, coverage.delegations);
  return {
    title: agenda.title,
    agendaId: agenda.id,
    languages: Object.fromEntries(
      [...plans, agenda].map(({ id, language }): [string, string] => [id, language]),
    ),
    delegations: coverage.delegations,
    areaCount: coverage.areas.length,
    agendaAreas: areas.map(({ number, title }) => ({ number, title })),
    counted: coverage.delegations.flatMap((delegation, column) => {
      const { setAside = 0, unplaced = 0 } = coverage.byDelegation[column] ?? {};
      const count = setAside + unplaced;
      return shown.has(delegation) || count === 0 ? [] : [{ delegation, count }];
    }),
    flows: flowsOf(sides, coverage, shown),
    ...sides,
  };
}
