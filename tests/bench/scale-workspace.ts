/** A large consultation, on top of the demo's: three long plans, a long agenda, and who says what of it. */
import * as Y from "yjs";
import { insertDispositions, insertStep, listDispositions } from "#db/agenda";
import { type DocumentRow, type ItemRow, listDocuments, listItems } from "#db/documents";
import { appendUpdates } from "#db/log";
import { findPersonByEmail } from "#db/people";
import { insertPosition, listPositions } from "#db/positions";
import { byItem, keyOf } from "../../app/agenda/disposition";
import { alternatives, firstText } from "../../app/agenda/first-text";
import { needsNote, type Position } from "../../app/agenda/positions";
import type { AppContext, Locale } from "../../app/context";
import { addArea, addItem, setDetail, setItemText } from "../../app/documents/document-changes";
import { editDocument, loadDocument, saveProjectionOf } from "../../app/documents/log.server";
import { fromPlainText } from "../../app/documents/rich-text";
import { seedDelegations, seedGlossary } from "../../seeds/consultation";
import { seedDemo } from "../../seeds/demo";
import { random } from "./measure";
import { pick, policyText } from "./scale-text";

export const ITEMS_EACH = 300;
const ITEMS_PER_AREA = 30;
/** Of a hundred national items: placed, set aside; the others wait. */
const PLACED = 67;
const SET_ASIDE = 8;
/** Of a hundred sources and of a hundred agenda items: changed since. */
const CHANGED = 10;
/** Agenda items that stand as two alternatives, each in brackets. */
const ALTERNATIVES = 50;

const SAID: readonly Position[] = [
  "agreed",
  "agreed",
  "agreed",
  "agreed-ad-referendum",
  "reservation",
  "objection",
];

/** The demo as it is shipped. */
export async function fillDemo(app: AppContext): Promise<void> {
  await seedDelegations(app);
  await seedGlossary(app);
  await seedDemo(app);
}

/** Makes the demo of an empty workspace, and a large consultation of it. */
export async function fillLarge(app: AppContext): Promise<void> {
  await fillDemo(app);
  const chance = random(1);
  const documents = await listDocuments(app.store.read);
  const plans = documents.filter(({ kind }) => kind === "plan");
  const agenda = documents.find(({ kind }) => kind === "agenda");
  if (!agenda) throw new Error("the demo has no agenda");
  for (const plan of plans) await lengthenPlan(app, plan, chance);
  await placeItems(app, agenda, plans, chance);
  await changeSome(app, plans, chance);
  await givePositions(app, agenda, chance);
  await changeSome(app, [agenda], chance);
}

/** Most of a plan is in its language, some of it in another. */
const languageOf = (chance: () => number, usual: Locale): Locale =>
  chance() < 0.8 ? usual : pick(chance, ["en", "fr", "es"]);

/** Adds items to a plan, in areas of thirty, until it has so many. */
export async function lengthenPlan(
  app: AppContext,
  plan: DocumentRow,
  chance: () => number,
  until = ITEMS_EACH,
): Promise<void> {
  const there = (await listItems(app.store.read, [plan.id])).length;
  await app.store.transaction((tx) =>
    editDocument(app, tx, plan, null, (doc) => {
      for (let item = 0; item < until - there; item += 1) {
        const area = `area-${Math.floor(item / ITEMS_PER_AREA)}`;
        if (item % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: `Area of work ${item}` });
        const id = app.newId();
        addItem(doc, area, { id, text: policyText(chance, languageOf(chance, plan.language)) });
        setDetail(doc, id, "lead", `Ministry ${Math.floor(chance() * 12) + 1}`);
      }
    }),
  );
}

