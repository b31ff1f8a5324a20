/** Reading and editing the glossary that leads matching from one language to another. */
import { findAgenda } from "#db/documents";
import {
  deleteConcept,
  findConcept,
  glossaryStamp,
  listConcepts,
  saveConcept as storeConcept,
} from "#db/glossary";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import { allowInWorkspace } from "../accounts/allow.server";
import { type Actor, mayInWorkspace } from "../accounts/policy";
import type { OperationContext } from "../context";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { type GlossaryView, nameTaken, problemOf, type Terms } from "./glossary";

/**
 * All concepts with their terms, and whether the reader may edit them.
 * @throws Refused by the policy.
 */
export async function readGlossary(context: OperationContext): Promise<GlossaryView> {
  const actor = allowInWorkspace(context.actor, "read-glossary");
  const concepts = await listConcepts(context.store.read);
  return {
    concepts: concepts.map(({ id, terms, updatedAt, updatedByName }) => ({
      id,
      terms,
      updatedAt,
      updatedBy: updatedByName,
    })),
    may: { edit: mayInWorkspace(actor, "edit-glossary").allowed },
  };
}

/** A concept as it was on the screen when a change of it began. */
interface Seen {
  id: string;
  updatedAt: number;
}

/**
 * Writes the terms of a concept: of a new one, or of the one that was seen.
 * @param input.seen null for a new concept.
 * @throws Refused "invalid" with the language at fault, "already-done" with the language in which
 * another concept has that name, "not-found" or "moved-on" if the concept is not as it was seen, or
 * by the policy.
 */
export async function saveConcept(
  context: OperationContext,
  input: { seen: Seen | null; terms: Terms },
): Promise<{ id: string }> {
  const { seen, terms } = input;
  const id = seen?.id ?? context.newId();
  await change(context, seen ? "glossary.edit" : "glossary.add", id, async (tx, actor, at) => {
    if (seen) await refuseUnseen(tx, seen);
    const problem = problemOf(terms);
    if (problem) throw new Refused("invalid", problem.field);
    const others = (await listConcepts(tx)).filter((other) => other.id !== id);
    if (!seen && others.length >= WORKSPACE_LIMITS.concepts) throw new Refused("limit", "concepts");
    const taken = nameTaken(terms, others);
    if (taken) throw new Refused("already-done", taken);
    await storeConcept(tx, { id, terms, updatedAt: at, updatedBy: actor.id });
  });
  return { id };
}

/**
 * Removes a concept with all its terms.
 * @throws Refused "not-found" or "moved-on" if it is not as it was seen, or by the policy.
 */
export async function removeConcept(
  context: OperationContext,
  input: { seen: Seen },
): Promise<void> {
  await change(context, "glossary.remove", input.seen.id, async (tx) => {
    await refuseUnseen(tx, input.seen);
    await deleteConcept(tx, input.seen.id);
  });
}

async function refuseUnseen(tx: Queries, seen: Seen): Promise<void> {
  const concept = await findConcept(tx, seen.id);
  if (!concept) throw new Refused("not-found");
  if (concept.updatedAt !== seen.updatedAt) throw new Refused("moved-on");
}

/** One change by someone who may edit the glossary, recorded; then the agenda's pages are told. */
async function change(
  context: OperationContext,
  action: "glossary.add" | "glossary.edit" | "glossary.remove",
  conceptId: string,
  write: (tx: Queries, actor: Actor, at: number) => Promise<void>,
): Promise<void> {
  const agenda = await context.store.transaction(async (tx) => {
    const actor = allowInWorkspace(context.actor, "edit-glossary");
    const now = context.now();
    // Later than every change before, so that two in one millisecond are told apart.
    const at = Math.max(now, (await glossaryStamp(tx)).updatedAt + 1);
    await write(tx, actor, at);
    await addToRecord(tx, {
      at: now,
      personId: actor.id,
      action,
      documentId: null,
      detail: { conceptId },
      requestId: context.requestId,
    });
    return findAgenda(tx);
  });
  if (agenda) context.live.announce(agenda.id, "agenda");
}
