/** The amendments of a document, as far as a person may read them. */
import { type AmendmentRow, listAmendments, type StoredAmendment } from "#db/amendments";
import { cachedOpenings } from "#db/consultations";
import { allow, subjectOf } from "../accounts/allow.server";
import {
  type Actor,
  isHeldBack,
  mayOnDocument,
  type Openings,
  type Subject,
} from "../accounts/policy";
import type { OperationContext } from "../context";
import { findDocumentAsOf } from "../documents/as-of.server";
import { readText } from "../documents/read.server";
import { Refused } from "../refusal";
import { type Compared, compared } from "./compared.server";
import {
  type CurrentContent,
  type CurrentContentItem,
  collisionsIn,
  currentContent,
  shareTexts,
} from "./outcomes.server";
import {
  isPending,
  mayChangeAmendment,
  mayDecide,
  mayReadAmendment,
  maySupport,
  writtenAt,
} from "./rules";
import { seenOf } from "./seen.server";
import type { Amendments, AmendmentView, PlaceView } from "./view";

/**
 * The amendments of a document as this person may see them, with what they may do to each.
 * @param needed `read` for the page of the document, which then has none for someone who may read
 * it and not what is proposed; `read-amendments` for who asks for them alone.
 * @throws Refused `not-found`, or the policy's reason.
 */
export async function readAmendments(
  context: OperationContext,
  documentId: string,
  needed: "read" | "read-amendments",
): Promise<Amendments> {
  const q = context.store.read;
  const document = await findDocumentAsOf(q, documentId, context.now());
  if (!document) throw new Refused(context.actor ? "not-found" : "signed-out");
  const actor = allow(context.actor, needed, document);
  const subject = subjectOf(document);
  const opened = await cachedOpenings(context.store, documentId);
  const stored = (await listAmendments(context.store, documentId)).filter(
    ({ amendment }) => mayReadAmendment(actor, subject, amendment, opened).allowed,
  );
  const permissions = {
    propose: mayOnDocument(actor, "propose", subject).allowed,
    decide: mayOnDocument(actor, "decide", subject).allowed,
  };
  if (stored.length === 0) return { amendments: [], permissions };
  const { content } = await readText(context, documentId);
  const current = currentContent(content, document.delegation);
  shareTexts([...current.items.values()].map(({ text }) => text));
  const found: Found[] = [];
  let last = performance.now();
  for (const people of stored) {
    const { amendment: row } = people;
    const item = current.items.get(row.itemId ?? "") ?? null;
    const hasArea = row.areaId === null || current.areas.has(row.areaId);
    found.push({ people, item, ...compared(row, item, hasArea) });
    // After a start all are compared at once: others are answered in between.
    if (performance.now() - last > AT_A_STRETCH_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      last = performance.now();
    }
  }
  const collisions = collisionsIn(
    found.map(({ read }) => read.row),
    new Map(found.map(({ read, outcome }) => [read.row.id, outcome])),
  );
  return {
    amendments: found.map((each) =>
      viewOf(each, {
        opened,
        actor,
        subject,
        current,
        collidesWith: collisions.get(each.read.row.id) ?? [],
      }),
    ),
    permissions,
  };
}

/** How long amendments are compared before others have their turn. */
const AT_A_STRETCH_MS = 10;

interface Found extends Compared {
  people: StoredAmendment;
  item: CurrentContentItem | null;
}

function viewOf(
  { people: { proposedBy, decidedBy, supporters }, item, read: { row }, view }: Found,
  {
    opened,
    actor,
    subject,
    current,
    collidesWith,
  }: {
    opened: Openings;
    actor: Actor;
    subject: Subject;
    current: CurrentContent;
    collidesWith: string[];
  },
): AmendmentView {
  return {
    id: row.id,
    kind: row.kind,
    origin: row.origin,
    itemId: row.itemId,
    ref: item?.ref ?? row.basisRef,
    position: item?.position ?? current.ends.get(row.areaId ?? "") ?? current.items.size,
    place: placeIn(row, current),
    proposedBy,
    proposedAt: row.proposedAt,
    editedAt: row.editedAt,
    heldBack: isHeldBack(row.id, writtenAt(row), opened),
    justification: row.justification,
    state: row.state,
    decided:
      row.decidedAt === null ? null : { by: decidedBy, at: row.decidedAt, reason: row.reason },
    decisionId: row.decisionId,
    ...view,
    seen: isPending(row) ? seenOf(row, item, current.items) : null,
    collidesWith,
    supporters,
    supported: supporters.some(({ id }) => id === actor.id),
    may: {
      change: mayChangeAmendment(actor, subject, row).allowed,
      support: maySupport(actor, subject, row).allowed,
      decide: mayDecide(actor, subject, row).allowed,
    },
  };
}

function placeIn(row: AmendmentRow, { areas, items }: CurrentContent): PlaceView | null {
  if (row.areaId === null) return null;
  const after = items.get(row.afterItemId ?? "");
  return {
    area: areas.get(row.areaId) ?? null,
    afterRef: after?.areaId === row.areaId ? after.ref : null,
    afterGone: row.afterItemId !== null && after?.areaId !== row.areaId,
  };
}
