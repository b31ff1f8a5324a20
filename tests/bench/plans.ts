/** The plans that are measured with: invented policy sentences, in as many items as asked for. */
import * as Y from "yjs";
import { insertDelegation, insertDocument } from "#db/documents";
import { openStore } from "#db/store";
import type { Person } from "../../app/context";
import { addArea, addItem, initialise } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";

export interface PlanSize {
  items: number;
  wordsPerItem: number;
}

/** A plan as delegations hand them in. */
export const USUAL_PLAN: PlanSize = { items: 40, wordsPerItem: 40 };

const ITEMS_PER_AREA = 10;

export const SENTENCES = [
  "Each ministry names one office that answers requests from families and from the courts.",
  "Schools and clinics are given training every year, with material in the languages spoken there.",
  "Funding is set aside for three years, so that services can plan and keep their staff.",
  "A yearly report says what was done, what it cost and what is to be changed.",
];

const WORDS = SENTENCES.join(" ").split(" ");

export const planId = (number: number) => `plan-${number}`;
export const itemId = (number: number) => `item-${number}`;

/** As many words as asked for, another beginning for each number. */
export function words(count: number, number: number): string {
  return Array.from({ length: count }, (_, i) => WORDS[(number * 7 + i) % WORDS.length]).join(" ");
}

/** Writes the areas and items of a plan into an empty document. */
export function fillPlan(
  doc: Y.Doc,
  { items, wordsPerItem }: PlanSize,
  textOf = (item: number) => words(wordsPerItem, item),
): void {
  initialise(doc, { title: "A plan to measure with", language: "en" });
  for (let item = 0; item < items; item += 1) {
    const area = `area-${Math.floor(item / ITEMS_PER_AREA)}`;
    if (item % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: words(4, item) });
    addItem(doc, area, { id: itemId(item), text: textOf(item) });
  }
}

export function planState(size: PlanSize): Uint8Array {
  const doc = new Y.Doc();
  fillPlan(doc, size);
  return Y.encodeStateAsUpdate(doc);
}

/** Who writes in a plan: its own delegation's drafter. */
export function drafterOf(number: number): Person {
  return {
    id: `drafter-${number}`,
    role: "drafter",
    delegation: `D${number}`,
    name: `Demo drafter ${number}`,
    email: `drafter-${number}@demo.example`,
    locale: null,
  };
}

/** Makes a database file with open plans, each of a delegation of its own and in a given state. */
export async function prepareFile(file: string, states: readonly Uint8Array[]): Promise<void> {
  const store = openStore(file);
  const context = { now: () => Date.now(), writer: "bench" };
  await store.transaction(async (tx) => {
    for (const [number, state] of states.entries()) {
      const { delegation } = drafterOf(number);
      const id = planId(number);
      if (delegation === null) throw new Error("a drafter has a delegation");
      const names = { nameEn: "Demo", nameFr: "Demo", nameEs: "Demo", language: "en" as const };
      await insertDelegation(tx, { code: delegation, slug: id, position: number, ...names });
      const row = {
        id,
        kind: "plan" as const,
        slug: id,
        delegation,
        title: id,
        language: "en" as const,
        state: "open" as const,
        approvedHash: null,
        roundAudience: null,
        roundOver: false,
        createdAt: 1,
        updatedAt: 1,
        rowsVersion: 0,
      };
      await insertDocument(tx, row);
      await editDocument(context, tx, row, null, (doc) => Y.applyUpdate(doc, state));
    }
  });
  await store.close();
}
