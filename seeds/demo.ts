/** The demo workspace, filled through the same operations that people use. */
import { demoPasswordHash, seedDemoPeople } from "../app/accounts/demo-people.server";
import type { Role } from "../app/accounts/policy";
import { compileItems } from "../app/agenda/place.server";
import { givePosition } from "../app/agenda/positions.server";
import { setAside } from "../app/agenda/set-aside.server";
import { proposeAmendment, supportAmendment } from "../app/amendments/amendments.server";
import { anchorBetween } from "../app/comments/anchor";
import { openThread, reply, resolveThread } from "../app/comments/comments.server";
import type { AppContext, OperationContext } from "../app/context";
import { inBracket } from "../app/documents/brackets";
import { itemFragment } from "../app/documents/document";
import { setDetail, setItemText } from "../app/documents/document-changes";
import { editDocument, loadDocument } from "../app/documents/log.server";
import { fromPlainText, type RichText } from "../app/documents/rich-text";
import { importPlans } from "../app/exchange/import.server";
import { takePlanStep } from "../app/plans/life.server";
import {
  findAgenda,
  findDocument,
  type ItemRow,
  listAreas,
  listDocuments,
  listItems,
} from "../db/documents";
import { findPersonByEmail, listPeople } from "../db/people";
import { listRecorded } from "../db/record";
import { readSeedPlans } from "./agendas";
import { seedDelegations } from "./consultation";
import { DELEGATIONS } from "./delegations";
import {
  DEMO_AMENDMENTS,
  DEMO_DETAILS,
  DEMO_MERGES,
  DEMO_POSITIONS,
  DEMO_SET_ASIDE,
  DEMO_THREADS,
} from "./demo-content";

/** The demo was interrupted while it was filled for the first time. */
export class UnfinishedDemo extends Error {
  override readonly name = "UnfinishedDemo";
}

/**
 * Fills an empty workspace; one that holds anything else than a demo is left as it is. The accounts
 * are made first: what has documents and no demo accounts is therefore no demo.
 * @throws UnfinishedDemo if an earlier run was ended between the plans and the last position.
 */
export async function seedDemo(app: AppContext): Promise<void> {
  const { store } = app;
  const people = await listPeople(store.read);
  if (people.some((person) => !person.demo)) return;
  if ((await listDocuments(store.read)).length > 0) {
    if (people.length > 0 && !(await isWhole(app))) {
      throw new UnfinishedDemo(
        `The demo in ${app.settings.dataDir} was interrupted while it was made: remove this folder and start again.`,
      );
    }
    return;
  }

  await seedDelegations(app);
  const passwordHash = await demoPasswordHash();
  await store.transaction((tx) => seedDemoPeople(app, tx, passwordHash));
  const operator: OperationContext = { ...app, actor: null, requestId: null };
  await importPlans(operator, {
    plans: readSeedPlans(),
    delegations: DELEGATIONS,
    replace: false,
    authorId: null,
  });

  const demo = await findDemo(app);
  await giveDetails(demo);
  await openPlans(demo);
  await discuss(demo);
  await amend(demo);
  await merge(demo);
  await takePositions(demo);
}

/** Whether the last part of the demo, its last position, was ever given. */
async function isWhole({ store: { read } }: AppContext): Promise<boolean> {
  const agenda = await findAgenda(read);
  const last = await findPersonByEmail(read, `${DEMO_POSITIONS.at(-1)?.who}@demo.example`);
  if (!agenda || !last) return false;
  const given = await listRecorded(read, agenda.id, "agenda.position");
  return given.some(({ personId }) => personId === last.id);
}

/** The secretariat gives an agenda item its words. */
async function word(
  { app, as, agendaId }: Pick<Demo, "app" | "as" | "agendaId">,
  itemId: string,
  text: RichText,
): Promise<void> {
  const { actor } = await as("secretariat");
  await app.store.transaction(async (tx) => {
    const agenda = await findDocument(tx, agendaId);
    if (!agenda) return;
    const edit = await editDocument(app, tx, agenda, actor?.id ?? null, (doc) =>
      setItemText(doc, itemId, text),
    );
    edit.doc.destroy();
  });
}

async function takePositions(demo: Demo): Promise<void> {
  const { app, as, agendaId } = demo;
  const find = async (ref: string) => {
    const found = (await listItems(app.store.read, [agendaId])).find((each) => each.ref === ref);
    if (!found) throw new Error(`the agenda of the seeds has no item ${ref}`);
    return found;
  };
  for (const { ref, who, position, note, onWords } of DEMO_POSITIONS) {
    const { id: itemId, text } = await find(ref);
    if (onWords) await word(demo, itemId, fromPlainText(onWords));
    const { hash: textHash } = await find(ref);
    await givePosition(await as(who), { itemId, position, note, textHash });
    if (onWords) await word(demo, itemId, fromPlainText(text));
  }
}

