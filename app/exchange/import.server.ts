/** Puts imported plans into the workspace: all of them or, if one cannot be, none. */
import * as Y from "yjs";
import {
  type DelegationRow,
  type DocumentRow,
  findAgenda,
  findDocumentBySlug,
  insertDelegation,
  insertDocument,
  listDelegations,
} from "#db/documents";
import { loadState } from "#db/log";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { insertVersion } from "#db/versions";
import { subjectOf } from "../accounts/allow.server";
import { mayOnDocument, mayOperator } from "../accounts/policy";
import type { Locale, OperationContext } from "../context";
import { addArea, initialise } from "../documents/document-changes";
import { editDocument, loadDocument } from "../documents/log.server";
import { Refused } from "../refusal";
import { bringTo } from "./import-apply";
import type { PlanText } from "./report";
import type { KnownDelegation } from "./report-delegations";

export interface ImportInput {
  plans: readonly PlanText[];
  /** Those of the plans at least; the ones that the workspace lacks are made. */
  delegations: readonly KnownDelegation[];
  /** Whether the text of a plan that is there already is to give way; it is kept as a version. */
  replace: boolean;
  /** Who is to stand as the author; null for a command. */
  authorId: string | null;
}

export interface ImportedPlan {
  delegation: string;
  documentId: string;
  slug: string;
  outcome: "made" | "replaced" | "already-there";
}

export interface ImportResult {
  plans: ImportedPlan[];
  agenda: { documentId: string; made: boolean };
}

/** The state of a plan does not allow its text to be replaced. */
export class PlanNotOpen extends Refused {
  constructor(
    readonly delegation: string,
    readonly state: DocumentRow["state"],
  ) {
    super("state");
  }
}

/**
 * Imports plans in one transaction, and makes the agenda if there is none. A plan that is there
 * already stays as it is, unless `replace`.
 * @throws PlanNotOpen if one to be replaced is approved or submitted.
 * @throws Refused if the actor may not edit these plans. No actor is a command run on the machine
 *   itself, for which the policy has a rule of its own.
 */
export async function importPlans(
  context: OperationContext,
  input: ImportInput,
): Promise<ImportResult> {
  const { result, changes } = await context.store.transaction(async (tx) => {
    const changes: { documentId: string; update: Uint8Array }[] = [];
    for (const delegation of input.delegations) await insertDelegation(tx, rowOf(delegation));
    const rows = await listDelegations(tx);
    const plans: ImportedPlan[] = [];
    for (const plan of input.plans) {
      const row = rows.find(({ code }) => code === plan.delegation);
      if (!row) throw new Refused("invalid", "delegation");
      const { imported, update } = await importPlan(context, tx, plan, row, input);
      plans.push(imported);
      if (update) changes.push({ documentId: imported.documentId, update });
    }
    const areas = input.plans[0]?.areas.map(({ title }) => title) ?? [];
    const agenda = await ensureAgenda(context, tx, { areas });
    if (agenda.update) changes.push({ documentId: agenda.documentId, update: agenda.update });
    return {
      result: { plans, agenda: { documentId: agenda.documentId, made: agenda.update !== null } },
      changes,
    };
  });

  for (const { documentId, update } of changes) {
    context.live.apply(documentId, update);
    context.live.announce(documentId, "document");
  }
  if (changes.length > 0) context.live.announce(result.agenda.documentId, "agenda");
  return result;
}

function rowOf({ names, code, slug, position, language }: KnownDelegation): DelegationRow {
  return { code, slug, position, language, nameEn: names.en, nameFr: names.fr, nameEs: names.es };
}

