/** Reading the merging: for its page, and for exports. */
import { cachedDispositionsOf, listDispositionsOfSteps, listSteps, type StepRow } from "#db/agenda";
import {
  type AreaRow,
  cachedRowsOf,
  type DocumentRow,
  findAgenda,
  type ItemRow,
  listDelegations,
  listDocuments,
} from "#db/documents";
import type { Queries, Store } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocument, permissions } from "../accounts/policy";
import type { OperationContext } from "../context";
import { coverageOf } from "./coverage";
import {
  agendaItemView,
  byArea,
  byId,
  currentItemsIn,
  nationalViews,
  type PlanFacts,
  sourcesOf,
} from "./merging";
import { readObjections } from "./objections.server";
import { readPositions } from "./read-positions.server";
import { madeBy, undoing } from "./steps";
import type { AgendaSource, AgendaView, MergingView, StepView } from "./view";

/** How many of the newest steps the page lists. */
const STEPS_SHOWN = 20;

/** `CA 1.2` before `CA 1.10`. */
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

interface Plan extends PlanFacts {
  row: DocumentRow;
  areas: readonly AreaRow[];
}

/** The plans in the order of their delegations, and whether each is the actor's to read. */
async function loadPlans(store: Store, actor: Actor | null): Promise<Map<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const row of await listDocuments(store.read)) {
    if (row.kind !== "plan") continue;
    plans.set(row.id, {
      id: row.id,
      slug: row.slug,
      delegation: row.delegation ?? "",
      readable: mayOnDocument(actor, "read", subjectOf(row)).allowed,
      row,
      ...(await cachedRowsOf(store, row)),
    });
  }
  return plans;
}

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
  const { view, agenda, actor, codes, plans, agendaItemsById } = merging;
  const own = view.may["take-position"] ? actor.delegation : null;
  return {
    ...view,
    positions: await readPositions(
      context.store,
      agenda.id,
      [...agendaItemsById.values()],
      codes,
      own,
    ),
    steps: view.may.history ? await readSteps(q, agenda, actor, plans, agendaItemsById) : [],
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
  agendaItemsById: ReadonlyMap<string, ItemRow>;
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

  const plans = await loadPlans(context.store, actor);
  const codes = (await listDelegations(q)).map(({ code }) => code);
  const { areas, items } = await cachedRowsOf(context.store, agenda);
  const held = await cachedDispositionsOf(context.store, agenda.id);
  const agendaItems = currentItemsIn(items);
  const agendaItemsById = byId(agendaItems);
  const inArea = byArea(agendaItems);
  const sources = sourcesOf(held, plans, agendaItemsById);
  const { objectionTo, mayObject } = await readObjections(q, agenda, actor);
  const national = [...plans.values()].map((plan) => ({
    plan,
    items: nationalViews(plan, held, agendaItemsById, (dispositionId) => {
      if (!plan.readable) return { objection: null, mayObject: false };
      const objection = objectionTo(dispositionId, plan.row);
      return { objection, mayObject: objection === null && mayObject(plan.row) };
    }),
  }));

  const view: MergingView = {
    agenda: { id: agenda.id, title: agenda.title, language: agenda.language },
    may,
    areas: areas.map(({ id, number, title }) => ({
      id,
      number,
      title,
      items: (inArea.get(number) ?? []).map((item) =>
        agendaItemView(item, sources.get(item.id) ?? []),
      ),
    })),
    plans: [...plans.values()]
      .filter(({ readable }) => readable)
      .map(({ row, delegation, areas }) => ({
        id: row.id,
        slug: row.slug,
        delegation,
        title: row.title,
        language: row.language,
        mayMerge: may.merge && mayOnDocument(actor, "merge", subjectOf(row)).allowed,
        areas: areas.map(({ number, title }) => ({ number, title })),
      })),
    items: national.flatMap(({ plan, items }) => (plan.readable ? items : [])),
    coverage: coverageOf(
      national.flatMap(({ items }) => items),
      codes,
      [...plans.values()].reduce(
        (most, { areas }) => areas.reduce((more, { number }) => Math.max(more, number), most),
        0,
      ),
    ),
  };
  return { view, sources, agenda, actor, codes, plans, agendaItemsById };
}

async function readSteps(
  q: Queries,
  agenda: DocumentRow,
  actor: Actor,
  plans: ReadonlyMap<string, Plan>,
  agendaItemsById: ReadonlyMap<string, ItemRow>,
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
      agendaRef: step.agendaItemId ? (agendaItemsById.get(step.agendaItemId)?.ref ?? null) : null,
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
