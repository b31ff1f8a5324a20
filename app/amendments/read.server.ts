/** The amendments of a document, as far as a person may read them. */
import { type AmendmentRow, listAmendments, type StoredAmendment } from "#db/amendments";
import { openingsOf } from "#db/consultations";
import { allow, subjectOf } from "../accounts/allow.server";
import {
  type Actor,
  isHeldBack,
  mayOnDocument,
  type Openings,
  type Subject,
} from "../accounts/policy";
import type { OperationContext } from "../context";
import type { Details } from "../plans/document";
import { readText } from "../plans/read.server";
import type { RichText } from "../plans/rich-text";
import { findDocumentAsOf } from "../plans/standing.server";
import { Refused } from "../refusal";
import { detailsRedline } from "./details";
import {
  collisionsIn,
  type Fate,
  fateOf,
  type ReadAmendment,
  reading,
  type Standing,
  standingOf,
} from "./fates.server";
import { type RedlineParagraph, redline, redlineOf } from "./redline";
import {
  isAccepted,
  mayChangeAmendment,
  mayDecide,
  mayReadAmendment,
  maySupport,
  writtenAt,
} from "./rules";
import { tokensOf } from "./tokens";
import type { Amendments, AmendmentView, PlaceView } from "./view";
import { parsed, parsedDetails } from "./writing.server";

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
  const opened = await openingsOf(q, documentId);
  const stored = (await listAmendments(q, documentId)).filter(
    ({ amendment }) => mayReadAmendment(actor, subject, amendment, opened).allowed,
  );
  const permissions = {
    propose: mayOnDocument(actor, "propose", subject).allowed,
    decide: mayOnDocument(actor, "decide", subject).allowed,
  };
  if (stored.length === 0) return { amendments: [], permissions };
  const { content } = await readText(context, documentId);
  const standing = standingOf(content, document.delegation);
  const read = reading([...standing.items.values()].map(({ text }) => text));
  const found = stored.map((people) => {
    const amendment = read(people.amendment);
    return { people, amendment, fate: fateOf(amendment, standing) };
  });
  const collisions = collisionsIn(
    found.map(({ amendment }) => amendment.row),
    new Map(found.map(({ amendment, fate }) => [amendment.row.id, fate])),
  );
  return {
    amendments: found.map(({ people, amendment, fate }) =>
      viewOf(people, amendment, {
        opened,
        actor,
        subject,
        standing,
        fate,
        collidesWith: collisions.get(amendment.row.id) ?? [],
      }),
    ),
    permissions,
  };
}

function viewOf(
  { proposedBy, decidedBy, supporters }: StoredAmendment,
  { row, basis, proposed, details: ofDetails }: ReadAmendment,
  {
    opened,
    actor,
    subject,
    standing,
    fate,
    collidesWith,
  }: {
    opened: Openings;
    actor: Actor;
    subject: Subject;
    standing: Standing;
    fate: Fate;
    collidesWith: string[];
  },
): AmendmentView {
  const item = standing.items.get(row.itemId ?? "");
  const standingFate = fate.fate === "details" ? fate.carried : fate;
  return {
    id: row.id,
    kind: row.kind,
    origin: row.origin,
    itemId: row.itemId,
    ref: item?.ref ?? row.basisRef,
    position: item?.position ?? standing.ends.get(row.areaId ?? "") ?? standing.items.size,
    place: placeIn(row, standing),
    proposedBy,
    proposedAt: row.proposedAt,
    editedAt: row.editedAt,
    heldBack: isHeldBack(row.id, writtenAt(row), opened),
    justification: row.justification,
    state: row.state,
    decided:
      row.decidedAt === null ? null : { by: decidedBy, at: row.decidedAt, reason: row.reason },
    decisionId: row.decisionId,
    basis,
    proposed,
    details: ofDetails && {
      ...ofDetails,
      result:
        fate.fate === "details" && fate.carried.fate === "clean" ? fate.carried.details : null,
    },
    redline: ofDetails
      ? detailsRedlineOf(row, fate, item?.details, ofDetails)
      : changesOf(row, fate, item?.text, basis, proposed),
    fate: standingFate.fate === "plain" ? "clean" : standingFate.fate,
    result:
      fate.fate === "clean" ? oneOf(proposed, fate.text) : row.kind === "new" ? proposed : null,
    since: standingFate.fate === "collides" && item ? sinceOf(item, basis, ofDetails) : null,
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

/** A text as the same object as another that says the same: what goes to a page is then written once. */
const oneOf = (known: RichText | null, text: RichText): RichText =>
  known && JSON.stringify(known) === JSON.stringify(text) ? known : text;

function sinceOf(
  item: { text: RichText; details: Details },
  basis: RichText | null,
  ofDetails: { basis: Details } | null,
): RedlineParagraph[] | null {
  if (ofDetails) return detailsRedline(ofDetails.basis, item.details);
  return basis && redline(basis, item.text);
}

/** Of details: what it does to those that stand, or what it was on those it was made on. */
function detailsRedlineOf(
  row: AmendmentRow,
  fate: Fate,
  now: Details | undefined,
  { basis, proposed }: { basis: Details; proposed: Details },
): RedlineParagraph[] {
  if (isAccepted(row))
    return detailsRedline(parsedDetails(row.decidedFrom), parsedDetails(row.decidedTo));
  if (now && fate.fate === "details" && fate.carried.fate === "clean") {
    return detailsRedline(now, fate.carried.details);
  }
  return detailsRedline(basis, proposed);
}

const NOTHING: RichText = { type: "doc", content: [] };

function changesOf(
  row: AmendmentRow,
  fate: Fate,
  now: RichText | undefined,
  basis: RichText | null,
  proposed: RichText | null,
): AmendmentView["redline"] {
  if (row.kind === "move") return [];
  if (isAccepted(row) && row.kind === "text")
    return redline(parsed(row.decidedFrom), parsed(row.decidedTo));
  if (fate.fate === "clean" && now) return redlineOf(tokensOf(now), fate.edits);
  return redline(basis ?? NOTHING, proposed ?? NOTHING);
}

function placeIn(row: AmendmentRow, { areas, items }: Standing): PlaceView | null {
  if (row.areaId === null) return null;
  return {
    area: areas.get(row.areaId) ?? null,
    afterRef: items.get(row.afterItemId ?? "")?.ref ?? null,
  };
}
