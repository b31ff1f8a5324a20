/** The accounts of the demo. They exist in demo data only, and sign in under `npm run demo` only. */
import { listDelegations } from "#db/documents";
import { findPersonByEmail, insertPerson, listDemoPeople } from "#db/people";
import type { Queries } from "#db/store";
import type { AppContext } from "../context";
import { hashPassword } from "./password.server";
import type { DemoAccount } from "./people-view";
import { needsDelegation, ROLES, type Role } from "./policy";

export const DEMO_PASSWORD = "concerted-demo";

/** To be made before the transaction that seeds: hashing takes its time. */
export function demoPasswordHash(): Promise<string> {
  return hashPassword(DEMO_PASSWORD);
}

/** What the sign-in page offers to anyone in the demo; null outside it, demo accounts or not. */
export async function readDemoAccounts(
  context: AppContext,
): Promise<{ password: string; people: DemoAccount[] } | null> {
  if (!context.settings.demo) return null;
  const people = await listDemoPeople(context.store.read);
  return {
    password: DEMO_PASSWORD,
    people: people.map(({ email, name, role, delegation }) => ({ email, name, role, delegation })),
  };
}

const TITLES: Record<Role, string> = {
  convener: "Demo Convener",
  drafter: "Demo Drafter",
  member: "Demo Coalition Member",
  observer: "Demo Observer",
  secretariat: "Demo Secretariat",
};

/**
 * Makes a convener, a drafter and a coalition member for each delegation there is, an observer
 * and a secretariat; those that exist are left as they are. Needs the delegations first.
 * @returns the ids of all of them by e-mail address.
 */
export async function seedDemoPeople(
  context: AppContext,
  tx: Queries,
  passwordHash: string,
): Promise<Map<string, string>> {
  const delegations = await listDelegations(tx);
  const ids = new Map<string, string>();
  for (const role of ROLES) {
    const homes = needsDelegation(role) ? delegations : [null];
    for (const home of homes) {
      const email = home
        ? `${role}.${home.code.toLowerCase()}@demo.example`
        : `${role}@demo.example`;
      const existing = await findPersonByEmail(tx, email);
      const id = existing?.id ?? context.newId();
      ids.set(email, id);
      if (existing) continue;
      await insertPerson(tx, {
        id,
        email,
        name: home ? `${TITLES[role]}, ${home.nameEn}` : TITLES[role],
        passwordHash,
        role,
        delegation: home?.code ?? null,
        locale: null,
        demo: true,
        createdAt: context.now(),
        withdrawnAt: null,
      });
    }
  }
  return ids;
}
