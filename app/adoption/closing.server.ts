/** The adoption itself, in session or at the deadline of a silence procedure. */
import { createHash } from "node:crypto";
import * as Y from "yjs";
import {
  type DraftRow,
  endSilence,
  insertAdoption,
  insertConsents,
  listDrafts,
  listRunningSilences,
  type SilenceRow,
} from "#db/adoption";
import {
  type DelegationRow,
  type DocumentRow,
  findDocument,
  listDelegations,
  updateDocument,
} from "#db/documents";
import type { Queries } from "#db/store";
import { findVersion } from "#db/versions";
import type { OperationContext } from "../context";
import { isChangedSinceFrozen, lapseReasonNow } from "../documents/as-of.server";
import { type DocumentContent, readDocument } from "../documents/document";
import { itemRef } from "../documents/numbering";
import { plainText } from "../documents/rich-text";
import { type LapseReason, lapsedAt, silencePhase } from "../documents/silence";
import { type Consent, chairsTextOf, consentsOf } from "./adoption";
import { knownItems } from "./facts.server";
import { insertFrozen, recordStep, tell } from "./frozen.server";
import { recordText } from "./record-text";

/**
 * Ends a silence procedure that has come to its end: adopts what it has decided once its deadline
 * has passed, as of that deadline; or lets it lapse if the text, or a plan, is no longer what it
 * began with. Every step to adoption begins with it, so that no answer depends on when it was last
 * called; it may be called at any time, by anyone.
 * @returns whether the agenda has been adopted by it.
 */
export async function closeOverdue(context: OperationContext): Promise<boolean> {
  // For the common case, without waiting in the line of writers.
  const { read } = context.store;
  const isOver = (row: SilenceRow) => silencePhase(row, context.now()) === "over";
  const [known] = await listRunningSilences(read);
  if (!known || !(isOver(known) || (await isChangedSinceFrozen(read, known)))) return false;
  // No one does it: the clock does, whoever happens to ask.
  const byClock: OperationContext = { ...context, actor: null, requestId: null };
  const closed = await context.store.transaction(async (tx) => {
    const silence = (await listRunningSilences(tx)).find(({ id }) => id === known.id);
    const agenda = silence && (await findDocument(tx, silence.agendaId));
    if (!silence || !agenda) return null;
    const lapse = await lapseReasonNow(tx, silence);
    if (lapse !== null) {
      await writeLapse(tx, byClock, agenda, { silence, lapse });
      return { agenda, adopted: false };
    }
    if (!isOver(silence)) return null;
    await endSilence(tx, silence.id, {
      outcome: "adopted",
      endedAt: silence.deadline,
      endedBy: null,
      brokenFor: null,
      reason: "",
    });
    await writeAdoption(tx, byClock, agenda, { silence, at: silence.deadline });
    return { agenda, adopted: true };
  });
  if (closed) tell(context, closed.agenda.id);
  return closed?.adopted ?? false;
}

/** Ends a silence procedure without a result: nobody was silent on what stands now. */
async function writeLapse(
  tx: Queries,
  context: OperationContext,
  agenda: DocumentRow,
  { silence, lapse }: { silence: SilenceRow; lapse: LapseReason },
): Promise<void> {
  const at = lapsedAt(silence, context.now());
  await endSilence(tx, silence.id, {
    outcome: "lapsed",
    endedAt: at,
    endedBy: null,
    brokenFor: null,
    reason: lapse,
  });
  await recordStep(
    tx,
    context,
    "silence-lapsed",
    { agenda, at },
    { silenceId: silence.id, changed: lapse },
  );
}

/**
 * Writes the adoption of the chair's text, with the consent of every delegation to every item. What
 * is adopted is the text as it was frozen.
 * @param of.silence null where it is adopted in session.
 */
export async function writeAdoption(
  tx: Queries,
  context: OperationContext,
  agenda: DocumentRow,
  { silence, at }: { silence: SilenceRow | null; at: number },
): Promise<void> {
  const drafts = await listDrafts(tx, agenda.id);
  const chairsText = silence
    ? drafts.find(({ id }) => id === silence.draftId)
    : chairsTextOf(drafts);
  const { state, seq } = await frozenText(tx, chairsText);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const content = readDocument(doc);
  doc.destroy();

  const by = context.actor?.id ?? null;
  const draft = await insertFrozen(tx, context, agenda, drafts, {
    kind: "adopted",
    seq,
    state,
    reason: "adoption",
    textHash: chairsText?.textHash ?? "",
    note: "",
    by,
    at,
  });
  const delegations = await listDelegations(tx);
  const codes = delegations.map(({ code }) => code);
  const consents = consentsOf(await knownItems(tx, agenda.id, content), codes, at);
  const record = recordOf(agenda, content, delegations, consents);
  const fingerprint = createHash("sha256").update(record, "utf8").digest("hex");
  await insertAdoption(tx, {
    agendaId: agenda.id,
    draftId: draft.id,
    silenceId: silence?.id ?? null,
    fingerprint,
    record,
    adoptedBy: by,
    adoptedAt: at,
  });
  await insertConsents(
    tx,
    consents.map((consent) => ({ agendaId: agenda.id, ...consent })),
  );
  await updateDocument(tx, agenda.id, { state: "adopted", updatedAt: at });
  await recordStep(
    tx,
    context,
    "adopt",
    { agenda, at },
    { draftId: draft.id, silenceId: silence?.id ?? null, fingerprint },
  );
}

async function frozenText(tx: Queries, draft: DraftRow | undefined) {
  const version = draft && (await findVersion(tx, draft.versionId));
  if (!version) throw new Error("there is no chair's text to adopt");
  return version;
}

function recordOf(
  agenda: DocumentRow,
  content: DocumentContent,
  delegations: readonly DelegationRow[],
  consents: readonly Consent[],
): string {
  const names = { en: "nameEn", fr: "nameFr", es: "nameEs" } as const;
  return recordText({
    title: content.title || agenda.title,
    language: agenda.language,
    delegations: delegations.map((row) => ({ code: row.code, name: row[names[agenda.language]] })),
    preamble: plainText(content.preamble),
    areas: content.areas.map((area) => ({
      number: area.number,
      title: area.title,
      items: area.items.map((item) => ({
        id: item.id,
        ref: itemRef(null, item.areaNumber, item.number),
        text: plainText(item.text),
        details: item.details,
      })),
    })),
    reservations: consents
      .filter(({ consent }) => consent === "reservation")
      .map(({ itemId, delegation, note }) => ({ itemId, delegation, note })),
  });
}
