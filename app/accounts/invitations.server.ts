/** Invitations: how people come in. A link makes one account, once, within its time. */
import { createHash, randomBytes } from "node:crypto";
import { listDelegations } from "#db/documents";
import {
  countOpenInvitations,
  findInvitation,
  findInvitationByHash,
  type InvitationRow,
  insertInvitation,
  markInvitationRevoked,
  markInvitationUsed,
  revokeFirstLinks,
} from "#db/invitations";
import { countAccounts, findPersonByEmail, insertPerson } from "#db/people";
import { addToRecord } from "#db/record";
import type { Queries } from "#db/store";
import type { AppContext, Locale, OperationContext } from "../context";
import { WORKSPACE_LIMITS } from "../limits";
import { Refused } from "../refusal";
import { allowInWorkspace } from "./allow.server";
import type { NewAccount } from "./credentials";
import type { InvitationStatus, JoinView } from "./join-view";
import { hashPassword } from "./password.server";
import { needsDelegation, type Role } from "./policy";
import type { SessionContext } from "./sign-in.server";

const HOUR = 3_600_000;
export const INVITATION_LASTS = 7 * 24 * HOUR;
export const FIRST_LINK_LASTS = 24 * HOUR;

const newToken = () => randomBytes(32).toString("base64url");
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

function statusOf(invitation: InvitationRow | undefined, now: number): InvitationStatus {
  if (!invitation) return "unknown";
  if (invitation.usedAt !== null) return "used";
  if (invitation.revokedAt !== null) return "revoked";
  return invitation.expiresAt > now ? "open" : "expired";
}

/** What the page behind a link shows before anyone has signed in. */
export async function lookUpInvitation(context: AppContext, token: string): Promise<JoinView> {
  const invitation = await findInvitationByHash(context.store.read, hashOf(token));
  const status = statusOf(invitation, context.now());
  return status === "open" && invitation
    ? { status, role: invitation.role, delegation: invitation.delegation }
    : { status, role: null, delegation: null };
}

/**
 * Makes an invitation for one person. Its token is in the answer and nowhere else: the database
 * has its hash only, so the link can be shown once.
 * @throws Refused `invalid` if the role and the delegation do not go together.
 */
export async function inviteParticipant(
  context: OperationContext,
  input: { role: Role; delegation: string | null; note: string },
): Promise<{ invitationId: string; token: string; expiresAt: number }> {
  const token = newToken();
  const invitationId = context.newId();
  const now = context.now();
  const expiresAt = now + INVITATION_LASTS;
  await context.store.transaction(async (tx) => {
    const actor = allowInWorkspace(context.actor, "invite");
    if (needsDelegation(input.role) !== (input.delegation !== null)) {
      throw new Refused("invalid", "delegation");
    }
    if (input.delegation !== null) {
      const known = await listDelegations(tx);
      if (!known.some(({ code }) => code === input.delegation)) {
        throw new Refused("invalid", "delegation");
      }
    }
    const made = await countOpenInvitations(tx, { personId: actor.id, now });
    if (made >= WORKSPACE_LIMITS.openInvitationsPerPerson)
      throw new Refused("limit", "invitations");
    await insertInvitation(tx, {
      id: invitationId,
      tokenHash: hashOf(token),
      role: input.role,
      delegation: input.delegation,
      note: input.note,
      createdBy: actor.id,
      createdAt: now,
      expiresAt,
      usedAt: null,
      usedBy: null,
      revokedAt: null,
    });
    await addToRecord(tx, {
      at: now,
      personId: actor.id,
      action: "invitation.create",
      documentId: null,
      detail: { invitationId, role: input.role, delegation: input.delegation },
      requestId: context.requestId,
    });
  });
  return { invitationId, token, expiresAt };
}

