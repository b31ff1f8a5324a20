/** A small workspace in a real database: three plans, an agenda, a person of each kind. */
import type { Actor, PlanState } from "~/accounts/policy";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import {
  addAgenda,
  addDelegations,
  addPerson,
  addPlan,
  type DelegationCode,
  openBareWorkspace,
} from "./workspace";

export const PEOPLE = {
  secretariat: { id: "p-sec", role: "secretariat", delegation: null },
  observer: { id: "p-obs", role: "observer", delegation: null },
  "convener.ca": { id: "p-ca", role: "convener", delegation: "CA" },
  "convener.mx": { id: "p-cmx", role: "convener", delegation: "MX" },
  "drafter.ca": { id: "p-dca", role: "drafter", delegation: "CA" },
  "drafter.mx": { id: "p-mx", role: "drafter", delegation: "MX" },
  "member.us": { id: "p-us", role: "member", delegation: "US" },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;

const CODES: readonly DelegationCode[] = ["CA", "MX", "US"];

/**
 * Plans `plan-ca`, `plan-mx`, `plan-us`, each with two areas of two items: `ca-1-1` is CA 1.1.
 * The agenda `agenda` has the areas `area-1` and `area-2`, both empty.
 */
export async function openWorkspace(
  states: Partial<Record<DelegationCode, PlanState>> = {},
  now = () => 1000,
) {
  /** What the live documents were told, in order. */
  const told: string[] = [];
  const workspace = openBareWorkspace({
    live: {
      apply: (id, update) => told.push(`apply ${id} ${update.length > 0}`),
      announce: (id, topic) => told.push(`announce ${id} ${topic}`),
      recheck: (who) => told.push(`recheck ${Object.values(who).join(" ")}`),
    },
    now,
  });
  const { app, store, edit, close } = workspace;

  await store.transaction(async (tx) => {
    await addDelegations(tx, CODES);
    for (const [name, person] of Object.entries(PEOPLE)) await addPerson(tx, { ...person, name });
    for (const delegation of CODES) {
      const state = states[delegation] ?? "open";
      await addPlan(tx, { id: `plan-${delegation.toLowerCase()}`, delegation, state });
    }
    await addAgenda(tx);
  });

  for (const code of CODES) {
    const prefix = code.toLowerCase();
    await edit(`plan-${prefix}`, (doc) => {
      initialise(doc, { title: `Plan ${code}`, language: "en" });
      for (const area of [1, 2]) {
        addArea(doc, { id: `${prefix}-area-${area}`, title: `Area ${area} of ${code}` });
        for (const number of [1, 2]) {
          addItem(doc, `${prefix}-area-${area}`, {
            id: `${prefix}-${area}-${number}`,
            text: `Measure ${area}.${number} of ${code}`,
          });
        }
      }
    });
  }
  await edit("agenda", (doc) => {
    initialise(doc, { title: "Regional agenda", language: "en" });
    addArea(doc, { id: "area-1", title: "Prevention" });
    addArea(doc, { id: "area-2", title: "Protection" });
  });

  return {
    app,
    store,
    told,
    edit,
    as: (person: PersonName | null) => workspace.as(person && PEOPLE[person]),
    close,
  };
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