/** Compiles the agenda's items one update each, as its steps do, and notes their sources. */
async function placeItems(
  app: AppContext,
  agenda: DocumentRow,
  plans: readonly DocumentRow[],
  chance: () => number,
): Promise<void> {
  const { read } = app.store;
  const secretariat = await findPersonByEmail(read, "secretariat@demo.example");
  if (!secretariat) throw new Error("the demo has no secretariat");
  const delegations = new Map(plans.map(({ id, delegation }) => [id, delegation ?? ""]));
  const held = byItem(await listDispositions(read, agenda.id));
  const all = await listItems(read, [...delegations.keys()]);
  const free = all
    .filter((item) => !held.has(keyOf(toKey(item))))
    .map((item) => ({ item, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
  const aside = free.splice(0, Math.round((all.length * SET_ASIDE) / 100));
  const placed = free.splice(0, Math.round((all.length * PLACED) / 100) - held.size);
  const there = (await listItems(read, [agenda.id])).length;
  const missing = ITEMS_EACH - there;
  let at = app.now();
  const step = {
    agendaId: agenda.id,
    personId: secretariat.id,
    undoneAt: null,
    undoneBy: null,
    replaced: null,
  };

  await app.store.transaction(async (tx) => {
    const doc = await loadDocument(tx, agenda.id);
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (let number = 0; number < missing; number += 1) {
      const area = `area-${Math.floor(number / ITEMS_PER_AREA)}`;
      if (number % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: `Common area ${number}` });
      const from = Math.floor((number * placed.length) / missing);
      const sources = placed.slice(from, Math.floor(((number + 1) * placed.length) / missing));
      const id = app.newId();
      const taken = sources.map((item) => ({
        delegation: delegations.get(item.documentId) ?? "",
        text: fromPlainText(item.text),
      }));
      addItem(doc, area, {
        id,
        text:
          number < ALTERNATIVES
            ? alternatives(taken, app.newId)
            : firstText(taken.map(({ text }) => text)),
      });
      const row = {
        ...step,
        id: app.newId(),
        kind: "compile" as const,
        agendaItemId: id,
        at: ++at,
      };
      await insertStep(tx, row);
      const disposition = sources.length > 1 ? "consolidated" : "carried-verbatim";
      await insertDispositions(
        tx,
        sources.map((item) => ({
          ...basis(app, item),
          ...outcome(row),
          disposition,
          agendaItemId: id,
          reason: "",
        })),
      );
    }
    const merged = updates.length > 0 ? updates : [Y.encodeStateAsUpdate(doc)];
    await appendUpdates(
      tx,
      merged.map((update) => ({
        documentId: agenda.id,
        update,
        authorId: secretariat.id,
        writer: app.writer,
        at,
      })),
    );
    await saveProjectionOf(tx, agenda, doc, at);
    const row = {
      ...step,
      id: app.newId(),
      kind: "set-aside" as const,
      agendaItemId: null,
      at: ++at,
    };
    await insertStep(tx, row);
    await insertDispositions(
      tx,
      aside.map((item) => ({
        ...basis(app, item),
        ...outcome(row),
        disposition: "deferred" as const,
        agendaItemId: null,
        reason: "To be taken up with the review of the second year.",
      })),
    );
  });
}

const toKey = (item: ItemRow) => ({ planId: item.documentId, itemId: item.id });

function basis(app: AppContext, item: ItemRow) {
  const { text: basisText, hash: basisHash, ref: basisRef } = item;
  return { id: app.newId(), ...toKey(item), basisText, basisHash, basisRef, endedByStepId: null };
}

const outcome = ({ id, agendaId, at }: { id: string; agendaId: string; at: number }) => ({
  stepId: id,
  agendaId,
  at,
});

/** Changes the words of some items, so that sources drift and positions are out of date. */
async function changeSome(
  app: AppContext,
  documents: readonly DocumentRow[],
  chance: () => number,
) {
  for (const document of documents) {
    const items = await listItems(app.store.read, [document.id]);
    await app.store.transaction((tx) =>
      editDocument(app, tx, document, null, (doc) => {
        for (const { id, text } of items) {
          if (chance() * 100 >= CHANGED) continue;
          setItemText(doc, id, fromPlainText(`${text} It is reviewed every year.`));
        }
      }),
    );
  }
}

async function givePositions(app: AppContext, agenda: DocumentRow, chance: () => number) {
  const { read } = app.store;
  const items = await listItems(read, [agenda.id]);
  const given = new Set(
    (await listPositions(read, agenda.id)).map((row) => `${row.itemId} ${row.delegation}`),
  );
  for (const delegation of ["CA", "MX", "US"]) {
    const convener = await findPersonByEmail(
      read,
      `convener.${delegation.toLowerCase()}@demo.example`,
    );
    if (!convener) throw new Error(`the demo has no convener of ${delegation}`);
    await app.store.transaction(async (tx) => {
      for (const { id: itemId, text, hash: textHash } of items) {
        const position = pick(chance, SAID);
        if (given.has(`${itemId} ${delegation}`)) continue;
        await insertPosition(tx, {
          id: app.newId(),
          agendaId: agenda.id,
          itemId,
          delegation,
          position,
          note: needsNote(position) ? policyText(chance, "en") : "",
          text,
          textHash,
          personId: convener.id,
          at: app.now(),
          endedAt: null,
          endedBy: null,
        });
      }
    });
  }
}
