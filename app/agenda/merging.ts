/**
 * What became of the national items, and where the agenda's come from, item by item. The rows they are
 * told from are shared between requests and never changed, so of an item for which they are as they were
 * the very objects of before are given: someone else's word changes what is said of one of hundreds.
 */
import { memoizeByIdentity, memoizeData } from "../ui/memoize";
import { mayCarryOver } from "./carry-over";
import { carriesText, type Disposition, dispositionNow, statusOf } from "./disposition";
import { driftOf, partsOf, splitOff } from "./drift";
import type { AgendaItemView, AgendaSource, Destination, NationalItemView } from "./view";

/** An item of a plan or of the agenda, as it is projected. */
export interface ItemFacts {
  id: string;
  documentId: string;
  ref: string;
  areaNumber: number;
  number: number;
  text: string;
  hash: string;
  lead: string;
  partners: string;
  removed: boolean;
}

/** A disposition that holds. */
export interface HeldFacts {
  id: string;
  planId: string;
  itemId: string;
  disposition: Disposition;
  agendaItemId: string | null;
  reason: string;
  basisText: string;
  basisHash: string;
  basisRef: string;
}

export interface PlanFacts {
  id: string;
  slug: string;
  delegation: string;
  /** Whether it is the reader's to read. */
  readable: boolean;
  items: readonly ItemFacts[];
}

/** What the reader may know of an objection to a setting aside, and whether they may object. */
export type ObjectionFacts = Pick<Destination, "objection" | "mayObject">;

/** The items of a document that stand, in their order. */
export const currentItemsIn = memoizeByIdentity(<Item extends ItemFacts>(items: readonly Item[]) =>
  items.filter(({ removed }) => !removed),
) as <Item extends ItemFacts>(items: readonly Item[]) => readonly Item[];

/** Items of a document by their ids. */
export const byId = memoizeByIdentity(
  (items: readonly ItemFacts[]) => new Map(items.map((item) => [item.id, item])),
) as <Item extends ItemFacts>(items: readonly Item[]) => ReadonlyMap<string, Item>;

/** Items of a document by the number of their area. */
export const byArea = memoizeByIdentity((items: readonly ItemFacts[]) =>
  grouped(items, ({ areaNumber }) => areaNumber),
);

const partsIn = memoizeByIdentity((items: readonly ItemFacts[]) => partsOf(currentItemsIn(items)));

const byPlan = memoizeByIdentity((rows: readonly HeldFacts[]) =>
  grouped(rows, ({ planId }) => planId),
);

const byNationalItem = memoizeByIdentity((rows: readonly HeldFacts[]) =>
  grouped(rows, ({ itemId }) => itemId),
);

const byAgendaItem = memoizeByIdentity((rows: readonly HeldFacts[]) =>
  grouped(
    rows.filter(({ disposition }) => carriesText(disposition)),
    ({ agendaItemId }) => agendaItemId,
  ),
);

function grouped<Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const NONE: readonly never[] = [];

/**
 * The sources of each agenda item, in the order of the plans; of items too that the agenda has no more.
 * @param held the dispositions that hold.
 * @param standing items of the agenda, by id.
 */
export function sourcesOf(
  held: readonly HeldFacts[],
  plans: ReadonlyMap<string, PlanFacts>,
  agendaItems: ReadonlyMap<string, ItemFacts>,
): Map<string, AgendaSource[]> {
  const rank = new Map([...plans.keys()].map((id, index) => [id, index]));
  const sources = new Map<string, AgendaSource[]>();
  for (const [agendaItemId, rows] of byAgendaItem(held)) {
    if (agendaItemId === null) continue;
    const agendaItem = agendaItems.get(agendaItemId);
    const words = agendaItem?.text ?? "";
    const carried = rows.map((row) => {
      const plan = plans.get(row.planId);
      return { row, plan, item: plan && byId(plan.items).get(row.itemId) };
    });
    if (carried.length > 1) {
      carried.sort(
        (a, b) =>
          (rank.get(a.row.planId) ?? rank.size) - (rank.get(b.row.planId) ?? rank.size) ||
          (a.item?.areaNumber ?? 0) - (b.item?.areaNumber ?? 0) ||
          (a.item?.number ?? 0) - (b.item?.number ?? 0),
      );
    }
    const list = carried.flatMap(({ row, plan, item }) => {
      if (!plan) return [];
      const { slug, delegation, readable } = plan;
      const hasChanged = readable && item && driftOf(row.basisHash, item) === "changed";
      const beside = hasChanged ? plan.items : null;
      const is = agendaItem
        ? dispositionNow(row.disposition, row.basisText, words)
        : row.disposition;
      return [sourceOf(row, is, slug, delegation, readable, item, beside, hasChanged ? words : "")];
    });
    if (list.length > 0) sources.set(agendaItemId, list);
  }
  return sources;
}

