/** Issuing drafts, and putting the chair's text forward and taking it back. */
import * as Y from "yjs";
import { updateDocument } from "#db/documents";
import { loadState } from "#db/log";
import type { OperationContext } from "../context";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Refused } from "../refusal";
import {
  areMet,
  type DraftKind,
  nextDraftKind,
  requirementsFor,
  stateTakenBackTo,
} from "./adoption";
import { closeOverdue } from "./closing.server";
import { type Known, openAgenda, readFacts } from "./facts.server";
import { insertFrozen, recordStep, tell } from "./frozen.server";

interface DraftInput {
  /** Hash of the whole text that the person has read. */
  hash: string;
  /** What is said of it to those who read it. */
  note?: string;
}

/**
 * Issues the text as it stands as a draft: the Zero draft first, then Rev. 1, Rev. 2 and so on.
 * @throws Refused "moved-on" if the text is another than the one read, "already-done" if it is that
 * of the last draft, "invalid" for a note that is too long, or by the policy.
 */
export async function issueDraft(
  context: OperationContext,
  input: DraftInput,
): Promise<{ position: number }> {
  return freeze(context, "issue-draft", input, (known) => nextDraftKind(known.drafts));
}

/**
 * Puts the text forward as the chair's text. From then on it is closed.
 * @throws Refused "moved-on" if the text is another than the one read, "state" with the field
 * `requirements` if something it needs is missing, "invalid" for a note that is too long, or by the
 * policy.
 */
export async function putForward(
  context: OperationContext,
  input: DraftInput,
): Promise<{ position: number }> {
  return freeze(context, "put-forward", input, () => "chairs-text");
}

async function freeze(
  context: OperationContext,
  step: "issue-draft" | "put-forward",
  input: DraftInput,
  kindOf: (known: Known) => DraftKind,
): Promise<{ position: number }> {
  await closeOverdue(context);
  const note = (input.note ?? "").trim();
  const { agenda, position } = await context.store.transaction(async (tx) => {
    const { agenda, actor, at } = await openAgenda(tx, context, step);
    if (note.length > CONTRIBUTION_LIMITS.reasonLetters) throw new Refused("invalid", "note");
    const known = await readFacts(tx, agenda, at);
    if (known.hash !== input.hash) throw new Refused("moved-on", "hash");
    if (step === "issue-draft" && !known.changed) throw new Refused("already-done");
    if (!areMet(requirementsFor(step, known))) throw new Refused("state", "requirements");

    const kind = kindOf(known);
    const { seq } = await loadState(tx, agenda.id);
    const draft = await insertFrozen(tx, context, agenda, known.drafts, {
      kind,
      seq,
      state: Buffer.from(Y.encodeStateAsUpdate(known.doc)),
      reason: "draft",
      textHash: known.hash,
      note,
      by: actor.id,
      at,
    });
    known.doc.destroy();
    await updateDocument(tx, agenda.id, { state: kind, updatedAt: at });
    await recordStep(
      tx,
      context,
      step,
      { agenda, at },
      {
        draftId: draft.id,
        kind,
        number: draft.number,
        hash: known.hash,
      },
    );
    return { agenda, position: draft.position };
  });
  tell(context, agenda.id);
  return { position };
}

/**
 * Takes the chair's text back: it is open to editing again, in the state of the last draft.
 * @throws Refused "state" with the field `requirements` while a silence procedure runs, or by the
 * policy.
 */
export async function takeBack(context: OperationContext): Promise<void> {
  await closeOverdue(context);
  const agenda = await context.store.transaction(async (tx) => {
    const { agenda, at } = await openAgenda(tx, context, "take-back");
    const known = await readFacts(tx, agenda, at);
    known.doc.destroy();
    if (!areMet(requirementsFor("take-back", known))) throw new Refused("state", "requirements");
    const state = stateTakenBackTo(known.drafts);
    await updateDocument(tx, agenda.id, { state, updatedAt: at });
    await recordStep(tx, context, "take-back", { agenda, at }, { to: state });
    return agenda;
  });
  tell(context, agenda.id);
}
