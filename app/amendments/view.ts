/** Amendments as pages receive them. Types, and what follows from them. */
import type { Role } from "../accounts/policy";
import type { Details } from "../documents/document";
import type { RichText } from "../documents/rich-text";
import type { RefusalCode } from "../refusal";
import type { RedlineParagraph } from "./redline";
import { type AmendmentKind, type AmendmentState, isPending, writtenAt } from "./rules";
import type { OwnSuggestion } from "./suggestions";

export interface AuthorView {
  id: string;
  name: string;
  role: Role;
  /** Code; null for the regional roles. */
  delegation: string | null;
}

/** A place in the document, as it reads now. */
export interface PlaceView {
  /** Number and title of the area; null where it is no longer there. */
  area: { number: number; title: string } | null;
  /** Number of the item it follows; null for the first place, or where that is no longer there. */
  afterRef: string | null;
  /** Whether what it was to follow is not there any more: it then comes at the end of the area. */
  afterGone: boolean;
}

export interface AmendmentView {
  id: string;
  kind: AmendmentKind;
  origin: "proposal" | "suggestion";
  itemId: string | null;
  /** Number of the item now; the number it had if it is gone; empty for a new item. */
  ref: string;
  /** Order in the document, smallest first. */
  position: number;
  /** Where a new or moved item is to stand; null for the others. */
  place: PlaceView | null;
  proposedBy: AuthorView;
  proposedAt: number;
  editedAt: number | null;
  /** Whether it was written while the plan was closed again and is not let out. */
  heldBack: boolean;
  justification: string;
  state: AmendmentState;
  decided: { by: AuthorView | null; at: number; reason: string } | null;
  /** Names the step in which it was decided; null for one that was not, or was withdrawn. */
  decisionId: string | null;
  /** The text it was made on and the text proposed, as both stand now: for changing it. */
  basis: RichText | null;
  proposed: RichText | null;
  /** The same for one of details, and what they say with it where that is plain. */
  details: { basis: Details; proposed: Details; result: Details | null } | null;
  /** What it changes, as people read it; of one that was accepted as modified, what became of it. */
  redline: RedlineParagraph[];
  /**
   * Whether it can be made in the text that stands: `done` where that says so already, `collides`
   * where its words were changed, `gone` where its item or area is not there any more.
   */
  outcome: "clean" | "done" | "collides" | "gone";
  /** The text of the item with it, where that is plain; null for a removal and a move. */
  result: RichText | null;
  /** What has changed since it was proposed, where it collides, or is of the item as a whole. */
  since: RedlineParagraph[] | null;
  /** Of one of the item as a whole, names what a decision on it rests on; null for the others. */
  seen: string | null;
  /** Other open amendments that are in its way. */
  collidesWith: string[];
  supporters: AuthorView[];
  /** Whether the reader supports it. */
  supported: boolean;
  may: { change: boolean; support: boolean; decide: boolean };
}

export interface Amendments {
  amendments: AmendmentView[];
  permissions: { propose: boolean; decide: boolean };
}

/** What `GET /documents/:id/amendments` answers, as JSON. */
export type AmendmentsAnswer = ({ ok: true } & Amendments) | { ok: false; code: RefusalCode };

/** What came of writing while suggesting. */
export interface Suggested {
  /** The writer's suggestions in that item that wait, oldest first. */
  suggestions: OwnSuggestion[];
}

/** What its `POST` answers. */
export type AmendmentAnswer =
  | ({
      ok: true;
      amendmentId?: string;
      decisionId?: string;
      itemId?: string | null;
    } & Partial<Suggested>)
  | { ok: false; code: RefusalCode; field?: string };

export const FILTERS = ["open", "mine", "decided", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** @param me id of the reader. */
export function matches(filter: Filter, amendment: AmendmentView, me: string): boolean {
  if (filter === "all") return true;
  if (filter === "mine") return amendment.proposedBy.id === me;
  return isPending(amendment) === (filter === "open");
}

/** Waiting ones first, then in the order of the document, then by age. */
export function inOrder(amendments: readonly AmendmentView[]): AmendmentView[] {
  return [...amendments].sort(
    (a, b) =>
      Number(isPending(b)) - Number(isPending(a)) ||
      a.position - b.position ||
      a.proposedAt - b.proposedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

/** The items with waiting amendments, and how many each. */
export function pendingByItem(amendments: readonly AmendmentView[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const amendment of amendments) {
    if (!isPending(amendment) || amendment.itemId === null) continue;
    counts.set(amendment.itemId, (counts.get(amendment.itemId) ?? 0) + 1);
  }
  return counts;
}

/** When the latest of them was written: what comes after that has not been seen. */
export const seenAtOf = (views: readonly AmendmentView[]): string =>
  String(Math.max(0, ...views.map(writtenAt)));