/**
 * @param disposition what it is by now.
 * @param beside all items of its plan, where it says something else than was taken.
 * @param standing what the agenda item says, where it matters.
 */
const sourceOf = memoizeData(
  (
    row: HeldFacts,
    disposition: Disposition,
    planSlug: string,
    delegation: string,
    readable: boolean,
    item: ItemFacts | undefined,
    beside: readonly ItemFacts[] | null,
    currentText: string,
  ): AgendaSource => ({
    planId: row.planId,
    planSlug,
    delegation,
    itemId: row.itemId,
    ref: (readable && item?.ref) || row.basisRef,
    disposition,
    drifted: readable && driftOf(row.basisHash, item) !== "none",
    removed: readable && (!item || item.removed),
    basisText: readable ? row.basisText : "",
    now:
      item && beside
        ? {
            text: item.text,
            hash: item.hash,
            splitOff: splitOff(row.basisText, item.text, partsIn(beside)).map(({ ref }) => ref),
            mayTakeOver: mayCarryOver(currentText, row.basisText),
          }
        : null,
    readable,
  }),
);

/** An item of the agenda with its sources. */
export const agendaItemView = memoizeData(
  ({ id, ref, text }: ItemFacts, sources: AgendaSource[]): AgendaItemView => ({
    id,
    ref,
    text,
    sources,
  }),
);

/**
 * The items of a plan that stand, with what became of each.
 * @param held the dispositions that hold, of all plans.
 * @param standing items of the agenda, by id.
 * @param objectionOf asked for what sets an item aside.
 */
export function nationalViews(
  plan: PlanFacts,
  held: readonly HeldFacts[],
  agendaItems: ReadonlyMap<string, ItemFacts>,
  objectionOf: (dispositionId: string) => ObjectionFacts,
): NationalItemView[] {
  const rowsOf = byNationalItem(byPlan(held).get(plan.id) ?? NONE);
  return currentItemsIn(plan.items).map((item) => {
    const rows = rowsOf.get(item.id) ?? NONE;
    const targets = rows.map(({ agendaItemId }) =>
      agendaItemId === null ? null : agendaItems.get(agendaItemId),
    );
    // In one string, so that they are seen to be the same.
    const objections = rows.map(({ id, agendaItemId }) =>
      agendaItemId === null ? JSON.stringify(objectionOf(id)) : "",
    );
    return nationalView(item, plan.delegation, rows, targets, objections);
  });
}

const nationalView = memoizeData(
  (
    item: ItemFacts,
    delegation: string,
    rows: readonly HeldFacts[],
    targets: readonly (ItemFacts | null | undefined)[],
    objections: readonly string[],
  ): NationalItemView => ({
    planId: item.documentId,
    itemId: item.id,
    ref: item.ref,
    delegation,
    areaNumber: item.areaNumber,
    number: item.number,
    text: item.text,
    lead: item.lead,
    details: [item.lead, item.partners].filter(Boolean).join(" "),
    status: statusOf(rows, new Set(targets.flatMap((target) => target?.id ?? []))),
    destinations: rows.flatMap((row, at) => destinations(row, item, targets[at], objections[at])),
  }),
);

function destinations(
  { id: dispositionId, disposition, reason, basisHash, basisText }: HeldFacts,
  item: ItemFacts,
  target: ItemFacts | null | undefined,
  objection: string | undefined,
): Destination[] {
  // Carried to an item that the agenda has no more.
  if (target === undefined) return [];
  return [
    {
      dispositionId,
      disposition: target ? dispositionNow(disposition, basisText, target.text) : disposition,
      reason,
      drifted: driftOf(basisHash, item) !== "none",
      agendaItem: target && { id: target.id, ref: target.ref },
      ...(objection
        ? (JSON.parse(objection) as ObjectionFacts)
        : { objection: null, mayObject: false }),
    },
  ];
}
