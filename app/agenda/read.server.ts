/** Reading the merging: for its page, and for exports. */
import {
  type DispositionRow,
  listDispositions,
  listDispositionsOfSteps,
  listSteps,
  type StepRow,
} from "#db/agenda";
import {
  type DocumentRow,
  findAgenda,
  type ItemRow,
  listAreas,
  listDelegations,
  listDocuments,
  listItems,
} from "#db/documents";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocument, permissions } from "../accounts/policy";
import type { OperationContext } from "../context";
import { mayCarryOver } from "./carry-over";
import { coverageOf } from "./coverage";
import { byItem, carriesText, keyOf, statusOf } from "./disposition";
import { driftOf, type Parts, partsOf, splitOff } from "./drift";
import { readObjections } from "./objections.server";
import { readPositions } from "./read-positions.server";
import { madeBy, undoing } from "./steps";
import type {
  AgendaSource,
  AgendaView,
  MergingView,
  NationalItemView,
  StepView,
  Whereabouts,
} from "./view";

/** How many of the newest steps the page lists. */
const STEPS_SHOWN = 20;

/** `CA 1.2` before `CA 1.10`. */
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

interface Plan {
  row: DocumentRow;
  delegation: string;
  readable: boolean;
}

/** The plans in the order of their delegations, and whether each is the actor's to read. */
async function loadPlans(q: Queries, actor: Actor | null): Promise<Map<string, Plan>> {
  const documents = await listDocuments(q);
  return new Map(
    documents
      .filter((row) => row.kind === "plan")
      .map((row) => [
        row.id,
        {
          row,
          delegation: row.delegation ?? "",
          readable: mayOnDocument(actor, "read", subjectOf(row)).allowed,
        },
      ]),
  );
}

/** Turns the rows that hold into the sources of each agenda item, in the order of the plans. */
function sourcesFrom(
  rows: readonly DispositionRow[],
  plans: ReadonlyMap<string, Plan>,
  nationalItems: ReadonlyMap<string, ItemRow>,
  agendaItems: ReadonlyMap<string, ItemRow>,
): Map<string, AgendaSource[]> {
  const rank = new Map([...plans.keys()].map((id, index) => [id, index]));
  const carried = rows
    .filter((row) => row.agendaItemId !== null && carriesText(row.disposition))
    .map((row) => ({ row, item: nationalItems.get(keyOf(row)) }))
    .sort(
      (a, b) =>
        (rank.get(a.row.planId) ?? rank.size) - (rank.get(b.row.planId) ?? rank.size) ||
        (a.item?.areaNumber ?? 0) - (b.item?.areaNumber ?? 0) ||
        (a.item?.number ?? 0) - (b.item?.number ?? 0),
    );
  const sources = new Map<string, AgendaSource[]>();
  const partsIn = partsByPlan(nationalItems);
  for (const { row, item } of carried) {
    const plan = plans.get(row.planId);
    const agendaItemId = row.agendaItemId;
    if (!plan || agendaItemId === null) continue;
    const drift = plan.readable ? driftOf(row.basisHash, item) : "none";
    const source: AgendaSource = {
      planId: row.planId,
      planSlug: plan.row.slug,
      delegation: plan.delegation,
      itemId: row.itemId,
      ref: (plan.readable && item?.ref) || row.basisRef,
      disposition: row.disposition,
      drifted: drift !== "none",
      removed: plan.readable && (!item || item.removed),
      basisText: plan.readable ? row.basisText : "",
      now: drift === "changed" && item ? nowOf(row, item, partsIn, agendaItems) : null,
      readable: plan.readable,
    };
    sources.set(agendaItemId, [...(sources.get(agendaItemId) ?? []), source]);
  }
  return sources;
}

/** What a national item says now, beside the words that were taken from it. */
function nowOf(
  row: DispositionRow,
  item: ItemRow,
  partsIn: (planId: string) => Parts<ItemRow>,
  agendaItems: ReadonlyMap<string, ItemRow>,
): AgendaSource["now"] {
  const standing = agendaItems.get(row.agendaItemId ?? "")?.text ?? "";
  return {
    text: item.text,
    hash: item.hash,
    splitOff: splitOff(row.basisText, item.text, partsIn(item.documentId)).map(({ ref }) => ref),
    mayTakeOver: mayCarryOver(standing, row.basisText),
  };
}

