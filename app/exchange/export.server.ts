/** Reading a document for an export, with the right to it checked. */
import { listDispositions } from "#db/agenda";
import {
  type DocumentRow,
  findAgenda,
  findDocumentBySlug,
  listDelegations,
  listDocuments,
  listItems,
} from "#db/documents";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { OperationContext } from "../context";
import { readDocument } from "../plans/document";
import { loadDocument } from "../plans/log.server";
import { Refused } from "../refusal";
import {
  type ExportDocument,
  type ExportSource,
  exportModel,
  sourcesByAgendaItem,
} from "./export-model";

/** The agenda, or the plan with this slug. */
export type ExportTarget = { kind: "agenda" } | { kind: "plan"; slug: string };

/**
 * The document as it is on disk now, for any format of export.
 * Throws `Refused`: "signed-out", "not-found", or the reason why this person may not export it.
 */
export async function exportDocument(
  context: Pick<OperationContext, "store" | "actor">,
  target: ExportTarget,
): Promise<ExportDocument> {
  // Before anything is looked up: which documents exist is no one's business signed out.
  if (!context.actor) throw new Refused("signed-out");
  const q = context.store.read;
  const row =
    target.kind === "agenda" ? await findAgenda(q) : await findDocumentBySlug(q, target.slug);
  if (!row || row.kind !== target.kind) throw new Refused("not-found");
  allow(context.actor, "export", row);

  const content = readDocument(await loadDocument(q, row.id));
  const delegations = await listDelegations(q);
  const sources = row.kind === "agenda" ? await sourcesOf(q, row) : undefined;
  return exportModel(row, content, delegations, sources);
}

async function sourcesOf(q: Queries, agenda: DocumentRow): Promise<Map<string, ExportSource[]>> {
  const placed = await listDispositions(q, agenda.id);
  const plans = (await listDocuments(q)).filter(({ kind }) => kind === "plan");
  const nationalItems = await listItems(
    q,
    plans.map(({ id }) => id),
    { removed: true },
  );
  return sourcesByAgendaItem(placed, nationalItems, plans);
}
