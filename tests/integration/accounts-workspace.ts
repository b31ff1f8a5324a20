/** A workspace for the tests of accounts: delegations, and what signing in needs. */
import type { PersonRow } from "#db/people";
import { listRecord } from "#db/record";
import { actingAs } from "~/accounts/acting.server";
import { createSessions, type Sessions } from "~/accounts/sessions.server";
import type { SignInContext } from "~/accounts/sign-in.server";
import { createSignInLimits } from "~/accounts/sign-in-limits.server";
import { addDelegations, addPerson, openBareWorkspace } from "./workspace";

export async function openWorkspace({ demo = false, secure = false } = {}) {
  const rechecked: unknown[] = [];
  const { app, file, store, close } = openBareWorkspace({
    live: { recheck: (who) => rechecked.push(who) },
    demo,
  });
  const rateLimits = createSignInLimits();
  const sessions: Sessions = createSessions(store, { secure, demo });
  await store.transaction((tx) => addDelegations(tx, ["CA", "MX"]));

  return {
    app,
    file,
    rechecked,
    sessions,
    store,
    /** The context of a request by this person, from this address. */
    as(
      actor: Pick<PersonRow, "id" | "role" | "delegation"> | null,
      {
        sessionId = null,
        address = "192.0.2.1",
      }: { sessionId?: string | null; address?: string } = {},
    ): SignInContext {
      return { ...actingAs(app, actor, "request"), sessions, sessionId, rateLimits, address };
    },
    addPerson: (change: Partial<PersonRow> & Pick<PersonRow, "id">): Promise<PersonRow> =>
      store.transaction((tx) => addPerson(tx, change)),
    /** The actions in the record, oldest first. */
    async recorded(): Promise<string[]> {
      return (await listRecord(store.read, 1000)).map(({ action }) => action).reverse();
    },
    close,
  };
}

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

/** What a browser sends back for a `Set-Cookie` header. */
export function cookieOf(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}