interface Demo {
  app: AppContext;
  /** A context in which one of the demo people acts, by the part of the address before the @. */
  as(who: string): Promise<OperationContext>;
  item(ref: string): ItemRow;
  agendaId: string;
}

async function findDemo(app: AppContext): Promise<Demo> {
  const { read } = app.store;
  const documents = await listDocuments(read);
  const agenda = documents.find(({ kind }) => kind === "agenda");
  if (!agenda) throw new Error("the import made no agenda");
  const items = await listItems(
    read,
    documents.filter(({ kind }) => kind === "plan").map(({ id }) => id),
  );
  return {
    app,
    agendaId: agenda.id,
    async as(who) {
      const person = await findPersonByEmail(read, `${who}@demo.example`);
      if (!person) throw new Error(`no demo account ${who}`);
      const { id, delegation } = person;
      const role: Role = person.role;
      return { ...app, actor: { id, role, delegation }, requestId: null };
    },
    item(ref) {
      const item = items.find((each) => each.ref === ref);
      if (!item) throw new Error(`the seeds have no item ${ref}`);
      return item;
    },
  };
}

async function giveDetails({ app, item, as }: Demo): Promise<void> {
  for (const [ref, details] of Object.entries(DEMO_DETAILS)) {
    const { documentId, id } = item(ref);
    const { actor } = await as(`drafter.${ref.slice(0, 2).toLowerCase()}`);
    await app.store.transaction(async (tx) => {
      const document = await findDocument(tx, documentId);
      if (!document) return;
      await editDocument(app, tx, document, actor?.id ?? null, (doc) => {
        for (const [detail, value] of Object.entries(details)) {
          setDetail(doc, id, detail as keyof typeof details, value);
        }
      });
    });
  }
}

async function openPlans({ app, as }: Demo): Promise<void> {
  for (const { id, kind, delegation } of await listDocuments(app.store.read)) {
    if (kind !== "plan" || !delegation) continue;
    const convener = await as(`convener.${delegation.toLowerCase()}`);
    await takePlanStep(convener, { documentId: id, step: "open" });
  }
}

async function discuss({ app, as, item }: Demo): Promise<void> {
  for (const { ref, quote, says, resolvedBy } of DEMO_THREADS) {
    const { documentId, id: itemId, text } = item(ref);
    const fragment = itemFragment(await loadDocument(app.store.read, documentId), itemId);
    // A position in the editor is one more than the place in the text: the paragraph's opening.
    const from = quote ? text.indexOf(quote) + 1 : 0;
    const passage = quote && fragment ? anchorBetween(fragment, from, from + quote.length) : null;
    if (quote && passage?.quote !== quote) throw new Error(`${ref} does not say "${quote}"`);
    let threadId = "";
    for (const [who, body] of says) {
      const context = await as(who);
      if (threadId) await reply(context, { documentId, threadId, body });
      else {
        const anchor = passage?.anchor ?? null;
        const opened = await openThread(context, {
          documentId,
          itemId,
          anchor,
          quote: quote ?? "",
          body,
        });
        threadId = opened.threadId;
      }
    }
    if (resolvedBy) await resolveThread(await as(resolvedBy), { documentId, threadId });
  }
}

async function amend({ as, item }: Demo): Promise<void> {
  for (const { ref, who, change, justification, supportedBy = [] } of DEMO_AMENDMENTS) {
    const { documentId, id: itemId, text } = item(ref);
    const json = (words: string) => JSON.stringify(fromPlainText(words));
    const { amendmentId } = await proposeAmendment(await as(who), {
      documentId,
      kind: change ? "text" : "removal",
      itemId,
      basis: change && json(text),
      text: change && json(text.replace(...change)),
      justification,
    });
    for (const supporter of supportedBy) {
      await supportAmendment(await as(supporter), { documentId, amendmentId }, true);
    }
  }
}

async function merge({ app, as, item, agendaId }: Demo): Promise<void> {
  const secretariat = await as("secretariat");
  const areas = await listAreas(app.store.read, [agendaId]);
  const keys = (refs: readonly string[]) =>
    refs.map(item).map(({ documentId, id }) => ({ planId: documentId, itemId: id }));

  for (const { area, refs, text, alternatives = [] } of DEMO_MERGES) {
    const areaId = areas.find(({ number }) => number === area)?.id ?? "";
    const { agendaItemId } = await compileItems(secretariat, { items: keys(refs), areaId });
    if (!text) continue;
    const inBrackets = alternatives.flatMap(([delegation, words]) => {
      const attrs = { id: app.newId(), kind: "alternative", delegations: [delegation] };
      return inBracket(fromPlainText(words), attrs).content;
    });
    const content = [...fromPlainText(text).content, ...inBrackets];
    await word({ app, as, agendaId }, agendaItemId, { type: "doc", content });
  }
  for (const { refs, disposition, reason } of DEMO_SET_ASIDE) {
    await setAside(secretariat, { items: keys(refs), disposition, reason });
  }
}
