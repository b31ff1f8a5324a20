/** The common ground of the operations on amendments: what they find in the document. */
import type * as Y from "yjs";
import { type AmendmentRow, findAmendments } from "#db/amendments";
import { openingsOf } from "#db/consultations";
import type { DocumentRow } from "#db/documents";
import type { Queries } from "#db/store";
import { subjectOf } from "../accounts/allow.server";
import type { Actor } from "../accounts/policy";
import { type Details, readItem, readOutline } from "../documents/document";
import { itemRef } from "../documents/numbering";
import type { RichText } from "../documents/rich-text";
import { Refused } from "../refusal";
import type { Proposal } from "./carry";
import type { DetailsProposal } from "./details";
import { mayReadAmendment } from "./rules";

/** Amendments that the actor may read, in the order asked for; to others it is as if there were none. */
export async function amendmentsOf(
  tx: Queries,
  document: DocumentRow,
  actor: Actor | null,
  ids: readonly string[],
): Promise<AmendmentRow[]> {
  const opened = await openingsOf(tx, document.id);
  const subject = subjectOf(document);
  const found = new Map(
    (await findAmendments(tx, document.id, ids))
      .filter((row) => mayReadAmendment(actor, subject, row, opened).allowed)
      .map((row) => [row.id, row]),
  );
  return [...new Set(ids)].map((id) => {
    const row = found.get(id);
    if (!row) throw new Refused("not-found", "amendmentIds");
    return row;
  });
}

/** An item that is in the document and not removed; refused with `not-found` if it is not. */
export function currentItem(
  doc: Y.Doc,
  delegation: string | null,
  itemId: string,
): { ref: string; text: RichText; details: Details; areaId: string; afterItemId: string | null } {
  for (const { items, id } of readOutline(doc).areas) {
    const at = items.findIndex((item) => item.id === itemId);
    const item = items[at];
    if (!item) continue;
    return {
      ref: itemRef(delegation, item.areaNumber, item.number),
      ...readItem(doc, itemId),
      areaId: id,
      afterItemId: items[at - 1]?.id ?? null,
    };
  }
  throw new Refused("not-found", "itemId");
}

/** Where an item stands; after null it is the first of its area. */
export type ProposedPlace = { areaId: string; afterItemId: string | null };

/** Where a move put it. Its key there is its own: another move since has given it another. */
export type MovedTo = ProposedPlace & { order?: string };

/** Where something is to stand: its index in the area, at the end if what it follows is not there. */
export function indexAfter(
  doc: Y.Doc,
  areaId: string,
  afterItemId: string | null,
  moved?: string,
): number {
  const area = readOutline(doc).areas.find(({ id }) => id === areaId);
  if (!area) throw new Refused("not-found", "areaId");
  const items = area.items.filter(({ id }) => id !== moved);
  if (afterItemId === null) return 0;
  const at = items.findIndex(({ id }) => id === afterItemId);
  return at < 0 ? items.length : at + 1;
}

/** What an amendment of a text would change, as it stands after others were accepted. */
export function proposalOf(row: AmendmentRow): Proposal {
  const basis = parsed(row.carriedBasis ?? row.basisText);
  const proposed = parsed(row.carriedText ?? row.proposedText);
  return { basis, proposed };
}

/** What an amendment of an item's details would change. */
export function detailsProposalOf(row: AmendmentRow): DetailsProposal {
  return { basis: parsedDetails(row.basisText), proposed: parsedDetails(row.proposedText) };
}

/** The details of a row; none where there are none. */
export function parsedDetails(json: string | null): Details {
  const none: Details = { lead: "", partners: "", due: "", indicator: "" };
  return json === null ? none : { ...none, ...(JSON.parse(json) as Partial<Details>) };
}

/** A text of a row; an empty one where there is none. */
export const parsed = (json: string | null): RichText =>
  json === null
    ? { type: "doc", content: [{ type: "paragraph" }] }
    : (JSON.parse(json) as RichText);

/** Amendments of one item; those of new items each for itself. */
export type Group = [AmendmentRow, ...AmendmentRow[]];

/** In the order of their first. */
export function groupedByItem(rows: readonly AmendmentRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = row.itemId ?? ` ${row.id}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
