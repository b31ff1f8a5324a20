/** A small workspace in a real database: three plans, an agenda, a person of each kind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Y from "yjs";
import { findDocument, insertDelegation, insertDocument } from "#db/documents";
import { people } from "#db/schema";
import { openStore, type Store } from "#db/store";
import type { Actor, PlanState } from "~/accounts/policy";
import type { OperationContext } from "~/context";
import { addArea, addItem, initialise } from "~/plans/document";
import { editDocument } from "~/plans/log.server";

export const PEOPLE = {
  secretariat: { id: "p-sec", role: "secretariat", delegation: null },
  observer: { id: "p-obs", role: "observer", delegation: null },
  "convener.ca": { id: "p-ca", role: "convener", delegation: "CA" },
  "drafter.mx": { id: "p-mx", role: "drafter", delegation: "MX" },
  "member.us": { id: "p-us", role: "member", delegation: "US" },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;

export interface Workspace {
  store: Store;
  /** What the live documents were told, in order. */
  told: string[];
  as(person: PersonName | null): OperationContext;
  edit(documentId: string, change: (doc: Y.Doc) => void): Promise<void>;
  close(): Promise<void>;
}

const DELEGATIONS = [
  { code: "CA", slug: "canada", nameEn: "Canada", nameFr: "Canada", nameEs: "Canadá" },
  { code: "MX", slug: "mexico", nameEn: "Mexico", nameFr: "Mexique", nameEs: "México" },
  { code: "US", slug: "united-states", nameEn: "USA", nameFr: "É.-U.", nameEs: "EE. UU." },
];

/**
 * Plans `plan-ca`, `plan-mx`, `plan-us`, each with two areas of two items: `ca-1-1` is CA 1.1.
 * The agenda `agenda` has the areas `area-1` and `area-2`, both empty.
 */
export async function openWorkspace(
  states: Partial<Record<"CA" | "MX" | "US", PlanState>> = {},
): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), "agenda-"));
  const store = openStore(join(folder, "test.db"));
  const told: string[] = [];
  let ids = 0;
  const context: OperationContext = {
    store,
    log: { info() {}, warn() {}, error() {} },
    live: {
      apply: (id, update) => told.push(`apply ${id} ${update.length > 0}`),
      announce: (id, topic) => told.push(`announce ${id} ${topic}`),
      recheck() {},
    },
    now: () => 1000,
    newId: () => `id-${++ids}`,
    writer: "test",
    settings: { origin: null, demo: false, dataDir: folder },
    actor: null,
    requestId: "request-1",
  };

  const edit = async (documentId: string, change: (doc: Y.Doc) => void) => {
    await store.transaction(async (tx) => {
      const document = await findDocument(tx, documentId);
      if (!document) throw new Error(`no document ${documentId}`);
      await editDocument(context, tx, document, null, change);
    });
  };

  await store.transaction(async (tx) => {
    for (const [position, row] of DELEGATIONS.entries()) {
      await insertDelegation(tx, { ...row, position, language: "en" });
    }
    for (const [name, person] of Object.entries(PEOPLE)) {
      tx.insert(people)
        .values({ ...person, email: `${name}@demo.example`, name, passwordHash: "", createdAt: 0 })
        .run();
    }
    const dates = { approvedHash: null, createdAt: 0, updatedAt: 0, language: "en" as const };
    for (const { code, slug } of DELEGATIONS) {
      await insertDocument(tx, {
        id: `plan-${code.toLowerCase()}`,
        kind: "plan",
        slug,
        delegation: code,
        title: slug,
        state: states[code as "CA" | "MX" | "US"] ?? "open",
        ...dates,
      });
    }
    await insertDocument(tx, {
      id: "agenda",
      kind: "agenda",
      slug: "agenda",
      delegation: null,
      title: "Agenda",
      state: "zero-draft",
      ...dates,
    });
  });

  for (const { code } of DELEGATIONS) {
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
    store,
    told,
    edit,
    as: (person) => ({ ...context, actor: person === null ? null : PEOPLE[person] }),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