/** Makes an open invitation useless. @throws Refused `not-found`, or `already-done`. */
export async function revokeInvitation(
  context: OperationContext,
  input: { invitationId: string },
): Promise<void> {
  const now = context.now();
  await context.store.transaction(async (tx) => {
    const actor = allowInWorkspace(context.actor, "invite");
    if (!(await findInvitation(tx, input.invitationId))) throw new Refused("not-found");
    if (!(await markInvitationRevoked(tx, input.invitationId, now))) {
      throw new Refused("already-done");
    }
    await addToRecord(tx, {
      at: now,
      personId: actor.id,
      action: "invitation.revoke",
      documentId: null,
      detail: { invitationId: input.invitationId },
      requestId: context.requestId,
    });
  });
}

/**
 * Makes the account that a link is for and signs it in. Of two who use a link at once, one wins.
 * @param account checked and normalised (credentials.ts, `parseNewAccount`).
 * @throws Refused `not-found` for an unknown link, `already-done` for a used one, `state` for one
 *   that has expired or was revoked; `already-done` on the field `email` if the address is taken.
 */
export async function acceptInvitation(
  context: SessionContext,
  token: string,
  account: NewAccount,
  locale: Locale | null,
): Promise<{ personId: string; setCookie: string }> {
  const tokenHash = hashOf(token);
  // Looked at before the costly hashing, so that made-up links cost nothing.
  refuseUnusable(await findInvitationByHash(context.store.read, tokenHash), context.now());
  const passwordHash = await hashPassword(account.password);
  const personId = context.newId();

  const setCookie = await context.store.transaction(async (tx) => {
    const now = context.now();
    const invitation = refuseUnusable(await findInvitationByHash(tx, tokenHash), now);
    await refuseSecondBeginning(tx, invitation);
    if (await findPersonByEmail(tx, account.email)) throw new Refused("already-done", "email");
    await insertPerson(tx, {
      id: personId,
      email: account.email,
      name: account.name,
      passwordHash,
      role: invitation.role,
      delegation: invitation.delegation,
      locale,
      demo: false,
      createdAt: now,
      withdrawnAt: null,
    });
    if (!(await markInvitationUsed(tx, invitation.id, personId, now))) {
      throw new Refused("already-done");
    }
    await addToRecord(tx, {
      at: now,
      personId,
      action: "invitation.accept",
      documentId: null,
      detail: {
        invitationId: invitation.id,
        role: invitation.role,
        delegation: invitation.delegation,
      },
      requestId: context.requestId,
    });
    if (context.sessionId !== null) await context.sessions.invalidate(context.sessionId, tx);
    return context.sessions.create(personId, tx);
  });
  return { personId, setCookie };
}

function refuseUnusable(invitation: InvitationRow | undefined, now: number): InvitationRow {
  const status = statusOf(invitation, now);
  if (!invitation || status === "unknown") throw new Refused("not-found");
  if (status === "used") throw new Refused("already-done");
  if (status !== "open") throw new Refused("state");
  return invitation;
}

/** The first link begins a workspace; once there is an account, it has begun. */
async function refuseSecondBeginning(tx: Queries, invitation: InvitationRow): Promise<void> {
  if (invitation.createdBy === null && (await countAccounts(tx)) > 0) throw new Refused("state");
}

/**
 * The one-time link for the first secretariat account, for the server to print at its start.
 * Earlier ones stop working. Null once there is an account (demo accounts do not count: they
 * cannot sign in outside the demo).
 * @returns its path, `/setup/…`.
 */
export async function createFirstLink(context: AppContext): Promise<string | null> {
  const token = newToken();
  const now = context.now();
  const made = await context.store.transaction(async (tx) => {
    if ((await countAccounts(tx)) > 0) return false;
    await revokeFirstLinks(tx, now);
    const id = context.newId();
    await insertInvitation(tx, {
      id,
      tokenHash: hashOf(token),
      role: "secretariat",
      delegation: null,
      note: "",
      createdBy: null,
      createdAt: now,
      expiresAt: now + FIRST_LINK_LASTS,
      usedAt: null,
      usedBy: null,
      revokedAt: null,
    });
    await addToRecord(tx, {
      at: now,
      personId: null,
      action: "invitation.first",
      documentId: null,
      detail: { invitationId: id },
      requestId: null,
    });
    return true;
  });
  return made ? `/setup/${token}` : null;
}
