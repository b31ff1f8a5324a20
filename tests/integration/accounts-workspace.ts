/** A workspace in a temporary folder for the tests of accounts: a store, a clock, and a context. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertDelegation } from "#db/documents";
import { insertPerson, type PersonRow } from "#db/people";
import { listRecord } from "#db/record";
import { openStore } from "#db/store";
import { createSessions, type Sessions } from "~/accounts/sessions.server";
import type { SignInContext } from "~/accounts/sign-in.server";
import { createSignInLimits } from "~/accounts/sign-in-limits.server";
import type { AppContext } from "~/context";

const DELEGATIONS = [
  ["CA", "canada", "Canada", "Canada", "Canadá", "en"],
  ["MX", "mexico", "Mexico", "Mexique", "México", "es"],
] as const;

export async function openWorkspace({ demo = false, secure = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "accounts-"));
  const file = join(folder, "workspace.sqlite");
  const store = openStore(file);
  const rechecked: unknown[] = [];
  const silent = () => undefined;
  let id = 0;
  const app: AppContext = {
    store,
    log: { info: silent, warn: silent, error: silent },
    live: { apply: silent, announce: silent, recheck: (who) => rechecked.push(who) },
    now: Date.now,
    newId: () => `id-${++id}`,
    writer: "test",
    settings: { origin: null, demo, dataDir: folder },
  };
  const rateLimits = createSignInLimits();
  const sessions: Sessions = createSessions(store, { secure, demo });
  await store.transaction(async (tx) => {
    for (const [
      position,
      [code, slug, nameEn, nameFr, nameEs, language],
    ] of DELEGATIONS.entries()) {
      await insertDelegation(tx, { code, slug, position, nameEn, nameFr, nameEs, language });
    }
  });

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
      return { ...app, actor, requestId: "request", sessions, sessionId, rateLimits, address };
    },
    async addPerson(change: Partial<PersonRow> & Pick<PersonRow, "id">): Promise<PersonRow> {
      const row: PersonRow = {
        email: `${change.id}@x.example`,
        name: `Test ${change.id}`,
        passwordHash: "",
        role: "drafter",
        delegation: "CA",
        locale: null,
        demo: false,
        createdAt: 0,
        withdrawnAt: null,
        ...change,
      };
      await store.transaction((tx) => insertPerson(tx, row));
      return row;
    },
    /** The actions in the record, oldest first. */
    async recorded(): Promise<string[]> {
      return (await listRecord(store.read, 1000)).map(({ action }) => action).reverse();
    },
    async close(): Promise<void> {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

/** What a browser sends back for a `Set-Cookie` header. */
export function cookieOf(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}