/** What words of a plan could have been split off into, made when first asked for. */
function partsByPlan(nationalItems: ReadonlyMap<string, ItemRow>) {
  const known = new Map<string, Parts<ItemRow>>();
  return (planId: string): Parts<ItemRow> => {
    const parts =
      known.get(planId) ??
      partsOf(
        [...nationalItems.values()].filter((item) => item.documentId === planId && !item.removed),
      );
    known.set(planId, parts);
    return parts;
  };
}

const itemsByKey = (rows: readonly ItemRow[]) =>
  new Map(rows.map((row) => [keyOf({ planId: row.documentId, itemId: row.id }), row]));

/**
 * Everything the page of the agenda shows to the actor. Plans that are not the actor's to read
 * give numbers to the coverage and nothing else.
 * @returns null while there is no agenda.
 * @throws Refused if the agenda is not the actor's to read.
 */
export async function readAgenda(
  context: Pick<OperationContext, "store" | "actor">,
): Promise<AgendaView | null> {
  const merging = await readMerging(context);
  if (!merging) return null;
  const q = context.store.read;
  const { view, agenda, actor, codes, plans, standing } = merging;
  const own = view.may["take-position"] ? actor.delegation : null;
  const items = [...standing.values()];
  return {
    ...view,
    positions: await readPositions(q, agenda.id, items, codes, own),
    steps: view.may.history ? await readSteps(q, agenda, actor, plans, standing) : [],
  };
}

/** What became of the national items, as `readAgenda` tells it, and what that was read from. */
interface Merging {
  view: MergingView;
  /**
   * Of every agenda item by its id, as far as the actor may know them; items that were removed from the
   * agenda are among them: look up those that stand.
   */
  sources: ReadonlyMap<string, AgendaSource[]>;
  agenda: DocumentRow;
  actor: Actor;
  /** Of the delegations, in their order. */
  codes: readonly string[];
  plans: ReadonlyMap<string, Plan>;
  /** The items of the agenda that stand, by their ids and in their order. */
  standing: ReadonlyMap<string, ItemRow>;
}

