/** Invitations: links that make one account each. */
import { and, count, desc, eq, gt, isNull } from "drizzle-orm";
import { invitations } from "./schema";
import type { Queries } from "./store";

export type InvitationRow = typeof invitations.$inferSelect;

export async function insertInvitation(q: Queries, row: InvitationRow): Promise<void> {
  q.insert(invitations).values(row).run();
}

export async function findInvitation(q: Queries, id: string): Promise<InvitationRow | undefined> {
  return q.select().from(invitations).where(eq(invitations.id, id)).get();
}

export async function findInvitationByHash(
  q: Queries,
  tokenHash: string,
): Promise<InvitationRow | undefined> {
  return q.select().from(invitations).where(eq(invitations.tokenHash, tokenHash)).get();
}

const open = (now: number) =>
  and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));

/** Those that can still be used, newest first. */
export async function listOpenInvitations(q: Queries, now: number): Promise<InvitationRow[]> {
  return q
    .select()
    .from(invitations)
    .where(open(now))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .all();
}

/** How many of those someone has made. */
export async function countOpenInvitations(
  q: Queries,
  { personId, now }: { personId: string; now: number },
): Promise<number> {
  return (
    q
      .select({ n: count() })
      .from(invitations)
      .where(and(open(now), eq(invitations.createdBy, personId)))
      .get()?.n ?? 0
  );
}

/** Uses an invitation up. False if it was used, revoked or has expired: then nothing changed. */
export async function markInvitationUsed(
  q: Queries,
  id: string,
  usedBy: string,
  now: number,
): Promise<boolean> {
  const { changes } = q
    .update(invitations)
    .set({ usedAt: now, usedBy })
    .where(and(eq(invitations.id, id), open(now)))
    .run();
  return changes === 1;
}

/** False if it could no longer be used anyway: then nothing changed. */
export async function markInvitationRevoked(q: Queries, id: string, now: number): Promise<boolean> {
  const { changes } = q
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.id, id), open(now)))
    .run();
  return changes === 1;
}

/** Revokes what someone has made and nobody has used yet. */
export async function revokeInvitationsOf(
  q: Queries,
  createdBy: string,
  now: number,
): Promise<void> {
  q.update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.createdBy, createdBy), open(now)))
    .run();
}

/** Revokes the links printed at earlier starts. */
export async function revokeFirstLinks(q: Queries, now: number): Promise<void> {
  q.update(invitations)
    .set({ revokedAt: now })
    .where(and(isNull(invitations.createdBy), open(now)))
    .run();
}
