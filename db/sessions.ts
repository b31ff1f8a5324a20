/**
 * Sessions, as Lucia asks for them. Its own adapter for Drizzle does the SQL; this one stands
 * before it and stores the SHA-256 of a session id instead of the id, so that a copy of the
 * database opens no session (docs/decisions/0002-lucia-behind-an-adapter.md).
 */
import { createHash } from "node:crypto";
import { DrizzleSQLiteAdapter } from "@lucia-auth/adapter-drizzle";
import type { Adapter, DatabaseSession } from "lucia";
import { people, sessions } from "./schema";
import type { Queries } from "./store";

/** Where a session adapter reads and how it writes: a store, or a transaction under way. */
export interface SessionSource {
  read: Queries;
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
}

const stored = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

const adapterOn = (q: Queries) => new DrizzleSQLiteAdapter(q, sessions, people);

export function sessionAdapter(source: SessionSource): Adapter {
  const reader = adapterOn(source.read);
  const write = (work: (adapter: Adapter) => Promise<void>) =>
    source.transaction((tx) => work(adapterOn(tx)));

  return {
    async getSessionAndUser(sessionId) {
      const [session, user] = await reader.getSessionAndUser(stored(sessionId));
      // Lucia goes on working with the id it is given here: it must be the one of the cookie.
      return [session && ({ ...session, id: sessionId } satisfies DatabaseSession), user];
    },
    /** The ids in the answer are the stored ones: nobody can find the others again. */
    getUserSessions: (userId) => reader.getUserSessions(userId),
    setSession: (session) =>
      write((adapter) => adapter.setSession({ ...session, id: stored(session.id) })),
    updateSessionExpiration: (sessionId, expiresAt) =>
      write((adapter) => adapter.updateSessionExpiration(stored(sessionId), expiresAt)),
    deleteSession: (sessionId) => write((adapter) => adapter.deleteSession(stored(sessionId))),
    deleteUserSessions: (userId) => write((adapter) => adapter.deleteUserSessions(userId)),
    deleteExpiredSessions: () => write((adapter) => adapter.deleteExpiredSessions()),
  };
}

/** Ends every session of a person. */
export async function deleteSessionsOf(tx: Queries, personId: string): Promise<void> {
  await adapterOn(tx).deleteUserSessions(personId);
}
