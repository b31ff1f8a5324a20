/** A plan of Canada and an agenda in a real database, and a person of each kind. */
import { type DocumentRow, findDocument } from "#db/documents";
import { listRecord, type RecordEntry } from "#db/record";
import type { Actor, PlanState } from "~/accounts/policy";
import { openPlanAndAgenda } from "./workspace";

export { OPENED_AT } from "./workspace";

export const PEOPLE = {
  "convener.ca": { id: "p-convener-ca", role: "convener", delegation: "CA" },
  "drafter.ca": { id: "p-drafter-ca", role: "drafter", delegation: "CA" },
  "member.ca": { id: "p-member-ca", role: "member", delegation: "CA" },
  "convener.mx": { id: "p-convener-mx", role: "convener", delegation: "MX" },
  "member.mx": { id: "p-member-mx", role: "member", delegation: "MX" },
  observer: { id: "p-observer", role: "observer", delegation: null },
  secretariat: { id: "p-secretariat", role: "secretariat", delegation: null },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;
export const EVERYONE = Object.keys(PEOPLE) as PersonName[];

/** The plan `plan` (slug `canada`) is in this state; the agenda `agenda` is a zero draft. */
export async function openWorkspace(state: PlanState = "draft", now?: () => number) {
  const told: string[] = [];
  const workspace = await openPlanAndAgenda({
    state,
    people: PEOPLE,
    openedBy: PEOPLE["convener.ca"],
    ...(now ? { now } : {}),
    live: {
      apply: (documentId) => told.push(`apply ${documentId}`),
      announce: (documentId, topic) => told.push(`announce ${documentId} ${topic}`),
      recheck: (who) => told.push(`recheck ${JSON.stringify(who)}`),
    },
  });
  const { store } = workspace;
  return {
    ...workspace,
    told,
    as: (name: PersonName | null) => workspace.as(name && PEOPLE[name]),
    setState: (to: PlanState) => workspace.setState("plan", to),
    row: async (documentId = "plan"): Promise<DocumentRow> => {
      const row = await findDocument(store.read, documentId);
      if (!row) throw new Error(`no document ${documentId}`);
      return row;
    },
    document: (documentId = "plan") => workspace.document(documentId),
    /** The record, oldest entry first. */
    record: async (): Promise<RecordEntry[]> => (await listRecord(store.read, 1000)).reverse(),
  };
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
