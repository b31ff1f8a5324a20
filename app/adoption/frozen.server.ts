/** What the steps to adoption write: a text that stays as it is, and their note in the record. */
import { type DraftRow, insertDraft } from "#db/adoption";
import type { DocumentRow } from "#db/documents";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { insertVersion } from "#db/versions";
import type { OperationContext } from "../context";
import { type AdoptionStep, type DraftKind, numbered } from "./adoption";

/** Keeps a text of the agenda as a version, and as the next draft of its kind. */
export async function insertFrozen(
  tx: Queries,
  context: OperationContext,
  agenda: DocumentRow,
  drafts: readonly DraftRow[],
  frozen: {
    kind: DraftKind;
    seq: number;
    state: Buffer;
    reason: "draft" | "adoption";
    textHash: string;
    note: string;
    by: string | null;
    at: number;
  },
): Promise<DraftRow> {
  const versionId = context.newId();
  await insertVersion(tx, {
    id: versionId,
    documentId: agenda.id,
    seq: frozen.seq,
    reason: frozen.reason,
    state: frozen.state,
    createdBy: frozen.by,
    createdAt: frozen.at,
  });
  const draft: DraftRow = {
    id: context.newId(),
    agendaId: agenda.id,
    ...numbered(frozen.kind, drafts),
    versionId,
    textHash: frozen.textHash,
    note: frozen.note,
    issuedBy: frozen.by,
    issuedAt: frozen.at,
  };
  await insertDraft(tx, draft);
  return draft;
}

/** Writes a step into the record: ids and numbers, never the words. */
export async function recordStep(
  tx: Queries,
  context: OperationContext,
  action: AdoptionStep | "call-off" | "silence-lapsed",
  { agenda, at }: { agenda: DocumentRow; at: number },
  detail: Record<string, unknown>,
): Promise<void> {
  await addToRecord(tx, {
    at,
    personId: context.actor?.id ?? null,
    action: `agenda.${action}`,
    documentId: agenda.id,
    detail,
    requestId: context.requestId,
  });
}

/** After the commit: who may edit has changed, and so have the pages of the agenda. */
export function tell(context: OperationContext, agendaId: string): void {
  context.live.recheck({ documentId: agendaId });
  context.live.announce(agendaId, "agenda");
}
