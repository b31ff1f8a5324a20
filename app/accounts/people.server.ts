/** Who is in the workspace, and what happens to accounts after people have come in. */
import { listOpenInvitations, revokeInvitationsOf } from "#db/invitations";
import { findPerson, listPeople, updatePerson } from "#db/people";
import { addToRecord } from "#db/record";
import { deleteSessionsOf } from "#db/sessions";
import type { Locale, OperationContext } from "../context";
import { Refused } from "../refusal";
import { allowInWorkspace } from "./allow.server";
import type { PeopleView } from "./people-view";
import { mayInWorkspace, needsDelegation, ROLES } from "./policy";

/**
 * Everyone with an account and the open invitations, for those who look after them.
 * @throws Refused by the policy.
 */
export async function readPeople(context: OperationContext): Promise<PeopleView> {
  const actor = allowInWorkspace(context.actor, "see-people");
  const { read } = context.store;
  const may = {
    invite: mayInWorkspace(actor, "invite").allowed,
    withdraw: mayInWorkspace(actor, "withdraw-access").allowed,
  };
  const people = await listPeople(read);
  const invitations = may.invite ? await listOpenInvitations(read, context.now()) : [];
  return {
    people: people.map(({ id, name, email, role, delegation, withdrawnAt }) => ({
      id,
      name,
      email,
      role,
      rank: ROLES.indexOf(role),
      delegation,
      withdrawn: withdrawnAt !== null,
      isMe: id === actor.id,
    })),
    invitations: invitations.map(({ id, role, delegation, note, expiresAt }) => ({
      id,
      role,
      delegation,
      note,
      expiresAt,
    })),
    roles: ROLES.map((role) => ({ role, needsDelegation: needsDelegation(role) })),
    may,
  };
}

/**
 * Ends a person's access at once: what their sessions open, and their open connections. They stay as the
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
    const person = await findPerson(tx, personId);
    if (!person) throw new Refused("not-found");
    if (person.id === actor.id) throw new Refused("state");
    const withdraw = change === "withdraw";
    if (withdraw === (person.withdrawnAt !== null)) throw new Refused("already-done");
    const now = context.now();
    await updatePerson(tx, person.id, { withdrawnAt: withdraw ? now : null });
    // While access is withdrawn, sessions open nothing; they only let a page say so. With it given
    // back they would open all again, wherever they are by now.
    if (!withdraw) await deleteSessionsOf(tx, person.id);
    if (withdraw) {
      // A link of one's own making would be a way back in.
      await revokeInvitationsOf(tx, person.id, now);
    }
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
