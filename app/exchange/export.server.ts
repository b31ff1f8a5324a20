/** Reading a document for an export, with the right to it checked. */
import { findAgenda, findDocumentBySlug, listDelegations } from "#db/documents";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import { concordanceView } from "../agenda/concordance";
import { isCurrent } from "../agenda/positions";
import { readMerging } from "../agenda/read.server";
import { positionsByItem } from "../agenda/read-positions.server";
import type { AgendaSource, AgendaView } from "../agenda/view";
import type { OperationContext } from "../context";
import { type DocumentContent, readDocument } from "../plans/document";
import { loadDocument } from "../plans/log.server";
import { itemRef } from "../plans/numbering";
import { textHash } from "../plans/projection.server";
import { plainText } from "../plans/rich-text";
import { Refused } from "../refusal";
import {
  type ExportConcordance,
  type ExportDocument,
  type ExportPosition,
  type ExportSource,
  exportModel,
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
  if (row.kind !== "agenda") return exportModel(row, content, delegations);
  const merging = await readMerging(context);
  if (!merging) throw new Refused("not-found");
  const { view, sources } = merging;
  return exportModel(
    row,
    content,
    delegations,
    exportSources(sources),
    await positionsOf(q, row.id, content, delegations),
    concordanceOf(view, content, sources),
  );
}

/** What delegations say of each item, and whether they say it of the words in this export. */
async function positionsOf(
  q: Queries,
  agendaId: string,
  content: DocumentContent,
  delegations: readonly { code: string }[],
): Promise<Map<string, ExportPosition[]>> {
  const rows = await positionsByItem(q, agendaId);
  const rank = new Map(delegations.map(({ code }, index) => [code, index]));
  const orderOf = (row: { delegation: string }) => rank.get(row.delegation) ?? rank.size;
  return new Map(
    content.areas
      .flatMap((area) => area.items)
      .map(({ id, text }) => {
        const hash = textHash(plainText(text));
        const held = [...(rows.get(id) ?? [])].sort((a, b) => orderOf(a) - orderOf(b));
        return [
          id,
          held.map((row) => ({
            delegation: row.delegation,
            position: row.position,
            current: isCurrent(row, hash),
          })),
        ];
      }),
  );
}

/** The sources that stand in an export: what the page of the agenda shows to the same person. */
function exportSources(
  sources: ReadonlyMap<string, AgendaSource[]>,
): ReadonlyMap<string, ExportSource[]> {
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

/** The concordance with the agenda as it is in the same export, which the page may not show yet. */
function concordanceOf(
  view: AgendaView,
  content: DocumentContent,
  sources: ReadonlyMap<string, AgendaSource[]>,
): ExportConcordance {
  const areas = content.areas.map(({ id, number, title, items }) => ({
    id,
    number,
    title,
    items: items.map((item) => ({
      id: item.id,
      ref: itemRef(null, item.areaNumber, item.number),
      text: "",
      sources: sources.get(item.id) ?? [],
    })),
  }));
  const { national, counted } = concordanceView({ ...view, areas });
  return {
    counted,
    national: national.map((row) => ({
      ref: row.ref,
      itemId: row.itemId,
      plan: row.planSlug,
      delegation: row.delegation,
      text: row.text,
      status: row.status,
      carried: row.carried.map(({ ref, agendaItemId, disposition }) => ({
        ref,
        itemId: agendaItemId,
        disposition,
      })),
      setAside: row.aside && {
        disposition: row.aside.disposition,
        reason: row.aside.reason,
      },
    })),
  };
}
