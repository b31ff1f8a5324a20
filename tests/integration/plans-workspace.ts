/** A plan of Canada and an agenda in a real database, and a person of each kind. */
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
import { insertPerson } from "#db/people";
import { addToRecord, listRecord, type RecordEntry } from "#db/record";
import { openStore } from "#db/store";
import type { Actor, PlanState } from "~/accounts/policy";
import type { AppContext, OperationContext } from "~/context";
import { addArea, addItem, initialise } from "~/plans/document";
import { editDocument, loadDocument } from "~/plans/log.server";

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

/** When a plan that is not a draft was opened in the test workspace. */
export const OPENED_AT = 500;

/** The plan `plan` (slug `canada`) is in this state; the agenda `agenda` is a zero draft. */
export async function openWorkspace(state: PlanState = "draft") {
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  const store = openStore(join(folder, "workspace.sqlite"));
  const told: string[] = [];
  const silent = () => undefined;
  let id = 0;
  let clock = 1000;
  const app: AppContext = {
    store,
    log: { info: silent, warn: silent, error: silent },
    live: {
      apply: (documentId) => told.push(`apply ${documentId}`),
      announce: (documentId, topic) => told.push(`announce ${documentId} ${topic}`),
      recheck: (who) => told.push(`recheck ${JSON.stringify(who)}`),
    },
    now: () => ++clock,
    newId: () => `id-${++id}`,
    writer: "test",
    settings: { origin: null, demo: false, dataDir: folder },
  };

  async function edit(documentId: string, change: (doc: Y.Doc) => void): Promise<void> {
    await store.transaction(async (tx) => {
      const document = await findDocument(tx, documentId);
      if (document) await editDocument(app, tx, document, null, change);
    });
  }

  await store.transaction(async (tx) => {
    for (const [position, code] of ["CA", "MX"].entries()) {
      const names = { nameEn: code, nameFr: code, nameEs: code, language: "en" as const };
      const slug = code === "CA" ? "canada" : "mexico";
      await insertDelegation(tx, { code, slug, position, ...names });
    }
    for (const name of EVERYONE) {
      await insertPerson(tx, {
        ...PEOPLE[name],
        name: `Test ${name}`,
        email: `${name}@x.example`,
        locale: null,
        passwordHash: "",
        demo: false,
        createdAt: 0,
        withdrawnAt: null,
      });
    }
    const dates = { language: "en" as const, approvedHash: null, createdAt: 0, updatedAt: 0 };
    for (const row of [
      { id: "plan", kind: "plan", slug: "canada", delegation: "CA", title: "Plan", state },
      {
        id: "agenda",
        kind: "agenda",
        slug: "agenda",
        delegation: null,
        title: "Agenda",
        state: "zero-draft",
      },
    ] as const) {
      await insertDocument(tx, { ...row, ...dates });
    }
    if (state === "draft") return;
    await addToRecord(tx, {
      at: OPENED_AT,
      personId: PEOPLE["convener.ca"].id,
      action: "plan.open",
      documentId: "plan",
      detail: {},
      requestId: null,
    });
  });
  for (const documentId of ["plan", "agenda"]) {
    await edit(documentId, (doc) => {
      initialise(doc, { title: documentId, language: "en" });
      addArea(doc, { id: "a", title: "Prevention" });
      addItem(doc, "a", { id: "i1", text: "Train border staff." });
      addItem(doc, "a", { id: "i2", text: "Fund local services." });
    });
  }

  return {
    app,
    store,
    told,
    edit,
    as: (name: PersonName | null): OperationContext => ({
      ...app,
      actor: name === null ? null : PEOPLE[name],
      requestId: "request",
    }),
    setState: (to: PlanState) =>
      store.transaction((tx) => updateDocument(tx, "plan", { state: to })),
    row: async (documentId = "plan"): Promise<DocumentRow> => {
      const row = await findDocument(store.read, documentId);
      if (!row) throw new Error(`no document ${documentId}`);
      return row;
    },
    document: (documentId = "plan") => loadDocument(store.read, documentId),
    /** The record, oldest entry first. */
    record: async (): Promise<RecordEntry[]> => (await listRecord(store.read, 1000)).reverse(),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
