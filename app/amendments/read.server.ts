/** The amendments of a document, as far as a person may read them. */
import { type AmendmentRow, listAmendments, type StoredAmendment } from "#db/amendments";
import { openingsOf } from "#db/consultations";
import { allow, subjectOf } from "../accounts/allow.server";
import { type Actor, mayOnDocument, type Subject } from "../accounts/policy";
import type { OperationContext } from "../context";
import type { Details, DocumentContent } from "../plans/document";
import { itemRef } from "../plans/numbering";
import { readText } from "../plans/read.server";
import type { RichText } from "../plans/rich-text";
import { findDocumentAsOf } from "../plans/standing.server";
import { Refused } from "../refusal";
import { type Carried, carry, collisionsOf } from "./carry";
import { type CarriedDetails, carryDetails, detailsCollide, detailsRedline } from "./details";
import type { Edit } from "./edits";
import { type RedlineParagraph, redline } from "./redline";
import {
  isAccepted,
  isPending,
  mayChangeAmendment,
  mayDecide,
  mayReadAmendment,
  maySupport,
} from "./rules";
import type { Amendments, AmendmentView, PlaceView } from "./view";
import { detailsProposalOf, parsed, parsedDetails, proposalOf } from "./writing.server";

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
  const carried = new Map(
    stored.map(({ amendment }) => [amendment.id, fateOf(amendment, standing)] as const),
  );
  const collisions = collisionsIn(stored, carried);
  return {
    amendments: stored.map((each) =>
      viewOf(each, {
        actor,
        subject,
        standing,
        fate: carried.get(each.amendment.id) ?? { fate: "gone" },
        collidesWith: collisions.get(each.amendment.id) ?? [],
      }),
    ),
    permissions,
  };
}

/** The document as amendments look at it. */
interface Standing {
  items: Map<string, { ref: string; text: RichText; details: Details; position: number }>;
  areas: Map<string, { number: number; title: string }>;
  /** Of areas, after their last item. */
  ends: Map<string, number>;
}

function standingOf(content: DocumentContent, delegation: string | null): Standing {
  const items: Standing["items"] = new Map();
  const ends: Standing["ends"] = new Map();
  for (const area of content.areas) {
    for (const { id, text, details, areaNumber, number } of area.items) {
      const ref = itemRef(delegation, areaNumber, number);
      items.set(id, { ref, text, details, position: items.size });
    }
    ends.set(area.id, items.size - 0.5);
  }
  const areas = new Map(content.areas.map(({ id, number, title }) => [id, { number, title }]));
  return { items, areas, ends };
}

type Fate =
  | Carried
  | { fate: "gone" }
  | { fate: "plain" }
  /** Of details. */
  | { fate: "details"; carried: CarriedDetails };

/** What would come of it now; for one that was decided, nothing is asked. */
function fateOf(row: AmendmentRow, { items, areas }: Standing): Fate {
  if (!isPending(row)) return { fate: "plain" };
  if (row.kind === "new") return areas.has(row.areaId ?? "") ? { fate: "plain" } : { fate: "gone" };
  const item = items.get(row.itemId ?? "");
  if (!item || (row.kind === "move" && !areas.has(row.areaId ?? ""))) return { fate: "gone" };
  if (row.kind === "details") {
    return { fate: "details", carried: carryDetails(detailsProposalOf(row), item.details) };
  }
  return row.kind === "text" ? carry(proposalOf(row), item.text) : { fate: "plain" };
}

/** Which open amendments are in each other's way: of texts by their words; a removal is in all others'. */
function collisionsIn(
  stored: readonly StoredAmendment[],
  fates: ReadonlyMap<string, Fate>,
): Map<string, string[]> {
  const byItem = new Map<string, AmendmentRow[]>();
  for (const { amendment } of stored) {
    if (!isPending(amendment) || amendment.itemId === null) continue;
    byItem.set(amendment.itemId, [...(byItem.get(amendment.itemId) ?? []), amendment]);
  }
  const found = new Map<string, string[]>();
  for (const rows of byItem.values()) {
    const texts = rows.flatMap((row): { row: AmendmentRow; edits: readonly Edit[] }[] => {
      const fate = fates.get(row.id);
      return fate?.fate === "clean" ? [{ row, edits: fate.edits }] : [];
    });
    const ways = collisionsOf(texts.map(({ edits }) => edits));
    for (const row of rows) {
      const at = texts.findIndex((each) => each.row === row);
      const words = (ways[at] ?? []).flatMap((i) => texts[i]?.row.id ?? []);
      const whole = rows.filter(
        (other) => other !== row && (row.kind === "removal" || other.kind === "removal"),
      );
      const own = fates.get(row.id);
      const details = rows.filter((other) => {
        const fate = fates.get(other.id);
        return other !== row && own && fate && sayOtherwise(own, fate);
      });
      const moves = rows.filter(
        (other) => other !== row && row.kind === "move" && other.kind === "move",
      );
      found.set(row.id, [
        ...new Set([...words, ...[...whole, ...details, ...moves].map(({ id }) => id)]),
      ]);
    }
  }
  return found;
}

function sayOtherwise(one: Fate, other: Fate): boolean {
  if (one.fate !== "details" || other.fate !== "details") return false;
  const [a, b] = [one.carried, other.carried];
  return a.fate === "clean" && b.fate === "clean" && detailsCollide(a.changes, b.changes);
}

function viewOf(
  { amendment: row, proposedBy, decidedBy, supporters }: StoredAmendment,
  {
    actor,
    subject,
    standing,
    fate,
    collidesWith,
  }: {
    actor: Actor;
    subject: Subject;
    standing: Standing;
    fate: Fate;
    collidesWith: string[];
  },
): AmendmentView {
  const item = standing.items.get(row.itemId ?? "");
  const ofDetails = row.kind === "details" ? detailsProposalOf(row) : null;
  const texts = row.kind === "text" ? proposalOf(row) : null;
  const written = (json: string | null) => (json === null || ofDetails ? null : parsed(json));
  const basis = texts?.basis ?? written(row.basisText);
  const proposed = texts?.proposed ?? written(row.proposedText);
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
      : redlineOf(row, fate, item?.text, basis, proposed),
    fate: standingFate.fate === "plain" ? "clean" : standingFate.fate,
    result: fate.fate === "clean" ? fate.text : row.kind === "new" ? proposed : null,
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

function redlineOf(
  row: AmendmentRow,
  fate: Fate,
  now: RichText | undefined,
  basis: RichText | null,
  proposed: RichText | null,
): AmendmentView["redline"] {
  if (row.kind === "move") return [];
  if (isAccepted(row) && row.kind === "text")
    return redline(parsed(row.decidedFrom), parsed(row.decidedTo));
  if (fate.fate === "clean" && now) return redline(now, fate.text);
  return redline(basis ?? NOTHING, proposed ?? NOTHING);
}

function placeIn(row: AmendmentRow, { areas, items }: Standing): PlaceView | null {
  if (row.areaId === null) return null;
  return {
    area: areas.get(row.areaId) ?? null,
    afterRef: items.get(row.afterItemId ?? "")?.ref ?? null,
  };
}
