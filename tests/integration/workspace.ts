/**
 * What the workspaces of the tests are made of: a store in a temporary folder, a context whose ids
 * count up, and rows with everything in them that a test does not care about.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Y from "yjs";
import {
  type DocumentRow,
  findDocument,
  insertDelegation,
  insertDocument,
  updateDocument,
} from "#db/documents";
import { insertPerson, type PersonRow } from "#db/people";
import { addToRecord } from "#db/record";
import { openStore, type Queries } from "#db/store";
import { actingAs } from "~/accounts/acting.server";
import type { Actor, AgendaState, PlanState } from "~/accounts/policy";
import type { RequestLimits } from "~/accounts/request-limits.server";
import type { AppContext, LiveDocuments, OperationContext } from "~/context";
import { addArea, addItem, initialise } from "~/documents/document-changes";
import { editDocument, loadDocument } from "~/documents/log.server";

const silent = () => undefined;

/** For requests to routes: as many as a test likes. */
export const UNLIMITED: { requestLimits: RequestLimits; address: string } = {
  requestLimits: { form: async () => null, export: async () => null },
  address: "127.0.0.1",
};

/** An empty workspace. */
export function openBareWorkspace({
  live = {},
  now = Date.now,
  demo = false,
}: {
  live?: Partial<LiveDocuments>;
  now?: () => number;
  demo?: boolean;
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), "concerted-test-"));
  const file = join(folder, "workspace.sqlite");
  const store = openStore(file);
  let id = 0;
  const app: AppContext = {
    store,
    log: { info: silent, warn: silent, error: silent },
    live: { apply: silent, announce: silent, recheck: silent, ...live },
    now,
    newId: () => `id-${++id}`,
    writer: "test",
    settings: { origin: null, demo, dataDir: folder, mail: false },
  };
  return {
    app,
    file,
    store,
    as: (actor: Actor | null): OperationContext => actingAs(app, actor, "request"),
    async edit(documentId: string, change: (doc: Y.Doc) => void): Promise<void> {
      await store.transaction(async (tx) => {
        const document = await findDocument(tx, documentId);
        if (!document) throw new Error(`no document ${documentId}`);
        await editDocument(app, tx, document, null, change);
      });
    },
    document: (documentId: string) => loadDocument(store.read, documentId),
    setState: (documentId: string, state: PlanState | AgendaState) =>
      store.transaction((tx) => updateDocument(tx, documentId, { state })),
    async close(): Promise<void> {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const DELEGATIONS = {
  CA: { slug: "canada", nameEn: "Canada", nameFr: "Canada", nameEs: "Canadá", language: "en" },
  MX: { slug: "mexico", nameEn: "Mexico", nameFr: "Mexique", nameEs: "México", language: "es" },
  US: {
    slug: "united-states",
    nameEn: "USA",
    nameFr: "É.-U.",
    nameEs: "EE. UU.",
    language: "en",
  },
} as const;
export type DelegationCode = keyof typeof DELEGATIONS;

export async function addDelegations(tx: Queries, codes: readonly DelegationCode[]): Promise<void> {
  for (const [position, code] of codes.entries()) {
    await insertDelegation(tx, { code, position, ...DELEGATIONS[code] });
  }
}

/** @param change what of this person matters. */
export async function addPerson(
  tx: Queries,
  change: Partial<PersonRow> & Pick<PersonRow, "id">,
): Promise<PersonRow> {
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
  await insertPerson(tx, row);
  return row;
}

const EMPTY = {
  language: "en",
  approvedHash: null,
  roundAudience: null,
  roundOver: false,
  createdAt: 0,
  updatedAt: 0,
  rowsVersion: 0,
} as const;

/** A plan without text. */
export async function addPlan(
  tx: Queries,
  plan: { id: string; delegation: DelegationCode; state: PlanState },
): Promise<void> {
  const { slug } = DELEGATIONS[plan.delegation];
  await insertDocument(tx, { ...EMPTY, ...plan, kind: "plan", slug, title: "Plan" });
}

/** The agenda `agenda` without text, a zero draft. */
export async function addAgenda(tx: Queries): Promise<void> {
  const row: DocumentRow = {
    ...EMPTY,
    id: "agenda",
    kind: "agenda",
    slug: "agenda",
    delegation: null,
    title: "Agenda",
    state: "zero-draft",
  };
  await insertDocument(tx, row);
}

/** When a plan that is not a draft was opened in `openPlanAndAgenda`. */
export const OPENED_AT = 500;

/**
 * Canada's plan `plan` in this state and the agenda, each with the area `a` and in it the items
 * `i1` and `i2`; the clock goes on by one whenever it is asked, unless another is given.
 */
export async function openPlanAndAgenda({
  state,
  people,
  openedBy,
  live,
  now,
}: {
  state: PlanState;
  people: Readonly<Record<string, Actor>>;
  openedBy: Actor;
  live: Partial<LiveDocuments>;
  now?: () => number;
}) {
  let clock = 1000;
  const workspace = openBareWorkspace({ live, now: now ?? (() => ++clock) });
  await workspace.store.transaction(async (tx) => {
    await addDelegations(tx, ["CA", "MX"]);
    for (const [name, person] of Object.entries(people)) {
      await addPerson(tx, { ...person, email: `${name}@x.example`, name: `Test ${name}` });
    }
    await addPlan(tx, { id: "plan", delegation: "CA", state });
    await addAgenda(tx);
    if (state === "draft") return;
    await addToRecord(tx, {
      at: OPENED_AT,
      personId: openedBy.id,
      action: "plan.open",
      documentId: "plan",
      detail: {},
      requestId: null,
    });
  });
  for (const documentId of ["plan", "agenda"]) {
    await workspace.edit(documentId, (doc) => {
      initialise(doc, { title: documentId, language: "en" });
      addArea(doc, { id: "a", title: "Prevention" });
      addItem(doc, "a", { id: "i1", text: "Train border staff to notice those in danger." });
      addItem(doc, "a", { id: "i2", text: "Fund local services." });
    });
  }
  return workspace;
}
