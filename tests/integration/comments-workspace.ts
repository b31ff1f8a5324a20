/** A plan of Canada with two items, an agenda with one, and a person of each kind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Y from "yjs";
import { findDocument, insertDelegation, insertDocument, updateDocument } from "#db/documents";
import { insertPerson } from "#db/people";
import { addToRecord, listRecord } from "#db/record";
import { openStore } from "#db/store";
import type { Actor, AgendaState, PlanState } from "~/accounts/policy";
import { anchorOfWords } from "~/comments/anchor";
import { readThreads } from "~/comments/read.server";
import type { AppContext, OperationContext, Person } from "~/context";
import { addArea, addItem, initialise } from "~/plans/document";
import { editDocument, loadDocument } from "~/plans/log.server";

export const PEOPLE = {
  "convener.ca": { id: "p-cca", role: "convener", delegation: "CA" },
  "drafter.ca": { id: "p-dca", role: "drafter", delegation: "CA" },
  "member.ca": { id: "p-mca", role: "member", delegation: "CA" },
  "member2.ca": { id: "p-m2ca", role: "member", delegation: "CA" },
  "member.mx": { id: "p-mmx", role: "member", delegation: "MX" },
  "drafter.mx": { id: "p-dmx", role: "drafter", delegation: "MX" },
  observer: { id: "p-obs", role: "observer", delegation: null },
  secretariat: { id: "p-sec", role: "secretariat", delegation: null },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;
export const PEOPLE_NAMES = Object.keys(PEOPLE) as PersonName[];

export const WORDS = "border staff";

/** With the plan in this state, opened before anything was said; the agenda is a zero draft. */
export async function openWorkspace(state: PlanState = "open") {
  const folder = mkdtempSync(join(tmpdir(), "comments-"));
  const store = openStore(join(folder, "workspace.sqlite"));
  const told: string[] = [];
  const silent = () => undefined;
  let id = 0;
  let clock = 1000;
  const app: AppContext = {
    store,
    log: { info: silent, warn: silent, error: silent },
    live: {
      apply: silent,
      announce: (documentId, topic) => told.push(`${documentId} ${topic}`),
      recheck: silent,
    },
    now: () => ++clock,
    newId: () => `id-${++id}`,
    writer: "test",
    settings: { origin: null, demo: false, dataDir: folder },
  };
  const personOf = (name: PersonName): Person => ({
    ...PEOPLE[name],
    name: `Test ${name}`,
    email: `${name}@x.example`,
    locale: null,
  });

  async function edit(documentId: string, change: (doc: Y.Doc) => void): Promise<void> {
    await store.transaction(async (tx) => {
      const document = await findDocument(tx, documentId);
      if (document) await editDocument(app, tx, document, null, change);
    });
  }

  await store.transaction(async (tx) => {
    for (const [position, code] of ["CA", "MX"].entries()) {
      await insertDelegation(tx, {
        code,
        slug: code.toLowerCase(),
        position,
        nameEn: code,
        nameFr: code,
        nameEs: code,
        language: "en",
      });
    }
    for (const name of PEOPLE_NAMES) {
      await insertPerson(tx, {
        ...personOf(name),
        passwordHash: "",
        demo: false,
        createdAt: 0,
        withdrawnAt: null,
      });
    }
    const common = { language: "en", approvedHash: null, createdAt: 0, updatedAt: 0 } as const;
    await insertDocument(tx, {
      ...common,
      id: "plan",
      kind: "plan",
      slug: "canada",
      delegation: "CA",
      title: "Plan",
      state,
    });
    await insertDocument(tx, {
      ...common,
      id: "agenda",
      kind: "agenda",
      slug: "agenda",
      delegation: null,
      title: "Agenda",
      state: "zero-draft",
    });
    if (state === "draft") return;
    await addToRecord(tx, {
      at: 500,
      personId: PEOPLE["convener.ca"].id,
      action: "plan.open",
      documentId: "plan",
      detail: {},
      requestId: null,
    });
  });
  for (const documentId of ["plan", "agenda"]) {
    await edit(documentId, (doc) => {
      initialise(doc, { title: "Title", language: "en" });
      addArea(doc, { id: "a", title: "Area" });
      addItem(doc, "a", { id: "i1", text: "Train border staff to notice those in danger." });
      addItem(doc, "a", { id: "i2", text: "Fund local services." });
    });
  }

  return {
    app,
    store,
    told,
    edit,
    personOf,
    as: (name: PersonName | null): OperationContext => ({
      ...app,
      actor: name === null ? null : PEOPLE[name],
      requestId: "request",
    }),
    setState: (documentId: string, to: PlanState | AgendaState) =>
      store.transaction((tx) => updateDocument(tx, documentId, { state: to })),
    document: (documentId: string) => loadDocument(store.read, documentId),
    async anchor(words = WORDS) {
      const found = anchorOfWords(await loadDocument(store.read, "plan"), "i1", words);
      if (!found) throw new Error(`"${words}" is not in the item`);
      return found;
    },
    threads: async (name: PersonName, documentId = "plan") =>
      (await readThreads(app, PEOPLE[name], documentId)).threads,
    /** What the record says of comments, oldest first. */
    recorded: async () =>
      (await listRecord(store.read, 1000))
        .map(({ action }) => action)
        .filter((action) => action.startsWith("comments."))
        .reverse(),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
