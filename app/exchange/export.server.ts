/** Reading a document for an export, with the right to it checked. */
import { type DocumentRow, findAgenda, findDocumentBySlug, listDelegations } from "#db/documents";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import { sourcesByAgendaItem } from "../agenda/read.server";
import type { OperationContext } from "../context";
import { readDocument } from "../plans/document";
import { loadDocument } from "../plans/log.server";
import { Refused } from "../refusal";
import { type ExportDocument, type ExportSource, exportModel } from "./export-model";

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
  const sources = row.kind === "agenda" ? await sourcesOf(q, row, context.actor) : undefined;
  return exportModel(row, content, delegations, sources);
}

/** The sources that stand in an export: what the page of the agenda shows to the same person. */
async function sourcesOf(
  q: Queries,
  agenda: DocumentRow,
  actor: Actor,
): Promise<Map<string, ExportSource[]>> {
  const sources = await sourcesByAgendaItem(q, agenda.id, actor);
  return new Map(
    [...sources].map(([agendaItemId, list]) => [
      agendaItemId,
      list.map(({ ref, itemId, planSlug, disposition, drifted }) => ({
        ref,
        itemId,
        plan: planSlug,
        disposition,
        drifted,
      })),
    ]),
  );
}
