/** What happens to accounts after people have come in. */
import { findPerson, updatePerson } from "#db/people";
import { addToRecord } from "#db/record";
import { deleteSessionsOf } from "#db/sessions";
import type { Queries } from "#db/store";
import type { Locale, OperationContext } from "../context";
import { Refused } from "../refusal";
import { allowInWorkspace } from "./allow.server";
import type { Actor } from "./policy";

/**
 * Refuses someone whose access was withdrawn after their request had begun: the actor of an
 * operation was read then, the transaction sees what holds now.
 */
export async function refuseWithdrawn(tx: Queries, actor: Actor): Promise<void> {
  const person = await findPerson(tx, actor.id);
  if (!person || person.withdrawnAt !== null) throw new Refused("signed-out");
}

/**
 * Ends a person's access at once: their sessions and their open connections. They stay as the
 * author of what they wrote.
 * @throws Refused `not-found`; `state` for oneself, so that someone who can invite remains;
 *   `already-done`.
 */
export async function withdrawAccess(
  context: OperationContext,
  input: { personId: string },
): Promise<void> {
  await changeAccess(context, input.personId, "withdraw");
  context.live.recheck({ personId: input.personId });
}

/** Gives access back to someone it was withdrawn from, with the same account and role. */
export async function restoreAccess(
  context: OperationContext,
  input: { personId: string },
): Promise<void> {
  await changeAccess(context, input.personId, "restore");
}

async function changeAccess(
  context: OperationContext,
  personId: string,
  change: "withdraw" | "restore",
): Promise<void> {
  await context.store.transaction(async (tx) => {
    const actor = allowInWorkspace(context.actor, "withdraw-access");
    await refuseWithdrawn(tx, actor);
    const person = await findPerson(tx, personId);
    if (!person) throw new Refused("not-found");
    if (person.id === actor.id) throw new Refused("state");
    const withdraw = change === "withdraw";
    if (withdraw === (person.withdrawnAt !== null)) throw new Refused("already-done");
    const now = context.now();
    await updatePerson(tx, person.id, { withdrawnAt: withdraw ? now : null });
    if (withdraw) await deleteSessionsOf(tx, person.id);
    await addToRecord(tx, {
      at: now,
      personId: actor.id,
      action: withdraw ? "account.withdraw" : "account.restore",
      documentId: null,
      detail: { personId: person.id },
      requestId: context.requestId,
    });
  });
}

/** Remembers the language in which a person reads the interface. */
export async function setLocale(
  context: OperationContext,
  input: { locale: Locale },
): Promise<void> {
  const { actor } = context;
  if (!actor) throw new Refused("signed-out");
  await context.store.transaction(async (tx) => {
    await refuseWithdrawn(tx, actor);
    await updatePerson(tx, actor.id, { locale: input.locale });
    await addToRecord(tx, {
      at: context.now(),
      personId: actor.id,
      action: "account.locale",
      documentId: null,
      detail: { locale: input.locale },
      requestId: context.requestId,
    });
  });
}
