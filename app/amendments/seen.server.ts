/**
 * What someone saw who decides on a whole item: its removal, its move, or a new one at a place. None of
 * these is carried word by word, so it is made only while what it is made on is what was seen.
 */
import { createHash } from "node:crypto";
import type { AmendmentRow } from "#db/amendments";
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import { Refused } from "../refusal";
import { sameText } from "./carry";
import { parsed } from "./writing.server";

type Row = Pick<AmendmentRow, "kind" | "areaId" | "afterItemId" | "basisText">;

interface ItemFacts {
  text: RichText;
  details: Details;
  areaId: string;
  afterItemId: string | null;
}

/** The items of the document, with the area that each stands in. */
type Places = ReadonlyMap<string, { areaId: string }>;

/** Names all that such a decision rests on; null for those that are carried. */
export function seenOf(row: Row, item: ItemFacts | null, places: Places): string | null {
  if (row.kind === "text" || row.kind === "details") return null;
  const facts = [
    row.kind === "new" ? null : item && [item.text, item.details],
    row.kind === "move" ? item && [item.areaId, item.afterItemId] : null,
    hasNeighbour(row, places),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 22);
}

/** Whether what it is to follow stands in the area where it is to stand. */
const hasNeighbour = ({ areaId, afterItemId }: Row, places: Places): boolean =>
  afterItemId === null || places.get(afterItemId)?.areaId === areaId;

/**
 * Refuses to decide on something else than was seen. Who does not say what they saw is taken to have
 * seen what there was when it was proposed.
 * @throws Refused "moved-on"
 */
export function checkSeen(
  row: Row,
  item: ItemFacts | null,
  places: Places,
  seen: string | undefined,
): void {
  const current = seenOf(row, item, places);
  if (current === null) return;
  const asProposed =
    hasNeighbour(row, places) &&
    (item === null || row.basisText === null || sameText(parsed(row.basisText), item.text));
  if (seen === undefined ? !asProposed : seen !== current) throw new Refused("moved-on", "itemId");
}
