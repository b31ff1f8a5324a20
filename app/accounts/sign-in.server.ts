/** Signing in and out. */
import { findPerson, findPersonByEmail } from "#db/people";
import { addToRecord } from "#db/record";
import type { OperationContext } from "../context";
import { passwordMatches } from "./password.server";
import type { Sessions } from "./sessions.server";
import type { SignInLimits } from "./sign-in-limits.server";

/** What sessions need beyond what every operation has. */
export interface SessionContext extends OperationContext {
  sessions: Sessions;
  /** The session of this request, which a new one takes the place of. */
  sessionId: string | null;
}

export interface SignInContext extends SessionContext {
  rateLimits: SignInLimits;
  address: string;
}

export type SignIn =
  | { outcome: "signed-in"; personId: string; setCookie: string }
  /** One answer for a wrong password, an unknown address, and an account without access. */
  | { outcome: "wrong" }
  | { outcome: "too-many"; minutes: number };

/**
 * Opens a session for the account with this address and password.
 * @param input normalised (credentials.ts, `signInSchema`).
 */
export async function signIn(
  context: SignInContext,
  input: { email: string; password: string },
): Promise<SignIn> {
  const { store, sessions, rateLimits, address } = context;
  const attempt = await rateLimits.attempt(input.email, address);
  if (!attempt.allowed) {
    context.log.warn({ requestId: context.requestId }, "sign-in refused: too many attempts");
    return { outcome: "too-many", minutes: attempt.minutes };
  }

  const account = await findPersonByEmail(store.read, input.email);
  const usable =
    account && account.withdrawnAt === null && (!account.demo || context.settings.demo);
  const matches = await passwordMatches(usable ? account.passwordHash : null, input.password);
  // Failures go to the log, not to the record: anyone can cause them, in any number.
  const wrong = (): SignIn => {
    context.log.warn({ requestId: context.requestId }, "sign-in refused: wrong");
    return { outcome: "wrong" };
  };
  if (!account || !matches) return wrong();

  const setCookie = await store.transaction(async (tx) => {
    // Access may have been withdrawn while the password was being checked.
    const current = await findPerson(tx, account.id);
    if (!current || current.withdrawnAt !== null) return null;
    if (context.sessionId !== null) await sessions.invalidate(context.sessionId, tx);
    const cookie = await sessions.create(account.id, tx);
    await addToRecord(tx, {
      at: context.now(),
      personId: account.id,
      action: "account.sign-in",
      documentId: null,
      detail: {},
      requestId: context.requestId,
    });
    return cookie;
  });
  if (setCookie === null) return wrong();
  await rateLimits.succeeded(input.email, address);
  return { outcome: "signed-in", personId: account.id, setCookie };
}

/** Ends the session of this request. Returns the header that takes the cookie away, if any. */
export async function signOut(context: SessionContext): Promise<string | null> {
  const { store, sessions, sessionId, actor } = context;
  if (sessionId === null) return null;
  const setCookie = await store.transaction(async (tx) => {
    const blank = await sessions.invalidate(sessionId, tx);
    if (actor) {
      await addToRecord(tx, {
        at: context.now(),
        personId: actor.id,
        action: "account.sign-out",
        documentId: null,
        detail: {},
        requestId: context.requestId,
      });
    }
    return blank;
  });
  if (actor) context.live.recheck({ personId: actor.id });
  return setCookie;
}
