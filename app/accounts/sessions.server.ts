/** Sessions of signed-in people: made once per process, asked on every request and connection. */
import { Lucia, TimeSpan } from "lucia";
import type { PersonRow } from "#db/people";
import { withdrawnByRole } from "#db/record";
import { type SessionSource, sessionAdapter } from "#db/sessions";
import type { Queries, Store } from "#db/store";
import type { Person } from "../context";
import { readCookie } from "../cookies";
import type { Role } from "./policy";
import type { SignInLimits } from "./sign-in-limits.server";

type Account = Omit<PersonRow, "id">;

declare module "lucia" {
  interface Register {
    Lucia: Lucia<Record<never, never>, Account>;
    DatabaseUserAttributes: Account;
  }
}

declare module "@remix-run/node" {
  interface AppLoadContext {
    sessions: Sessions;
    rateLimits: SignInLimits;
    /** Set where the session of this request is of someone whose access was withdrawn. */
    withdrawn?: Withdrawn;
    /** Network address of the client, as far as the server can tell. */
    address: string;
  }
}

export interface SessionSettings {
  /** Whether the workspace is reached over https. */
  secure: boolean;
  /** Whether demo accounts may be signed in. */
  demo: boolean;
  /** How long a session lasts without a visit; a visit in its second half renews it. */
  days?: number;
}

/** That access was withdrawn, and in which role someone did it; null if the record does not say. */
export interface Withdrawn {
  by: Role | null;
}

export interface Validated {
  person: Person | null;
  /** Why there is nobody, if that is the reason: the session holds, the access does not. */
  withdrawn?: Withdrawn;
  sessionId: string | null;
  /** A `Set-Cookie` header to send: the session was renewed, or is over. */
  setCookie?: string;
}

export interface Sessions {
  /** Who sends this `Cookie` header. Nobody, if access was withdrawn or the session is over. */
  validate(cookieHeader: string | null | undefined): Promise<Validated>;
  /**
   * Opens a session and returns the `Set-Cookie` header for it.
   * @param tx the transaction to do it in, if one is under way.
   */
  create(personId: string, tx?: Queries): Promise<string>;
  /** Ends a session and returns the `Set-Cookie` header that takes the cookie away. */
  invalidate(sessionId: string, tx?: Queries): Promise<string>;
  /** Drops the rows of sessions that are over. */
  deleteExpired(): Promise<void>;
}

export function createSessions(store: Store, settings: SessionSettings): Sessions {
  const { secure, demo, days = 14 } = settings;
  const over = (source: SessionSource) =>
    new Lucia(sessionAdapter(source), {
      sessionExpiresIn: new TimeSpan(days, "d"),
      sessionCookie: {
        // With this prefix a browser takes the cookie only from this very host, over https.
        name: secure ? "__Host-concerted_session" : "concerted_session",
        // The cookie outlives the session: which sessions hold is decided here alone. Otherwise
        // one that was renewed by a WebSocket, which can set no cookie, would end too early.
        expires: false,
        attributes: { secure, sameSite: "lax", path: "/" },
      },
      getUserAttributes: (account) => account,
    });
  const lucia = over(store);
  const within = (tx: Queries | undefined) =>
    tx ? over({ read: tx, transaction: (work) => work(tx) }) : lucia;
  const blank = () => lucia.createBlankSessionCookie().serialize();
  const nobody = { person: null, sessionId: null };

  /** Whom it is looked up for, and when their access was withdrawn: it is asked at every request. */
  const known = new Map<string, { at: number | null; withdrawn: Withdrawn }>();
  async function whoWithdrew({ id, withdrawnAt: at }: PersonRow): Promise<Withdrawn> {
    const before = known.get(id);
    if (before && before.at === at) return before.withdrawn;
    const withdrawn = { by: await withdrawnByRole(store.read, id) };
    known.set(id, { at, withdrawn });
    return withdrawn;
  }

  return {
    async validate(cookieHeader) {
      const sessionId = readCookie(cookieHeader, lucia.sessionCookieName);
      if (sessionId === null) return nobody;
      const { session, user } = await lucia.validateSession(sessionId);
      if (!session) return { ...nobody, setCookie: blank() };
      // Kept, so that the pages of this person can say why they do not open any more.
      if (user.withdrawnAt !== null) return { ...nobody, withdrawn: await whoWithdrew(user) };
      if (user.demo && !demo) {
        await lucia.invalidateSession(sessionId);
        return { ...nobody, setCookie: blank() };
      }
      const { id, name, email, role, delegation, locale } = user;
      return {
        person: { id, name, email, role, delegation, locale },
        sessionId,
        ...(session.fresh && { setCookie: lucia.createSessionCookie(sessionId).serialize() }),
      };
    },
    async create(personId, tx) {
      const session = await within(tx).createSession(personId, {});
      return lucia.createSessionCookie(session.id).serialize();
    },
    async invalidate(sessionId, tx) {
      await within(tx).invalidateSession(sessionId);
      return blank();
    },
    deleteExpired: () => lucia.deleteExpiredSessions(),
  };
}
