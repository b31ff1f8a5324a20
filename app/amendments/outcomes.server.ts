/** The prospective outcome of each amendment on the current text, and which amendments collide. */
import { LRUCache } from "lru-cache";
import type { AmendmentRow } from "#db/amendments";
import type { Details, DocumentContent } from "../documents/document";
import { itemRef } from "../documents/numbering";
import type { RichText } from "../documents/rich-text";
import { memoizeByIdentity } from "../ui/memoize";
import { type Carried, carry, collisionsOf, type Proposal } from "./carry";
import { type CarriedDetails, carryDetails, type DetailsProposal, detailsCollide } from "./details";
import type { Edit } from "./edits";
import { isPending } from "./rules";
import { detailsProposalOf, parsed } from "./writing.server";

/** An amendment with what it proposes; of one of details, `basis` and `proposed` are null. */
export interface ReadAmendment {
  row: AmendmentRow;
  basis: RichText | null;
  proposed: RichText | null;
  /** Of one of an item's text: both. */
  texts: Proposal | null;
  details: DetailsProposal | null;
}

/** Letters of JSON of which the texts are kept. */
const MAX_CACHED_LETTERS = 5_000_000;

/**
 * Texts by their JSON. Those that are the same are one object: most of an item's amendments were made
 * on the same text, and what goes to a page is then written once.
 */
const texts = new LRUCache<string, RichText>({
  maxSize: MAX_CACHED_LETTERS,
  sizeCalculation: (_, json) => json.length + 1,
});

const jsonOf = memoizeByIdentity((text: RichText) => JSON.stringify(text));

/** Has amendments share the texts of items with the page. */
export function shareTexts(ofItems: Iterable<RichText>): void {
  for (const text of ofItems) if (!texts.has(jsonOf(text))) texts.set(jsonOf(text), text);
}

function textOf(json: string | null): RichText | null {
  if (json === null) return null;
  const text = texts.get(json) ?? parsed(json);
  texts.set(json, text);
  return text;
}

/** Reads what a row proposes; once for a row that stays the same object. */
export const readAmendment = memoizeByIdentity((row: AmendmentRow): ReadAmendment => {
  if (row.kind === "details") {
    return { row, basis: null, proposed: null, texts: null, details: detailsProposalOf(row) };
  }
  const basis = textOf(row.carriedBasis ?? row.basisText);
  const proposed = textOf(row.carriedText ?? row.proposedText);
  const both = row.kind === "text" && basis && proposed ? { basis, proposed } : null;
  return { row, basis, proposed, texts: both, details: null };
});

/** An item as it stands. */
export interface CurrentContentItem {
  ref: string;
  text: RichText;
  details: Details;
  position: number;
  areaId: string;
  /** Null for the first of its area. */
  afterItemId: string | null;
}

/** The document as amendments look at it. */
export interface CurrentContent {
  items: Map<string, CurrentContentItem>;
  areas: Map<string, { number: number; title: string }>;
  /** Of areas, after their last item. */
  ends: Map<string, number>;
}

export function currentContent(
  content: DocumentContent,
  delegation: string | null,
): CurrentContent {
  const items: CurrentContent["items"] = new Map();
  const ends: CurrentContent["ends"] = new Map();
  for (const area of content.areas) {
    let afterItemId: string | null = null;
    for (const { id, text, details, areaNumber, number } of area.items) {
      const ref = itemRef(delegation, areaNumber, number);
      items.set(id, { ref, text, details, position: items.size, areaId: area.id, afterItemId });
      afterItemId = id;
    }
    ends.set(area.id, items.size - 0.5);
  }
  const areas = new Map(content.areas.map(({ id, number, title }) => [id, { number, title }]));
  return { items, areas, ends };
}

export type ProspectiveOutcome =
  | Carried
  | { outcome: "gone" }
  | { outcome: "plain" }
  /** Of details. */
  | { outcome: "details"; carried: CarriedDetails };

/** What would come of it now; for one that was decided, nothing is asked. */
export function outcomeOf(
  { row, texts: both, details }: ReadAmendment,
  item: Pick<CurrentContentItem, "text" | "details"> | null,
  hasArea: boolean,
): ProspectiveOutcome {
  if (!isPending(row)) return { outcome: "plain" };
  if (row.kind === "new") return { outcome: hasArea ? "plain" : "gone" };
  if (!item || (row.kind === "move" && !hasArea)) return { outcome: "gone" };
  if (details) return { outcome: "details", carried: carryDetails(details, item.details) };
  return both ? carry(both, item.text) : { outcome: "plain" };
}

/** Which open amendments are in each other's way: of texts by their words; a removal is in all others'. */
export function collisionsIn(
  amendments: readonly AmendmentRow[],
  outcomes: ReadonlyMap<string, ProspectiveOutcome>,
): Map<string, string[]> {
  const byItem = new Map<string, AmendmentRow[]>();
  for (const amendment of amendments) {
    if (!isPending(amendment) || amendment.itemId === null) continue;
    byItem.set(amendment.itemId, [...(byItem.get(amendment.itemId) ?? []), amendment]);
  }
  const found = new Map<string, string[]>();
  for (const rows of byItem.values()) {
    const texts = rows.flatMap((row): { row: AmendmentRow; edits: readonly Edit[] }[] => {
      const outcome = outcomes.get(row.id);
      return outcome?.outcome === "clean" ? [{ row, edits: outcome.edits }] : [];
    });
    const ways = collisionsOf(texts.map(({ edits }) => edits));
    for (const row of rows) {
      const at = texts.findIndex((each) => each.row === row);
      const words = (ways[at] ?? []).flatMap((i) => texts[i]?.row.id ?? []);
      const whole = rows.filter(
        (other) => other !== row && (row.kind === "removal" || other.kind === "removal"),
      );
      const own = outcomes.get(row.id);
      const details = rows.filter((other) => {
        const outcome = outcomes.get(other.id);
        return other !== row && own && outcome && sayOtherwise(own, outcome);
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

function sayOtherwise(one: ProspectiveOutcome, other: ProspectiveOutcome): boolean {
  if (one.outcome !== "details" || other.outcome !== "details") return false;
  const [a, b] = [one.carried, other.carried];
  return a.outcome === "clean" && b.outcome === "clean" && detailsCollide(a.changes, b.changes);
}
