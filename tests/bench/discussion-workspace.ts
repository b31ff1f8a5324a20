/** A plan that is much discussed, on top of the demo's: 40 items, 300 comments, 200 amendments. */
import { findDocumentBySlug, listItems } from "#db/documents";
import { findPersonByEmail } from "#db/people";
import { proposeAmendment, supportAmendment } from "../../app/amendments/amendments.server";
import { readAmendments } from "../../app/amendments/read.server";
import { anchorBetween } from "../../app/comments/anchor";
import { openThread, reply, resolveThread } from "../../app/comments/comments.server";
import { readThreads } from "../../app/comments/read.server";
import type { AppContext, OperationContext } from "../../app/context";
import { itemFragment } from "../../app/documents/document";
import { addArea, addItem } from "../../app/documents/document-changes";
import { editDocument, loadDocument } from "../../app/documents/log.server";
import { fromPlainText } from "../../app/documents/rich-text";
import { random } from "./measure";
import { pick, policyText } from "./scale-text";
import { fillDemo } from "./scale-workspace";

export const SLUG = "canada";
export const ITEMS = 40;
export const COMMENTS = 300;
export const AMENDMENTS = 200;
const ITEMS_PER_AREA = 8;
/** Of a hundred threads. */
const RESOLVED = 20;
const ON_THE_WHOLE_ITEM = 30;

const SPEAKERS = ["member.ca", "drafter.ca", "convener.ca", "secretariat"] as const;
const PROPOSERS = ["member.ca", "drafter.ca", "convener.ca"] as const;
const SAYINGS = [
  "Who is to report on this, and to whom?",
  "This goes further than what was agreed in the last consultation; our coalition supports it.",
  "The date should be the same as in the area before.",
  "Noted. We will bring the wording in line with the indicator.",
  "Could the provinces be named here as partners?",
];

type As = (who: string) => Promise<OperationContext>;

/** Makes the demo of an empty workspace, and a much discussed plan of it. */
export async function fillDiscussion(app: AppContext): Promise<void> {
  await fillDemo(app);
  const chance = random(2);
  const plan = await findDocumentBySlug(app.store.read, SLUG);
  if (!plan) throw new Error(`the demo has no plan ${SLUG}`);
  const there = (await listItems(app.store.read, [plan.id])).length;
  await app.store.transaction((tx) =>
    editDocument(app, tx, plan, null, (doc) => {
      for (let item = 0; item < ITEMS - there; item += 1) {
        const area = `more-${Math.floor(item / ITEMS_PER_AREA)}`;
        if (item % ITEMS_PER_AREA === 0) addArea(doc, { id: area, title: `Area of work ${item}` });
        addItem(doc, area, { id: app.newId(), text: policyText(chance, "en") });
      }
    }),
  );
  const as: As = async (who) => {
    const actor = await findPersonByEmail(app.store.read, `${who}@demo.example`);
    if (!actor) throw new Error(`the demo has no ${who}`);
    return { ...app, actor, requestId: null };
  };
  await discuss(app, as, plan.id, chance);
  await amend(app, as, plan.id, chance);
}

async function discuss(app: AppContext, as: As, documentId: string, chance: () => number) {
  const doc = await loadDocument(app.store.read, documentId);
  const items = await listItems(app.store.read, [documentId]);
  const { actor } = await as("convener.ca");
  const threads = await readThreads(app, actor, documentId);
  let said = threads.threads.reduce((sum, { comments }) => sum + comments.length, 0);
  while (said < COMMENTS) {
    const item = pick(chance, items);
    const fragment = itemFragment(doc, item.id);
    const words = item.text.split(" ");
    const first = Math.floor(chance() * Math.max(1, words.length - 4));
    const from = words.slice(0, first).join(" ").length + (first > 0 ? 2 : 1);
    const quote = words.slice(first, first + 3).join(" ");
    const whole = chance() * 100 < ON_THE_WHOLE_ITEM || !fragment;
    const passage = whole ? null : anchorBetween(fragment, from, from + quote.length);
    const { threadId } = await openThread(await as(pick(chance, SPEAKERS)), {
      documentId,
      itemId: item.id,
      anchor: passage?.anchor ?? null,
      quote: passage?.quote ?? "",
      body: pick(chance, SAYINGS),
    });
    said += 1;
    for (let replies = Math.floor(chance() * 5); replies > 0 && said < COMMENTS; replies -= 1) {
      const body = pick(chance, SAYINGS);
      await reply(await as(pick(chance, SPEAKERS)), { documentId, threadId, body });
      said += 1;
    }
    if (chance() * 100 < RESOLVED) {
      await resolveThread(await as("convener.ca"), { documentId, threadId });
    }
  }
  doc.destroy();
}

async function amend(app: AppContext, as: As, documentId: string, chance: () => number) {
  const items = await listItems(app.store.read, [documentId]);
  const known = await readAmendments(await as("convener.ca"), documentId, "read-amendments");
  for (let made = known.amendments.length; made < AMENDMENTS; made += 1) {
    const item = pick(chance, items);
    const who = pick(chance, PROPOSERS);
    const words = item.text.split(" ");
    const at = Math.floor(chance() * words.length);
    const put = policyText(chance, "en").split(" ").slice(0, 3);
    const changed = [...words.slice(0, at), ...put, ...words.slice(at + 1)].join(" ");
    const isRemoval = chance() < 0.05;
    const { amendmentId } = await proposeAmendment(await as(who), {
      documentId,
      kind: isRemoval ? "removal" : "text",
      itemId: item.id,
      basis: isRemoval ? undefined : JSON.stringify(fromPlainText(item.text)),
      text: isRemoval ? undefined : JSON.stringify(fromPlainText(changed)),
      justification: pick(chance, SAYINGS),
    });
    if (chance() < 0.3) {
      const other = who === "member.ca" ? "drafter.ca" : "member.ca";
      await supportAmendment(await as(other), { documentId, amendmentId }, true);
    }
  }
}
