/** Reading where the agenda stands on its way to adoption. */
import {
  type AdoptionRow,
  findAdoption,
  listConsents,
  listDrafts,
  listRunningSilences,
  listSilences,
} from "#db/adoption";
import { type DocumentRow, findAgenda } from "#db/documents";
import { listPeople } from "#db/people";
import { listRecorded } from "#db/record";
import type { Queries } from "#db/store";
import { allow, subjectOf } from "../accounts/allow.server";
import { type AgendaState, mayOnDocument, permissions } from "../accounts/policy";
import { isCurrent } from "../agenda/positions";
import type { OperationContext } from "../context";
import { LAPSE_REASONS, silencePhase } from "../documents/silence";
import { nextDraftKind, numbered, requirementsFor, stepsFrom } from "./adoption";
import { closeOverdue } from "./closing.server";
import { type Known, readFacts } from "./facts.server";
import type { AdoptionView, EventView, SaidView, SilenceView } from "./view";

type Names = ReadonlyMap<string, string>;

async function namesOf(q: Queries): Promise<Names> {
  return new Map((await listPeople(q)).map(({ id, name }) => [id, name]));
}

/**
 * Everything the page of adoption shows to the actor.
 * @returns null while there is no agenda.
 * @throws Refused if the agenda is not the actor's to read.
 */
export async function readAdoption(context: OperationContext): Promise<AdoptionView | null> {
  await closeOverdue(context);
  const q = context.store.read;
  const agenda = await findAgenda(q);
  if (!agenda) return null;
  allow(context.actor, "read", agenda);
  const state = agenda.state as AgendaState;
  const known = await readFacts(q, agenda, context.now());
  known.doc.destroy();
  const mayRead = (plan: DocumentRow) =>
    mayOnDocument(context.actor, "read", subjectOf(plan)).allowed;
  const names = await namesOf(q);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const adoption = await findAdoption(q, agenda.id);
  const { kind, number } = numbered(nextDraftKind(known.drafts), known.drafts);
  return {
    agenda: { id: agenda.id, title: agenda.title, language: agenda.language, state },
    may: permissions(context.actor, subjectOf(agenda)),
    hash: known.hash,
    next: { kind, number },
    drafts: known.drafts.toReversed().map((draft) => ({
      kind: draft.kind,
      position: draft.position,
      number: draft.number,
      note: draft.note,
      by: nameOf(draft.issuedBy),
      at: draft.issuedAt,
    })),
    steps: stepsFrom(state).map((step) => ({ step, requirements: requirementsFor(step, known) })),
    unplacedInternal: known.unplacedOf
      .filter(({ plan }) => !mayRead(plan))
      .reduce((sum, { count }) => sum + count, 0),
    silence: known.silence && {
      id: known.silence.id,
      deadline: known.silence.deadline,
      timeZone: known.silence.timeZone,
      by: nameOf(known.silence.startedBy) ?? "",
      at: known.silence.startedAt,
    },
    plans: known.unplacedOf
      .filter(({ plan }) => mayRead(plan))
      .map(({ plan: { delegation, slug } }) => ({ delegation: delegation ?? "", slug })),
    items: known.items.map(({ id, ref, words }) => ({ id, ref, words })),
    record: await readRecord(q, known, adoption, nameOf),
    events: await readEvents(q, agenda, nameOf),
    adoption: adoption
      ? {
          at: adoption.adoptedAt,
          by: nameOf(adoption.adoptedBy),
          fingerprint: adoption.fingerprint,
        }
      : null,
  };
}

/** The silence procedure that runs on the agenda, for the page of the agenda itself. */
export async function readSilence(context: OperationContext): Promise<SilenceView | null> {
  const q = context.store.read;
  const agenda = await findAgenda(q);
  if (!agenda) return null;
  allow(context.actor, "read", agenda);
  // Where the deadline has passed, the agenda is adopted, written or not.
  const row = (await listRunningSilences(q)).find(
    (each) => each.agendaId === agenda.id && silencePhase(each, context.now()) === "running",
  );
  if (!row) return null;
  const by = (await namesOf(q)).get(row.startedBy) ?? "";
  return { id: row.id, deadline: row.deadline, timeZone: row.timeZone, by, at: row.startedAt };
}

/** What each delegation says now; once adopted, what it consented to. */
async function readRecord(
  q: Queries,
  { items, delegations }: Known,
  adoption: AdoptionRow | undefined,
  nameOf: (id: string | null) => string | null,
): Promise<AdoptionView["record"]> {
  const consents = adoption ? await listConsents(q, adoption.agendaId) : [];
  const saidOf = (delegation: string, item: Known["items"][number]): SaidView => {
    const none = { itemId: item.id, said: null, note: "", current: true, person: null, at: null };
    if (adoption) {
      const row = consents.find(
        (each) => each.itemId === item.id && each.delegation === delegation,
      );
      if (!row) return none;
      const { note, current, at } = row;
      return {
        itemId: item.id,
        said: row.consent,
        note,
        current,
        person: nameOf(row.personId),
        at,
      };
    }
    const held = item.held.find((each) => each.delegation === delegation);
    if (!held) return none;
    return {
      itemId: item.id,
      said: held.position,
      note: held.note,
      current: isCurrent(held, item.hash),
      person: held.personName,
      at: held.at,
    };
  };
  return delegations.map((delegation) => ({
    delegation,
    rows: items.map((item) => saidOf(delegation, item)),
  }));
}

/** What has happened on the way, newest first. */
async function readEvents(
  q: Queries,
  agenda: DocumentRow,
  nameOf: (id: string | null) => string | null,
): Promise<EventView[]> {
  const drafts = (await listDrafts(q, agenda.id)).map(
    ({ kind, number, position, issuedAt: at, issuedBy }): EventView => ({
      kind: "draft",
      draft: { kind, number, position },
      at,
      person: nameOf(issuedBy),
    }),
  );
  const takenBack = (await listRecorded(q, agenda.id, "agenda.take-back")).map(
    ({ at, personId }): EventView => ({ kind: "taken-back", at, person: nameOf(personId) }),
  );
  const silences = (await listSilences(q, agenda.id)).flatMap((row): EventView[] => {
    const { deadline, timeZone, outcome, reason } = row;
    const begun: EventView = {
      kind: "silence",
      deadline,
      timeZone,
      at: row.startedAt,
      person: nameOf(row.startedBy),
    };
    // That it led to adoption is said by the adopted text.
    if (outcome === null || outcome === "adopted") return [begun];
    const by = { at: row.endedAt ?? deadline, person: nameOf(row.endedBy) };
    const ended: EventView =
      outcome === "lapsed"
        ? { kind: outcome, lapse: LAPSE_REASONS.find((each) => each === reason) ?? "text", ...by }
        : { kind: outcome, delegation: row.brokenFor, reason, ...by };
    return [ended, begun];
  });
  // A stable sort: what comes in one moment stays in the order above.
  return [...takenBack, ...silences, ...drafts].sort((a, b) => b.at - a.at);
}