async function importPlan(
  context: OperationContext,
  tx: Queries,
  plan: PlanText,
  delegation: DelegationRow,
  { replace, authorId }: ImportInput,
): Promise<{ imported: ImportedPlan; update: Uint8Array | null }> {
  const existing = await findDocumentBySlug(tx, delegation.slug);
  const document =
    existing ??
    newDocument(context, {
      kind: "plan",
      slug: delegation.slug,
      delegation: delegation.code,
      title: plan.title,
      language: plan.language,
      state: "draft",
    });
  const imported = { delegation: delegation.code, documentId: document.id, slug: document.slug };
  if (existing && !replace)
    return { imported: { ...imported, outcome: "already-there" }, update: null };

  mayImport(context, document);
  if (existing) await saveVersion(context, tx, existing, authorId);
  else await insertDocument(tx, document);
  const { update } = await editDocument(context, tx, document, authorId, (doc) => {
    if (!existing) initialise(doc, { title: plan.title, language: plan.language });
    bringTo(doc, plan, context.newId);
  });
  await addToRecord(tx, {
    at: context.now(),
    personId: authorId,
    action: existing ? "plan.import-replaced" : "plan.imported",
    documentId: document.id,
    detail: { delegation: delegation.code, items: plan.areas.map(({ items }) => items.length) },
    requestId: context.requestId,
  });
  return { imported: { ...imported, outcome: existing ? "replaced" : "made" }, update };
}

function mayImport(context: OperationContext, document: DocumentRow): void {
  const subject = subjectOf(document);
  if (subject.kind !== "plan") throw new Refused("invalid", "delegation");
  const decision = context.actor
    ? mayOnDocument(context.actor, "edit", subject)
    : mayOperator("replace", subject.state);
  if (decision.allowed) return;
  if (decision.reason === "state") throw new PlanNotOpen(subject.delegation, subject.state);
  throw new Refused(decision.reason);
}

async function saveVersion(
  context: OperationContext,
  tx: Queries,
  document: DocumentRow,
  authorId: string | null,
): Promise<void> {
  const doc = await loadDocument(tx, document.id);
  const { seq } = await loadState(tx, document.id);
  await insertVersion(tx, {
    id: context.newId(),
    documentId: document.id,
    seq,
    reason: "import",
    state: Buffer.from(Y.encodeStateAsUpdate(doc)),
    createdBy: authorId,
    createdAt: context.now(),
  });
}

function newDocument(
  context: OperationContext,
  given: Pick<DocumentRow, "kind" | "slug" | "delegation" | "title" | "language" | "state">,
): DocumentRow {
  const at = context.now();
  return {
    id: context.newId(),
    ...given,
    approvedHash: null,
    roundAudience: null,
    roundOver: false,
    rowsVersion: 0,
    createdAt: at,
    updatedAt: at,
  };
}

const AGENDA_TITLES: Record<Locale, string> = {
  en: "Regional Agenda for Action",
  fr: "Programme d’action régional",
  es: "Agenda Regional de Acción",
};

/**
 * Makes the agenda, with these areas and no items, if the workspace has none.
 * @returns its id, and the update to be given to `live.apply` after the commit; null if it was there.
 */
export async function ensureAgenda(
  context: OperationContext,
  tx: Queries,
  { areas, language = "en" }: { areas: readonly string[]; language?: Locale },
): Promise<{ documentId: string; update: Uint8Array | null }> {
  const existing = await findAgenda(tx);
  if (existing) return { documentId: existing.id, update: null };
  const title = AGENDA_TITLES[language];
  const document = newDocument(context, {
    kind: "agenda",
    slug: "agenda",
    delegation: null,
    title,
    language,
    state: "zero-draft",
  });
  await insertDocument(tx, document);
  const personId = context.actor?.id ?? null;
  const { update } = await editDocument(context, tx, document, personId, (doc) => {
    initialise(doc, { title, language });
    for (const area of areas) addArea(doc, { id: context.newId(), title: area });
  });
  await addToRecord(tx, {
    at: context.now(),
    personId,
    action: "agenda.made",
    documentId: document.id,
    detail: {},
    requestId: context.requestId,
  });
  return { documentId: document.id, update };
}