/** The same without what is said of the items and the steps that led here. */
export async function readMerging(
  context: Pick<OperationContext, "store" | "actor">,
): Promise<Merging | null> {
  const q = context.store.read;
  const agenda = await findAgenda(q);
  if (!agenda) return null;
  const actor = allow(context.actor, "read", agenda);
  const may = permissions(actor, subjectOf(agenda));

  const plans = await loadPlans(q, actor);
  const planIds = [...plans.keys()];
  const codes = (await listDelegations(q)).map(({ code }) => code);
  const areaRows = await listAreas(q, [...planIds, agenda.id]);
  const nationalRows = await listItems(q, planIds, { removed: true });
  const agendaRows = await listItems(q, [agenda.id]);
  const rows = await listDispositions(q, agenda.id);
  const national = itemsByKey(nationalRows);
  const standing = new Map(agendaRows.map((item) => [item.id, item]));
  const standingIds = new Set(standing.keys());
  const holding = byItem(rows);
  const sources = sourcesFrom(rows, plans, national, standing);
  const { objectionTo, mayObject } = await readObjections(q, agenda, actor);

  const counted = nationalRows
    .filter((item) => !item.removed)
    .map((item) => {
      const itemRows = holding.get(keyOf({ planId: item.documentId, itemId: item.id })) ?? [];
      return {
        item,
        itemRows,
        delegation: plans.get(item.documentId)?.delegation ?? "",
        areaNumber: item.areaNumber,
        status: statusOf(itemRows, standingIds),
      };
    });

  const whereaboutsOf = (row: DispositionRow, item: ItemRow): Whereabouts[] => {
    const { id: dispositionId, disposition, reason } = row;
    const target = row.agendaItemId === null ? null : standing.get(row.agendaItemId);
    if (target === undefined) return [];
    const plan = target ? undefined : plans.get(row.planId)?.row;
    const objection = plan ? objectionTo(dispositionId, plan) : null;
    return [
      {
        dispositionId,
        disposition,
        reason,
        drifted: driftOf(row.basisHash, item) !== "none",
        agendaItem: target && { id: target.id, ref: target.ref },
        objection,
        mayObject: plan !== undefined && objection === null && mayObject(plan),
      },
    ];
  };

  const view: MergingView = {
    agenda: { id: agenda.id, title: agenda.title, language: agenda.language },
    may,
    areas: areaRows
      .filter((area) => area.documentId === agenda.id)
      .map(({ id, number, title }) => ({
        id,
        number,
        title,
        items: agendaRows
          .filter((item) => item.areaNumber === number)
          .map((item) => ({
            id: item.id,
            ref: item.ref,
            text: item.text,
            sources: sources.get(item.id) ?? [],
          })),
      })),
    plans: [...plans.values()]
      .filter(({ readable }) => readable)
      .map(({ row, delegation }) => ({
        id: row.id,
        slug: row.slug,
        delegation,
        title: row.title,
        language: row.language,
        mayMerge: may.merge && mayOnDocument(actor, "merge", subjectOf(row)).allowed,
        areas: areaRows
          .filter((area) => area.documentId === row.id)
          .map(({ number, title }) => ({ number, title })),
      })),
    items: counted
      .filter(({ item }) => plans.get(item.documentId)?.readable)
      .map(
        ({ item, itemRows, delegation, status }): NationalItemView => ({
          planId: item.documentId,
          itemId: item.id,
          ref: item.ref,
          delegation,
          areaNumber: item.areaNumber,
          number: item.number,
          text: item.text,
          lead: item.lead,
          details: [item.lead, item.partners].filter(Boolean).join(" "),
          status,
          whereabouts: itemRows.flatMap((row) => whereaboutsOf(row, item)),
        }),
      ),
    coverage: coverageOf(
      counted,
      codes,
      areaRows
        .filter((area) => area.documentId !== agenda.id)
        .reduce((most, area) => Math.max(most, area.number), 0),
    ),
  };
  return { view, sources, agenda, actor, codes, plans, standing };
}

async function readSteps(
  q: Queries,
  agenda: DocumentRow,
  actor: Actor,
  plans: ReadonlyMap<string, Plan>,
  standing: ReadonlyMap<string, ItemRow>,
): Promise<StepView[]> {
  const steps = await listSteps(q, agenda.id, STEPS_SHOWN);
  const rows = await listDispositionsOfSteps(
    q,
    steps.map(({ id }) => id),
  );
  const mayMerge = mayOnDocument(actor, "merge", subjectOf(agenda)).allowed;
  const mayTake = (planId: string) => {
    const plan = plans.get(planId);
    return plan !== undefined && mayOnDocument(actor, "merge", subjectOf(plan.row)).allowed;
  };
  return steps.map((step, index): StepView => {
    const later: StepRow[] = steps.slice(0, index);
    const made = rows.filter((row) => row.stepId === step.id);
    const ended = rows.filter((row) => row.endedByStepId === step.id && row.stepId !== step.id);
    // What a clearing ended is what it was about; it made nothing. Once undone, nothing tells.
    const about = made.length > 0 ? made : ended;
    const refs = about.filter((row) => plans.get(row.planId)?.readable).map((row) => row.basisRef);
    const possible =
      mayMerge &&
      [...made, ...ended].every((row) => mayTake(row.planId)) &&
      typeof undoing(step, later, rows) === "object";
    return {
      id: step.id,
      kind: step.kind,
      at: step.at,
      person: step.personName,
      agendaRef: step.agendaItemId ? (standing.get(step.agendaItemId)?.ref ?? null) : null,
      refs: [...new Set(refs)].sort(byNumber),
      made: madeBy(step, made).length,
      undone: step.undoneAt !== null,
      undoneBy: step.undoneByName,
      undoneAt: step.undoneAt,
      mine: step.personId === actor.id,
      undoneMine: step.undoneBy === actor.id,
      mayUndo: possible,
    };
  });
}
