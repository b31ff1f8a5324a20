/**
 * The workspace of a meeting, on top of the demo's: longer plans and a longer agenda, and as many people as
 * are signed in, each with a session.
 */
import { findAgenda, listDocuments, listItems } from "#db/documents";
import { findPersonByEmail, insertPerson } from "#db/people";
import { createSessions } from "../../app/accounts/sessions.server";
import type { AppContext } from "../../app/context";
import { addArea, addItem } from "../../app/documents/document-changes";
import { editDocument } from "../../app/documents/log.server";
import { random } from "./measure";
import { policyText } from "./scale-text";
import { fillDemo } from "./scale-workspace";
import { openApp } from "./server-work";

const ITEMS_PER_AREA = 10;
/** Of a plan, and of the agenda. */
const ITEMS = 70;

/** One page that is open: of whom, on which document, and in which item its owner types, if they do. */
export interface PageOf {
  cookie: string;
  person: { id: string; name: string; delegation: string | null };
  documentId: string;
  path: string;
  typesIn: string | null;
}

export interface Meeting {
  pages: PageOf[];
  /** What people do beside typing, one after the other. */
  deeds: Deeds;
}

export interface Deeds {
  agendaId: string;
  planId: string;
  /** National items that wait, to be set aside and taken back. */
  waiting: { planId: string; itemId: string }[];
  /** Items of the agenda and of the plan in which nobody types. */
  agendaItems: { id: string; hash: string }[];
  planItems: { id: string; text: string }[];
  /** Cookies of those who do it. */
  secretariat: string;
  convener: string;
  member: string;
}

/** Half of the pages are open on the agenda; three in ten type there, and a half as many in the plans. */
const share = (pages: number) => ({
  onAgenda: Math.round(pages / 2),
  typeInAgenda: Math.round(pages * 0.3),
  typeInPlans: Math.round(pages * 0.15),
});

/** Fills an empty folder. */
export async function fillMeeting(folder: string, pages: number): Promise<Meeting> {
  const app = openApp(folder);
  await fillDemo(app);
  await lengthen(app);
  const meeting = await seat(app, pages);
  await app.store.close();
  return meeting;
}

async function lengthen(app: AppContext): Promise<void> {
  const chance = random(3);
  for (const document of await listDocuments(app.store.read)) {
    const there = (await listItems(app.store.read, [document.id])).length;
    await app.store.transaction((tx) =>
      editDocument(app, tx, document, null, (doc) => {
        for (let item = 0; item < ITEMS - there; item += 1) {
          const area = `more-${Math.floor(item / ITEMS_PER_AREA)}`;
          if (item % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: `More ${item}` });
          addItem(doc, area, { id: app.newId(), text: policyText(chance, document.language) });
        }
      }),
    );
  }
}

async function seat(app: AppContext, pages: number): Promise<Meeting> {
  const { read } = app.store;
  const sessions = createSessions(app.store, { secure: false, demo: true });
  const cookieOf = async (personId: string) =>
    (await sessions.create(personId)).split(";")[0] ?? "";
  const cookieOfDemo = async (who: string) => {
    const person = await findPersonByEmail(read, `${who}@demo.example`);
    if (!person) throw new Error(`the demo has no ${who}`);
    return cookieOf(person.id);
  };
  const agenda = await findAgenda(read);
  if (!agenda) throw new Error("the demo has no agenda");
  const plans = (await listDocuments(read)).filter(
    ({ kind, state }) => kind === "plan" && state === "open",
  );
  const model = await findPersonByEmail(read, "secretariat@demo.example");
  const [plan] = plans;
  if (!model || !plan) throw new Error("the demo has no open plan");
  const itemsOf = new Map<string, { id: string; hash: string; text: string }[]>();
  for (const { id } of [agenda, ...plans]) {
    itemsOf.set(
      id,
      (await listItems(read, [id])).map(({ id, hash, text }) => ({ id, hash, text })),
    );
  }
  const { onAgenda, typeInAgenda, typeInPlans } = share(pages);
  const seated: PageOf[] = [];
  for (let number = 0; number < pages; number += 1) {
    const isOnAgenda = number < onAgenda;
    const document = isOnAgenda ? agenda : (plans[number % plans.length] ?? plan);
    const nth = isOnAgenda ? number : number - onAgenda;
    const types = nth < (isOnAgenda ? typeInAgenda : typeInPlans);
    const role = types ? (isOnAgenda ? "secretariat" : "drafter") : "member";
    const delegation = role === "secretariat" ? null : (document.delegation ?? plan.delegation);
    const id = app.newId();
    const name = `Demo participant ${number + 1}`;
    const email = `participant-${number}@demo.example`;
    await app.store.commit((tx) =>
      insertPerson(tx, { ...model, id, email, name, role, delegation }),
    );
    // The first half of the items is typed in, the other is for what else is done.
    const items = itemsOf.get(document.id) ?? [];
    const item = items[nth % Math.floor(items.length / 2)];
    seated.push({
      cookie: await cookieOf(id),
      person: { id, name, delegation },
      documentId: document.id,
      path: isOnAgenda ? "/agenda" : `/plans/${document.slug}`,
      typesIn: types ? (item?.id ?? null) : null,
    });
  }
  return {
    pages: seated,
    deeds: {
      agendaId: agenda.id,
      planId: plan.id,
      waiting: (itemsOf.get(plan.id) ?? [])
        .slice(-10)
        .map(({ id }) => ({ planId: plan.id, itemId: id })),
      agendaItems: (itemsOf.get(agenda.id) ?? []).slice(-10),
      planItems: (itemsOf.get(plan.id) ?? []).slice(-20, -10),
      secretariat: await cookieOfDemo("secretariat"),
      convener: await cookieOfDemo("convener.ca"),
      member: await cookieOfDemo("member.ca"),
    },
  };
}
