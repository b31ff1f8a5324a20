/** Reading a document for an export, with the right to it checked. */
import { findAdoption, listConsents, listDrafts } from "#db/adoption";
import { type DocumentRow, findAgenda, findDocumentBySlug, listDelegations } from "#db/documents";
import type { Queries } from "#db/store";
import { allow } from "../accounts/allow.server";
import { draftContent } from "../adoption/read-drafts.server";
import { concordanceView } from "../agenda/concordance";
import { isCurrent } from "../agenda/positions";
import { readMerging } from "../agenda/read.server";
import { positionsByItem } from "../agenda/read-positions.server";
import type { AgendaSource, Destination, MergingView } from "../agenda/view";
import type { OperationContext } from "../context";
import type { DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import { itemWords, textHash } from "../documents/projection.server";
import { readText } from "../documents/read.server";
import { Refused } from "../refusal";
import {
  type ExportAdoption,
  type ExportConcordance,
  type ExportDocument,
  type ExportDraft,
  type ExportPosition,
  type ExportSource,
  exportModel,
} from "./export-model";

/** The agenda, or the plan with this slug. */
export type ExportTarget = { kind: "agenda" } | { kind: "plan"; slug: string };

/**
 * The document as it is on disk now, for any format of export; of the agenda also a draft as it was
 * issued.
 * @param draft place of that draft in the order of issue.
 * Throws `Refused`: "signed-out", "not-found", or the reason why this person may not export it.
 */
export async function exportDocument(
  context: Pick<OperationContext, "store" | "actor">,
  target: ExportTarget,
  draft?: number,
): Promise<ExportDocument> {
  // Before anything is looked up: which documents exist is no one's business signed out.
  if (!context.actor) throw new Refused("signed-out");
  const q = context.store.read;
  const row =
    target.kind === "agenda" ? await findAgenda(q) : await findDocumentBySlug(q, target.slug);
  if (!row || row.kind !== target.kind) throw new Refused("not-found");
  allow(context.actor, "export", row);
  if (row.kind === "agenda") return exportAgenda(context, row, draft);
  if (draft !== undefined) throw new Refused("not-found");
  const { content } = await readText(context, row.id);
  return exportModel(row, content, await listDelegations(q));
}

async function exportAgenda(
  context: Pick<OperationContext, "store" | "actor">,
  agenda: DocumentRow,
  position?: number,
): Promise<ExportDocument> {
  const q = context.store.read;
  const delegations = await listDelegations(q);
  const drafts = await listDrafts(q, agenda.id);
  const adoption = await adoptionOf(q, agenda.id);
  const row = position === undefined ? drafts.at(-1) : drafts.find((d) => d.position === position);
  if (position !== undefined && !row) throw new Refused("not-found");
  const issued = row && {
    kind: row.kind,
    number: row.number,
    position: row.position,
    issuedAt: row.issuedAt,
  };
  // The draft that was adopted is the adopted agenda, with all that belongs to it.
  const isAdopted = adoption !== null && row?.id === drafts.at(-1)?.id;
  if (row && issued && position !== undefined && !isAdopted) {
    const draft: ExportDraft = { ...issued, textStatus: "issued" };
    const was = { ...agenda, state: row.kind, updatedAt: row.issuedAt };
    return exportModel(was, await draftContent(q, row), delegations, { draft });
  }
  const { content, hash } = await readText(context, agenda.id);
  const merging = await readMerging(context);
  if (!merging) throw new Refused("not-found");
  const { view, sources } = merging;
  const draft: ExportDraft | null = issued
    ? { ...issued, textStatus: hash === row?.textHash ? "same" : "followed" }
    : null;
  return exportModel(
    adoption ? { ...agenda, updatedAt: adoption.at } : agenda,
    content,
    delegations,
    {
      sources: exportSources(sources),
      positions: await positionsOf(q, agenda.id, content, delegations),
      concordance: concordanceOf(view, content, sources, adoption !== null),
      draft,
      adoption,
    },
  );
}

async function adoptionOf(q: Queries, agendaId: string): Promise<ExportAdoption | null> {
  const row = await findAdoption(q, agendaId);
  if (!row) return null;
  const consents = (await listConsents(q, agendaId)).map(
    ({ itemId, delegation, consent, note, current }) => ({
      ...{ itemId, delegation, consent, note, current },
    }),
  );
  const { adoptedAt: at, fingerprint, silenceId } = row;
  return { at, fingerprint, bySilence: silenceId !== null, consents };
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
        const hash = textHash(itemWords(null, text));
        const held = [...(rows.get(id) ?? [])].sort((a, b) => orderOf(a) - orderOf(b));
        return [
          id,
          held.map((row) => ({
            delegation: row.delegation,
            position: row.position,
            current: isCurrent(row, hash),
            note: row.note,
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

/**
 * The concordance with the agenda as it is in the same export, which the page may not show yet.
 * @param adopted leaves out what only some may read: what was adopted is one file for all.
 */
function concordanceOf(
  view: MergingView,
  content: DocumentContent,
  sources: ReadonlyMap<string, AgendaSource[]>,
  adopted: boolean,
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
        drifted: row.aside.drifted,
        objection: adopted ? null : objectionIn(row.aside),
      },
    })),
  };
}

function objectionIn({ objection }: Destination) {
  return objection && { delegation: objection.delegation, reason: objection.reason };
}
